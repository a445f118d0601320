// The type that a column is declared with: what SQLite's affinity and ODBC drivers make of it.
//
//   declared_type(Type::kDay) == "DATE TEXT"
#pragma once

#include <cstdint>
#include <string_view>

namespace awscost::text {

// kJson is text that holds an object or a list: it has no flat form. kBoolean shows 0 or 1. Days and instants are text
// in SQLite's own date forms.
enum class Type : std::uint8_t { kText, kDay, kInstant, kReal, kInteger, kBigint, kBoolean, kJson };

constexpr bool is_number(Type type) {
  return type == Type::kReal || type == Type::kInteger || type == Type::kBigint;
}

// `DATE TEXT` and `TIMESTAMP TEXT`: ODBC drivers read the first word, SQLite gives text affinity because of the second
// (a plain DATE would have numeric affinity and turn '2026' into a number).
std::string_view declared_type(Type type);

}  // namespace awscost::text
