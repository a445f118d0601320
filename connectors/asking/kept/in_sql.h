// Kept answers as SQL sees them: the table `awscost_cache`, and DELETE on it.
//
//   SELECT operation, window_start, window_end, state, bytes FROM awscost_cache
//   DELETE FROM awscost_cache WHERE service = 'ce'      the next statement asks Cost Explorer anew
//
// How: a DELETE is carried out when its transaction ends; until then ROLLBACK undoes it. It changes nothing at AWS, so it
// needs no setting.
//
// Example:
//
//   std::size_t columns_of_the_cache(FileKeptAnswers& kept) {
//     return cache_table(kept)->table().columns.size();
//   }
#pragma once

#include <memory>

#include "connectors/asking/kept/file_kept_answers.h"
#include "sql/source.h"

namespace awscost::kept {

// `kept` outlives it.
std::unique_ptr<sql::Source> cache_table(FileKeptAnswers& kept);

}  // namespace awscost::kept
