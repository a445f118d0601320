// How long answers hold, by service, and what becomes of them afterwards.
//
//   ce                       cache_ttl; what AWS no longer changes holds for ever
//   apigateway               60 s
//   billing                  an hour
//   anything else            not kept: bill scenarios change by statements
//
// An answer without a subject serves nothing but its own request, as long as it is young. Of the others, AWS no longer
// changes a month `reopen_days` after its end; what was read by tag or cost category may be filled in
// later, so it is looked at again every day. Pure functions.
//
// Example:
//
//   bool may_answer(text::Seconds fetched_at, const Freshness& freshness) {
//     return is_young("ce", fetched_at, freshness);
//   }
#pragma once

#include <chrono>
#include <string_view>

#include "connectors/asking/kept/kept_answers.h"

namespace awscost::kept {

bool is_kept(std::string_view service);

// How long an answer holds that AWS may still change.
std::chrono::seconds holds_for(std::string_view service, const Freshness& freshness);

// An answer from the future does not hold: a clock was wrong.
bool is_young(std::string_view service, Seconds fetched_at, const Freshness& freshness);

// "final", "open", "stale", or "broken off" where it is not complete. `answer` may have no description.
std::string_view state_of(std::string_view service, const KeptAnswer& answer, bool is_complete,
                          const Freshness& freshness);

}  // namespace awscost::kept
