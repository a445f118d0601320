// The change of one line in a transaction, as it is queued, shown and sent.
//
// Example:
//
//   PendingLine regrouped(const Line& line) {
//     PendingLine change;
//     change.line = line;
//     change.usage_group = "blue";
//     return change;
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "connectors/tables/bill_scenarios/amounts.h"
#include "connectors/tables/bill_scenarios/line.h"

namespace awscost::bill_scenarios {

enum class Action : std::uint8_t { kDelete, kUpdate, kCreate };

// The usage of a past bill that a line stands for.
struct Historical {
  std::string service_code;
  std::string usage_type;
  std::string operation;
  std::string location;  // empty: not given
  std::string usage_account_id;
  std::int64_t bill_interval_start = 0;  // epoch seconds
  std::int64_t bill_interval_end = 0;
  std::string filter;  // an Expression, as JSON
};

// The members that only a creation has. Empty texts are not sent.
struct NewLine {
  std::string operation;
  std::string availability_zone;
  std::string usage_account_id;
  std::string key;  // empty: made up when the line is sent
  std::optional<Historical> historical;
};

struct PendingLine {
  Action action = Action::kUpdate;
  Line line;
  std::optional<std::string> usage_group;  // nothing: unchanged; empty: AWS's "no value"
  std::optional<Amounts> amounts;          // nothing: unchanged
  NewLine new_line;                        // of kCreate
};

}  // namespace awscost::bill_scenarios
