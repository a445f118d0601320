#include "connectors/tables/page/refusal.h"

#include <algorithm>

#include "connectors/wire/error.h"
#include "sql/text/displayable.h"
#include "sql/text/words.h"
#include "sql/value.h"

namespace awscost::page {
namespace {

// Fields that are empty fit anything.
struct Hint {
  std::string_view endpoint;   // the service's
  std::string_view operation;  // how the operation's name begins
  std::string_view code;
  std::string_view words;  // what the message says, in lower case
  std::string_view hint;   // {iam} stands for the operation's IAM action, {from} for " (from the environment)"
};

constexpr std::string_view kOptIn =
    "Resource and hourly data are kept for the last 14 days, and only where they are switched on (Cost Management "
    "preferences). Write period_start >= date('now', '-13 days'); older days and months are in ce_cost_and_usage.";
constexpr std::string_view kKept =
    "AWS keeps this month and the 13 before it: write period_start >= date('now', 'start of month', '-13 months'), or "
    "leave the period open.";
constexpr std::string_view kService =
    "Write WHERE service = 'Amazon Elastic Compute Cloud - Compute', or the name of another service; "
    "SELECT value FROM ce_dimension_values('service') lists them.";
constexpr std::string_view kResource =
    "Keep resource_id in group_by, as in FROM ce_cost_and_usage_with_resources('resource_id, region'), or bind it.";
constexpr std::string_view kRegion =
    "A custom endpoint is signed for the region in force: set AWS_REGION to the one it expects.";
constexpr std::string_view kNoKey = "Not every dimension can be a key of group_by; this one can be bound by = or IN.";
constexpr std::string_view kPolicy = "The policy of these credentials{from} must allow {iam}.";
constexpr std::string_view kBillingPolicy =
    "The policy of these credentials{from} must allow {iam}, and the account must give IAM users access to billing.";
constexpr std::string_view kNewKeys =
    "AWS does not, or no longer, accept these credentials{from}: sign in anew (`aws sso login`, `aws login`), or write "
    "new keys where they come from – the file, or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, of temporary ones, "
    "AWS_SESSION_TOKEN.";
constexpr std::string_view kSignature = "Check the secret key and the clock of this machine.";
constexpr std::string_view kRate = "AWS wants fewer requests a second: wait a moment and run the statement again.";
constexpr std::string_view kMoved = "The data changed between two pages: run the statement again.";
constexpr std::string_view kNoSavingsPlans =
    "AWS answers so where no Savings Plans are in force for what is asked: of an account that has none, or of one "
    "value of "
    "an IN list. Leave that value out, or ask for a later period.";
constexpr std::string_view kScenarioId = "SELECT id, name FROM bcm_bill_scenarios lists the ids there are.";
constexpr std::string_view kNoFuture =
    "Figures of Savings Plans end with yesterday: write period_start < date('now'), or an end_date that is not after "
    "today.";
constexpr std::string_view kNoPlan =
    "There is no such usage plan in this region: SELECT id, name FROM apigateway_usage_plans lists those there are.";
constexpr std::string_view kUsageDays =
    "AWS says nowhere how far back it keeps usage: write a later or shorter period, as in date >= date('now', '-6 "
    "days').";
constexpr std::string_view kTenASecond =
    "API Gateway takes ten requests a second of an account in a region, whoever sends them: wait a moment and run the "
    "statement again.";
constexpr std::string_view kNoScenario =
    "There is no such bill scenario: SELECT id, name FROM bcm_bill_scenarios lists those there are.";
constexpr std::string_view kBusyScenario =
    "A bill scenario that is not READY refuses changes: see SELECT id, name, status, failure_message FROM "
    "bcm_bill_scenarios.";

// The first that fits. Codes: the service models and the common errors of AWS services.
constexpr Hint kHints[] = {
    {"ce", "", "ValidationException", "14 days", kOptIn},
    {"ce", "", "ValidationException", "14 months", kKept},
    {"ce", "", "ValidationException", "group definition dimension", kNoKey},
    {"ce", "", "ValidationException", "filtered by resource_id", kResource},
    {"ce", "", "ValidationException", "service dimension", kService},
    {"ce", "", "ValidationException", "hourly", kOptIn},
    {"ce", "", "ValidationException", "resource-level", kOptIn},
    {"ce", "", "ValidationException", "opt-in", kOptIn},
    {"ce", "GetSavingsPlans", "ValidationException", "future", kNoFuture},
    {"ce", "GetSavingsPlans", "DataUnavailableException", "", kNoSavingsPlans},
    {"ce", "", "DataUnavailableException", "hourly", kOptIn},
    {"ce", "", "DataUnavailableException", "",
     "AWS has no such data for this account: what is asked for must be switched on under Billing and Cost Management "
     "preferences, and new data takes up to 24 hours to appear."},
    {"ce", "", "BillExpirationException", "", "The bill was renewed meanwhile: run the statement again."},
    {"ce", "", "InvalidNextTokenException", "", kMoved},
    {"ce", "", "RequestChangedException", "", kMoved},
    {"apigateway", "", "NotFoundException", "", kNoPlan},
    {"apigateway", "GetUsage", "BadRequestException", "date", kUsageDays},
    {"apigateway", "", "TooManyRequestsException", "", kTenASecond},
    {"apigateway", "", "LimitExceededException", "", kTenASecond},
    {"apigateway", "", "AccessDeniedException", "", kPolicy},
    {"apigateway", "", "AccessDenied", "", kPolicy},
    {"apigateway", "", "UnauthorizedException", "", kPolicy},
    {"bcm-pricing-calculator", "", "ResourceNotFoundException", "", kNoScenario},
    {"bcm-pricing-calculator", "", "ValidationException", "billscenarioid", kScenarioId},
    {"bcm-pricing-calculator", "", "ConflictException", "", kBusyScenario},
    {"", "", "AccessDeniedException", "", kBillingPolicy},
    {"", "", "AccessDenied", "", kBillingPolicy},
    {"", "", "UnrecognizedClientException", "", kNewKeys},
    {"", "", "InvalidClientTokenId", "", kNewKeys},
    {"", "", "ExpiredTokenException", "", kNewKeys},
    {"", "", "ExpiredToken", "", kNewKeys},
    {"", "", "InvalidSignatureException", "region", kRegion},
    {"", "", "InvalidSignatureException", "", kSignature},
    {"", "", "SignatureDoesNotMatch", "", kSignature},
    {"", "", "LimitExceededException", "", kRate},
    {"", "", "ThrottlingException", "", kRate},
    {"", "", "TooManyRequestsException", "", kRate},
};

void put(std::string& text, std::string_view placeholder, std::string_view value) {
  if (const std::size_t at = text.find(placeholder); at != std::string::npos) {
    text.replace(at, placeholder.size(), value);
  }
}

// Of a source, which has names of the user's own in it.
std::string from(std::string_view credentials) {
  constexpr std::size_t kMostOfASource = 300;
  return credentials.empty() ? "" : " (from " + text::displayable(credentials, kMostOfASource) + ")";
}

// To add to a refusal that nobody but AWS can do something about.
std::string_view fault_hint(int status) {
  constexpr int kFirstFault = 500;
  return status < kFirstFault ? "" : " That is trouble of AWS's own: wait a moment and run the statement again.";
}

// Empty where there is nothing to add to AWS's words.
std::string hint_for(const Operation& operation, const wire::AwsError& error, const wire::Reply& reply) {
  const std::string message = text::lower(error.message);
  const auto fits = [&](const Hint& hint) {
    return hint.code == error.code && (hint.endpoint.empty() || hint.endpoint == operation.service.endpoint) &&
           operation.table.operation.starts_with(hint.operation) && message.find(hint.words) != std::string::npos;
  };
  const Hint* found = std::find_if(std::begin(kHints), std::end(kHints), fits);
  if (found == std::end(kHints)) return std::string(fault_hint(reply.status));
  std::string hint(found->hint);
  put(hint, "{iam}", operation.iam_action);
  put(hint, "{from}", from(reply.credentials));
  return " " + hint;
}

std::string subject(const Operation& operation, int page, std::string_view asked) {
  std::string subject(operation.table.name);
  if (!asked.empty()) subject += ": " + std::string(asked);
  if (page > 1) subject += ": page " + std::to_string(page);
  return subject + ": ";
}

std::string in_brackets(std::string_view request_id) {
  return request_id.empty() ? "" : " (request id " + std::string(request_id) + ")";
}

std::string after(int attempts) {
  return attempts > 1 ? " after " + std::to_string(attempts) + " attempts" : "";
}

std::string without_full_stop(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  return text;
}

// Of a page of HTML its title, or else its text in one line: what a proxy or a gateway says instead of AWS.
std::string without_markup(std::string_view message) {
  if (!message.starts_with('<')) return std::string(message);
  constexpr std::string_view kTitle = "<title>";
  if (const auto title = message.find(kTitle); title != std::string_view::npos) {
    message.remove_prefix(title + kTitle.size());
    message = message.substr(0, message.find('<'));
  }
  std::string text;
  bool in_tag = false;
  for (const char c : message) {
    const bool blank = in_tag || c == '<' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) text += c;
    if (blank && !text.empty() && text.back() != ' ') text += ' ';
    in_tag = c == '<' || (in_tag && c != '>');
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

// Of an answer without a code of AWS's; one with a request id comes from AWS all the same.
std::string_view origin_hint(int status, bool has_request_id) {
  constexpr int kFirstRedirect = 300;
  constexpr int kFirstError = 400;
  if (status >= kFirstRedirect && status < kFirstError) {
    return " Redirects are not followed: AWS's services send none. Check AWS_ENDPOINT_URL and any proxy on the way.";
  }
  if (has_request_id) return fault_hint(status);
  return " AWS did not say so itself: check AWS_ENDPOINT_URL and any proxy on the way, or try again in a moment.";
}

}  // namespace

bool RefusedError::is_about_the_question() const {
  constexpr std::string_view kCodes[] = {"ValidationException", "BadRequestException", "NotFoundException",
                                         "ResourceNotFoundException", "DataUnavailableException"};
  return std::find(std::begin(kCodes), std::end(kCodes), code_) != std::end(kCodes);
}

std::string asked_of(const sql::Scan& scan) {
  constexpr std::size_t kMostOfAName = 100;
  std::string asked;
  for (const sql::Role role : {sql::Role::kProfile, sql::Role::kRegion}) {
    const auto column = sql::find(*scan.table, role);
    const auto text = scan.input(role);
    if (!text || text->empty()) continue;
    if (!asked.empty()) asked += ", ";
    asked += scan.table->columns[*column].name;
    asked += " " + sql::literal(text::displayable(*text, kMostOfAName));
  }
  return asked;
}

std::string refused(const Operation& operation, const wire::Reply& reply, int page, std::string_view asked) {
  constexpr std::size_t kMostWords = 1000;
  constexpr std::size_t kMostOfAnId = 100;
  wire::AwsError error = wire::read_error(reply);
  if (!error.is_from_aws) error.message = without_markup(error.message);
  error.message = text::displayable(error.message, kMostWords);
  error.code = text::displayable(error.code, kMostOfAnId);
  error.request_id = text::displayable(error.request_id, kMostOfAnId);
  const std::string words = error.message.empty() ? "AWS answered with HTTP status " + std::to_string(reply.status)
                                                  : without_full_stop(error.message);
  const std::string code = error.code == std::to_string(reply.status) ? "HTTP status " + error.code : error.code;
  const std::string named = error.message.empty() && code.starts_with("HTTP") ? words : words + " – " + code;
  return subject(operation, page, asked) + named + in_brackets(error.request_id) + after(reply.attempts) + "." +
         (error.is_from_aws ? hint_for(operation, error, reply)
                            : std::string(origin_hint(reply.status, !error.request_id.empty())));
}

std::string unreadable(const Operation& operation, int page, std::string_view request_id, std::string_view clause,
                       std::string_view asked) {
  const std::string service(operation.table.service.empty() ? "AWS" : operation.table.service);
  return subject(operation, page, asked) + "AWS's answer to " + std::string(operation.table.operation) +
         " cannot be read: " + std::string(clause) + in_brackets(request_id) +
         ". Run the statement again; if it stays so, the answer is not " + service + "'s.";
}

std::string unanswered(const Operation& operation, const wire::SendError& error, std::string_view asked) {
  const std::string charged = error.maybe_charged() && operation.price_usd > 0 ? " A charge cannot be ruled out." : "";
  // What goes wrong with a profile's credentials begins with its name, whoever asked for it.
  const std::string_view words = error.what();
  const bool names_it = asked.starts_with("profile ") && words.starts_with("Profile " + std::string(asked.substr(8)));
  return subject(operation, 1, names_it ? std::string_view() : asked) + without_full_stop(std::string(words)) + "." +
         charged;
}

}  // namespace awscost::page
