// The effects of fault scripts on answers: codes and statuses per service, pages, keys, clock.
#include "connectors/sandbox/server/faulty_exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <string>

#include "connectors/sandbox/sandbox.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 12h;

HttpRequest signed_by(HttpRequest request, const std::string& key, const std::string& service) {
  request.headers.push_back({"Host", "127.0.0.1:4000"});
  request.headers.push_back({"X-Amz-Date", "20261121T120000Z"});
  std::vector<std::string> names = {"host", "x-amz-date"};
  std::string list = "host;x-amz-date";
  if (service != "apigateway") {
    names.push_back("x-amz-target");
    list += ";x-amz-target";
  }
  const Authorization scope{key, "20261121", "us-east-1", service, names, ""};
  request.headers.push_back({"Authorization", "AWS4-HMAC-SHA256 Credential=" + key + "/20261121/us-east-1/" + service +
                                                  "/aws4_request, SignedHeaders=" + list +
                                                  ", Signature=" + signature(request, scope, "secret")});
  return request;
}

HttpRequest plans(const std::string& token = "", const std::string& key = "AK") {
  const std::string body = R"({"TimePeriod":{"Start":"2026-10-01","End":"2026-11-01"})" +
                           (token.empty() ? "" : R"(,"NextToken":")" + token + "\"") + "}";
  return signed_by({"POST",
                    "/",
                    {{"X-Amz-Target", "AWSInsightsIndexService.GetSavingsPlansUtilizationDetails"},
                     {"Content-Type", "application/x-amz-json-1.1"}},
                    body},
                   key, "ce");
}

HttpRequest scenarios() {
  return signed_by(
      {"POST",
       "/",
       {{"X-Amz-Target", "AWSBCMPricingCalculator.ListBillScenarios"}, {"Content-Type", "application/x-amz-json-1.0"}},
       "{}"},
      "AK", "bcm-pricing-calculator");
}

HttpRequest usage_plans() {
  return signed_by({"GET", "/usageplans", {{"Accept", "application/json"}}, ""}, "AK", "apigateway");
}

class FaultyExchanges : public testing::Test {
 protected:
  FaultyExchange& with(const std::string& faults) {
    exchange_.emplace(sandbox_, verifier_, ExchangeOptions{.now = [] { return kNow; }}, faults);
    return *exchange_;
  }

  Sandbox sandbox_{Options{.now = [] { return kNow; }}};
  Verifier verifier_{{"AK", "secret", "", "us-east-1"}, {{"AK2", "secret", "", ""}}};
  std::optional<FaultyExchange> exchange_;
};

json::value body_of(const Answer& answer) {
  return json::parse(answer.reply.body);
}

TEST_F(FaultyExchanges, ThrottleInTheWordsOfTheService) {
  FaultyExchange& exchange = with("throttle=2s,throttle=300ms,throttle");
  const Answer ce = exchange.answer(plans());
  EXPECT_EQ(ce.reply.status, 400);
  EXPECT_EQ(body_of(ce).at("__type"), "LimitExceededException");
  EXPECT_EQ(wire::header(ce.reply, "Retry-After"), "2");
  const Answer bcm = exchange.answer(scenarios());
  EXPECT_EQ(bcm.reply.status, 400);
  EXPECT_EQ(body_of(bcm).at("__type"), "ThrottlingException");
  EXPECT_EQ(wire::header(bcm.reply, "x-amz-retry-after"), "300");
  const Answer gateway = exchange.answer(usage_plans());
  EXPECT_EQ(gateway.reply.status, 429);
  EXPECT_EQ(wire::header(gateway.reply, "x-amzn-ErrorType"), "TooManyRequestsException");
  EXPECT_EQ(exchange.answer(plans()).reply.status, 200);
}

TEST_F(FaultyExchanges, ServerErrorsAndRedirects) {
  FaultyExchange& exchange = with("500,502,503=1s,504,301,307");
  for (const int status : {500, 502, 503, 504, 301, 307}) EXPECT_EQ(exchange.answer(plans()).reply.status, status);
  EXPECT_THAT(with("502").answer(plans()).reply.body, HasSubstr("<html>"));
  EXPECT_EQ(wire::header(with("307").answer(plans()).reply, "Location"), "/elsewhere");
}

TEST_F(FaultyExchanges, AreVerifiedAllTheSame) {
  FaultyExchange& exchange = with("throttle*all");
  HttpRequest forged = plans();
  forged.body = "{}";
  EXPECT_EQ(body_of(exchange.answer(forged)).at("__type"), "InvalidSignatureException");
}

TEST_F(FaultyExchanges, AnEmptyPageLeadsToTheOneThatWasAskedFor) {
  const json::value first = body_of(with("").answer(plans()));
  FaultyExchange& exchange = with("page-1:empty-page,page-2:empty-page");
  const json::value empty = body_of(exchange.answer(plans()));
  EXPECT_TRUE(empty.at("SavingsPlansUtilizationDetails").as_array().empty());
  const json::value second = body_of(exchange.answer(plans(std::string(empty.at("NextToken").as_string()))));
  EXPECT_TRUE(second.at("SavingsPlansUtilizationDetails").as_array().empty()) << "the detour to page 2";
  const json::value found = body_of(exchange.answer(plans(std::string(second.at("NextToken").as_string()))));
  EXPECT_EQ(found, first);
}

TEST_F(FaultyExchanges, ATokenRepeats) {
  FaultyExchange& exchange = with("same-token*all");
  const std::string token(body_of(exchange.answer(plans())).at("NextToken").as_string());
  const json::value second = body_of(exchange.answer(plans(token)));
  EXPECT_EQ(second.at("NextToken"), json::string_view(token));
  EXPECT_FALSE(second.at("SavingsPlansUtilizationDetails").as_array().empty());
}

TEST_F(FaultyExchanges, KeysExpireUntilOthersSign) {
  FaultyExchange& exchange = with("2:expired-token");
  EXPECT_EQ(exchange.answer(plans()).reply.status, 200);
  for (int i = 0; i < 2; ++i) {
    const Answer refused = exchange.answer(plans());
    EXPECT_EQ(refused.reply.status, 400);
    EXPECT_EQ(body_of(refused).at("__type"), "ExpiredTokenException");
  }
  EXPECT_EQ(exchange.answer(plans("", "AK2")).reply.status, 200);
  EXPECT_EQ(exchange.answer(plans("", "AK3")).reply.status, 400);
}

TEST_F(FaultyExchanges, TheClockIsOff) {
  const Answer ahead = with("clock=20m").answer(plans());
  EXPECT_THAT(std::string(body_of(ahead).at("message").as_string()),
              HasSubstr("Signature expired: 20261121T120000Z is now earlier than 20261121T121500Z (20261121T122000Z"));
  EXPECT_EQ(wire::header(ahead.reply, "Date"), "Sat, 21 Nov 2026 12:20:00 GMT");
  EXPECT_THAT(with("clock=-20m").answer(plans()).reply.body, HasSubstr("Signature not yet current"));
  const Answer skewed = with("skewed").answer(usage_plans());
  EXPECT_EQ(skewed.reply.status, 403);
  EXPECT_EQ(body_of(skewed).at("__type"), "RequestTimeTooSkewed");
  EXPECT_EQ(with("clock=4m").answer(plans()).reply.status, 200) << "AWS tolerates five minutes";
}

TEST_F(FaultyExchanges, RightAnswersAreChanged) {
  EXPECT_EQ(with("content-type").answer(plans()).reply.status, 200);
  EXPECT_EQ(wire::header(with("gzip").answer(plans()).reply, "Content-Encoding"), "gzip");
  EXPECT_TRUE(with("gzip").answer(plans()).reply.body.starts_with("\x1f\x8b"));
  EXPECT_TRUE(body_of(with("list").answer(plans())).is_array());
  EXPECT_EQ(body_of(with("text").answer(plans())).at("SavingsPlansUtilizationDetails").at(0), "a text");
  EXPECT_FALSE(body_of(with("no-rows").answer(plans())).as_object().contains("SavingsPlansUtilizationDetails"));
  EXPECT_TRUE(body_of(with("null-rows").answer(plans())).at("SavingsPlansUtilizationDetails").is_null());
  EXPECT_THAT(with("nested").answer(plans()).reply.body, testing::StartsWith("{\"Nested\":[[[["));
  EXPECT_GT(with("oversized=5000000").answer(plans()).reply.body.size(), 5'000'000U);
  EXPECT_LT(with("oversized-gzip=5000000").answer(plans()).reply.body.size(), 50'000U);
}

TEST_F(FaultyExchanges, WithoutFaultsAnswerAsTheExchangeDoes) {
  const Answer answer = with("").answer(plans());
  EXPECT_EQ(answer.reply.status, 200);
  EXPECT_EQ(wire::header(answer.reply, "Date"), "");
  EXPECT_EQ(answer.request, 1U);
  EXPECT_EQ(answer.delivery.part, Delivery::Part::kWhole);
}

}  // namespace
}  // namespace awscost::sandbox
