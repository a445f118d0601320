// Which answers show what was applied, and the errors for all others.
#include <gmock/gmock.h>

#include "tests/tables/bill_scenarios/changes.h"

namespace awscost::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

const sql::Value kBlue = std::string("blue");

class AnswerTest : public Changes {
 protected:
  // The error for a change when this is AWS's only answer.
  std::string sentence_after(const Answer& answer) {
    scenario.aws.forget_calls();
    scenario.aws.answers = {answer, answer, answer};
    std::string sentence = sync();
    attempts = scenario.aws.calls.size();
    scenario.aws.answers.clear();
    return sentence;
  }
  // The request is repeated once; what standard mode repeats is sent three times in all.
  void expect_unknown(const Answer& given, const std::string& what, std::size_t times = 2) {
    EXPECT_THAT(sentence_after(given), HasSubstr("0 applied, 0 refused, 1 unknown, 0 not sent")) << what;
    EXPECT_EQ(attempts, times) << what;
    EXPECT_THAT(scenario.log_rows().back(), HasSubstr("|unknown|")) << what;
  }
  std::size_t attempts = 0;
};

Answer with_error_type(const std::string& body) {
  return [=](const wire::Call&) {
    return wire::Reply{.status = 200, .headers = {{"x-amzn-ErrorType", "InternalFailure"}}, .body = body};
  };
}

TEST_F(AnswerTest, ADeleteIsAppliedOnlyWhereTheAnswerHasItsShape) {
  for (const std::string body :
       {"", "null", "[]", "<html>", R"({"errors":{"id":"x"}})", R"({"errors":"none"})", R"({"errors":["x"]})",
        R"({"errors":[{"errorCode":"INTERNAL_SERVER_ERROR","errorMessage":"x"}]})",
        R"({"errors":[{"id":"ffffffff-ffff-4fff-8fff-ffffffffffff","errorCode":"CONFLICT"}]})",
        R"({"errors":[{"id":7,"errorCode":"CONFLICT"}]})", R"({"__type":"InternalFailure","message":"boom"})",
        R"({"message":"boom"})", R"({"code":"InternalFailure"})", R"({"error":"boom"})",
        R"({"errors":[{"id":"x"}],"errors":[]})"}) {
    remove(1);
    expect_unknown(answer(200, body), body);
  }
  remove(1);
  expect_unknown(answer(204, ""), "204");
  remove(1);
  expect_unknown(with_error_type("{}"), "x-amzn-errortype");
  for (const std::string body : {"{}", R"({"errors":[]})", R"({"errors":null})", R"({"somethingNew":1})"}) {
    remove(1);
    EXPECT_EQ(sentence_after(answer(200, body)), "") << body;
  }
}

TEST_F(AnswerTest, AnAnswerInShapeEndsTheAttempts) {
  remove(1);
  scenario.aws.answers = {answer(200, "")};
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls, SizeIs(2));
}

TEST_F(AnswerTest, UpdatesAndCreationsAreAsStrict) {
  const std::string item = R"({"id":")" + line_id(1) + R"("})";
  for (const std::string& body :
       {std::string(), R"({"items":)" + item + "}", R"({"items":[)" + item + R"(],"errors":"none"})",
        R"({"items":[)" + item + R"(],"__type":"InternalFailure"})"}) {
    update(1, {{"usage_group", kBlue}});
    expect_unknown(answer(200, body), body);
  }
  update(1, {{"usage_group", kBlue}});
  EXPECT_THAT(sentence_after(answer(200, R"({"items":[)" + item + R"(],"errors":[{"id":")" + line_id(1) +
                                             R"(","errorCode":"CONFLICT"}]})")),
              HasSubstr("0 applied, 0 refused, 1 unknown, 0 not sent"))
      << "both applied and refused";
  insert_line();
  expect_unknown(answer(200, R"({"items":{"key":"n1","id":"x"}})"), "creation");
}

// Otherwise an error would be lost: the line that it is about is one that the answer does not mention.
TEST_F(AnswerTest, AnErrorThatNamesNoLineIsAboutOneThatIsNotMentioned) {
  const std::string item = R"({"id":")" + line_id(1) + R"("})";
  for (const std::string error : {R"({"errorCode":"CONFLICT","errorMessage":"busy"})", R"("x")", R"({"id":7})",
                                  R"({"id":"ffffffff-ffff-4fff-8fff-ffffffffffff","errorCode":"CONFLICT"})"}) {
    update(1, {{"usage_group", kBlue}});
    expect_unknown(answer(200, R"({"items":[)" + item + R"(],"errors":[)" + error + "]}"), error);
  }
  update(1, {{"usage_group", kBlue}});
  update(2, {{"usage_group", kBlue}});
  EXPECT_THAT(sentence_after(answer(
                  200, R"({"items":[)" + item + R"(],"errors":[{"errorCode":"CONFLICT","errorMessage":"busy"}]})")),
              HasSubstr("1 applied, 0 refused, 1 unknown, 0 not sent"));
  EXPECT_EQ(scenario.log_rows().back(), "update|" + line_id(2) + "|unknown|CONFLICT|busy");
  insert_line();
  expect_unknown(answer(200, R"({"items":[{"key":"n1","id":"x"}],"errors":[{"errorCode":"CONFLICT"}]})"), "creation");
}

TEST_F(AnswerTest, MembersThatComeTwiceAreSeenHoweverTheyAreWritten) {
  const std::string error = R"([{"id":")" + line_id(1) + R"(","errorCode":"CONFLICT"}])";
  for (const std::string& body :
       {R"({"errors":)" + error + R"(,"errors":[]})", R"({"errors":)" + error + R"(,"err\u006frs":[]})",
        R"({"\u0065rrors":)" + error + R"(,"errors":null})",
        R"({"errors":[{"id":")" + line_id(2) + R"(","id":")" + line_id(1) + R"(","errorCode":"CONFLICT"}]})"}) {
    remove(1);
    expect_unknown(answer(200, body), body);
  }
  // A text is no member.
  remove(1);
  EXPECT_EQ(sentence_after(answer(200, R"({"errors":[],"note":"\"errors\""})")), "");
}

TEST_F(AnswerTest, AnIdBelongsToOneNewLine) {
  insert_line();
  insert_line();
  EXPECT_THAT(sentence_after(answer(200, R"({"items":[{"key":"n1","id":"x"},{"key":"n2","id":"x"}]})")),
              HasSubstr("0 applied, 0 refused, 2 unknown, 0 not sent"));
  EXPECT_THAT(scenario.log_rows().back(), HasSubstr("|unknown|NULL|AWS's answer gives one id to several new lines."));
}

TEST_F(AnswerTest, ALineHasOneId) {
  insert_line();
  expect_unknown(answer(200, R"({"items":[{"key":"n1","id":"x"},{"key":"n1","id":"y"}]})"), "two ids", 1);
}

TEST_F(AnswerTest, APartOfAnAnswerIsNone) {
  update(1, {{"usage_group", kBlue}});
  expect_unknown(answer(206, R"({"items":[{"id":")" + line_id(1) + R"("}]})"), "206");
}

TEST_F(AnswerTest, WhatIsNotAwssIsNoRefusal) {
  for (const int status : {302, 400, 403, 404, 407, 408, 413, 429, 503}) {
    for (const std::string body : {"", "<html>proxy", R"({"message":"no"})"}) {
      remove(1);
      expect_unknown(answer(status, body), std::to_string(status) + body, status == 429 || status == 503 ? 3 : 2);
      EXPECT_THAT(scenario.log_rows().back(), HasSubstr("|NULL|HTTP status " + std::to_string(status))) << "no code";
    }
  }
  remove(1);
  expect_unknown(answer(408, R"({"__type":"SomethingException"})"), "408 with a code");
  remove(1);
  expect_unknown(answer(500, R"({"__type":"InternalServerException"})"), "500 with a code", 3);
  remove(1);
  EXPECT_THAT(sentence_after(answer(403, R"({"__type":"AccessDeniedException"})")),
              HasSubstr("0 applied, 1 refused, 0 unknown, 0 not sent"));
  EXPECT_EQ(attempts, 1U);
}

TEST_F(AnswerTest, TheSentencesAreWhole) {
  update(1, {{"usage_group", kBlue}});
  EXPECT_THAT(sentence_after(answer(302, "")),
              HasSubstr(" came to 2 attempts: HTTP status 302 without an AWS error code. Unknown "));
  update(1, {{"usage_group", kBlue}});
  EXPECT_THAT(sentence_after(answer(503, "")),
              HasSubstr(" came to 3 attempts: HTTP status 503 without an AWS error code. Unknown "));
  update(1, {{"usage_group", kBlue}});
  EXPECT_THAT(sentence_after(answer(400, R"({"__type":"ValidationException"})")),
              HasSubstr("AWS refused a whole request: ValidationException. Refused: line " + line_id(1) + ". "));
  update(1, {{"usage_group", kBlue}});
  update(2, {{"usage_group", kBlue}});
  EXPECT_THAT(sentence_after(answer(400, R"({"__type":"ValidationException","message":"no"})")),
              AllOf(HasSubstr("AWS refused a whole request: ValidationException: no. Refused: line " + line_id(1) +
                              ", line " + line_id(2) + ". "),
                    Not(HasSubstr("("))));
  EXPECT_THAT(scenario.log_rows().back(), HasSubstr("|refused|ValidationException|no")) << "each row has its reason";
  remove(1);
  EXPECT_THAT(sentence_after(answer(200, R"({"errors":[{"id":")" + line_id(1) + R"(","errorCode":null}]})")),
              AllOf(HasSubstr("Refused: line " + line_id(1) + ". "), Not(HasSubstr("()"))));
}

}  // namespace
}  // namespace awscost::test
