// Reads the answer to a batch: which lines AWS took, which it refused and why. HTTP 200 with refused lines is normal.
//
// Lines are found by id or key, never by position. A line that AWS does not speak of is unknown; not so of a delete,
// whose answer names only what failed: it has to be of the very shape that AWS gives it.
//
//   {"items": [{"id": "4444…", …}], "errors": [{"id": "5555…", "errorCode": "CONFLICT", "errorMessage": "…"}]}
#pragma once

#include <optional>
#include <vector>

#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/wire/call.h"

namespace awscost::bill_scenarios {

// `repeated`: an earlier attempt may have been applied without an answer. Nothing where the body is no answer to a
// batch: no JSON object, an error, no lists, or of a delete an error of no line of its own.
std::optional<std::vector<LineResult>> read_answer(const Batch& batch, const wire::Reply& reply, bool repeated);

}  // namespace awscost::bill_scenarios
