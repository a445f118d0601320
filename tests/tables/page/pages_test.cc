// The token loop against a scripted sender: what is sent, when, and how it ends.
#include "connectors/tables/page/pages.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::page {
namespace {

using test::Question;
using test::ScriptedSender;

bool never() {
  return false;
}

wire::Reply page_of(int rows, const std::string& token) {
  std::string groups;
  for (int i = 0; i < rows; ++i) {
    groups += std::string(i == 0 ? "" : ",") + R"({"Keys":[")" + token + std::to_string(i) + R"("]})";
  }
  const std::string member = token.empty() ? "" : R"("NextPageToken":")" + token + R"(",)";
  return test::answer("{" + member +
                      R"("ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Groups":[)" +
                      groups + "]}]}");
}

class TokenLoop : public testing::Test {
 protected:
  TokenLoop() { question_.group_by("service"); }

  Pages pages(ScriptedSender& sender) {
    const auto make_call = [](std::string_view token) {
      wire::Call call;
      call.body = token;
      return call;
    };
    return Pages(question_.operation(), question_.scan(), {.service = "ce", .profile = "prod"}, make_call,
                 sender.statement(), decoded_);
  }

  std::string error(Pages& pages) {
    try {
      (void)pages.next(never);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "none";
  }

  Question question_{"ce_cost_and_usage"};
  std::vector<std::pair<std::uint64_t, std::size_t>> ledger_;
  RowsDecoded decoded_ = [this](std::uint64_t row, std::size_t rows) { ledger_.emplace_back(row, rows); };
};

TEST_F(TokenLoop, FetchesAPageWhenTheLastIsUsedUp) {
  ScriptedSender sender({page_of(2, "t1"), page_of(1, "")});
  Pages pages = this->pages(sender);
  EXPECT_EQ(sender.calls.size(), 0u);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(pages.rows().rows(), 2u);
  EXPECT_EQ(sender.calls.size(), 1u);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(pages.rows().rows(), 1u);
  EXPECT_FALSE(pages.next(never));
  EXPECT_FALSE(pages.next(never));
  ASSERT_EQ(sender.calls.size(), 2u);
  EXPECT_EQ(sender.calls[0].body, "");
  EXPECT_EQ(sender.questions[0].page, 1);
  EXPECT_EQ(sender.calls[1].body, "t1");
  EXPECT_EQ(sender.questions[1].page, 2);
  EXPECT_EQ(ledger_, (std::vector<std::pair<std::uint64_t, std::size_t>>{{1, 2}, {2, 1}}));
}

TEST_F(TokenLoop, LooksForWhomItAsksWhenTheFirstPageIsFetched) {
  ScriptedSender sender({page_of(1, "t1"), page_of(1, "")});
  Pages pages = this->pages(sender);
  EXPECT_EQ(pages.whom(), (asking::Whom{.service = "ce", .profile = "prod"}));
  EXPECT_EQ(pages.destination(), nullptr);
  EXPECT_TRUE(sender.resolver.searches.empty());
  while (pages.next(never)) {
  }
  EXPECT_EQ(pages.destination()->profile, "prod");
  EXPECT_EQ(sender.resolver.searches.size(), 1u);
  for (const asking::Question& question : sender.questions) EXPECT_EQ(question.destination, pages.destination());
}

TEST_F(TokenLoop, AsksWhomItWasGiven) {
  ScriptedSender sender({page_of(1, "")});
  Pages pages = this->pages(sender);
  test::Nobody nobody;
  const auto given = std::make_shared<asking::Destination>(test::destination_to(nobody, {.profile = "given"}));
  pages.set_destination(given);
  EXPECT_EQ(pages.question({}).destination, given);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(sender.questions.at(0).destination, given);
  EXPECT_TRUE(sender.resolver.searches.empty());
}

TEST_F(TokenLoop, WhoHasNotSignedInIsAMissingAnswer) {
  ScriptedSender sender(std::vector<wire::Reply>{});
  sender.resolver.not_signed_in = "prod";
  Pages pages = this->pages(sender);
  EXPECT_EQ(error(pages), "ce_cost_and_usage: Nobody has signed in.");
}

TEST_F(TokenLoop, SaysOfRepliesThatMayHoldSecrets) {
  ScriptedSender sender(std::vector<wire::Reply>{});
  EXPECT_FALSE(pages(sender).question({}).secret);
  const Question keys("apigateway_api_keys");
  const auto make_call = [](std::string_view) { return wire::Call(); };
  EXPECT_TRUE(Pages(keys.operation(), keys.scan(), {}, make_call, sender.statement(), decoded_).question({}).secret);
}

// Somebody else has sent the first page's question together with others.
TEST_F(TokenLoop, TakesAnAnswerThatSomebodyElseWasGiven) {
  ScriptedSender sender({page_of(1, "")});
  Pages pages = this->pages(sender);
  test::Nobody nobody;
  pages.set_destination(std::make_shared<asking::Destination>(test::destination_to(nobody)));
  pages.give({.outcome = page_of(2, "t1"), .row = 7});
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(pages.rows().rows(), 2u);
  EXPECT_EQ(sender.calls.size(), 0u);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(sender.calls.at(0).body, "t1");
  EXPECT_EQ(sender.questions.at(0).page, 2);
  EXPECT_EQ(ledger_, (std::vector<std::pair<std::uint64_t, std::size_t>>{{7, 2}, {1, 1}}));
}

TEST_F(TokenLoop, GoesOnAfterAnEmptyPage) {
  ScriptedSender sender({page_of(0, "t1"), page_of(0, "t2"), page_of(1, "")});
  Pages pages = this->pages(sender);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(sender.calls.size(), 3u);
  EXPECT_FALSE(pages.next(never));
}

TEST_F(TokenLoop, EndsWithAnEmptyPage) {
  ScriptedSender sender({page_of(1, "t1"), test::answer(R"({"ResultsByTime":[],"NextPageToken":""})")});
  Pages pages = this->pages(sender);
  ASSERT_TRUE(pages.next(never));
  EXPECT_FALSE(pages.next(never));
  EXPECT_EQ(sender.calls.size(), 2u);
}

TEST_F(TokenLoop, EndsAtATokenThatCameBefore) {
  const wire::Reply again = test::answer(R"({"NextPageToken":"a","ResultsByTime":[]})");
  ScriptedSender sender({page_of(1, "a"), page_of(1, "b"), again});
  Pages pages = this->pages(sender);
  ASSERT_TRUE(pages.next(never));
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(
      error(pages),
      "ce_cost_and_usage: page 3 ends with a page token that was given before, so its pages would never end; run the "
      "statement again, or narrow it.");
  EXPECT_EQ(sender.calls.size(), 3u);
}

TEST_F(TokenLoop, NamesThePageThatIsRefused) {
  ScriptedSender sender(
      {page_of(1, "a"), test::refusal(400, R"({"__type":"InvalidNextTokenException","Message":"Token expired."})")});
  Pages pages = this->pages(sender);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(error(pages),
            "ce_cost_and_usage: page 2: Token expired - InvalidNextTokenException (request id id-1). The data changed "
            "between two pages: run the statement again. 1 page was read: rows from 2026-11-01 to 2026-11-02, of "
            "2026-11-01 to 2026-11-04 (1 of 3 days).");
}

// Of days from 10 to 28 November.
wire::Reply page_of_days(const std::vector<int>& days, const std::string& token) {
  std::string periods;
  for (const int day : days) {
    periods += std::string(periods.empty() ? "" : ",") + R"({"TimePeriod":{"Start":"2026-11-)" + std::to_string(day) +
               R"(T00:00:00Z","End":"2026-11-)" + std::to_string(day + 1) + R"(T00:00:00Z"},"Groups":[{"Keys":[")" +
               token + R"("]}]})";
  }
  return test::answer(R"({"NextPageToken":")" + token + R"(","ResultsByTime":[)" + periods + "]}");
}

// Nothing says that pages come in the order of time.
TEST_F(TokenLoop, SaysWhatWasReadBeforeALimitEndedIt) {
  question_.window("2026-11-01", "2026-12-01");
  const auto no_money = []() -> wire::Reply { throw sql::Error("The budget is spent."); };
  const auto page = [](const std::vector<int>& days, const std::string& token) {
    return [=]() -> wire::Reply { return page_of_days(days, token); };
  };
  ScriptedSender at_once(std::vector<ScriptedSender::Step>{no_money});
  Pages none = this->pages(at_once);
  EXPECT_EQ(error(none), "The budget is spent.");
  ScriptedSender sender(
      std::vector<ScriptedSender::Step>{page({17, 18}, "a"), page({}, "b"), page({13, 14}, "c"), no_money});
  Pages pages = this->pages(sender);
  ASSERT_TRUE(pages.next(never));
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(error(pages),
            "The budget is spent. 3 pages were read: rows from 2026-11-13 to 2026-11-19, of 2026-11-01 to "
            "2026-12-01 (6 of 30 days).");
}

TEST_F(TokenLoop, SaysWhosePagesWereRead) {
  question_.input("profile", "dev")
      .granularity(sql::Granularity::kHourly)
      .window("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z");
  ScriptedSender sender(std::vector<ScriptedSender::Step>{
      [] {
        return test::answer(R"({"NextPageToken":"t","ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01T05:00:00Z",)"
                            R"("End":"2026-11-01T06:00:00Z"},"Groups":[{"Keys":["x"]}]}]})");
      },
      []() -> wire::Reply { throw sql::Error("The budget is spent."); }});
  Pages pages = this->pages(sender);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(error(pages),
            "The budget is spent. 1 page of profile 'dev' was read: rows from 2026-11-01 05:00:00 to 2026-11-01 "
            "06:00:00, of 2026-11-01 00:00:00 to 2026-11-02 00:00:00 (1 of 24 hours).");
}

// A list without periods.
TEST_F(TokenLoop, SaysHowManyPagesOfAListWereRead) {
  const Question keys("apigateway_api_keys");
  ScriptedSender sender(
      std::vector<ScriptedSender::Step>{[] { return test::answer(R"({"position":"t","item":[{"id":"a"}]})"); },
                                        []() -> wire::Reply { throw sql::Error("Enough."); }});
  const auto make_call = [](std::string_view token) { return wire::Call{.body = std::string(token)}; };
  Pages pages(keys.operation(), keys.scan(), {}, make_call, sender.statement(), decoded_);
  ASSERT_TRUE(pages.next(never));
  EXPECT_EQ(error(pages), "Enough. 1 page was read.");
}

TEST_F(TokenLoop, SaysHowOftenItWasAskedAndWhoseKeysWereRefused) {
  ScriptedSender sender(std::vector<wire::Reply>{});
  Pages pages = this->pages(sender);
  test::Nobody nobody;
  asking::Destination destination = test::destination_to(nobody);
  destination.credentials = "the environment";
  pages.set_destination(std::make_shared<asking::Destination>(destination));
  pages.give({.outcome = test::refusal(403, R"({"__type":"ExpiredTokenException","message":"Old."})"), .attempts = 3});
  const std::string sentence = error(pages);
  EXPECT_TRUE(
      sentence.starts_with("ce_cost_and_usage: Old - ExpiredTokenException (request id id-1) after 3 attempts. "
                           "AWS does not, or no longer, accept these credentials (from the environment)"))
      << sentence;
}

TEST_F(TokenLoop, NamesThePageThatCannotBeRead) {
  ScriptedSender sender({page_of(1, "a"), test::answer("{}")});
  Pages pages = this->pages(sender);
  ASSERT_TRUE(pages.next(never));
  EXPECT_TRUE(error(pages).starts_with("ce_cost_and_usage: page 2: AWS's answer to GetCostAndUsage cannot be read"));
}

TEST_F(TokenLoop, TurnsAMissingAnswerIntoASentence) {
  ScriptedSender sender(std::vector<ScriptedSender::Step>{
      []() -> wire::Reply { throw wire::SendError("no answer within 60 s", true); },
      []() -> wire::Reply { throw wire::SendError("the budget of 1.00 USD is used up.", false); }});
  Pages pages = this->pages(sender);
  EXPECT_EQ(error(pages), "ce_cost_and_usage: no answer within 60 s. AWS may have charged the request.");
  EXPECT_EQ(error(pages), "ce_cost_and_usage: the budget of 1.00 USD is used up.");
}

TEST_F(TokenLoop, PassesAnInterruptOn) {
  ScriptedSender sender(std::vector<ScriptedSender::Step>{[]() -> wire::Reply { throw sql::InterruptError(true); }});
  Pages pages = this->pages(sender);
  EXPECT_THROW((void)pages.next(never), sql::InterruptError);
}

}  // namespace
}  // namespace awscost::page
