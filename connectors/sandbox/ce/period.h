// The TimePeriod of a Cost Explorer request: its limits and its buckets.
//
// How: read_period() checks Start and End against the clock and refuses in AWS's words. buckets() cuts the span at
// midnights or month starts; the first and last month may be partial.
//
//   2026-10-15 to 2026-11-10, MONTHLY  ->  [10-15, 11-01), [11-01, 11-10)
//
// Example:
//
//   std::vector<Span> months(const Structure& request, std::chrono::sys_seconds now) {
//     return buckets(read_period(request, History::kMonths, false, now), Granularity::kMonthly);
//   }
#pragma once

#include <chrono>
#include <vector>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

enum class Granularity { kDaily, kMonthly, kHourly };

// How far back an operation's data reaches.
enum class History {
  kMonths,   // the current month and the 13 before it: days and months of GetCostAndUsage
  kDays,     // 14 days: resources and hours
  kReports,  // like kMonths, but through yesterday: Savings Plans
};

Granularity read_granularity(const Structure& request);

// `times_allowed`: Start and End may have a time other than midnight.
Span read_period(const Structure& request, History history, bool times_allowed, std::chrono::sys_seconds now);

// What reports of Savings Plans answer where they have nothing: AWS sends no message (observed).
ApiError data_unavailable();

std::vector<Span> buckets(Span period, Granularity granularity);

}  // namespace awscost::sandbox
