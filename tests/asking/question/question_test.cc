// Every send_all reports each answer once and rethrows what the caller's callbacks throw.
#include "connectors/asking/question/question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "connectors/asking/question/reporter.h"
#include "tests/asking/support/destined.h"

namespace awscost::asking {
namespace {

using ::testing::ElementsAre;

TEST(Reporter, ReportsEachAnswer) {
  std::vector<std::string> told;
  const Answered answered = [&](std::size_t place, const Answer& answer) {
    told.push_back(std::to_string(place) + " " + test::text_of(answer.outcome));
  };
  const sql::Interrupted never;
  Reporter reporter(answered, never);
  reporter.report(1, {.outcome = wire::Reply{.status = 200, .body = "b"}});
  reporter.report(0, not_sent());
  reporter.end();
  EXPECT_THAT(told, ElementsAre("1 b", "0 interrupted before sending"));
}

TEST(Reporter, WhatAnsweredThrowsEndsTheReportsAndIsThrownAtTheEnd) {
  int told = 0;
  const Answered answered = [&](std::size_t, const Answer&) {
    if (++told == 2) throw std::out_of_range("unreadable");
  };
  const sql::Interrupted never;
  Reporter reporter(answered, never);
  for (std::size_t place = 0; place < 3; ++place) reporter.report(place, not_sent());
  EXPECT_EQ(told, 2);
  EXPECT_TRUE(reporter.wants_to_stop());
  EXPECT_THROW(reporter.end(), std::out_of_range);
}

TEST(Reporter, WhatInterruptedThrowsIsAnInterrupt) {
  const Answered answered = [](std::size_t, const Answer&) { FAIL() << "nothing is reported any more"; };
  const sql::Interrupted interrupted = []() -> bool { throw std::out_of_range("no connection"); };
  Reporter reporter(answered, interrupted);
  EXPECT_TRUE(reporter.wants_to_stop());
  reporter.report(0, not_sent());
  EXPECT_THROW(reporter.end(), std::out_of_range);
}

TEST(RequestText, OfAFormIsItsMembers) {
  const Question question{.destination = std::make_shared<Destination>(),
                          .call = {.service = "sts",
                                   .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
                                   .body = "Action=GetCallerIdentity&Version=2011-06-15&Empty="}};
  EXPECT_EQ(request_text(question), R"({"Action":"GetCallerIdentity","Version":"2011-06-15","Empty":""})");
}

TEST(Label, SaysPageAttemptAndProfile) {
  Question question{.destination = std::make_shared<Destination>(), .call = {.service = "ce", .operation = "GetTags"}};
  EXPECT_EQ(label(question), "ce:GetTags");
  question = {.destination = std::make_shared<Destination>(Destination{.profile = "prod"}),
              .call = {.service = "apigateway", .operation = "GetUsage"},
              .page = 2,
              .attempt = 3};
  EXPECT_EQ(label(question), "apigateway:GetUsage page 2 attempt 3 profile prod");
}

}  // namespace
}  // namespace awscost::asking
