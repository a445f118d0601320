// Whether a kept answer still holds for one period.
//
//   - For the time of cache_ttl every period holds.
//   - After it, a period holds for good where AWS called it final and the answer came more than reopen_days after the
//     period's month had ended: late charges, credits and refunds arrive in the first days of the next month.
//   - Answers by tag or cost category hold a day longer at most: AWS fills in the past of a tag on request (backfill).
//   - An answer from the future holds never: the clock was wrong then or is wrong now.
//
// Example:
//
//   bool is_final(const kept::KeptAnswer& answer, const sql::Bucket& july, const kept::Freshness& freshness) {
//     return holds(answer, july, freshness);
//   }
#pragma once

#include <chrono>
#include <optional>

#include "connectors/asking/kept/kept_answers.h"
#include "sql/periods.h"

namespace awscost::pieces {

// How long an answer by tag or cost category holds where it is not known whether its past has changed.
inline constexpr std::chrono::hours kByTag{24};

// `filled_in`: the last time that AWS began to fill in the past of tags, where that is known.
bool holds(const kept::KeptAnswer& answer, const sql::Bucket& bucket, const kept::Freshness& freshness,
           const std::optional<kept::Seconds>& filled_in = std::nullopt);

}  // namespace awscost::pieces
