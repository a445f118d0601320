#include "connectors/sandbox/server/faults.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace awscost::sandbox {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20;
constexpr std::uint64_t kMostMilliseconds = 3'600'000;

enum class Value : std::uint8_t { kNone, kHint, kTime, kMinutes, kBytes };

struct Known {
  std::string_view name;
  std::string_view doc;
  FaultKind kind;
  Value value = Value::kNone;
  std::uint32_t usual = 0;         // default value in milliseconds or bytes
  bool lasts = false;              // the default for TIMES is `all`
  bool wants_token = false;        // matches only requests with a page token
  bool of_first_key_pair = false;  // matches only requests signed with the first key pair
};

constexpr Known kFaults[] = {
    {"throttle", "throttled; =2s adds Retry-After, =300ms adds x-amz-retry-after", FaultKind::kThrottle, Value::kHint},
    {"500", "InternalFailure; takes =2s or =300ms as well, as do 502, 503 and 504", FaultKind::kStatus500,
     Value::kHint},
    {"502", "a proxy's HTML page", FaultKind::kStatus502, Value::kHint},
    {"503", "ServiceUnavailable", FaultKind::kStatus503, Value::kHint},
    {"504", "an empty body", FaultKind::kStatus504, Value::kHint},
    {"301", "a redirect to another path of this server", FaultKind::kRedirect301},
    {"307", "a redirect that keeps the method", FaultKind::kRedirect307},
    {"expired-token", "refuses requests signed with the first key pair; TIMES is 'all' unless given",
     FaultKind::kExpiredToken, Value::kNone, 0, true, false, true},
    {"wrong-token", "refuses the page token (InvalidNextTokenException)", FaultKind::kWrongToken, Value::kNone, 0,
     false, true},
    {"changed-request", "refuses a further page (RequestChangedException)", FaultKind::kChangedRequest, Value::kNone, 0,
     false, true},
    {"content-type", "the right answer with Content-Type text/html", FaultKind::kContentType},
    {"gzip", "the right answer, compressed", FaultKind::kGzip},
    {"bad-gzip", "Content-Encoding gzip, but not compressed", FaultKind::kBadGzip},
    {"not-json", "an HTML page with status 200", FaultKind::kNotJson},
    {"list", "the right answer in a list", FaultKind::kList},
    {"text", "a string instead of the first row", FaultKind::kText},
    {"no-rows", "without the member that holds the rows", FaultKind::kNoRows},
    {"null-rows", "null in the member that holds the rows", FaultKind::kNullRows},
    {"nested", "an extra member, 100,000 lists deep", FaultKind::kNested},
    {"oversized", "1 MiB of blanks, or =BYTES, before the right answer", FaultKind::kOversized, Value::kBytes,
     1U << 20},
    {"oversized-gzip", "the same, compressed", FaultKind::kOversizedGzip, Value::kBytes, 1U << 20},
    {"empty-page", "no rows, and a token that leads to the requested page", FaultKind::kEmptyPage},
    {"same-token", "the page repeats its own token as the next one", FaultKind::kSameToken, Value::kNone, 0, false,
     true},
    {"reset-before", "resets the connection instead of answering", FaultKind::kResetBefore},
    {"reset-in-body", "resets the connection after half of the body", FaultKind::kResetInBody},
    {"reset-after", "resets the connection after the answer", FaultKind::kResetAfter},
    {"close", "closes the connection in order instead of answering", FaultKind::kClose},
    {"cut-body", "closes the connection in order after half of the body", FaultKind::kCutBody},
    {"stall", "no answer; the connection stays open, for a minute at most", FaultKind::kStall},
    {"stall-in-body", "nothing after half of the body", FaultKind::kStallInBody},
    {"trickle", "sends the answer in small pieces within 1 s, or =TIME", FaultKind::kTrickle, Value::kTime, 1000},
    {"length-too-long", "Content-Length is 100 bytes too large; then closes", FaultKind::kLengthTooLong},
    {"length-too-short", "Content-Length is 20 bytes too small", FaultKind::kLengthTooShort},
    {"answered-twice", "an unsolicited answer follows the right one", FaultKind::kAnsweredTwice},
    {"clock", "the server's clock is 20 minutes ahead, or =-5m behind; TIMES is 'all' unless given", FaultKind::kClock,
     Value::kMinutes, 1'200'000, true},
    {"skewed", "the same, refused with RequestTimeTooSkewed; TIMES is 'all' unless given", FaultKind::kSkewed,
     Value::kMinutes, 1'200'000, true},
};

const Known& known(FaultKind kind) {
  return *std::find_if(std::begin(kFaults), std::end(kFaults), [kind](const Known& each) { return each.kind == kind; });
}

std::invalid_argument wrong(std::string_view rule, const std::string& why) {
  return std::invalid_argument(
      "--faults: '" + std::string(rule) + "': " + why +
      "; write [WHICH:]FAULT[=VALUE][*TIMES], for example 2:throttle=1s*3 (--help lists the faults).");
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// nullopt unless `text` is a number in this range.
std::optional<std::uint64_t> number(std::string_view text, std::uint64_t least, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
  return value;
}

struct Unit {
  std::string_view name;
  std::uint64_t milliseconds;
};
constexpr Unit kUnits[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}};

void set_time(Fault& fault, std::string_view rule, std::string_view text, bool may_be_negative) {
  const bool negative = may_be_negative && text.starts_with('-');
  if (negative) text.remove_prefix(1);
  for (const Unit& unit : kUnits) {
    if (!text.ends_with(unit.name)) continue;
    const auto count = number(text.substr(0, text.size() - unit.name.size()), 1, kMostMilliseconds / unit.milliseconds);
    if (!count) continue;
    fault.time = milliseconds(*count * unit.milliseconds) * (negative ? -1 : 1);
    fault.in_milliseconds = unit.milliseconds == 1;
    return;
  }
  throw wrong(rule, "'" + std::string(text) + "' is not a time such as 300ms, 2s or 20m");
}

void set_value(Fault& fault, std::string_view rule, const Known& of, std::string_view text) {
  if (of.value == Value::kNone) throw wrong(rule, std::string(of.name) + " takes no value");
  if (of.value != Value::kBytes) return set_time(fault, rule, text, of.value == Value::kMinutes);
  const auto bytes = number(text, 1, kMostBytes);
  if (!bytes) throw wrong(rule, std::string(of.name) + " takes a number of bytes, at most 268435456");
  fault.bytes = *bytes;
}

const Known& find_fault(std::string_view rule, std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kFaults), std::end(kFaults), [name](const Known& each) { return each.name == name; });
  if (found == std::end(kFaults)) throw wrong(rule, "there is no fault '" + std::string(name) + "'");
  return *found;
}

// Cuts `text` at `mark` and returns the part after it.
std::optional<std::string_view> take_tail(std::string_view& text, char mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view tail = text.substr(at + 1);
  text = text.substr(0, at);
  return tail;
}

}  // namespace

FaultScript::FaultScript(std::string_view spec) {
  if (trimmed(spec).empty()) return;
  for (std::size_t start = 0; start <= spec.size();) {
    const std::size_t end = std::min(spec.find(',', start), spec.size());
    rules_.push_back(parse_rule(trimmed(spec.substr(start, end - start))));
    start = end + 1;
  }
}

FaultScript::Rule FaultScript::parse_rule(std::string_view text) {
  Rule rule;
  std::string_view rest = text;
  if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    constexpr std::string_view kPage = "page-";
    constexpr int kMostPages = 1'000'000;
    const std::string_view which = text.substr(0, colon);
    const bool of_page = which.starts_with(kPage);
    const auto counted = number(of_page ? which.substr(kPage.size()) : which, 1, kMostPages);
    if (!counted) throw wrong(text, "'" + std::string(which) + "' is neither a request's number nor page-N");
    if (of_page) {
      rule.page = static_cast<int>(*counted);
    } else {
      rule.from = *counted;
    }
    rest = text.substr(colon + 1);
  }
  const auto times = take_tail(rest, '*');
  const auto value = take_tail(rest, '=');
  const Known& of = find_fault(text, rest);
  rule.fault = {of.kind, milliseconds(of.value == Value::kBytes ? 0 : of.usual), false,
                of.value == Value::kBytes ? of.usual : 0};
  if (value) set_value(rule.fault, text, of, *value);
  rule.times_left = of.lasts ? kAll : 1;
  if (times) {
    const auto counted = *times == "all" ? std::optional(kAll) : number(*times, 1, kAll);
    if (!counted) throw wrong(text, "'" + std::string(*times) + "' is neither a number of times nor 'all'");
    rule.times_left = *counted;
  }
  return rule;
}

bool FaultScript::Rule::fits(const Asked& asked, std::uint64_t number) const {
  const Known& of = known(fault.kind);
  return times_left > 0 && number >= from && (page == 0 || page == asked.page) &&
         (asked.has_token || !of.wants_token) && (asked.first_key_pair || !of.of_first_key_pair);
}

std::optional<Fault> FaultScript::next(const Asked& asked) {
  ++asked_;
  const auto rule =
      std::find_if(rules_.begin(), rules_.end(), [&](const Rule& each) { return each.fits(asked, asked_); });
  if (rule == rules_.end()) return std::nullopt;
  if (rule->times_left != kAll) --rule->times_left;
  return rule->fault;
}

std::string describe_faults() {
  std::string text =
      "  --faults SPEC            injects faults: [WHICH:]FAULT[=VALUE][*TIMES], separated by commas. WHICH is the\n"
      "                           number of the first request to match, or page-N. TIMES is a number (default 1) or\n"
      "                           'all'. Example: 'throttle*2, page-2:reset-in-body' throttles the first two requests\n"
      "                           and cuts the first answer for page 2 in half. The faults:\n";
  for (const Known& fault : kFaults) {
    std::string line = "    " + std::string(fault.name);
    line.resize(std::max<std::size_t>(line.size() + 2, 27), ' ');
    text += line + std::string(fault.doc) + "\n";
  }
  return text;
}

}  // namespace awscost::sandbox
