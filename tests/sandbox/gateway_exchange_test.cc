// API Gateway behind the server: signed GETs with encoded paths and queries, Regions, refusals, rate limit and log.
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/percent.h"
#include "connectors/sandbox/sandbox.h"
#include "connectors/sandbox/server/exchange.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

// 21 November 2026, 12:00 UTC.
constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 12h;

class GatewayExchange : public ::testing::Test {
 protected:
  GatewayExchange() : log_(::testing::TempDir() + "gateway_exchange_test-" + std::to_string(getpid()) + ".jsonl") {
    std::filesystem::remove(log_);
  }

  static HttpRequest get(const std::string& target) {
    return {"GET",
            target,
            {{"Host", "127.0.0.1:4000"}, {"X-Amz-Date", "20261121T120000Z"}, {"Accept", "application/json"}},
            ""};
  }

  static HttpRequest signed_for(HttpRequest request, const std::string& region, const std::string& service) {
    Authorization scope{"AK", "20261121", region, service, {"host", "x-amz-date"}, ""};
    request.headers.push_back({"Authorization", "AWS4-HMAC-SHA256 Credential=AK/20261121/" + region + "/" + service +
                                                    "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" +
                                                    signature(request, scope, "secret")});
    return request;
  }

  wire::Reply answer(const std::string& target, const std::string& region = "us-east-1",
                     const std::string& service = "apigateway") {
    return exchange().answer(signed_for(get(target), region, service));
  }

  Exchange& exchange(unsigned rate = 0) {
    if (!exchange_) {
      exchange_ =
          std::make_unique<Exchange>(sandbox_, Verifier({"AK", "secret", "", "us-east-1"}),
                                     ExchangeOptions{log_, rate, [] { return kNow; }, [this] { return ticks_; }});
    }
    return *exchange_;
  }

  json::array log() const {
    json::array lines;
    std::ifstream file(log_);
    for (std::string line; std::getline(file, line);) lines.push_back(json::parse(line));
    return lines;
  }

  std::string log_;
  RateLimit::Time ticks_{1h};
  Sandbox sandbox_{Options{.now = [] { return kNow; }}};
  std::unique_ptr<Exchange> exchange_;
};

TEST_F(GatewayExchange, AnswersASignedGet) {
  const wire::Reply reply =
      answer("/usageplans/legacy%3A2015%2Feu%2B1/usage?startDate=2026-11-01&endDate=2026-11-03&limit=2");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const json::value first = json::parse(reply.body);
  EXPECT_EQ(first.at("usagePlanId"), "legacy:2015/eu+1");
  EXPECT_EQ(first.at("values").as_object().size(), 2U);
  // Query parameters may have any order. The position contains '+', '/' and '='.
  const wire::Reply next = answer("/usageplans/legacy%3A2015%2Feu%2B1/usage?position=" +
                                  percent_encoded(std::string(first.at("position").as_string()), false) +
                                  "&endDate=2026-11-03&limit=2&startDate=2026-11-01");
  ASSERT_EQ(next.status, 200) << next.body;
  EXPECT_EQ(json::parse(next.body).at("values").as_object().size(), 1U);
}

TEST_F(GatewayExchange, TakesTheRegionOfTheScope) {
  const auto plans = [&](const std::string& region) {
    return json::parse(answer("/usageplans", region).body).at("item").as_array().size();
  };
  EXPECT_EQ(plans("us-east-1"), 7U);
  EXPECT_EQ(plans("eu-west-3"), 2U);
  EXPECT_EQ(plans("us-gov-west-1"), 0U);
  for (const char* region : {"", "useast1", "US-EAST-1", "us-east-", "us_east_1", "-a-1"}) {
    const wire::Reply reply = answer("/usageplans", region);
    EXPECT_EQ(reply.status, 403) << region;
    EXPECT_EQ(wire::header(reply, "x-amzn-ErrorType"), "InvalidSignatureException") << region;
  }
}

TEST_F(GatewayExchange, RefusesAsApiGatewayDoes) {
  const wire::Reply unsigned_one = exchange().answer(get("/usageplans"));
  EXPECT_EQ(unsigned_one.status, 403);
  EXPECT_EQ(wire::header(unsigned_one, "x-amzn-ErrorType"), "MissingAuthenticationTokenException");
  EXPECT_EQ(wire::header(unsigned_one, "Content-Type"), "application/json");
  EXPECT_EQ(json::parse(unsigned_one.body), json::parse(R"({"message":"Missing Authentication Token"})"));
  EXPECT_FALSE(wire::header(unsigned_one, "x-amzn-requestid").empty());

  HttpRequest changed = signed_for(get("/usageplans?limit=5"), "us-east-1", "apigateway");
  changed.target = "/usageplans?limit=6";
  EXPECT_EQ(wire::header(exchange().answer(changed), "x-amzn-ErrorType"), "InvalidSignatureException");
  EXPECT_EQ(answer("/usageplans", "us-east-1", "ce").status, 403);
  EXPECT_EQ(answer("/restapis").status, 403);
  EXPECT_EQ(answer("/usageplans/no").status, 404);
}

TEST_F(GatewayExchange, DoesNotTakeAPostToTheRootForApiGateway) {
  HttpRequest request = get("/");
  request.method = "POST";
  const wire::Reply reply = exchange().answer(request);
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(json::parse(reply.body).at("__type"), "MissingAuthenticationTokenException");
  EXPECT_EQ(log().at(0).at("service"), "");
}

TEST_F(GatewayExchange, LogsWhatAValidatorNeeds) {
  answer("/usageplans/pl%20an%2F%C3%A9/keys?name=a%2Bb&limit=5");
  EXPECT_EQ(log(), json::parse(R"([{"service":"apigateway","method":"GET","path":"/usageplans/pl%20an%2F%C3%A9/keys",
      "query":[["name","a+b"],["limit","5"]],"body":"","target":"","status":200}])"));
}

TEST_F(GatewayExchange, LimitsTheRateOfApiGatewayOnly) {
  exchange(1);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(answer("/usageplans").status, 200);
  const wire::Reply reply = answer("/usageplans");
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(wire::header(reply, "x-amzn-ErrorType"), "TooManyRequestsException");
  EXPECT_EQ(wire::header(reply, "Retry-After"), "1");
  EXPECT_EQ(answer("/usageplans", "eu-west-3").status, 200);
  HttpRequest request = get("/");
  request.headers.push_back({"X-Amz-Target", "AWSInsightsIndexService.GetTags"});
  EXPECT_EQ(exchange().answer(request).status, 400);
  ticks_ += 1s;
  EXPECT_EQ(answer("/usageplans").status, 200);
}

// Requests signed by botocore.
TEST_F(GatewayExchange, AcceptsRequestsThatOthersSigned) {
  const char* given = std::getenv("AWSCOST_TEST_DATA");
  const std::filesystem::path data = given != nullptr ? given : AWSCOST_SOURCE_DIR "/../shared/test-data";
  const std::filesystem::path file = data / "../sigv4-vectors.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no vectors at " << file;
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  int checked = 0;
  const json::value vectors = json::parse(text.str());
  for (const json::value& vector : vectors.at("vectors").as_array()) {
    const std::string name(vector.at("name").as_string());
    if (name != "apigw-usage" && name != "apigw-usage-escaped") continue;
    const std::string url(vector.at("url").as_string());
    const auto host = url.find("//") + 2;
    const auto path = url.find('/', host);
    HttpRequest request{"GET", url.substr(path), {{"Host", url.substr(host, path - host)}}, ""};
    for (const auto& header : vector.at("sent_headers").as_object()) {
      request.headers.push_back({std::string(header.key()), std::string(header.value().as_string())});
    }
    const std::string date = header_value(request, "X-Amz-Date");
    const std::string iso = date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 5) + ":" +
                            date.substr(11, 2) + ":" + date.substr(13);
    const Authorization scope = parse_authorization(header_value(request, "Authorization"));
    Verifier verifier({scope.access_key, std::string(vector.at("secret_key").as_string()),
                       header_value(request, "X-Amz-Security-Token"), "us-east-1"});
    EXPECT_EQ(verifier.check(request, "apigateway", parse_moment(iso)->at), "eu-west-3") << name;
    ++checked;
  }
  EXPECT_EQ(checked, 2);
}

}  // namespace
}  // namespace awscost::sandbox
