#include "connectors/tables/page/refusal.h"

#include <algorithm>
#include <span>

#include "connectors/wire/error.h"
#include "sql/text/displayable.h"
#include "sql/text/words.h"
#include "sql/value.h"

namespace awscost::page {
namespace {

void put(std::string& text, std::string_view placeholder, std::string_view value) {
  if (const std::size_t at = text.find(placeholder); at != std::string::npos) {
    text.replace(at, placeholder.size(), value);
  }
}

// The source of the credentials, which may hold names that the user chose.
std::string from(std::string_view credentials) {
  constexpr std::size_t kMostOfASource = 300;
  return credentials.empty() ? "" : " (from " + text::displayable(credentials, kMostOfASource) + ")";
}

// The hint on a fault of the service.
std::string_view fault_hint(int status) {
  constexpr int kFirstFault = 500;
  return status < kFirstFault ? "" : " This is a fault of the service: wait a moment and run the statement again.";
}

// The first that fits: the operation's own, then the service's, then AWS's. Null where none does.
const Hint* hint_on(const Operation& operation, const wire::AwsError& error) {
  const std::string message = text::lower(error.message);
  for (const std::span<const Hint> hints :
       {operation.hints, operation.service.hints, std::span<const Hint>(kAwsHints)}) {
    for (const Hint& hint : hints) {
      if (hint.code == error.code && message.find(hint.words) != std::string::npos) return &hint;
    }
  }
  return nullptr;
}

// Empty where there is nothing to add to AWS's words.
std::string hint_for(const Operation& operation, const wire::AwsError& error, int status,
                     std::string_view credentials) {
  const Hint* found = hint_on(operation, error);
  if (found == nullptr) return std::string(fault_hint(status));
  std::string hint(found->text);
  put(hint, "{iam}", operation.iam_action);
  put(hint, "{from}", from(credentials));
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

// The title of an HTML page, or else its text in one line: a proxy or a gateway answers so instead of AWS.
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

// The hint on an answer without a code of AWS's. An answer with a request id comes from AWS all the same.
std::string_view origin_hint(int status, bool has_request_id) {
  constexpr int kFirstRedirect = 300;
  constexpr int kFirstError = 400;
  if (status >= kFirstRedirect && status < kFirstError) {
    return " AWS's services send no redirects, so none is followed. Check AWS_ENDPOINT_URL and any proxy on the way.";
  }
  if (has_request_id) return fault_hint(status);
  return " The answer does not come from AWS: check AWS_ENDPOINT_URL and any proxy on the way, or try again in a "
         "moment.";
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

std::string refused(const Operation& operation, const Refusal& refusal, int page, std::string_view asked) {
  const wire::Reply& reply = refusal.reply;
  constexpr std::size_t kMostWords = 1000;
  constexpr std::size_t kMostOfAnId = 100;
  wire::AwsError error = wire::read_error(reply);
  if (!error.is_from_aws) error.message = without_markup(error.message);
  error.message = text::displayable(error.message, kMostWords);
  error.code = text::displayable(error.code, kMostOfAnId);
  error.request_id = text::displayable(error.request_id, kMostOfAnId);
  const std::string words = error.message.empty() ? "AWS answered with HTTP status " + std::to_string(reply.status)
                                                  : text::without_full_stop(error.message);
  const std::string code = error.code == std::to_string(reply.status) ? "HTTP status " + error.code : error.code;
  const std::string named = error.message.empty() && code.starts_with("HTTP") ? words : words + " - " + code;
  return subject(operation, page, asked) + named + in_brackets(error.request_id) + after(refusal.attempts) + "." +
         (error.is_from_aws ? hint_for(operation, error, reply.status, refusal.credentials)
                            : std::string(origin_hint(reply.status, !error.request_id.empty())));
}

std::string unreadable(const Operation& operation, int page, std::string_view request_id, std::string_view clause,
                       std::string_view asked) {
  const std::string service(operation.table.service.empty() ? "AWS" : operation.table.service);
  return subject(operation, page, asked) + "AWS's answer to " + std::string(operation.table.operation) +
         " cannot be read: " + std::string(clause) + in_brackets(request_id) +
         ". Run the statement again; if the answer stays the same, it is not " + service + "'s.";
}

std::string unanswered(const Operation& operation, const wire::SendError& error, std::string_view asked) {
  const std::string charged =
      error.maybe_charged() && operation.price_usd > 0 ? " AWS may have charged the request." : "";
  // Sentences about the credentials of a profile begin with its name.
  const std::string_view words = error.what();
  const bool names_it = asked.starts_with("profile ") && words.starts_with("Profile " + std::string(asked.substr(8)));
  return subject(operation, 1, names_it ? std::string_view() : asked) + text::with_full_stop(words) + charged;
}

}  // namespace awscost::page
