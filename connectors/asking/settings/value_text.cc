#include "connectors/asking/settings/value_text.h"

#include <algorithm>
#include <charconv>

#include "sql/text/instant.h"

namespace awscost::settings {
namespace {

constexpr std::size_t kDollarDigits = 9;
constexpr std::size_t kDollarDecimals = 6;
constexpr std::size_t kMostTextBytes = 1000;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_choice(std::string_view choices, std::string_view text) {
  while (!choices.empty()) {
    const std::string_view word = choices.substr(0, choices.find(' '));
    if (word == text) return true;
    choices.remove_prefix(std::min(word.size() + 1, choices.size()));
  }
  return false;
}

// A longer text, or one with a control character, is no name or path that somebody meant.
bool is_one_line(std::string_view text) {
  return text.size() <= kMostTextBytes && std::none_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0x20 || byte == 0x7F;
         });
}

// Standard output is for rows, and "stdout" is hardly meant as a file's name.
bool is_standard_output(std::string_view text) {
  constexpr std::string_view kName = "stdout";
  return std::equal(text.begin(), text.end(), kName.begin(), kName.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

bool in_range(const Setting& setting, std::string_view text) {
  const auto number = read_integer(text);
  return number && *number >= setting.least && *number <= setting.most;
}

std::string range(const Setting& setting) {
  if (setting.most == std::numeric_limits<std::int64_t>::max()) return " of at least " + std::to_string(setting.least);
  return " from " + std::to_string(setting.least) + " to " + std::to_string(setting.most);
}

// "aws sandbox" -> "'aws' or 'sandbox'"
std::string quoted_choices(std::string_view choices) {
  std::string out = "'";
  for (const char c : choices) out += c == ' ' ? "' or '" : std::string(1, c);
  return out + "'";
}

}  // namespace

std::optional<std::int64_t> read_integer(std::string_view text) {
  std::int64_t number = 0;
  if (text.empty() || !all_digits(text)) return std::nullopt;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> read_dollars(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (point != std::string_view::npos && decimals.empty()) return std::nullopt;
  if (whole.size() > kDollarDigits || decimals.size() > kDollarDecimals) return std::nullopt;
  std::string micros(whole);
  micros += decimals;
  micros.append(kDollarDecimals - decimals.size(), '0');
  return whole.empty() ? std::nullopt : read_integer(micros);
}

bool is_valid(const Setting& setting, std::string_view text) {
  switch (setting.type) {
    case Type::kInteger:
    case Type::kMilliseconds:
      return in_range(setting, text);
    case Type::kDollars:
      return read_dollars(text).has_value();
    case Type::kAnyDollars:
      return text.empty() || read_dollars(text).has_value();
    case Type::kChoice:
      return is_choice(setting.choices, text);
    case Type::kTime:
      return text.empty() || text::parse_instant(text).has_value();
    case Type::kPath:
      return text.find('\0') == std::string_view::npos;
    case Type::kOutput:
      return is_one_line(text) && !is_standard_output(text);
    case Type::kText:
      return is_one_line(text);
  }
  return false;
}

std::string right_form(const Setting& setting) {
  switch (setting.type) {
    case Type::kInteger:
      return "a whole number" + range(setting);
    case Type::kMilliseconds:
      return "a whole number of milliseconds" + range(setting);
    case Type::kDollars:
      return "US dollars: digits with at most six decimals, as in 2.50";
    case Type::kAnyDollars:
      return "US dollars: digits with at most six decimals, as in 2.50, or '' for no limit";
    case Type::kChoice:
      return quoted_choices(setting.choices);
    case Type::kTime:
      return "a UTC time as YYYY-MM-DD, YYYY-MM-DD HH:MM:SS or YYYY-MM-DDTHH:MM:SSZ, or '' for the real clock";
    case Type::kPath:
      return "the path of a file, or '' for none";
    case Type::kOutput:
      return "'stderr' (standard output is for answers), the path of a file without control characters, or '' for none";
    case Type::kText:
      return "at most " + std::to_string(kMostTextBytes) + " bytes of text without control characters, or '' for none";
  }
  return {};
}

}  // namespace awscost::settings
