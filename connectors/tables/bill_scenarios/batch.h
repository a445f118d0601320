// A batch: at most 25 changes of one kind in one scenario as one request, and the result of each.
//
//   {"billScenarioId":"1111...","usageModifications":[{"id":"4444...","group":"blue"}]}
//
// Example:
//
//   std::string update_body(Lines lines) {
//     return update_batch(std::move(lines)).call().body;
//   }
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

// AWS's limit for one request.
inline constexpr std::size_t kMostLines = 25;

using Lines = std::vector<std::shared_ptr<const PendingLine>>;

struct Batch {
  Action action = Action::kUpdate;
  Lines lines;                     // of one scenario and one destination; at least one
  std::vector<std::string> names;  // identify the lines in the answer: the id, or the key of a new line
  std::string token;               // of kCreate: AWS creates the lines of one token only once
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
  bool of_request = false;  // the whole request was refused
};

// AWS's name of the operation, and the word for it in awscost_writes.
std::string_view operation_of(Action action);
std::string_view word_of(Action action);

Batch delete_batch(Lines lines);
Batch update_batch(Lines lines);
// `keys`: one for each line.
Batch create_batch(Lines lines, std::vector<std::string> keys, std::string token);

// A creation as JSON for a request; without a key where `key` is empty.
std::string creation_json(const PendingLine& line, std::string_view key);

}  // namespace awscost::bill_scenarios
