// sts:GetCallerIdentity in the sandbox: the account that pays, whoever asks.
#include <gtest/gtest.h>

#include <string>

#include "asking.h"
#include "connectors/sandbox/sandbox.h"

namespace awscost::sandbox {
namespace {

wire::Call call(const std::string& body) {
  return {.service = "sts", .headers = {{"Content-Type", "application/x-www-form-urlencoded"}}, .body = body};
}

bool has(const wire::Reply& reply, const std::string& part) {
  return reply.body.find(part) != std::string::npos;
}

TEST(CallerIdentity, IsAUserOfThePayer) {
  Sandbox made_up(options());
  const wire::Reply reply = made_up.send(call("Action=GetCallerIdentity&Version=2011-06-15"), {});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(wire::header(reply, "Content-Type"), "text/xml");
  EXPECT_TRUE(has(reply, "<Account>210987654321</Account>")) << reply.body;
  EXPECT_TRUE(has(reply, "<Arn>arn:aws:iam::210987654321:user/finops</Arn>"));
  Sandbox given(small_account(), options());
  const std::string payer = small_account().payer();
  EXPECT_TRUE(
      has(given.send(call("Action=GetCallerIdentity&Version=2011-06-15"), {}), "<Account>" + payer + "</Account>"));
}

TEST(CallerIdentity, IsTheOneActionOfSts) {
  Sandbox sandbox(options());
  for (const char* body :
       {"Action=AssumeRole&Version=2011-06-15", "Action=GetCallerIdentity", "Version=2011-06-15", ""}) {
    const wire::Reply reply = sandbox.send(call(body), {});
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_TRUE(has(reply, "<Code>InvalidAction</Code>")) << body;
  }
}

}  // namespace
}  // namespace awscost::sandbox
