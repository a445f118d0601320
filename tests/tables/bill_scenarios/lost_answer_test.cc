// The outcome of changes whose answer came late, never, or after an interrupt.
#include <gmock/gmock.h>

#include <stdexcept>

#include "sql/error.h"
#include "tests/tables/bill_scenarios/changes.h"

namespace awscost::test {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

const sql::Value kBlue = std::string("blue");

class LostAnswerTest : public Changes {};

TEST_F(LostAnswerTest, ALostAnswerIsAskedForAgainWithTheSameBytes) {
  insert_line();
  scenario.aws.answers = {lose(), answer(503, "")};
  EXPECT_EQ(sync(), "");
  ASSERT_EQ(scenario.aws.calls.size(), 3U);
  EXPECT_THAT(scenario.aws.bodies(), Each(scenario.aws.calls[0].body));
  EXPECT_THAT(scenario.aws.calls[0].body, HasSubstr("token-1"));
  EXPECT_EQ(scenario.slept, 75ms) << "half of 50 ms, then of 100 ms";
}

TEST_F(LostAnswerTest, ATimeoutInTheSecondOfThreeBatches) {
  scenario.list(kScenarioA, 57);
  update_all(60);
  scenario.aws.answers = {apply_all(), lose(), lose(), lose()};
  EXPECT_THAT(sync(), AllOf(HasSubstr(counts(25, 0, 25, 10)), HasSubstr("The answer did not come in time."),
                            HasSubstr("UPDATE and DELETE can be repeated")));
  EXPECT_EQ(scenario.aws.calls.size(), 4U);
  EXPECT_EQ(logged("unknown"), 25U);
  EXPECT_EQ(logged("not sent"), 10U);
}

TEST_F(LostAnswerTest, WhatWasThrottledIsRefusedNotUnknown) {
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(429, R"({"__type":"TooManyRequestsException"})"),
                          answer(400, R"({"__type":"ThrottlingException","message":"slow"})"),
                          answer(400, R"({"__type":"ThrottlingException","message":"slow"})")};
  EXPECT_THAT(sync(), AllOf(HasSubstr(counts(0, 1, 0, 0)),
                            HasSubstr("AWS refused a whole request after 3 attempts: ThrottlingException: slow. ")));
  EXPECT_THAT(scenario.log_rows(), ElementsAre("update|" + line_id(1) + "|refused|ThrottlingException|slow"));
  EXPECT_EQ(scenario.aws.calls.size(), 3U);
  update(1, {{"usage_group", kBlue}});
  const Answer slow_down = answer(503, R"({"__type":"SlowDown"})");
  scenario.aws.answers = {slow_down, slow_down, slow_down};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 1, 0, 0))) << "by its code, not by its status";
}

TEST_F(LostAnswerTest, WhatTheConnectorRepeatedIsRepeatedOnlyForAnAnswerThatIsNone) {
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(503, ""), answer(200, "{")};
  EXPECT_EQ(sync(), "");
  ASSERT_EQ(scenario.aws.calls.size(), 3U);
  EXPECT_THAT(scenario.aws.bodies(), Each(scenario.aws.calls[0].body));
  EXPECT_EQ(scenario.aws.questions[2].attempt, 3) << "in the ledger it is one request";
  scenario.aws.forget_calls();
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(503, ""), lose(), answer(502, "<html>")};
  EXPECT_THAT(sync(), AllOf(HasSubstr(counts(0, 0, 1, 0)), HasSubstr("came to 3 attempts: HTTP status 502 without")));
  EXPECT_EQ(scenario.aws.calls.size(), 3U);
}

TEST_F(LostAnswerTest, ALostAttemptStaysUnknownWhateverTheLastOneSays) {
  const Answer no_route = [](const wire::Call&) -> wire::Reply {
    throw wire::SendError("There is no route.", false, wire::SendError::Cause::kNotReached);
  };
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(503, ""), no_route, no_route};
  EXPECT_THAT(sync(),
              AllOf(HasSubstr(counts(0, 0, 1, 0)), HasSubstr("There is no route. This was the last of 3 attempts;"
                                                             " AWS may have received an earlier one.")))
      << "AWS may have done it before it answered 503";
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {no_route, no_route, no_route};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 0, 1)));
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(500, ""), [](const wire::Call&) -> wire::Reply { throw sql::Error("No more."); }};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 1, 0))) << "max_requests keeps the second attempt back, not the first";
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(500, ""), [](const wire::Call&) -> wire::Reply { throw sql::InterruptError(false); }};
  EXPECT_THAT(sync(), AllOf(StartsWith("interrupted: "), HasSubstr(counts(0, 0, 1, 0))));
}

TEST_F(LostAnswerTest, ARefusalAfterALostAnswerLeavesTheFirstAttemptUnknown) {
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {lose(), answer(400, R"({"__type":"ConflictException","message":"LOCKED"})")};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 1, 0)));
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(500, ""), refuse_all("CONFLICT", "busy")};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 1, 0)));
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(500, ""), refuse_all("NOT_FOUND", "gone")};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 1, 0, 0))) << "it was not there before either";
  remove(1);
  scenario.aws.answers = {lose(), refuse_all("BAD_REQUEST", "no such line")};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 1, 0))) << "perhaps because the first attempt removed it";
  insert_line();
  scenario.aws.answers = {lose(), refuse_all("CONFLICT", "busy")};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 1, 0, 0))) << "a token gets its first answer again";
}

TEST_F(LostAnswerTest, AnAnswerThatCannotBeReadIsNone) {
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(200, "<html>"), answer(200, "[]"), answer(200, "{")};
  EXPECT_THAT(sync(),
              AllOf(HasSubstr(counts(0, 0, 1, 0)), HasSubstr("The answer (HTTP status 200) is not AWS's answer")));
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(200, "{")};
  EXPECT_EQ(sync(), "");
}

TEST_F(LostAnswerTest, WhatNeverLeftIsNotSent) {
  update(1, {{"usage_group", kBlue}});
  remove(2);
  scenario.aws.answers = {never_leaves("There are no credentials.")};
  EXPECT_THAT(sync(), AllOf(HasSubstr(counts(0, 0, 0, 2)), HasSubstr("There are no credentials.")));
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {lose(), never_leaves("There is no such host.")};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 1, 0))) << "the first attempt did leave";
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {[](const wire::Call&) -> wire::Reply { throw sql::Error("max_requests is 100."); }};
  EXPECT_THAT(sync(), AllOf(HasSubstr(counts(0, 0, 0, 1)), HasSubstr("max_requests is 100.")));
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {[](const wire::Call&) -> wire::Reply { throw std::runtime_error("a bug"); }};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 1, 0))) << "no promise how far it got";
}

TEST_F(LostAnswerTest, AnInterruptSaysWhatHadBeenSent) {
  scenario.list(kScenarioA, 57);
  update_all(60);
  scenario.aws.answers = {apply_all(), [](const wire::Call&) -> wire::Reply { throw sql::InterruptError(true); }};
  EXPECT_THAT(sync(), AllOf(StartsWith("interrupted: "), HasSubstr(counts(25, 0, 25, 10)),
                            HasSubstr("The statement was interrupted.")));
  EXPECT_EQ(scenario.aws.calls.size(), 2U);
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {[](const wire::Call&) -> wire::Reply { throw sql::InterruptError(false); }};
  EXPECT_THAT(sync(), AllOf(StartsWith("interrupted: "), HasSubstr(counts(0, 0, 0, 1))));
}

TEST_F(LostAnswerTest, AnInterruptEndsTheWaitBetweenAttempts) {
  update(1, {{"usage_group", kBlue}});
  scenario.aws.answers = {lose()};
  scenario.aws.while_sending = [this] { stop = true; };
  EXPECT_THAT(sync(), AllOf(StartsWith("interrupted: "), HasSubstr(counts(0, 0, 1, 0))));
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_LE(scenario.slept, 100ms);
}

TEST_F(LostAnswerTest, AnInterruptBeforeTheFirstRequestSendsNothing) {
  update(1, {{"usage_group", kBlue}});
  stop = true;
  EXPECT_THAT(sync(), AllOf(StartsWith("interrupted: "), HasSubstr(counts(0, 0, 0, 1))));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

}  // namespace
}  // namespace awscost::test
