// AWS's refusals as sentences: its words, its code, the request id, and a hint if there is one.
#include "connectors/tables/page/refusal.h"

#include <gtest/gtest.h>

#include <array>

#include "connectors/tables/operations/operations.h"
#include "connectors/tables/operations/well_formed.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::page {
namespace {

std::string refusal(int status, const std::string& body) {
  return refused(*find_operation("ce_cost_and_usage_with_resources"), {.reply = test::refusal(status, body)}, 1);
}

TEST(Refusal, HasAwsWordsCodeAndRequestId) {
  EXPECT_EQ(
      refusal(400, R"({"__type":"ValidationException","message":"Group Definition type is invalid."})"),
      "ce_cost_and_usage_with_resources: Group Definition type is invalid - ValidationException (request id id-1).");
}

TEST(Refusal, ExplainsTheWindowOfResources) {
  const std::string sentence = refusal(
      400,
      R"({"__type":"ValidationException","message":"start date is too old for hourly, the max supported days for hourly granularity is 14 days"})");
  EXPECT_NE(sentence.find("AWS keeps resource and hourly data for the last 14 days"), std::string::npos);
}

TEST(Refusal, NamesTheActionThatIsDenied) {
  EXPECT_EQ(
      refusal(400, R"({"__type":"AccessDeniedException","Message":"User is not authorized"})"),
      "ce_cost_and_usage_with_resources: User is not authorized - AccessDeniedException (request id id-1). The policy "
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
constexpr Operation operation_of(std::string_view table, std::string_view operation, const Service& service) {
  return {.table = {.name = table,
                    .doc = "Things.",
                    .operation = operation,
                    .service = "Thing Service",
                    .columns = kColumns},
          .service = service,
          .iam_action = "things:Get",
          .rows = {.each = "/items[]"}};
}
constexpr std::array kServiceHints{
    Hint{.code = "Odd", .words = "service", .text = "The service's hint."},
    Hint{.code = "ThrottlingException", .text = "The service knows better than AWS."},
};
constexpr std::array kOperationHints{
    Hint{.code = "Odd", .words = "too", .text = "The operation's hint, for {iam}."},
    Hint{.code = "Odd", .words = "never", .text = "Never."},
};
constexpr Operation kThings =
    operation_of("things", "GetThings", {.endpoint = "things", .target_prefix = "Things", .hints = kServiceHints});
constexpr Operation kOddThings = [] {
  Operation operation = kThings;
  operation.hints = kOperationHints;
  return operation;
}();
static_assert(well_formed(kOddThings));

const Operation& kUsage = *find_operation("apigateway_usage");
const Operation& kScenarios = *find_operation("bcm_bill_scenarios");
const Operation& kPlans = *find_operation("ce_savings_plans_utilization");

std::string hint(const Operation& operation, const std::string& code, const std::string& message = "m") {
  const std::string sentence = refused(
      operation, {.reply = test::refusal(400, R"({"__type":")" + code + R"(","message":")" + message + "\"}")}, 1);
  constexpr std::string_view kBefore = "(request id id-1).";
  return sentence.substr(sentence.find(kBefore) + kBefore.size());
}

TEST(Refusal, TakesTheFirstHintThatFitsOfTheOperationTheServiceAndAws) {
  EXPECT_EQ(hint(kOddThings, "Odd", "This SERVICE is TOO odd"), " The operation's hint, for things:Get.");
  EXPECT_EQ(hint(kOddThings, "Odd", "This service is odd"), " The service's hint.");
  EXPECT_EQ(hint(kThings, "Odd", "This service is too odd"), " The service's hint.");
  EXPECT_EQ(hint(kOddThings, "Odd", "No."), "");
  EXPECT_EQ(hint(kOddThings, "ThrottlingException"), " The service knows better than AWS.");
  EXPECT_EQ(hint(kOddThings, "TooManyRequestsException"),
            " AWS wants fewer requests a second: wait a moment and run the statement again.");
}

TEST(Refusal, HasHintsOfTheServiceThatRefuses) {
  EXPECT_NE(hint(kUsage, "NotFoundException").find("SELECT id, name FROM apigateway_usage_plans"), std::string::npos);
  EXPECT_NE(hint(kUsage, "TooManyRequestsException").find("ten requests a second"), std::string::npos);
  EXPECT_NE(hint(kUsage, "BadRequestException", "Start date is too old").find("date >= "), std::string::npos);
  EXPECT_EQ(hint(kUsage, "BadRequestException", "Invalid limit"), "");
  EXPECT_EQ(hint(kUsage, "AccessDeniedException"), " The policy of these credentials must allow apigateway:GET.");
  EXPECT_NE(hint(kScenarios, "ResourceNotFoundException").find("SELECT id, name FROM bcm_bill_scenarios"),
            std::string::npos);
  EXPECT_NE(hint(kScenarios, "ConflictException").find("not READY"), std::string::npos);
  EXPECT_NE(hint(kScenarios, "AccessDeniedException").find("access to billing"), std::string::npos);
  EXPECT_EQ(hint(kScenarios, "ValidationException", "more than 14 days, hourly"), "");
  EXPECT_EQ(hint(kScenarios, "DataUnavailableException"), "");
  EXPECT_NE(hint(kPlans, "DataUnavailableException").find("no Savings Plans are in force"), std::string::npos);
  EXPECT_NE(hint(kPlans, "DataUnavailableException").find("a value that no plan has"), std::string::npos);
  EXPECT_NE(hint(kPlans, "ValidationException", "End date is in the future").find("yesterday"), std::string::npos);
  EXPECT_EQ(hint(kPlans, "NotFoundException"), "");
  // A payer who has not switched something on, which no policy of IAM mends.
  const std::string opt_in =
      hint(kPlans, "AccessDeniedException", "Hourly data granularity is an opt-in only feature. You can enable it.");
  EXPECT_NE(opt_in.find("no question of IAM: the payer account switches"), std::string::npos) << opt_in;
  const std::string never = hint(kPlans, "AccessDeniedException", "User not enabled for cost explorer access");
  EXPECT_NE(never.find("open Cost Explorer once"), std::string::npos) << never;
  EXPECT_NE(hint(kPlans, "AccessDeniedException", "User is not authorized").find("must allow"), std::string::npos);
  for (const Operation* operation : {&kUsage, &kScenarios, &kPlans}) {
    EXPECT_NE(hint(*operation, "ThrottlingException"), "");
    EXPECT_NE(hint(*operation, "ExpiredTokenException"), "");
  }
}

// Keys have several sources; the user has to know which one to mend.
TEST(Refusal, SaysWhereTheKeysCameFrom) {
  const auto hint_with = [](const std::string& code, const std::string& source) {
    const wire::Reply reply = test::refusal(403, R"({"__type":")" + code + R"(","message":"m"})");
    const std::string sentence = refused(kUsage, {.reply = reply, .credentials = source}, 1);
    return sentence.substr(sentence.find("id-1).") + 6);
  };
  for (const char* code : {"UnrecognizedClientException", "InvalidClientTokenId", "ExpiredToken"}) {
    const std::string hint = hint_with(code, "the environment");
    EXPECT_TRUE(
        hint.starts_with(" AWS does not, or no longer, accept these credentials (from the environment): sign in anew"))
        << hint;
    for (const char* way : {"`aws sso login`", "`aws login`", "the file", "AWS_ACCESS_KEY_ID"}) {
      EXPECT_NE(hint.find(way), std::string::npos) << way;
    }
    EXPECT_TRUE(hint_with(code, "").starts_with(" AWS does not, or no longer, accept these credentials: sign in"));
  }
  EXPECT_EQ(hint_with("AccessDeniedException", "profile a\x1b[31m"),
            " The policy of these credentials (from profile a\\x1b[31m) must allow apigateway:GET.");
}

TEST(Refusal, NamesTheServiceWhoseAnswerItIsNot) {
  EXPECT_EQ(unreadable(kUsage, 2, "", "/values is not an object"),
            "apigateway_usage: page 2: AWS's answer to GetUsage cannot be read: /values is not an object. Run the "
            "statement again; if the answer stays the same, it is not API Gateway's.");
}

TEST(Refusal, SaysHowOftenItWasAsked) {
  const wire::Reply reply = test::refusal(400, R"({"__type":"Odd","message":"No."})");
  EXPECT_EQ(refused(kUsage, {.reply = reply, .attempts = 3}, 1),
            "apigateway_usage: No - Odd (request id id-1) after 3 attempts.");
}

// A statement may ask several profiles and Regions, of which one fails.
TEST(Refusal, SaysWhomItAsked) {
  test::Question question("apigateway_usage");
  EXPECT_EQ(asked_of(question.scan()), "");
  question.input("profile", "");
  EXPECT_EQ(asked_of(question.scan()), "") << "the one in force";
  question.input("profile", "o'neil\n").input("region", "eu-west-3");
  const std::string asked = asked_of(question.scan());
  EXPECT_EQ(asked, "profile 'o''neil\n', region 'eu-west-3'");
  EXPECT_EQ(asked_of(test::Question("ce_cost_and_usage").input("profile", "dev").scan()), "profile 'dev'");
  EXPECT_TRUE(refused(kUsage, {.reply = test::refusal(400, R"({"__type":"Odd","message":"No."})")}, 2, "profile 'dev'")
                  .starts_with("apigateway_usage: profile 'dev': page 2: No - Odd"));
  EXPECT_TRUE(unreadable(kUsage, 1, "", "it is empty", "profile 'dev'")
                  .starts_with("apigateway_usage: profile 'dev': AWS's answer to "));
  EXPECT_EQ(unanswered(kUsage, wire::SendError("No route.", false), "profile 'dev'"),
            "apigateway_usage: profile 'dev': No route.");
}

TEST(Refusal, CopesWithoutWords) {
  const std::string fault = " This is a fault of the service: wait a moment and run the statement again.";
  EXPECT_EQ(refusal(503, "{}"),
            "ce_cost_and_usage_with_resources: AWS answered with HTTP status 503 (request id id-1)." + fault);
  EXPECT_EQ(refusal(500, R"({"__type":"InternalFailure","message":"m"})"),
            "ce_cost_and_usage_with_resources: m - InternalFailure (request id id-1)." + fault);
  EXPECT_EQ(refusal(400, R"({"__type":"Odd"})"),
            "ce_cost_and_usage_with_resources: AWS answered with HTTP status 400 - Odd (request id id-1).");
  EXPECT_EQ(refusal(502, "<html>Bad Gateway</html>"),
            "ce_cost_and_usage_with_resources: Bad Gateway - HTTP status 502 (request id id-1)." + fault);
}

// A proxy's page is shown as one line of text without markup, with a hint where to look.
TEST(Refusal, CopesWithAnswersThatAreNotFromAws) {
  wire::Reply reply{.status = 502, .body = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>no</body>"};
  EXPECT_EQ(refused(kUsage, {.reply = reply}, 1),
            "apigateway_usage: 502 Bad Gateway - HTTP status 502. The answer does not come from AWS: check "
            "AWS_ENDPOINT_URL and "
            "any proxy on the way, or try again in a moment.");
  reply.body = "<p>Access\n  denied</p><br>";
  EXPECT_TRUE(refused(kUsage, {.reply = reply}, 1)
                  .starts_with("apigateway_usage: Access denied - HTTP status 502. The answer"));
  reply = {.status = 301, .body = ""};
  EXPECT_EQ(
      refused(kUsage, {.reply = reply}, 1),
      "apigateway_usage: AWS answered with HTTP status 301. AWS's services send no redirects, so none is followed. "
      "Check AWS_ENDPOINT_URL and any proxy on the way.");
}

}  // namespace
}  // namespace awscost::page
