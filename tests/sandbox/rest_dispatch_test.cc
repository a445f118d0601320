// Routing of restJson1 requests, and the form of API Gateway's answers.
#include <gtest/gtest.h>

#include "connectors/sandbox/percent.h"
#include "connectors/sandbox/rest_operation.h"
#include "gateway_asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

std::string name(std::string_view method, std::string_view path, std::string_view service = "apigateway") {
  const auto route = find_route(service, method, path);
  return route ? std::string(route->operation->name) : "";
}

TEST(Routes, GoByMethodAndPath) {
  EXPECT_EQ(name("GET", "/usageplans"), "GetUsagePlans");
  EXPECT_EQ(name("GET", "/usageplans/abc"), "GetUsagePlan");
  EXPECT_EQ(name("GET", "/usageplans/abc/keys"), "GetUsagePlanKeys");
  EXPECT_EQ(name("GET", "/usageplans/abc/usage"), "GetUsage");
  EXPECT_EQ(name("GET", "/apikeys"), "GetApiKeys");
  EXPECT_EQ(name("GET", "/apikeys/abc"), "GetApiKey");
  for (const char* path : {"", "/", "/usageplan", "/usageplans/", "/usageplans//usage", "/usageplans/a/b", "usageplans",
                           "/usageplans/a/usage/", "/usageplans/a/keys/b", "/UsagePlans", "/apikeys/a/b"}) {
    EXPECT_EQ(name("GET", path), "") << path;
  }
  EXPECT_EQ(name("POST", "/usageplans"), "");
  EXPECT_EQ(name("GET", "/usageplans", "ce"), "");
}

TEST(Routes, DecodeLabelsAfterTheyAreCut) {
  const auto label = [](std::string_view path) {
    return find_route("apigateway", "GET", path)->labels.at("usageplanId");
  };
  EXPECT_EQ(label("/usageplans/legacy%3A2015%2Feu%2B1/usage"), "legacy:2015/eu+1");
  EXPECT_EQ(label("/usageplans/a+b%20c%c3%A9/usage"), "a+b c\u00e9");
  EXPECT_EQ(label("/usageplans/100%/usage"), "100%");
  EXPECT_EQ(label("/usageplans/%2E%2E/usage"), "..");
}

TEST(Percent, IsDecodedInQueries) {
  EXPECT_EQ(parse_query("limit=5&name=%20x%26y&flag&=v&&a=b=c&p=1+2"),
            (Query{{"limit", "5"}, {"name", " x&y"}, {"flag", ""}, {"", "v"}, {"a", "b=c"}, {"p", "1+2"}}));
  EXPECT_TRUE(parse_query("").empty());
  EXPECT_EQ(percent_encoded("a/b \u00e9~", true), "a/b%20%C3%A9~");
  EXPECT_EQ(percent_encoded("a/b", false), "a%2Fb");
}

TEST(GatewayDispatch, KnowsNoOtherPaths) {
  GatewayAsker ask;
  const GatewayRefusal refusal = ask.refused("/restapis");
  EXPECT_EQ(refusal.status, 403);
  EXPECT_EQ(refusal.code, "MissingAuthenticationTokenException");
  EXPECT_EQ(refusal.message, "Missing Authentication Token");
  wire::Call post = ask.call("/usageplans");
  post.method = "POST";
  EXPECT_EQ(ask.send(post).status, 403);
}

TEST(GatewayDispatch, DressesAnswersAndErrors) {
  GatewayAsker ask;
  const wire::Reply good = ask.send(ask.call("/usageplans"));
  EXPECT_EQ(good.status, 200);
  EXPECT_EQ(wire::header(good, "Content-Type"), "application/json");
  EXPECT_EQ(wire::header(good, "x-amzn-requestid").size(), 36U);
  const wire::Reply bad = ask.send(ask.call("/usageplans/no"));
  EXPECT_EQ(wire::header(bad, "Content-Type"), "application/json");
  EXPECT_EQ(wire::header(bad, "x-amzn-ErrorType"), "NotFoundException");
  EXPECT_EQ(wire::header(bad, "x-amzn-requestid").size(), 36U);
  EXPECT_EQ(json::parse(bad.body), json::parse(R"({"message":"Invalid Usage Plan ID specified"})"));
}

TEST(GatewayDispatch, TakesJsonOrNoContentType) {
  GatewayAsker ask;
  wire::Call call = ask.call("/usageplans");
  call.headers.push_back({"content-type", "application/json; charset=utf-8"});
  EXPECT_EQ(ask.send(call).status, 200);
  call.headers.back().value = "application/x-amz-json-1.1";
  const wire::Reply reply = ask.send(call);
  EXPECT_EQ(reply.status, 415);
  EXPECT_EQ(wire::header(reply, "x-amzn-ErrorType"), "UnsupportedMediaTypeException");
}

TEST(GatewayDispatch, AnswersInHalUnlessAskedForJson) {
  GatewayAsker ask;
  wire::Call call = ask.call("/apikeys", {{"limit", "2"}, {"name", "device-"}});
  const json::value plain = json::parse(ask.send(call).body);
  for (const char* accept : {"", "*/*", "application/hal+json"}) {
    call.headers = {{"accept", accept}};
    const wire::Reply reply = ask.send(call);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(wire::header(reply, "Content-Type"), "application/hal+json");
    const json::object answer = json::parse(reply.body).as_object();
    EXPECT_FALSE(answer.contains("item"));
    EXPECT_FALSE(answer.contains("position"));
    EXPECT_EQ(answer.at("_embedded").at("item"), plain.at("item"));
    EXPECT_EQ(answer.at("_links").at("self").at("href"), "/apikeys?limit=2&name=device-");
    EXPECT_EQ(answer.at("_links").at("next").at("href").as_string(),
              "/apikeys?limit=2&name=device-&position=" + percent_encoded(member(plain, "position"), false));
  }
  call = ask.call(usage_path(kMonthPlan), period("2026-11-01", "2026-11-02"));
  call.headers.clear();
  const json::object usage = json::parse(ask.send(call).body).as_object();
  EXPECT_FALSE(usage.contains("values"));
  EXPECT_EQ(usage.at("_embedded").at("values").as_object().size(), 12U);
  EXPECT_EQ(usage.at("usagePlanId"), kMonthPlan);
}

TEST(GatewayDispatch, TakesAcceptAmongOtherTypes) {
  GatewayAsker ask;
  wire::Call call = ask.call("/usageplans");
  call.headers = {{"ACCEPT", "text/html, application/json;q=0.9"}};
  EXPECT_EQ(wire::header(ask.send(call), "Content-Type"), "application/json");
}

}  // namespace
}  // namespace awscost::sandbox
