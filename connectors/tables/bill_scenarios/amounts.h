// Amounts: how much a line uses from each start hour on. Read from the column `amounts`, written into the request and
// into `quantities`, all as JSON.
//
// Numbers go through std::from_chars and std::to_chars, which keep a double as it is; Boost.JSON 1.81 may be off by the
// last bit.
//
//   [{"startHour": "2026-10-01", "amount": 744.5}]  ->  {{1790812800, 744.5}}
//   {{1790812800, 744.5}}  ->  [{"startHour":1790812800,"amount":744.5}]
//
// Example:
//
//   std::string request_text(const sql::Value& amounts) {
//     return amounts_json(read_amounts(amounts, "bcm_bill_scenario_usage_modifications: the new line"));
//   }
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

// `whose`: table and line, the start of an error's sentence. Throws sql::Error that names element and member.
Amounts read_amounts(const sql::Value& value, const std::string& whose);

std::string amounts_json(const Amounts& amounts);

// As AWS will show the amounts. Only AWS knows a unit: null where it is not given.
std::string quantities_json(const Amounts& amounts, const std::optional<std::string>& unit);

// The first unit in a list of quantities; nothing where there is none.
std::optional<std::string> unit_of(std::string_view quantities);

}  // namespace awscost::bill_scenarios
