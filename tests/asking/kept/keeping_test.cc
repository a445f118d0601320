// What is asked once and what is asked anew: ages, pages, claims, secrets.
#include "connectors/asking/kept/keeping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/asking/kept/connection.h"

namespace awscost::kept {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class KeepingTest : public testing::TestWithParam<bool> {
 protected:
  Folder folder_;
  std::string path_ = GetParam() ? folder_.file() : "";
  Connection connection_{path_};
  Aws& aws_ = connection_.aws;
};

TEST_P(KeepingTest, ARequestIsPaidOnce) {
  EXPECT_EQ(connection_.ask("a"), "a 1");
  EXPECT_EQ(connection_.last.row, 7U);
  EXPECT_EQ(connection_.ask("a"), "a 1");
  EXPECT_EQ(connection_.last.row, 1U) << "the ledger's row of a recalled answer";
  EXPECT_EQ(connection_.ask("b"), "b 2");
  EXPECT_THAT(aws_.sent, ElementsAre("a", "b"));
  EXPECT_THAT(connection_.recalled, ElementsAre("a"));
  const wire::Reply* reply = wire::reply_of(connection_.keeping.send(connection_.question("b"), {}).outcome);
  static_cast<void>(reply);
}

TEST_P(KeepingTest, TheReplyComesBackWhole) {
  aws_.filling = std::string("\0\n\xFF", 3) + std::string(100'000, 'x');
  const std::string first = connection_.ask("a");
  EXPECT_EQ(connection_.ask("a"), first);
  const wire::Reply* reply = wire::reply_of(connection_.last.outcome);
  ASSERT_NE(reply, nullptr);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(wire::header(*reply, "X-Amzn-RequestId"), "id-a");
}

TEST_P(KeepingTest, AnAnswerHoldsAsLongAsItsServiceSays) {
  for (const auto& [service, holds] :
       {std::pair("ce", 3600), std::pair("apigateway", 60), std::pair("billing", 3600)}) {
    aws_.sent.clear();
    const asking::Question question = connection_.question("a", service);
    connection_.ask(question);
    connection_.wait(seconds(holds - 1));
    connection_.ask(question);
    EXPECT_EQ(aws_.sent.size(), 1U) << service;
    connection_.wait(seconds(1));
    connection_.ask(question);
    EXPECT_EQ(aws_.sent.size(), 2U) << service;
  }
  for (const char* service : {"bcm-pricing-calculator", "sts"}) {
    aws_.sent.clear();
    connection_.ask(connection_.question("a", service));
    connection_.ask(connection_.question("a", service));
    EXPECT_EQ(aws_.sent.size(), 2U) << service;
  }
}

TEST_P(KeepingTest, AnAnswerFromTheFutureDoesNotHold) {
  connection_.ask("a");
  connection_.wait(seconds(-1));
  EXPECT_EQ(connection_.ask("a"), "a 2");
}

TEST_P(KeepingTest, TheSettingsDecide) {
  connection_.ask("a");
  connection_.settings.freshness.ttl = seconds(0);
  connection_.ask("a");
  EXPECT_EQ(aws_.sent.size(), 2U);
  connection_.settings.freshness.ttl = seconds(3600);
  connection_.settings.on = false;
  connection_.ask("a");
  EXPECT_EQ(aws_.sent.size(), 3U);
  EXPECT_EQ(connection_.last.kept_as, 0);
  connection_.settings.on = true;
  EXPECT_EQ(connection_.ask("a"), "a 2") << "what was kept before it was off";
}

TEST_P(KeepingTest, WhatMayNotBeKeptIsNot) {
  asking::Question secret = connection_.question("s");
  secret.secret = true;
  asking::Question change = connection_.question("c");
  change.may_be_kept = false;
  for (int i = 0; i < 2; ++i) {
    connection_.ask(secret);
    EXPECT_EQ(connection_.last.kept_as, 0);
    connection_.ask(change);
  }
  EXPECT_THAT(aws_.sent, ElementsAre("s", "c", "s", "c"));
}

TEST_P(KeepingTest, OnlySuccessIsKept) {
  aws_.status = {{"a", 400}, {"b", 0}, {"c", 206}};
  for (const char* body : {"a", "b", "c", "a", "b", "c"}) {
    connection_.ask(body);
    EXPECT_EQ(connection_.last.kept_as, 0);
  }
  EXPECT_EQ(aws_.sent.size(), 6U);
  EXPECT_EQ(connection_.slept, 0) << "a failure leaves no claim";
}

TEST_P(KeepingTest, AnotherPrincipalIsAnotherAnswer) {
  connection_.ask("a");
  asking::Question question = connection_.question("a");
  auto destination = std::make_shared<asking::Destination>(*question.destination);
  destination->kept_under = "aws\nsomebody else";
  question.destination = destination;
  EXPECT_EQ(connection_.ask(question), "a 2");
  destination = std::make_shared<asking::Destination>(*connection_.question("a").destination);
  destination->profile = "another name";
  destination->key = "another key";
  question.destination = destination;
  EXPECT_EQ(connection_.ask(question), "a 1") << "a profile's name decides nothing";
}

// Texts that look alike when they are put together.
TEST_P(KeepingTest, EveryByteOfTheRequestCounts) {
  std::vector<asking::Question> questions(7, connection_.question("a"));
  questions[1].call.operation = "GetTags";
  questions[2].call.path = "/a";
  questions[3].call.query = {{"a", "b"}};
  questions[4].call.query = {{"ab", ""}};
  questions[5].call.method = "GET";
  questions[6].call.body = "a ";
  for (const asking::Question& question : questions) connection_.ask(question);
  EXPECT_EQ(aws_.sent.size(), questions.size());
}

TEST_P(KeepingTest, PagesBelongToTheirAnswer) {
  connection_.ask("a");
  const std::int64_t id = connection_.last.kept_as;
  EXPECT_EQ(connection_.next_page("a+t", 2), "a+t 2");
  EXPECT_EQ(connection_.last.kept_as, id);
  connection_.ask("a");
  EXPECT_EQ(connection_.next_page("a+t", 2), "a+t 2");
  EXPECT_EQ(connection_.next_page("a+u", 3), "a+u 3") << "broken off here, and goes on";
  EXPECT_EQ(aws_.sent.size(), 3U);
  EXPECT_EQ(connection_.kept.page(id, 2)->body, "a+t 2");
  EXPECT_FALSE(connection_.kept.page(id, 4));
  EXPECT_FALSE(connection_.kept.page(id + 1, 1));
  EXPECT_FALSE(connection_.kept.page(0, 1));
}

// A scan sees one moment: it goes on with the answer that it began with, although that grows old meanwhile.
TEST_P(KeepingTest, APageIsAsOldAsItsFirstPage) {
  connection_.ask("a");
  connection_.next_page("a+t", 2);
  connection_.wait(seconds(3599));
  connection_.ask("a");
  connection_.wait(seconds(2));
  EXPECT_EQ(connection_.next_page("a+t", 2), "a+t 2");
}

TEST_P(KeepingTest, AnewReplacesTheEarlierAnswer) {
  connection_.ask("a");
  const std::int64_t before = connection_.last.kept_as;
  connection_.kept.describe(before, {.table = "t", .subject = "s"});
  connection_.next_page("a+t", 2);
  connection_.wait(seconds(3600));
  EXPECT_EQ(connection_.ask("a"), "a 3");
  EXPECT_NE(connection_.last.kept_as, before);
  EXPECT_EQ(connection_.next_page("a+t", 2), "a+t 4") << "the page of another answer";
  EXPECT_THAT(connection_.kept.about(*connection_.question("a").destination, "s"), IsEmpty());
  EXPECT_EQ(connection_.kept.list().size(), 1U);
}

TEST_P(KeepingTest, DescriptionsAreFoundByWhoAndSubject) {
  const auto describe = [this](const std::string& body, const std::string& subject) {
    connection_.ask(body);
    connection_.kept.describe(connection_.last.kept_as, {.table = "t",
                                                         .subject = subject,
                                                         .details = "d-" + body,
                                                         .start = "2026-10-01",
                                                         .end = "2026-11-01",
                                                         .estimated_from = "2026-10-15",
                                                         .by_tag = true,
                                                         .rows = 12});
  };
  describe("a", "s");
  describe("b", "other");
  connection_.wait(seconds(5));
  describe("c", "s");
  connection_.ask("d");
  const auto found = connection_.kept.about(*connection_.question("").destination, "s");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].description.details, "d-c") << "the newest first";
  const KeptAnswer& answer = found[1];
  EXPECT_EQ(answer.description.table, "t");
  EXPECT_EQ(answer.description.start, "2026-10-01");
  EXPECT_EQ(answer.description.end, "2026-11-01");
  EXPECT_EQ(answer.description.estimated_from, "2026-10-15");
  EXPECT_TRUE(answer.description.by_tag);
  EXPECT_EQ(answer.description.rows, 12);
  EXPECT_EQ(answer.pages, 1);
  EXPECT_EQ(answer.bytes, 3);
  EXPECT_EQ(text::time_text(answer.fetched_at), "2026-11-21 10:30:00");
  auto another = *connection_.question("").destination;
  another.kept_under = "another";
  EXPECT_THAT(connection_.kept.about(another, "s"), IsEmpty());
  connection_.wait(seconds(-3));
  EXPECT_EQ(connection_.kept.about(*connection_.question("").destination, "s").size(), 1U) << "one is of the future";
}

TEST_P(KeepingTest, AWriteForgetsTheServiceOfTheDestination) {
  const asking::Question gateway = connection_.question("g", "apigateway");
  connection_.ask("a");
  connection_.ask(gateway);
  connection_.kept.forget(*gateway.destination, "apigateway");
  connection_.ask("a");
  connection_.ask(gateway);
  EXPECT_THAT(aws_.sent, ElementsAre("a", "g", "g"));
}

// The answers of a batch come in any order, kept ones at once; equal ones of two profiles are asked once.
TEST_P(KeepingTest, ABatchSendsOnlyWhatIsNotKept) {
  connection_.ask("a");
  const std::vector<asking::Question> batch = {connection_.question("a"), connection_.question("b"),
                                               connection_.question("c"), connection_.question("b")};
  std::vector<std::string> answers(batch.size());
  connection_.keeping.send_all(batch, {}, [&](std::size_t place, asking::Answer answer) {
    EXPECT_EQ(answers[place], "") << "told twice";
    answers[place] = test::text_of(answer.outcome);
  });
  EXPECT_THAT(answers, ElementsAre("a 1", "b 2", "c 3", "b 2"));
  EXPECT_THAT(aws_.sent, ElementsAre("a", "b", "c"));
}

TEST_P(KeepingTest, AnInterruptSendsNothing) {
  connection_.ask("a");
  const auto stop = [] { return true; };
  EXPECT_EQ(test::text_of(connection_.keeping.send(connection_.question("a"), stop).outcome), "a 1");
  EXPECT_EQ(test::text_of(connection_.keeping.send(connection_.question("b"), stop).outcome),
            "interrupted before sending");
  EXPECT_EQ(connection_.ask("b"), "b 2") << "nothing is left of it";
}

// "Paid" is written before it is told: whoever is told may crash.
TEST_P(KeepingTest, WhatWasPaidIsKeptBeforeItIsReported) {
  EXPECT_THROW(connection_.keeping.send_all({{connection_.question("a")}}, {},
                                            [](std::size_t, const asking::Answer&) { throw std::runtime_error("no"); }),
               std::runtime_error);
  EXPECT_EQ(connection_.ask("a"), "a 1");
}

TEST_P(KeepingTest, AFailureOfTheWholeBatchIsReportedOnceEach) {
  aws_.while_sending = [](const std::string&) { throw std::bad_alloc(); };
  EXPECT_EQ(test::text_of(connection_.keeping.send(connection_.question("a"), {}).outcome), "std::bad_alloc");
  aws_.while_sending = nullptr;
  EXPECT_EQ(connection_.ask("a"), "a 2");
  EXPECT_EQ(connection_.slept, 0);
}

INSTANTIATE_TEST_SUITE_P(Files, KeepingTest, testing::Bool(),
                         [](const auto& param) { return param.param ? "shared" : "private"; });

}  // namespace
}  // namespace awscost::kept
