#include "connectors/page/refusal.h"

#include <algorithm>

#include "connectors/wire/error.h"
#include "sql/displayable.h"
#include "sql/words.h"

namespace awscost::page {
namespace {

struct Hint {
  std::string_view code;
  std::string_view words;  // what the message says, in lower case; empty: anything
  std::string_view hint;   // {iam} stands for the operation's IAM action
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
constexpr std::string_view kPolicy =
    "The policy of these credentials must allow {iam}, and the account must give IAM users access to billing.";
constexpr std::string_view kNewKeys =
    "The credentials are not, or no longer, valid: set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, of temporary "
    "ones, AWS_SESSION_TOKEN anew.";
constexpr std::string_view kSignature = "Check the secret key and the clock of this machine.";
constexpr std::string_view kRate = "AWS wants fewer requests a second: wait a moment and run the statement again.";
constexpr std::string_view kMoved = "The data changed between two pages: run the statement again.";

// The first that fits. Codes: the service model ce/2017-10-25 and the common errors of AWS services.
constexpr Hint kHints[] = {
    {"ValidationException", "14 days", kOptIn},
    {"ValidationException", "14 months", kKept},
    {"ValidationException", "group definition dimension", kNoKey},
    {"ValidationException", "filtered by resource_id", kResource},
    {"ValidationException", "service dimension", kService},
    {"ValidationException", "hourly", kOptIn},
    {"ValidationException", "resource-level", kOptIn},
    {"ValidationException", "opt-in", kOptIn},
    {"DataUnavailableException", "hourly", kOptIn},
    {"DataUnavailableException", "",
     "AWS has no such data for this account: what is asked for must be switched on under Billing and Cost Management "
     "preferences, and new data takes up to 24 hours to appear."},
    {"AccessDeniedException", "", kPolicy},
    {"AccessDenied", "", kPolicy},
    {"UnrecognizedClientException", "", kNewKeys},
    {"InvalidClientTokenId", "", kNewKeys},
    {"ExpiredTokenException", "", kNewKeys},
    {"ExpiredToken", "", kNewKeys},
    {"InvalidSignatureException", "region", kRegion},
    {"InvalidSignatureException", "", kSignature},
    {"SignatureDoesNotMatch", "", kSignature},
    {"LimitExceededException", "", kRate},
    {"ThrottlingException", "", kRate},
    {"BillExpirationException", "", "The bill was renewed meanwhile: run the statement again."},
    {"InvalidNextTokenException", "", kMoved},
    {"RequestChangedException", "", kMoved},
};

// Empty where there is nothing to add to AWS's words.
std::string hint_for(const Operation& operation, const wire::AwsError& error) {
  const std::string message = sql::lower(error.message);
  const auto fits = [&](const Hint& hint) {
    return hint.code == error.code && message.find(hint.words) != std::string::npos;
  };
  const Hint* found = std::find_if(std::begin(kHints), std::end(kHints), fits);
  if (found == std::end(kHints)) return {};
  constexpr std::string_view kAction = "{iam}";
  std::string hint(found->hint);
  if (const std::size_t at = hint.find(kAction); at != std::string::npos) {
    hint.replace(at, kAction.size(), operation.iam_action);
  }
  return " " + hint;
}

std::string subject(const Operation& operation, int page) {
  return std::string(operation.table.name) + (page > 1 ? ": page " + std::to_string(page) : "") + ": ";
}

std::string in_brackets(std::string_view request_id) {
  return request_id.empty() ? "" : " (request id " + std::string(request_id) + ")";
}

std::string without_full_stop(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

std::string refused(const Operation& operation, const wire::Reply& reply, int page) {
  constexpr std::size_t kMostWords = 1000;
  constexpr std::size_t kMostOfAnId = 100;
  wire::AwsError error = wire::read_error(reply);
  error.message = sql::displayable(error.message, kMostWords);
  error.code = sql::displayable(error.code, kMostOfAnId);
  error.request_id = sql::displayable(error.request_id, kMostOfAnId);
  const std::string words = error.message.empty() ? "AWS answered with HTTP status " + std::to_string(reply.status)
                                                  : without_full_stop(error.message);
  const std::string code = error.code == std::to_string(reply.status) ? "HTTP status " + error.code : error.code;
  const std::string named = error.message.empty() && code.starts_with("HTTP") ? words : words + " – " + code;
  return subject(operation, page) + named + in_brackets(error.request_id) + "." + hint_for(operation, error);
}

std::string unreadable(const Operation& operation, int page, std::string_view request_id, std::string_view clause) {
  return subject(operation, page) + "AWS's answer to " + std::string(operation.table.operation) +
         " cannot be read: " + std::string(clause) + in_brackets(request_id) +
         ". Run the statement again; if it stays so, the answer is not Cost Explorer's.";
}

std::string unanswered(const Operation& operation, const wire::SendError& error) {
  const std::string charged = error.maybe_charged() && operation.price_usd > 0 ? " A charge cannot be ruled out." : "";
  return std::string(operation.table.name) + ": " + without_full_stop(error.what()) + "." + charged;
}

}  // namespace awscost::page
