// AWS's possible answers, and the query's result: the right rows, or one clear error and a usable connection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loaded.h"
#include "tests/support/imposter.h"

namespace awscost {
namespace {

using support::Fault;
using support::Imposter;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string page(const std::string& resource, const std::string& token) {
  return R"({"GroupDefinitions":[{"Type":"DIMENSION","Key":"RESOURCE_ID"}],"ResultsByTime":[{"TimePeriod":)"
         R"({"Start":"2026-11-20T00:00:00Z","End":"2026-11-21T00:00:00Z"},"Total":{},"Groups":[{"Keys":[")" +
         resource + R"("],"Metrics":{"UnblendedCost":{"Amount":"1.5","Unit":"USD"}}}],"Estimated":true}])" +
         (token.empty() ? "" : R"(,"NextPageToken":")" + token + "\"") + "}";
}

constexpr const char* kEmptyPage = R"({"ResultsByTime":[],"NextPageToken":"after the empty page"})";

// One query to an AWS that gives these answers; afterwards the connection must be usable.
golden::Outcome ask(std::vector<support::Answer> answers, std::size_t* requests = nullptr, const char* attempts = "3") {
  Imposter imposter;
  for (support::Answer& answer : answers) imposter.reply_with(std::move(answer));
  point_at(imposter.url());
  setenv("AWS_MAX_ATTEMPTS", attempts, 1);
  golden::Database database(kExtension);
  const golden::Outcome outcome = database.run(kQuestion);
  EXPECT_EQ(database.run("SELECT 1").rows, "1") << "the connection stays usable";
  EXPECT_THAT(outcome.error, AllOf(Not(HasSubstr(kSecretKey)), Not(HasSubstr(kSessionToken))));
  if (requests != nullptr) *requests = imposter.requests().size();
  return outcome;
}

TEST(Answers, PagesFollowTheirTokens) {
  std::size_t requests = 0;
  const auto outcome = ask({{.body = page("i-1", "t1")}, {.body = kEmptyPage}, {.body = page("i-2", "")}}, &requests);
  EXPECT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.rows, "i-1|1.5\ni-2|1.5") << "an empty page goes on";
  EXPECT_EQ(requests, 3U);
}

TEST(Answers, TheSameTokenTwiceWouldGoRoundForEver) {
  std::size_t requests = 0;
  const auto outcome = ask({{.body = page("i-1", "t1")}, {.body = page("i-2", "t1")}}, &requests);
  EXPECT_THAT(outcome.error, HasSubstr("token"));
  EXPECT_EQ(requests, 2U);
}

// Two amounts of one hour: in two units, and twice in one.
constexpr const char* kQuantities =
    R"({"items":[{"id":"l1","serviceCode":"S","usageType":"T","operation":"O","quantities":[)"
    R"({"startHour":"2026-11-01T00:00:00Z","unit":"Hrs","amount":1},{"startHour":"2026-11-01T00:00:00Z","unit":"GB",)"
    R"("amount":2},{"startHour":"2026-11-01T00:00:00Z","unit":"GB","amount":3}]}]})";

// SQLite merges scans by rowid. Each asks for the rowids of the rows that it keeps, and those are others.
TEST(Answers, EqualRowsAreTheSameInEveryScanThatSqliteMerges) {
  Imposter imposter;
  for (int i = 0; i < 6; ++i) imposter.reply_with({.body = kQuantities});
  point_at(imposter.url());
  golden::Database database(kExtension);
  const std::string table = "bcm_bill_scenario_usage_quantities q";
  const auto branches =
      database.run("SELECT unit, amount FROM " + table +
                   " WHERE (bill_scenario_id = 's' AND amount = 3) OR (bill_scenario_id IN (SELECT 's') "
                   "AND service_code = 'S') ORDER BY amount");
  EXPECT_EQ(branches.error, "");
  EXPECT_EQ(branches.rows, "Hrs|1.0\nGB|2.0\nGB|3.0");
  const auto joined = database.run("SELECT a, unit, amount FROM (SELECT 3 AS a) RIGHT JOIN " + table +
                                   " ON amount = a AND bill_scenario_id = 's' WHERE bill_scenario_id = 's' ORDER BY 3");
  if (sqlite3_libversion_number() < 3039000) return;  // no RIGHT JOIN yet
  EXPECT_EQ(joined.error, "");
  EXPECT_EQ(joined.rows, "NULL|Hrs|1.0\nNULL|GB|2.0\n3|GB|3.0");
}

struct BadAnswer {
  const char* name;
  support::Answer answer;
  std::vector<std::string> says;
};

class BadAnswers : public testing::TestWithParam<BadAnswer> {};

// Repetition has tests of its own; here every answer is final.
TEST_P(BadAnswers, EndTheQueryWithOneSentence) {
  const auto outcome = ask({GetParam().answer}, nullptr, "1");
  EXPECT_EQ(outcome.rows, "") << "never a short answer";
  ASSERT_NE(outcome.error, "");
  EXPECT_THAT(outcome.error, testing::StartsWith("ce_cost_and_usage_with_resources: "));
  EXPECT_EQ(outcome.error.find('\n'), std::string::npos) << outcome.error;
  for (const std::string& words : GetParam().says) EXPECT_THAT(outcome.error, HasSubstr(words));
}

// The same on the second page, after rows of the first page.
TEST_P(BadAnswers, EndTheQueryOnAnyPage) {
  const auto outcome = ask({{.body = page("i-1", "t1")}, GetParam().answer}, nullptr, "1");
  EXPECT_EQ(outcome.rows, "i-1|1.5");
  EXPECT_NE(outcome.error, "");
}

const std::string kCut = page("i-1", "").substr(0, 150);

INSTANTIATE_TEST_SUITE_P(
    Aws, BadAnswers,
    testing::Values(
        BadAnswer{"http_400",
                  {.status = 400,
                   .headers = {{"x-amzn-requestid", "id-1"}},
                   .body = R"({"__type":"ValidationException","message":"Group Definition type is invalid."})"},
                  {"Group Definition type is invalid", "ValidationException", "id-1"}},
        BadAnswer{"http_403",
                  {.status = 403, .body = R"({"__type":"AccessDeniedException","Message":"User is not authorized"})"},
                  {"User is not authorized", "ce:GetCostAndUsageWithResources"}},
        BadAnswer{"http_500", {.status = 500, .body = ""}, {"HTTP status 500"}},
        BadAnswer{"http_503_html", {.status = 503, .body = "<html>busy</html>"}, {"503"}},
        BadAnswer{"redirect", {.status = 302, .headers = {{"Location", "http://127.0.0.1:1/"}}, .body = ""}, {"302"}},
        BadAnswer{"not_json", {.body = "<html>hello</html>"}, {"cannot be read"}},
        BadAnswer{"json_cut", {.body = kCut}, {"cannot be read"}},
        BadAnswer{"wrong_shape", {.body = R"({"ResultsByTime":"none"})"}, {"ResultsByTime"}},
        BadAnswer{"no_results", {.body = "{}"}, {"ResultsByTime"}}, BadAnswer{"empty_body", {.body = ""}, {}},
        BadAnswer{"body_cut", {.body = page("i-1", ""), .fault = Fault::kCutBody}, {"AWS may have charged"}},
        BadAnswer{"reset", {.fault = Fault::kReset}, {"AWS may have charged"}},
        BadAnswer{"reset_in_body", {.body = page("i-1", ""), .fault = Fault::kResetInBody}, {}},
        BadAnswer{"closed", {.fault = Fault::kClose}, {}}),
    [](const testing::TestParamInfo<BadAnswer>& bad) { return std::string(bad.param.name); });

// AWS answers a wrong signature with the request as it should have been signed, including the session token.
TEST(Answers, AnErrorThatRepeatsTheRequestShowsNoSecret) {
  const auto outcome =
      ask({{.status = 403,
            .headers = {{"x-amzn-requestid", kSessionToken}},
            .body = std::string(R"({"__type":"InvalidSignatureException","message":"The signature does )") +
                    "not match. " + kSessionToken + R"( \n\nThe Canonical String for this request should )" +
                    R"(have been\nx-amz-security-token:)" + kSessionToken + R"("})"}});
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("does not match"), HasSubstr("[redacted]")));
}

TEST(Answers, WhatAwsSaysIsShownAsTextWhateverItHolds) {
  const auto outcome = ask({{.status = 400, .body = std::string("\0oops \xe9\x1b", 9)}});
  EXPECT_THAT(outcome.error, HasSubstr("\\x00oops \\xe9\\x1b"));
}

TEST(Answers, AnEndpointThatNobodyListensOnSaysWhere) {
  const std::string nobody = "127.0.0.1:" + std::to_string(Imposter::closed_port());
  point_at("http://" + nobody);
  golden::Database database(kExtension);
  const auto outcome = database.run(kQuestion);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr(nobody), Not(HasSubstr(kSecretKey)), Not(HasSubstr(kSessionToken))));
  EXPECT_EQ(database.run("SELECT error_code, charge_usd FROM awscost_requests").rows, "not sent|0.0");
}

TEST(Answers, WithoutCredentialsBothWaysOnAreNamed) {
  point_at("http://127.0.0.1:1");
  unsetenv("AWS_ACCESS_KEY_ID");
  unsetenv("AWS_SECRET_ACCESS_KEY");
  unsetenv("AWS_SESSION_TOKEN");
  golden::Database database(kExtension);
  const auto outcome = database.run(kQuestion);
  EXPECT_THAT(outcome.error, AllOf(HasSubstr("AWS_ACCESS_KEY_ID"), HasSubstr("sandbox")));
  EXPECT_EQ(database.run("SELECT count(*) FROM awscost_requests").rows, "0") << "there was nobody to ask";
  EXPECT_EQ(database.run(std::string("SELECT awscost_config('connector', 'sandbox'); ") + kQuestion + " LIMIT 0").error,
            "");
}

TEST(Answers, ARequestWhoseAnswerNeverCameCountsAsCharged) {
  Imposter imposter;
  imposter.reply_with({.fault = Fault::kReset});
  point_at(imposter.url());
  setenv("AWS_MAX_ATTEMPTS", "1", 1);
  golden::Database database(kExtension);
  database.run(kQuestion);
  EXPECT_EQ(database.run("SELECT status, error_code, charge_usd FROM awscost_requests").rows, "NULL|unknown|0.01");
}

}  // namespace
}  // namespace awscost
