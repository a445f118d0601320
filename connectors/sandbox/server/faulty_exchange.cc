#include "connectors/sandbox/server/faulty_exchange.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/percent.h"
#include "connectors/sandbox/server/fault_answers.h"

namespace awscost::sandbox {
namespace {

using std::chrono::sys_seconds;
using Part = Delivery::Part;
using Then = Delivery::Then;

constexpr int kOk = 200;
constexpr std::int64_t kTooLong = 100;
constexpr std::int64_t kTooShort = -20;

Delivery delivery_of(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::kResetBefore:
      return {.part = Part::kNone, .then = Then::kReset};
    case FaultKind::kResetInBody:
      return {.part = Part::kHalf, .then = Then::kReset};
    case FaultKind::kResetAfter:
      return {.then = Then::kReset};
    case FaultKind::kClose:
      return {.part = Part::kNone, .then = Then::kClose};
    case FaultKind::kCutBody:
      return {.part = Part::kHalf, .then = Then::kClose};
    case FaultKind::kStall:
      return {.part = Part::kNone, .then = Then::kSilence};
    case FaultKind::kStallInBody:
      return {.part = Part::kHalf, .then = Then::kSilence};
    case FaultKind::kTrickle:
      return {.trickling = fault.time};
    case FaultKind::kLengthTooLong:
      return {.then = Then::kClose, .untrue_length = kTooLong};
    case FaultKind::kLengthTooShort:
      return {.untrue_length = kTooShort};
    case FaultKind::kAnsweredTwice:
      return {.twice = true};
    default:
      return {};
  }
}

bool is_clock(const std::optional<Fault>& fault) {
  return fault && (fault->kind == FaultKind::kClock || fault->kind == FaultKind::kSkewed);
}

// "Sun, 22 Nov 2026 05:20:00 GMT"
std::string http_date(sys_seconds moment) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day = day_of(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                                   kDays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                                   kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                                   static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                                   static_cast<int>(time.seconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string key_of(const HttpRequest& request) {
  try {
    return parse_authorization(header_value(request, "Authorization")).access_key;
  } catch (const ApiError&) {
    return {};
  }
}

Query query_of(const HttpRequest& request) {
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  return parse_query(std::string_view(request.target).substr(std::min(mark + 1, request.target.size())));
}

}  // namespace

FaultyExchange::FaultyExchange(Answering& account, const Verifier& verifier, ExchangeOptions options,
                               std::string_view faults)
    : account_(account),
      script_(faults),
      first_key_(verifier.first_key()),
      clock_(options.now),
      exchange_(script_.empty() ? account : *this, verifier, with_clock(std::move(options))) {}

// The current fault may shift the clock that checks signatures.
ExchangeOptions FaultyExchange::with_clock(ExchangeOptions options) {
  if (!script_.empty()) options.now = [this] { return now(); };
  return options;
}

sys_seconds FaultyExchange::now() const {
  const sys_seconds true_time =
      clock_ ? clock_() : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return is_clock(fault_) ? true_time + std::chrono::duration_cast<std::chrono::seconds>(fault_->time) : true_time;
}

FaultScript::Asked FaultyExchange::asked(const HttpRequest& request) const {
  FaultScript::Asked asked{.has_token = token_.has_value(), .first_key_pair = key_of(request) == first_key_};
  if (token_) {
    const auto found = pages_.find(*token_);
    asked.page = found == pages_.end() ? 2 : found->second;
  }
  return asked;
}

Answer FaultyExchange::answer(const HttpRequest& request) {
  Answer answer{.request = ++requests_};
  if (script_.empty()) {
    answer.reply = exchange_.answer(request);
    return answer;
  }
  token_ = page_token(request.body, query_of(request));
  fault_ = script_.next(asked(request));
  answer.reply = exchange_.answer(request);
  finish(answer.reply);
  if (fault_) answer.delivery = delivery_of(*fault_);
  return answer;
}

// AWS sends a Date header with every answer.
void FaultyExchange::finish(wire::Reply& reply) const {
  reply.headers.push_back({"Date", http_date(now())});
  if (!fault_ || fault_->kind != FaultKind::kSkewed) return;
  constexpr int kForbidden = 403;
  if (reply.body.find("Signature expired") == std::string::npos &&
      reply.body.find("Signature not yet current") == std::string::npos) {
    return;
  }
  reply.status = kForbidden;
  std::erase_if(reply.headers, [](const wire::Header& header) { return header.name == "x-amzn-ErrorType"; });
  reply.body = R"({"__type":"RequestTimeTooSkewed","message":)"
               R"("The difference between the request time and the current time is too large."})";
}

wire::Reply FaultyExchange::send_at(const Place& place, const wire::Call& call, const sql::Interrupted& interrupted) {
  if (fault_) {
    if (auto instead = answer_instead(*fault_, call)) return *std::move(instead);
  }
  const auto detour = token_ ? detours_.find(*token_) : detours_.end();
  const std::string asked_by = detour != detours_.end() ? detour->second : token_.value_or("");
  wire::Reply reply = detour == detours_.end() ? account_.send_at(place, call, interrupted)
                                               : account_.send_at(place, with_page_token(call, asked_by), interrupted);
  if (reply.status != kOk) return reply;
  const auto of_page = token_ ? pages_.find(*token_) : pages_.end();
  const int page = of_page == pages_.end() ? 1 : of_page->second;
  if (const auto next = page_token(reply.body, {})) pages_[*next] = page + 1;
  if (!fault_) return reply;
  if (fault_->kind == FaultKind::kSameToken) set_page_token(reply, call.service, *token_, false);
  if (fault_->kind == FaultKind::kEmptyPage) {
    const std::string token = "EMPTY+PAGE/" + std::to_string(requests_) + "==";
    detours_[token] = asked_by;
    pages_[token] = page + 1;
    set_page_token(reply, call.service, token, true);
  }
  change(*fault_, reply);
  return reply;
}

}  // namespace awscost::sandbox
