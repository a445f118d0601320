// Kept answers as this room sees them: looked up for a question, and described once they are complete.
//
// Example:
//
//   std::size_t count_known(kept::KeptAnswers& kept, const asking::Destination& destination, const CostsAsked& asked) {
//     return known_about(kept, destination, asked).answers.size();
//   }
#pragma once

#include <cstdint>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/tables/page/coverage.h"
#include "connectors/tables/pieces/pieces.h"
#include "sql/scan.h"

namespace awscost::pieces {

// What is kept of the question's subject.
Known known_about(kept::KeptAnswers& kept, const asking::Destination& destination, const CostsAsked& asked);

// Tells that the kept answer `id` to the scan has been read to its end. An answer without periods serves the same
// request alone.
void describe(kept::KeptAnswers& kept, std::int64_t id, const Operation& operation, const sql::Scan& scan,
              const page::Coverage& coverage);

}  // namespace awscost::pieces
