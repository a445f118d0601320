#include "sql/text/instant.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "sql/text/digits.h"

namespace awscost::text {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::year;
using std::chrono::year_month_day;

// '0' stands for a digit, any other character for itself; a T may stand for the blank.
constexpr std::string_view kShape = "0000-00-00 00:00:00";
constexpr std::size_t kDate = 10;
constexpr std::size_t kMinutes = 16;

bool fits(char c, char shape) {
  if (shape == '0') return is_digit(c);
  if (shape == ' ') return c == ' ' || c == 'T';
  return c == shape;
}

// The two-digit field at `at`; a missing second digit counts as 0.
int field(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  return (text[at] - '0') * 10 + (at + 1 < text.size() ? text[at + 1] - '0' : 0);
}

struct Range {
  std::size_t at;
  int least;
  int most;
};
constexpr std::array<Range, 5> kFields = {{{5, 1, 12}, {8, 1, 31}, {11, 0, 23}, {14, 0, 59}, {17, 0, 59}}};

bool fields_fit(std::string_view text) {
  return std::all_of(kFields.begin(), kFields.end(), [&](const Range& range) {
    if (range.at >= text.size()) return true;
    const bool whole = range.at + 1 < text.size();
    const int value = field(text, range.at);
    // Of one digit, some second digit must fit: "2" begins hour 20, but no month.
    return whole ? value >= range.least && value <= range.most : value <= range.most;
  });
}

// What may follow the seconds: .000, Z, +00:00.
bool ends_a_timestamp(std::string_view tail) {
  if (!tail.empty() && tail.front() == '.') {
    const auto digits = std::find_if_not(tail.begin() + 1, tail.end(), is_digit);
    tail.remove_prefix(static_cast<std::size_t>(digits - tail.begin()));
  }
  return std::string_view("Z").starts_with(tail) || std::string_view("+00:00").starts_with(tail);
}

bool shape_fits(std::string_view text) {
  const std::size_t length = std::min(text.size(), kShape.size());
  for (std::size_t i = 0; i < length; ++i) {
    if (!fits(text[i], kShape[i])) return false;
  }
  return true;
}

bool ends_inside_a_field(std::string_view text) {
  return text.size() < kShape.size() && !text.empty() && is_digit(text.back()) && kShape[text.size()] == '0';
}

// The numbers of a text such as 2026/11/1, and nothing else in it but single separators.
std::vector<std::string_view> numbers_in(std::string_view text) {
  std::vector<std::string_view> numbers;
  while (!text.empty()) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto length = static_cast<std::size_t>(end - text.begin());
    if (length == 0) return {};
    numbers.push_back(text.substr(0, length));
    text.remove_prefix(length);
    if (text.empty()) return numbers;
    if (std::string_view("-/.").find(text.front()) == std::string_view::npos) return {};
    text.remove_prefix(1);
  }
  return {};  // ends in a separator
}

int year_of(std::string_view text) {
  return field(text, 0) * 100 + field(text, 2);
}

Seconds assemble(std::string_view text) {
  const auto at_least_1 = [&](std::size_t at) { return static_cast<unsigned>(std::max(field(text, at), 1)); };
  const year_month_day first{year{year_of(text)}, month{at_least_1(5)}, day{1}};
  const auto last = std::chrono::year_month_day_last{first.year(), std::chrono::month_day_last{first.month()}}.day();
  const auto day_of_month = std::min(static_cast<unsigned>(last), at_least_1(8));
  return std::chrono::sys_days{first} + days{day_of_month - 1} + hours{field(text, 11)} + minutes{field(text, 14)} +
         seconds{field(text, 17)};
}

// The timestamp without a fraction of zeros and a zone behind it; nothing where anything else follows.
std::optional<std::string_view> without_tail(std::string_view text) {
  for (const std::string_view zone : {"Z", "+00:00"}) {
    if (text.size() > kDate && text.ends_with(zone)) {
      text.remove_suffix(zone.size());
      break;
    }
  }
  if (text.size() <= kShape.size()) return text;
  const std::string_view fraction = text.substr(kShape.size());
  if (fraction.size() < 2 || fraction.front() != '.') return std::nullopt;
  if (fraction.find_first_not_of('0', 1) != std::string_view::npos) return std::nullopt;
  return text.substr(0, kShape.size());
}

}  // namespace

bool begins_a_date(std::string_view text) {
  if (!shape_fits(text) || !fields_fit(text.substr(0, kShape.size()))) return false;
  if (ends_inside_a_field(text)) return false;
  if (text.size() == kMinutes + 1 && text.back() == 'Z') return true;
  return text.size() <= kShape.size() || ends_a_timestamp(text.substr(kShape.size()));
}

std::optional<std::string> padded_date(std::string_view text) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kCompact = 8;  // YYYYMMDD
  std::vector<std::string_view> numbers = numbers_in(text);
  if (numbers.size() == 1 && text.size() == kCompact) numbers = {text.substr(0, 4), text.substr(4, 2), text.substr(6)};
  if (numbers.size() < 2 || numbers.size() > 3 || numbers.front().size() != kYear) return std::nullopt;
  std::string padded(numbers.front());
  for (const std::string_view number : std::span(numbers).subspan(1)) {
    if (number.size() > 2) return std::nullopt;
    padded += (number.size() == 1 ? "-0" : "-") + std::string(number);
  }
  const bool is_date = numbers.size() == 3 ? parse_instant(padded).has_value() : begins_a_date(padded);
  return is_date ? std::optional(padded) : std::nullopt;
}

std::optional<Seconds> parse_instant(std::string_view text) {
  const auto body = without_tail(text);
  if (!body || (body->size() != kDate && body->size() != kMinutes && body->size() != kShape.size())) return {};
  if (!shape_fits(*body) || !fields_fit(*body)) return std::nullopt;
  const Seconds instant = assemble(*body);
  if (date_text(instant) != body->substr(0, kDate)) return std::nullopt;  // 2026-02-30
  return instant;
}

std::optional<Seconds> earliest(std::string_view text) {
  constexpr std::size_t kYear = 4;
  const std::string_view body = text.substr(0, kShape.size());
  if (body.size() < kYear || !shape_fits(body) || !fields_fit(body)) return std::nullopt;
  return assemble(body);
}

namespace {

void add_two(std::string& text, unsigned value) {
  text += static_cast<char>('0' + value / 10);
  text += static_cast<char>('0' + value % 10);
}

// Dates are made for each scan of a join, which is why they are not printed by snprintf. A year of more than four digits
// is the end of 9999.
void add_date(std::string& text, const year_month_day& date) {
  const int year_number = static_cast<int>(date.year());
  if (year_number < 0 || year_number > 9999) {
    text += std::to_string(year_number);
  } else {
    add_two(text, static_cast<unsigned>(year_number) / 100);
    add_two(text, static_cast<unsigned>(year_number) % 100);
  }
  text += '-';
  add_two(text, static_cast<unsigned>(date.month()));
  text += '-';
  add_two(text, static_cast<unsigned>(date.day()));
}

}  // namespace

std::string date_text(Seconds instant) {
  std::string text;
  add_date(text, year_month_day{std::chrono::floor<days>(instant)});
  return text;
}

std::string time_text(Seconds instant, char separator) {
  const auto day_start = std::chrono::floor<days>(instant);
  const std::chrono::hh_mm_ss time{instant - day_start};
  std::string text;
  text.reserve(kShape.size() + 1);
  add_date(text, year_month_day{day_start});
  text += separator;
  add_two(text, static_cast<unsigned>(time.hours().count()));
  text += ':';
  add_two(text, static_cast<unsigned>(time.minutes().count()));
  text += ':';
  add_two(text, static_cast<unsigned>(time.seconds().count()));
  return text;
}

}  // namespace awscost::text
