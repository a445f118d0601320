#include "sql/value.h"

#include <array>
#include <charconv>
#include <stdexcept>

namespace awscost::sql {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

std::string real_literal(double real) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), real).ptr;
  return {digits.data(), end};
}

std::string hex_literal(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "x'";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out + "'";
}

struct ToCell {
  Cell operator()(Null) const { return Null(); }
  Cell operator()(std::int64_t number) const { return number; }
  Cell operator()(double number) const { return number; }
  Cell operator()(const std::string& text) const { return std::string_view(text); }
  Cell operator()(const Blob&) const { throw std::logic_error("a BLOB, which no cell can show"); }
};

}  // namespace

Cell cell_of(const Value& value) {
  return std::visit(ToCell(), value);
}

Value value_of(const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string(*text);
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return *integer;
  if (const auto* real = std::get_if<double>(&cell)) return *real;
  return Null();
}

std::string literal(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) return real_literal(*real);
  if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
  if (const auto* blob = std::get_if<Blob>(&value)) return hex_literal(blob->bytes);
  return "NULL";
}

}  // namespace awscost::sql
