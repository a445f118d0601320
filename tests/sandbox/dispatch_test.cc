// Dispatch by headers, request bodies, and the headers of every answer.
#include <gtest/gtest.h>

#include <set>

#include "asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

wire::Call good_call() {
  wire::Call call;
  call.service = "ce";
  call.operation = "GetCostAndUsage";
  call.headers = {{"content-type", "application/x-amz-json-1.1"},
                  {"x-amz-target", "AWSInsightsIndexService.GetCostAndUsage"}};
  call.body = cost_query("2026-11-19/2026-11-20", "DAILY");
  return call;
}

wire::Reply send(const wire::Call& call) {
  return Sandbox(small_account(), options()).send(call, {});
}

std::string code(const wire::Call& call) {
  const wire::Reply reply = send(call);
  return reply.status == 200 ? "" : std::string(json::parse(reply.body).at("__type").as_string());
}

TEST(Dispatch, GoesByServiceTargetAndContentType) {
  EXPECT_EQ(code(good_call()), "");
  wire::Call call = good_call();
  call.service = "bcm-pricing-calculator";
  EXPECT_EQ(code(call), "UnknownOperationException");
  call = good_call();
  call.headers[1].value = "AWSInsightsIndexService.GetAnomalies";
  EXPECT_EQ(code(call), "UnknownOperationException");
  call.headers.pop_back();
  EXPECT_EQ(code(call), "UnknownOperationException");
  call = good_call();
  call.headers[0].value = "application/json";
  EXPECT_EQ(code(call), "UnknownOperationException");
  call.headers[0].value = "application/x-amz-json-1.1; charset=utf-8";
  EXPECT_EQ(code(call), "");
  call = good_call();
  call.path = "/v1";
  EXPECT_EQ(code(call), "UnknownOperationException");
}

TEST(Dispatch, RefusesBodiesThatAreNoObject) {
  for (const char* body : {"", "{", "[]", "null", "{} {}", "\"x\""}) {
    wire::Call call = good_call();
    call.body = body;
    EXPECT_EQ(code(call), "SerializationException") << body;
  }
}

TEST(Dispatch, DressesEveryAnswer) {
  Sandbox sandbox(small_account(), options());
  std::set<std::string> ids;
  for (const char* body : {"{", "{}"}) {
    wire::Call call = good_call();
    call.body = body;
    const wire::Reply reply = sandbox.send(call, {});
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(wire::header(reply, "content-type"), "application/x-amz-json-1.1");
    ids.emplace(wire::header(reply, "x-amzn-RequestId"));
  }
  ids.emplace(wire::header(sandbox.send(good_call(), {}), "x-amzn-RequestId"));
  EXPECT_EQ(ids.size(), 3U);
  EXPECT_EQ(ids.begin()->size(), 36U);
}

TEST(Dispatch, ValidationErrorsSpellTheirMessageInLowerCase) {
  wire::Call call = good_call();
  call.body = "{}";
  EXPECT_TRUE(json::parse(send(call).body).as_object().contains("message"));
  call.body = "{";
  EXPECT_TRUE(json::parse(send(call).body).as_object().contains("Message"));
}

TEST(Dispatch, StopsWhenInterrupted) {
  Sandbox sandbox(small_account(), options());
  EXPECT_THROW(sandbox.send(good_call(), [] { return true; }), sql::InterruptError);
}

}  // namespace
}  // namespace awscost::sandbox
