// The TimePeriod of a Cost Explorer request: how far back and ahead it may reach, and the buckets it falls into.
//
// How: read_period() checks the two moments against the clock, in AWS's words; buckets() cuts the stretch at midnights
// or month starts, so that a first or last month that is not whole stays as short as the request made it.
//
//   {"Start":"2026-10-15","End":"2026-11-10"} MONTHLY  ->  [10-15, 11-01), [11-01, 11-10)
#pragma once

#include <chrono>
#include <vector>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

enum class Granularity { kDaily, kMonthly, kHourly };

// Which history an operation shows.
enum class History {
  kMonths,   // the current month and 13 before it: days and months of GetCostAndUsage
  kDays,     // 14 days by date: resources, and hours
  kReports,  // as many months, through yesterday: Savings Plans
};

Granularity read_granularity(const Structure& request);

// `times_allowed`: whether Start and End may hold an hour other than midnight.
Span read_period(const Structure& request, History history, bool times_allowed, std::chrono::sys_seconds now);

// The answer where a period holds nothing an operation could tell of.
ApiError data_unavailable();

std::vector<Span> buckets(Span period, Granularity granularity);

}  // namespace awscost::sandbox
