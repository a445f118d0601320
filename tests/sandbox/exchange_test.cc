// One HTTP exchange of the server: a refusal in AWS's words, and its line in the log.
#include "connectors/sandbox/server/exchange.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "connectors/sandbox/sandbox.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

TEST(Exchange, AnswersRefusalsAsAwsDoesAndLogsThem) {
  const std::string log = ::testing::TempDir() + "exchange_test.jsonl";
  std::filesystem::remove(log);
  Sandbox sandbox;
  Exchange exchange(sandbox, Verifier({"AK", "secret", "", "us-east-1"}), {.log = log});
  const wire::Reply reply =
      exchange.answer({"POST", "/", {{"X-Amz-Target", "AWSInsightsIndexService.GetTags"}}, "{\"a\"}"});
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(json::parse(reply.body).at("__type"), "MissingAuthenticationTokenException");
  EXPECT_FALSE(wire::header(reply, "x-amzn-requestid").empty());

  std::ifstream file(log);
  std::string line;
  ASSERT_TRUE(std::getline(file, line));
  EXPECT_EQ(json::parse(line), json::parse(R"({"service":"ce","method":"POST","path":"/","query":[],"body":"{\"a\"}",
                            "target":"AWSInsightsIndexService.GetTags","status":400})"));
  EXPECT_FALSE(std::getline(file, line));
}

TEST(Exchange, OfAFormIsWithSts) {
  Sandbox sandbox;
  Exchange exchange(sandbox, Verifier({"AK", "secret", "", "us-east-1"}), {});
  const wire::Reply reply = exchange.answer({"POST",
                                             "/",
                                             {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
                                             "Action=GetCallerIdentity&Version=2011-06-15"});
  EXPECT_EQ(reply.status, 403);
  EXPECT_NE(reply.body.find("<Code>MissingAuthenticationToken</Code>"), std::string::npos);
}

TEST(Exchange, SaysWhereItCannotLog) {
  Sandbox sandbox;
  EXPECT_THROW(Exchange(sandbox, Verifier({}), {.log = "/no/such/folder/log"}), std::runtime_error);
}

}  // namespace
}  // namespace awscost::sandbox
