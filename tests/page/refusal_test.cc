// AWS's refusals as sentences: its words, its code, the request id, and a hint where one helps.
#include "connectors/page/refusal.h"

#include <gtest/gtest.h>

#include "connectors/operations/operations.h"
#include "tests/source/scripted_connector.h"

namespace awscost::page {
namespace {

std::string refusal(int status, const std::string& body) {
  return refused(*find_operation("ce_cost_and_usage_with_resources"), test::refusal(status, body), 1);
}

TEST(Refusal, HasAwsWordsCodeAndRequestId) {
  EXPECT_EQ(
      refusal(400, R"({"__type":"ValidationException","message":"Group Definition type is invalid."})"),
      "ce_cost_and_usage_with_resources: Group Definition type is invalid – ValidationException (request id id-1).");
}

TEST(Refusal, ExplainsTheWindowOfResources) {
  const std::string sentence = refusal(
      400,
      R"({"__type":"ValidationException","message":"Start date is more than 14 days ago for hourly granularity"})");
  EXPECT_NE(sentence.find("Resource and hourly data are kept for the last 14 days"), std::string::npos);
}

TEST(Refusal, NamesTheActionThatIsDenied) {
  EXPECT_EQ(
      refusal(400, R"({"__type":"AccessDeniedException","Message":"User is not authorized"})"),
      "ce_cost_and_usage_with_resources: User is not authorized – AccessDeniedException (request id id-1). The policy "
      "of these credentials must allow ce:GetCostAndUsageWithResources, and the account must give IAM users access to "
      "billing.");
}

TEST(Refusal, HasAHintForWhatPeopleMeet) {
  for (const char* code :
       {"DataUnavailableException", "UnrecognizedClientException", "ExpiredTokenException", "InvalidSignatureException",
        "LimitExceededException", "BillExpirationException", "InvalidNextTokenException", "RequestChangedException"}) {
    const std::string sentence = refusal(400, std::string(R"({"__type":")") + code + R"(","message":"m"})");
    EXPECT_NE(sentence.find("(request id id-1). "), std::string::npos) << sentence;
    EXPECT_TRUE(sentence.ends_with('.')) << sentence;
  }
}

TEST(Refusal, CopesWithoutWords) {
  EXPECT_EQ(refusal(503, "{}"),
            "ce_cost_and_usage_with_resources: AWS answered with HTTP status 503 (request id id-1).");
  EXPECT_EQ(refusal(400, R"({"__type":"Odd"})"),
            "ce_cost_and_usage_with_resources: AWS answered with HTTP status 400 – Odd (request id id-1).");
  EXPECT_EQ(refusal(502, "<html>Bad Gateway</html>"),
            "ce_cost_and_usage_with_resources: <html>Bad Gateway</html> – HTTP status 502 (request id id-1).");
}

}  // namespace
}  // namespace awscost::page
