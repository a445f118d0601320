// Is a text JSON? Known when compiled, for constants in declarations: a comma too many does not compile.
//
// Source: RFC 8259. That a text is UTF-8, and that an object names each member once, is not looked at.
//
// Example:
//
//   static_assert(is_json(R"({"Key": "SERVICE", "Values": ["AmazonEC2"]})"));
//   static_assert(!is_json("[1, 2,]") && !is_json_scalar("[1, 2]"));
#pragma once

#include <string_view>

namespace awscost {
namespace json_check {

constexpr bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

constexpr void skip_space(std::string_view& text) {
  while (take(text, ' ') || take(text, '\n') || take(text, '\t') || take(text, '\r')) {
  }
}

constexpr bool take_word(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

constexpr bool take_digits(std::string_view& text) {
  const std::string_view before = text;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
  return text.size() < before.size();
}

constexpr bool take_number(std::string_view& text) {
  take(text, '-');
  if (!take(text, '0') && !take_digits(text)) return false;
  if (take(text, '.') && !take_digits(text)) return false;
  if (!take(text, 'e') && !take(text, 'E')) return true;
  if (!take(text, '+')) take(text, '-');
  return take_digits(text);
}

constexpr bool take_escape(std::string_view& text) {
  if (!take(text, 'u')) return !text.empty() && std::string_view("\"\\/bfnrt").find(text.front()) != text.npos;
  if (text.size() < 4 || text.substr(0, 4).find_first_not_of("0123456789abcdefABCDEF") != text.npos) return false;
  text.remove_prefix(3);
  return true;
}

constexpr bool take_string(std::string_view& text) {
  if (!take(text, '"')) return false;
  while (!text.empty()) {
    if (take(text, '"')) return true;
    if (static_cast<unsigned char>(text.front()) < 0x20) return false;
    if (take(text, '\\') && !take_escape(text)) return false;
    text.remove_prefix(1);
  }
  return false;
}

constexpr bool take_value(std::string_view& text);

// What stands behind the opening bracket, the closing one included.
constexpr bool take_elements(std::string_view& text, bool named, char close) {
  skip_space(text);
  if (take(text, close)) return true;
  do {
    skip_space(text);
    if (named && !take_string(text)) return false;
    skip_space(text);
    if (named && !take(text, ':')) return false;
    if (!take_value(text)) return false;
  } while (take(text, ','));
  return take(text, close);
}

// White space around it included.
constexpr bool take_value(std::string_view& text) {
  skip_space(text);
  const bool taken = take(text, '{')                        ? take_elements(text, true, '}')
                     : take(text, '[')                      ? take_elements(text, false, ']')
                     : !text.empty() && text.front() == '"' ? take_string(text)
                                                            : take_word(text, "true") || take_word(text, "false") ||
                                                                  take_word(text, "null") || take_number(text);
  skip_space(text);
  return taken;
}

}  // namespace json_check

constexpr bool is_json(std::string_view text) {
  return json_check::take_value(text) && text.empty();
}

// A text, a number, true or false: what a parameter can be.
constexpr bool is_json_scalar(std::string_view text) {
  std::string_view value = text;
  json_check::skip_space(value);
  return is_json(text) && !value.starts_with('{') && !value.starts_with('[') && !value.starts_with("null");
}

}  // namespace awscost
