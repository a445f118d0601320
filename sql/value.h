// The values that SQL hands in and takes out, without SQLite.
//
// A Value owns what it holds (bound constraints, function arguments). A Cell borrows text from the row's producer and
// is valid until that moves to another row: no text is copied per cell on the way to SQLite.
//
// Example:
//
//   std::string shown(const Value& bound) {
//     return is_null(bound) ? "none" : literal(bound);
//   }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace awscost::sql {

struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

using Null = std::monostate;
using Value = std::variant<Null, std::int64_t, double, std::string, Blob>;
using Cell = std::variant<Null, std::int64_t, double, std::string_view>;

inline bool is_null(const Value& value) {
  return std::holds_alternative<Null>(value);
}

// The text of a TEXT value; null for every other type.
inline const std::string* if_text(const Value& value) {
  return std::get_if<std::string>(&value);
}

// The value as a cell that borrows from it. Throws std::logic_error for a BLOB, which no cell can show.
Cell cell_of(const Value& value);

// The cell as a value that owns its text.
Value value_of(const Cell& cell);

// The value as it would stand in an SQL statement: 'it''s', 12, 1.5, NULL, x'00'. For messages and plans.
std::string literal(const Value& value);

}  // namespace awscost::sql
