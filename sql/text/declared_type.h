// The type that a column is declared with, which SQLite's affinity and ODBC drivers go by.
//
// Example:
//
//   bool is_a_date(Type type) {
//     return declared_type(type).starts_with("DATE");
//   }
#pragma once

#include <cstdint>
#include <string_view>

namespace awscost::text {

// kJson is the text of an object or list, which has no flat form. kBoolean reads 0 or 1. Days and instants are text in
// SQLite's own date forms.
enum class Type : std::uint8_t { kText, kDay, kInstant, kReal, kInteger, kBigint, kBoolean, kJson };

constexpr bool is_number(Type type) {
  return type == Type::kReal || type == Type::kInteger || type == Type::kBigint;
}

// Days are `DATE TEXT`, instants `TIMESTAMP TEXT`: ODBC drivers read the first word, and the second gives text
// affinity. (A plain DATE has numeric affinity, which turns '2026' into a number.)
std::string_view declared_type(Type type);

}  // namespace awscost::text
