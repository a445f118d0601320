#include "connectors/tables/bill_scenarios/texts.h"

#include <algorithm>

#include "sql/error.h"
#include "sql/text/displayable.h"

namespace awscost::bill_scenarios {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}
// [a-zA-Z0-9-]*
bool is_of_a_group(char c) {
  return is_letter_or_digit(c) || c == '-';
}
// [-a-zA-Z0-9.\-_:, \/()]*
bool is_of_a_code(char c) {
  return is_letter_or_digit(c) || std::string_view("-._:, /()").find(c) != std::string_view::npos;
}
bool is_lower_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}

constexpr std::string_view kOfACode = "letters, digits, blanks and - . _ : , / ( )";

std::string shown(const sql::Value& value) {
  constexpr std::size_t kMost = 200;
  return text::displayable(sql::literal(value), kMost);
}

std::string example(const TextRule& rule) {
  return "for example " + std::string(rule.example);
}

}  // namespace

const TextRule kUsageGroup{"usage_group", 30, is_of_a_group, "letters, digits and dashes", "'migration'"};
const TextRule kServiceCode{"service_code", 32, is_of_a_code, kOfACode, "'AmazonEC2'"};
const TextRule kUsageType{"usage_type", 128, is_of_a_code, kOfACode, "'BoxUsage:m5.large'"};
const TextRule kOperation{"operation", 32, is_of_a_code, kOfACode, "'RunInstances'"};
const TextRule kAvailabilityZone{"availability_zone", 32, is_of_a_code, kOfACode, "'eu-west-3a'"};
const TextRule kKey{"key", 10, is_letter_or_digit, "letters and digits", "'line1'"};

TextRule of_column(std::string_view column, TextRule rule) {
  rule.column = column;
  return rule;
}

std::string read_text(const TextRule& rule, const sql::Value& value, const std::string& whose) {
  if (sql::is_null(value)) return {};
  const std::string* text = sql::if_text(value);
  const std::string is = whose + ": " + std::string(rule.column) + " is " + shown(value);
  if (text == nullptr) throw sql::Error(is + ", which is not text. Write text, " + example(rule) + ".");
  if (text->size() > rule.longest || !std::all_of(text->begin(), text->end(), rule.allowed)) {
    throw sql::Error(is + ". AWS takes at most " + std::to_string(rule.longest) + " characters there, " +
                     std::string(rule.characters) + ": " + example(rule) + ".");
  }
  return *text;
}

std::string read_required(const TextRule& rule, const sql::Value& value, const std::string& whose) {
  std::string text = read_text(rule, value, whose);
  if (text.empty()) {
    throw sql::Error(whose + " has no " + std::string(rule.column) + ", which AWS requires: " + example(rule) + ".");
  }
  return text;
}

std::string read_account(std::string_view column, const sql::Value& value, const std::string& whose) {
  constexpr std::size_t kDigits = 12;
  const std::string name(column);
  if (sql::is_null(value)) {
    throw sql::Error(whose + " has no " + name +
                     ", which AWS requires: 12 digits as text, for example '111122223333'.");
  }
  const std::string* text = sql::if_text(value);
  if (text == nullptr) {
    throw sql::Error(whose + ": " + name + " is " + shown(value) +
                     ", which is not text; a number loses leading zeros. Write '111122223333', or printf('%012d', id) "
                     "for an id kept as a number.");
  }
  if (text->size() != kDigits || !std::all_of(text->begin(), text->end(), is_digit)) {
    throw sql::Error(whose + ": " + name + " is " + shown(value) + ". An account id has 12 digits: '111122223333'.");
  }
  return *text;
}

std::string read_scenario_id(const sql::Value& value, const std::string& whose) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  constexpr std::string_view kCure = "Find it with SELECT id, name FROM bcm_bill_scenarios.";
  if (sql::is_null(value)) {
    throw sql::Error(whose + " has no bill_scenario_id, which says the scenario to add it to. " + std::string(kCure));
  }
  const std::string* text = sql::if_text(value);
  const auto fits = [](char c, char shape) { return shape == 'x' ? is_lower_hex(c) : c == shape; };
  if (text == nullptr || text->size() != kShape.size() ||
      !std::equal(text->begin(), text->end(), kShape.begin(), fits)) {
    throw sql::Error(whose + ": bill_scenario_id is " + shown(value) +
                     ". A scenario's id has 36 characters, hexadecimal digits in lower case and dashes. " +
                     std::string(kCure));
  }
  return *text;
}

}  // namespace awscost::bill_scenarios
