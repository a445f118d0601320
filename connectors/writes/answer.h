// Reads the answer to a batch: which lines AWS took, which it refused and why. HTTP 200 with refused lines is normal.
//
// Lines are found by id or key, never by position. A line that AWS does not speak of is unknown; not so of a delete,
// whose answer names only what failed.
//
//   {"items": [{"id": "4444…", …}], "errors": [{"id": "5555…", "errorCode": "CONFLICT", "errorMessage": "…"}]}
#pragma once

#include <optional>
#include <vector>

#include "connectors/wire/call.h"
#include "connectors/writes/batch.h"

namespace awscost::writes {

// `repeated`: an earlier attempt may have been applied without an answer. Nothing where the body cannot be read.
std::optional<std::vector<LineResult>> read_answer(const Batch& batch, const wire::Reply& reply, bool repeated);

}  // namespace awscost::writes
