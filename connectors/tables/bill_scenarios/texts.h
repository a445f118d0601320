// Which texts AWS's model lets a member hold: checked before anything is queued, because a request with one wrong line
// is refused as a whole.
//
//   const std::string group = read_text(kUsageGroup, value, "…: line 4444…");   // throws sql::Error
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sql/value.h"

namespace awscost::bill_scenarios {

struct TextRule {
  std::string_view column;
  std::size_t longest;
  bool (*allowed)(char);
  std::string_view characters;  // those allowed, in words
  std::string_view example;     // an SQL literal
};

extern const TextRule kUsageGroup;
extern const TextRule kServiceCode;
extern const TextRule kUsageType;
extern const TextRule kOperation;
extern const TextRule kAvailabilityZone;
extern const TextRule kKey;

// The same rule for another column: historical_usage_type holds a usage type.
TextRule of_column(std::string_view column, TextRule rule);

// NULL reads as the empty text. `whose` begins the error's sentence.
std::string read_text(const TextRule& rule, const sql::Value& value, const std::string& whose);
// Neither NULL nor empty.
std::string read_required(const TextRule& rule, const sql::Value& value, const std::string& whose);

// Twelve digits as text: a number has lost its leading zeros.
std::string read_account(std::string_view column, const sql::Value& value, const std::string& whose);

// 36 characters, lower case, as AWS writes the ids of scenarios and lines.
std::string read_scenario_id(const sql::Value& value, const std::string& whose);

}  // namespace awscost::bill_scenarios
