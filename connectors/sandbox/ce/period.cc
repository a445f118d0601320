#include "connectors/sandbox/ce/period.h"

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {
namespace {

using std::chrono::days;

constexpr int kMonthsBack = 13;
constexpr days kDaysBack{14};

Moment read_moment(const Structure& period, std::string_view member) {
  const std::string text = period.required_text(member);
  const auto moment = parse_moment(text);
  if (!moment) {
    throw validation("1 validation error detected: Value '" + text + "' at '" + period.path(member) +
                     "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                     "(\\d{4}-\\d{2}-\\d{2})(T\\d{2}:\\d{2}:\\d{2}Z)?");
  }
  return *moment;
}

Hour whole_hour(Moment moment) {
  const Hour hour = std::chrono::floor<std::chrono::hours>(moment.at);
  if (hour != moment.at) throw validation("Time period should start and end on the hour for hourly granularity.");
  return hour;
}

void check_age(Day start, History history, Day today) {
  if (history == History::kDays) {
    // AWS's message says "hourly" for every granularity, because resource data and hourly data share one limit.
    if (start >= today - kDaysBack) return;
    throw validation("start date is too old for hourly, the max supported days for hourly granularity is 14 days");
  }
  if (start >= add_months(first_of_month(today), -kMonthsBack)) return;
  if (history == History::kReports) throw validation("Start date should be within the past 13 months.");
  if (start != first_of_month(start)) {
    throw validation(
        "To retrieve data beyond the past 14 months, your start date needs to be the first day of the month");
  }
  throw validation(
      "Data beyond the past 14 months is not available. Enable multi-year data in the Cost Management preferences to "
      "retrieve it at monthly granularity.");
}

}  // namespace

Granularity read_granularity(const Structure& request) {
  const std::string text = request.required_text("Granularity");
  if (text == "DAILY") return Granularity::kDaily;
  if (text == "MONTHLY") return Granularity::kMonthly;
  if (text == "HOURLY") return Granularity::kHourly;
  throw not_in_enum(text, request.path("Granularity"), "DAILY, MONTHLY, HOURLY");
}

Span read_period(const Structure& request, History history, bool times_allowed, std::chrono::sys_seconds now) {
  const Structure period = request.required_structure("TimePeriod");
  const Moment start = read_moment(period, "Start");
  const Moment end = read_moment(period, "End");
  if (start.at >= end.at) throw validation("Start date (and hour) should be before end date (and hour)");
  const bool midnights = day_of(start.at) == start.at && day_of(end.at) == end.at;
  if (!times_allowed && !midnights) throw validation("Hourly timePeriod is not supported for this request");
  const Span span{whole_hour(start), whole_hour(end)};
  const Day today = day_of(now);
  check_age(day_of(start.at), history, today);
  if (day_of(start.at) > today) throw validation("Start date should be equal to or no later than the current date.");
  if (end.at > add_months(first_of_month(today), 1)) throw validation("end date past the beginning of next month");
  // AWS has no commitment figures for an unfinished day and answers DataUnavailableException.
  if (history == History::kReports && end.at > today) throw data_unavailable();
  return span;
}

ApiError data_unavailable() {
  return ApiError("DataUnavailableException", "");
}

std::vector<Span> buckets(Span period, Granularity granularity) {
  std::vector<Span> result;
  for (Hour from = period.from; from < period.to;) {
    const Day day = std::chrono::floor<days>(from);
    Hour to = from + std::chrono::hours(1);
    if (granularity == Granularity::kDaily) to = day + days(1);
    if (granularity == Granularity::kMonthly) to = add_months(first_of_month(day), 1);
    result.push_back(intersection({from, to}, period));
    from = to;
  }
  return result;
}

}  // namespace awscost::sandbox
