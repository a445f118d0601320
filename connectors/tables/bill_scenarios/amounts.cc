#include "connectors/tables/bill_scenarios/amounts.h"

#include <array>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>

#include "sql/error.h"
#include "sql/text/displayable.h"
#include "sql/text/instant.h"

namespace awscost::bill_scenarios {
namespace {

namespace json = boost::json;

constexpr std::string_view kExample =
    "Write amounts = json_array(json_object('startHour', '2026-10-01 00:00:00', 'amount', 12.5)), one object for each "
    "hour at which the amount changes; startHour is UTC text or epoch seconds.";
constexpr std::size_t kMostQuoted = 60;

constexpr std::string_view kStartHour = "startHour";
constexpr std::string_view kAmount = "amount";

// 9999-12-31 23:59:59, the last supported time. Milliseconds given by mistake are beyond it.
constexpr std::int64_t kLastSecond = 253402300799;

[[noreturn]] void refuse(const std::string& whose, const std::string& what) {
  throw sql::Error(whose + ": " + what + ". " + std::string(kExample));
}

std::string quoted(std::string_view text) {
  return "'" + text::displayable(text, kMostQuoted) + "'";
}

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> epoch_seconds(std::string_view text) {
  auto seconds = read_number<std::int64_t>(text);
  if (!seconds) {  // 1.7908128e9
    const auto real = read_number<double>(text);
    if (real && std::abs(*real) <= static_cast<double>(kLastSecond) && std::trunc(*real) == *real) {
      seconds = static_cast<std::int64_t>(*real);
    }
  }
  return seconds && std::abs(*seconds) <= kLastSecond ? seconds : std::nullopt;
}

// Receives the parser's events and refuses anything but a list of {startHour, amount} at once, with its place.
class AmountsHandler {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Code = boost::system::error_code;
  using Text = json::string_view;

  explicit AmountsHandler(const std::string& whose) : whose_(whose) {}

  Amounts take() { return std::move(amounts_); }

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }

  bool on_array_begin(Code&) {
    if (depth_ != 0) wrong("a list");
    depth_ = 1;
    return true;
  }
  bool on_array_end(std::size_t, Code&) { return true; }

  bool on_object_begin(Code&) {
    if (depth_ != 1) wrong("an object");
    depth_ = 2;
    start_hour_.reset();
    amount_.reset();
    return true;
  }
  bool on_object_end(std::size_t, Code&) {
    if (!start_hour_ || !amount_) {
      refuse(whose_, place() + " has no " + std::string(start_hour_ ? kAmount : kStartHour));
    }
    amounts_.push_back({*start_hour_, *amount_});
    depth_ = 1;
    return true;
  }

  bool on_key_part(Text part, std::size_t, Code&) { return gather(part); }
  bool on_key(Text rest, std::size_t, Code&) {
    member_ = gathered(rest);
    if (member_ != kStartHour && member_ != kAmount) {
      refuse(whose_, place() + " has an unknown member " + quoted(member_));
    }
    if (member_ == kStartHour ? start_hour_.has_value() : amount_.has_value()) {
      refuse(whose_, place() + " has " + member_ + " twice");
    }
    return true;
  }

  bool on_string_part(Text part, std::size_t, Code&) { return gather(part); }
  bool on_string(Text rest, std::size_t, Code&) {
    const std::string text = gathered(rest);
    if (depth_ != 2 || member_ != kStartHour) wrong("the text " + quoted(text));
    const auto instant = text::parse_instant(text);
    if (!instant) wrong(quoted(text) + ", not a date or time (YYYY-MM-DD HH:MM:SS)");
    start_hour_ = instant->time_since_epoch().count();
    return true;
  }

  bool on_number_part(Text part, Code&) { return gather(part); }
  bool on_int64(std::int64_t, Text rest, Code&) { return number(gathered(rest)); }
  bool on_uint64(std::uint64_t, Text rest, Code&) { return number(gathered(rest)); }
  bool on_double(double, Text rest, Code&) { return number(gathered(rest)); }
  bool on_bool(bool value, Code&) { wrong(value ? "true" : "false"); }
  bool on_null(Code&) { wrong("null"); }
  bool on_comment_part(Text, Code&) { return true; }
  bool on_comment(Text, Code&) { return true; }

 private:
  bool gather(Text part) {
    text_.append(part.data(), part.size());
    return true;
  }
  std::string gathered(Text rest) {
    gather(rest);
    return std::exchange(text_, {});
  }

  bool number(const std::string& text) {
    if (depth_ != 2) wrong("the number " + text);
    if (member_ == kStartHour) {
      start_hour_ = epoch_seconds(text);
      if (!start_hour_) wrong(text + ", not a whole number of seconds since 1970");
    } else {
      amount_ = read_number<double>(text);
      if (!amount_) wrong(text + ", out of range for a double");
    }
    return true;
  }

  // In the notation of SQLite's JSON functions: amounts $[0].startHour.
  std::string place() const { return depth_ == 0 ? "amounts" : "amounts $[" + std::to_string(amounts_.size()) + "]"; }

  [[noreturn]] void wrong(const std::string& what) const {
    refuse(whose_, (depth_ == 2 ? place() + "." + member_ : place()) + " is " + what);
  }

  const std::string& whose_;
  Amounts amounts_;
  int depth_ = 0;  // 1 in the list, 2 in an object
  std::string text_;
  std::string member_;
  std::optional<std::int64_t> start_hour_;
  std::optional<double> amount_;
};

template <class Number>
void append(std::string& out, Number number) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc()) throw std::logic_error("a number has more than 32 characters");
  out.append(digits.data(), end);
}

// [{"startHour":...,<between>"amount":...}, ...]
std::string list(const Amounts& amounts, std::string_view between) {
  std::string out = "[";
  for (const Amount& amount : amounts) {
    if (out.size() > 1) out += ',';
    out += R"({"startHour":)";
    append(out, amount.start_hour);
    out += ',';
    out += between;
    out += R"("amount":)";
    append(out, amount.amount);
    out += '}';
  }
  out += ']';
  return out;
}

}  // namespace

Amounts read_amounts(const sql::Value& value, const std::string& whose) {
  const std::string* text = sql::if_text(value);
  if (text == nullptr) refuse(whose, "amounts is " + sql::literal(value) + ", not a JSON list");
  json::basic_parser<AmountsHandler> parser(json::parse_options(), whose);
  boost::system::error_code failed;
  const std::size_t read = parser.write_some(false, text->data(), text->size(), failed);
  if (failed || read != text->size() || !parser.done()) {
    refuse(whose, "amounts is not JSON: " + quoted(*text));
  }
  return parser.handler().take();
}

std::string amounts_json(const Amounts& amounts) {
  return list(amounts, {});
}

std::string quantities_json(const Amounts& amounts, const std::optional<std::string>& unit) {
  return list(amounts, R"("unit":)" + (unit ? json::serialize(json::string(*unit)) : std::string("null")) + ",");
}

std::optional<std::string> unit_of(std::string_view quantities) {
  boost::system::error_code failed;
  const json::value parsed = json::parse(quantities, failed);
  if (failed || !parsed.is_array()) return std::nullopt;
  for (const json::value& quantity : parsed.get_array()) {
    const json::object* members = quantity.if_object();
    const json::value* unit = members == nullptr ? nullptr : members->if_contains("unit");
    if (unit != nullptr && unit->is_string()) return std::string(unit->get_string());
  }
  return std::nullopt;
}

}  // namespace awscost::bill_scenarios
