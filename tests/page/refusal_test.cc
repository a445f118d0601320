// AWS's refusals as sentences: its words, its code, the request id, and a hint where one helps.
#include "connectors/page/refusal.h"

#include <gtest/gtest.h>

#include <array>

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

constexpr std::array kColumns{sql::Column{.name = "id", .wire = "id", .doc = "Id."}};
constexpr Operation operation_of(std::string_view table, std::string_view operation, std::string_view endpoint) {
  return {.table = {.name = table,
                    .doc = "Things.",
                    .operation = operation,
                    .service = "Thing Service",
                    .columns = kColumns},
          .service = {.endpoint = endpoint, .target_prefix = "Things"},
          .iam_action = "things:Get",
          .rows = {.each = "/items[]"}};
}
constexpr Operation kUsage = operation_of("apigateway_usage", "GetUsage", "apigateway");
constexpr Operation kScenarios = operation_of("bcm_bill_scenarios", "ListBillScenarios", "bcm-pricing-calculator");
constexpr Operation kPlans = operation_of("ce_savings_plans_utilization", "GetSavingsPlansUtilization", "ce");

std::string hint(const Operation& operation, const std::string& code, const std::string& message = "m") {
  const std::string sentence =
      refused(operation, test::refusal(400, R"({"__type":")" + code + R"(","message":")" + message + "\"}"), 1);
  constexpr std::string_view kBefore = "(request id id-1).";
  return sentence.substr(sentence.find(kBefore) + kBefore.size());
}

TEST(Refusal, HasHintsOfTheServiceThatRefuses) {
  EXPECT_NE(hint(kUsage, "NotFoundException").find("SELECT id, name FROM apigateway_usage_plans"), std::string::npos);
  EXPECT_NE(hint(kUsage, "TooManyRequestsException").find("ten requests a second"), std::string::npos);
  EXPECT_NE(hint(kUsage, "BadRequestException", "Start date is too old").find("date >= "), std::string::npos);
  EXPECT_EQ(hint(kUsage, "BadRequestException", "Invalid limit"), "");
  EXPECT_EQ(hint(kUsage, "AccessDeniedException"), " The policy of these credentials must allow things:Get.");
  EXPECT_NE(hint(kScenarios, "ResourceNotFoundException").find("SELECT id, name FROM bcm_bill_scenarios"),
            std::string::npos);
  EXPECT_NE(hint(kScenarios, "ConflictException").find("not READY"), std::string::npos);
  EXPECT_NE(hint(kScenarios, "AccessDeniedException").find("access to billing"), std::string::npos);
  EXPECT_EQ(hint(kScenarios, "ValidationException", "more than 14 days, hourly"), "");
  EXPECT_EQ(hint(kScenarios, "DataUnavailableException"), "");
  EXPECT_NE(hint(kPlans, "DataUnavailableException").find("no Savings Plans are in force"), std::string::npos);
  EXPECT_NE(hint(kPlans, "ValidationException", "End date is in the future").find("yesterday"), std::string::npos);
  EXPECT_EQ(hint(kPlans, "NotFoundException"), "");
  for (const Operation* operation : {&kUsage, &kScenarios, &kPlans}) {
    EXPECT_NE(hint(*operation, "ThrottlingException"), "");
    EXPECT_NE(hint(*operation, "ExpiredTokenException"), "");
  }
}

TEST(Refusal, NamesTheServiceWhoseAnswerItIsNot) {
  EXPECT_EQ(unreadable(kUsage, 2, "", "/values is not an object"),
            "apigateway_usage: page 2: AWS's answer to GetUsage cannot be read: /values is not an object. Run the "
            "statement again; if it stays so, the answer is not Thing Service's.");
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
