// Amounts: how much a line uses from which hour on. JSON in (the column `amounts`), JSON out (the request,
// `quantities`).
//
// Numbers are read and written so that a double comes through unchanged: std::from_chars and std::to_chars, because
// Boost.JSON 1.81 may be off by the last bit.
//
//   read_amounts(Value(R"([{"startHour": "2026-10-01", "amount": 744.5}])"), "…: line 4444…")
//   -> {{1790812800, 744.5}}      amounts_json(…) == R"([{"startHour":1790812800,"amount":744.5}])"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/value.h"

namespace awscost::bill_scenarios {

struct Amount {
  std::int64_t start_hour = 0;  // epoch seconds
  double amount = 0;
  bool operator==(const Amount&) const = default;
};
using Amounts = std::vector<Amount>;

// `whose` begins the error's sentence: table and line. Throws sql::Error that names element and member.
Amounts read_amounts(const sql::Value& value, const std::string& whose);

std::string amounts_json(const Amounts& amounts);

// As AWS will show them, as far as that can be known; a unit is AWS's to say.
std::string quantities_json(const Amounts& amounts, const std::optional<std::string>& unit);

// The unit that such a list of quantities names first; nothing where there is none.
std::optional<std::string> unit_of(std::string_view quantities);

}  // namespace awscost::bill_scenarios
