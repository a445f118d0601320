// A batch: at most 25 changes of one kind in one scenario, as one request says them; and what came of each.
//
//   Batch batch = update_batch(lines);
//   batch.call().body == R"({"billScenarioId":"1111…","usageModifications":[{"id":"4444…","group":"blue"}]})"
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/bill_scenarios/pending_line.h"
#include "connectors/wire/call.h"

namespace awscost::bill_scenarios {

inline constexpr std::string_view kService = "bcm-pricing-calculator";

// What AWS takes in one request.
inline constexpr std::size_t kMostLines = 25;

using Lines = std::vector<std::shared_ptr<const PendingLine>>;

struct Batch {
  Action action = Action::kUpdate;
  Lines lines;                     // one scenario's, of one destination; at least one
  std::vector<std::string> names;  // by which the answer speaks of each line: its id, of a new one its key
  std::string token;               // of kCreate: AWS creates the lines of one token once
  std::string body;

  const Line& first() const { return lines.front()->line; }
  wire::Call call() const;
};

enum class Outcome : std::uint8_t { kApplied, kRefused, kUnknown, kNotSent };

struct LineResult {
  Outcome outcome = Outcome::kNotSent;
  std::string error_code;
  std::string error_message;
  std::string request_id;
  std::string new_id;       // of an applied creation
  bool of_request = false;  // refused together with the whole request
};

// The API's operation, and what awscost_writes calls it.
std::string_view operation_of(Action action);
std::string_view word_of(Action action);

Batch delete_batch(Lines lines);
Batch update_batch(Lines lines);
// One key a line.
Batch create_batch(Lines lines, std::vector<std::string> keys, std::string token);

// A creation as it stands in a request; without a key where `key` is empty.
std::string creation_json(const PendingLine& line, std::string_view key);

}  // namespace awscost::bill_scenarios
