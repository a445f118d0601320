// The texts that AWS's model allows for a member. They are checked before a line is queued, because AWS refuses a whole
// request for one wrong line.
//
// Example:
//
//   std::string group(const sql::Value& value) {
//     return read_text(kUsageGroup, value, "bcm_bill_scenario_usage_modifications: the new line");
//   }
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sql/value.h"

namespace awscost::bill_scenarios {

struct TextRule {
  std::string_view column;
  std::size_t longest;  // in characters
  bool (*allowed)(char);
  std::string_view characters;  // the allowed ones in words
  std::string_view example;     // an SQL literal
};

extern const TextRule kUsageGroup;
extern const TextRule kServiceCode;
extern const TextRule kUsageType;
extern const TextRule kOperation;
extern const TextRule kAvailabilityZone;
extern const TextRule kKey;

// The same rule for another column, such as historical_usage_type.
TextRule of_column(std::string_view column, TextRule rule);

// NULL reads as the empty text. `whose` begins the error's sentence. All of these throw sql::Error.
std::string read_text(const TextRule& rule, const sql::Value& value, const std::string& whose);
// Refuses NULL and the empty text.
std::string read_required(const TextRule& rule, const sql::Value& value, const std::string& whose);

// Twelve digits as text; a number would have lost its leading zeros.
std::string read_account(std::string_view column, const sql::Value& value, const std::string& whose);

// 36 characters, lower case, as AWS writes the ids of scenarios and lines.
std::string read_scenario_id(const sql::Value& value, const std::string& whose);

}  // namespace awscost::bill_scenarios
