// Reads the answer to a batch: which lines AWS applied, which it refused and why. HTTP 200 with refused lines is
// normal.
//
// Lines are matched by id or key, never by position. A line that the answer does not mention is unknown. The answer to
// a delete names only the lines that failed, so a line that it does not mention is deleted, and the answer must have
// exactly AWS's shape.
//
//   {"items": [{"id": "4444...", ...}], "errors": [{"id": "5555...", "errorCode": "CONFLICT", "errorMessage": "..."}]}
//
// Example:
//
//   bool is_understood(const Batch& batch, const wire::Reply& reply) {
//     return read_answer(batch, reply, false).has_value();
//   }
#pragma once

#include <optional>
#include <vector>

#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/wire/call.h"

namespace awscost::bill_scenarios {

// One result a line, in the order of the batch. `repeated`: an earlier attempt may have been applied without an answer.
// Nothing where the body is not an answer to a batch: not a JSON object, an error, `items` or `errors` that is not a
// list, or for a delete an error that matches no line.
std::optional<std::vector<LineResult>> read_answer(const Batch& batch, const wire::Reply& reply, bool repeated);

}  // namespace awscost::bill_scenarios
