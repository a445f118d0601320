// Periods: the buckets of a cost table, conditions on them, and the smallest window that holds every match.
//
// A period's text is what SQL sees: `YYYY-MM-DD` for days and months, `YYYY-MM-DD HH:MM:SS` for hours, UTC. Conditions
// are compared as text, as SQLite does. A midnight timestamp, which BI tools send for a day, is cut to its date first.
// The window is found by testing the buckets against the same conditions, so request and row check cannot disagree.
// Conditions choose among the buckets of the history and never add one: with start_date alone it begins earlier.
// Otherwise the rows of a join would depend on which table SQLite reads first (docs/decisions, 15).
//
//   conditions: period_start >= '2026-11-07', today 2026-11-21   ->   Window{"2026-11-07", "2026-11-22"}
//
// Example:
//
//   std::optional<Window> last_14_days(Seconds now) {
//     const std::vector<PeriodCondition> conditions;
//     return find_window({.history = {.days = 14}, .conditions = &conditions, .now = now});
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/history.h"
#include "sql/offer.h"
#include "sql/table.h"
#include "sql/text/instant.h"
#include "sql/value.h"

namespace awscost::sql {

using text::Seconds;

// "DAILY", "MONTHLY" or "HOURLY"; throws sql::Error for anything else.
Granularity parse_granularity(std::string_view text);
std::string_view to_text(Granularity granularity);

// The period text of an instant: what period_start and period_end show.
std::string period_text(Seconds instant, Granularity granularity);

// The same of a text that is an instant, such as an end of a window; another text as it is.
std::string period_text(const std::string& instant, Granularity granularity);

// The API's form of an instant: YYYY-MM-DD, or YYYY-MM-DDThh:mm:ssZ for hours.
std::string wire_text(Seconds instant, Granularity granularity);

// One condition that the cursor checks: `period_start >= '2026-11-07'`, or IN with several texts.
struct PeriodCondition {
  Role column = Role::kPeriodStart;  // kPeriodStart or kPeriodEnd
  Operator op = Operator::kEq;       // kEq, kLt, kLe, kGt, kGe, kIn
  std::vector<std::string> texts;    // one, or the members of IN; as normal_bound() returns them
  bool operator==(const PeriodCondition&) const = default;
};

// `text` as it is compared: a midnight timestamp becomes its date; for hours, a timestamp takes the form of SQL.
std::string normal_bound(std::string_view text, Granularity granularity);

bool accepts(const std::vector<PeriodCondition>& conditions, std::string_view start, std::string_view end);

// The API's TimePeriod, in the form in which it is sent. The end is exclusive, even where the API names the last day.
struct Window {
  std::string start;
  std::string end;
  bool operator==(const Window&) const = default;
};

struct WindowQuestion {
  History history = {};  // not empty
  Granularity granularity = Granularity::kDaily;
  const std::vector<PeriodCondition>* conditions = nullptr;
  std::optional<std::string> start_date;  // the inputs, as the user wrote them
  std::optional<std::string> end_date;
  Seconds now;
  bool end_is_last_day = false;  // end_date is the last day of the window; both dates are days
};

// `asked` and so many buckets before and after it, never past `whole`, which contains it.
Window extended(const Window& asked, const Window& whole, Granularity granularity, std::int64_t before,
                std::int64_t after);

// A day, month or hour, from its start to its exclusive end.
struct Bucket {
  Seconds start;
  Seconds end;
  bool operator==(const Bucket&) const = default;
};

// The buckets that the window touches, in order; the window may cut the first and the last one. Empty where its texts are
// no dates.
std::vector<Bucket> buckets_of(const Window& window, Granularity granularity);

// The bucket that the instant lies in, all of it.
Bucket whole_bucket(Seconds instant, Granularity granularity);

// How many buckets the window touches.
std::int64_t count_buckets(const Window& window, Granularity granularity);

// Nothing where no bucket can match: no rows and no request. Throws sql::Error for a date that it cannot read.
std::optional<Window> find_window(const WindowQuestion& question);

// Where no period begins (of kPeriodEnd: ends) at the text, although it is a time: the begin of the period around it, as
// period_start shows it. start_date and end_date begin and end a period wherever they are.
std::optional<std::string> between_periods(const WindowQuestion& question, Role column, const std::string& text);

// Whether the condition bounds the period from below by a time before the history, which no input has set.
bool reaches_behind(const WindowQuestion& question, const PeriodCondition& condition);

struct Behind {
  std::string history;  // where the history begins, as period_start shows it
  std::string asked;    // the start of the first bucket before it that the conditions accept, as it goes out
};
// Nothing where no condition reaches behind the history, or where the others accept no bucket there.
std::optional<Behind> find_behind(const WindowQuestion& question);

// Of a history of whole periods, by months: the part that the service has of a month that the conditions ask for and
// that the table leaves out, because the history begins or ends inside it. Nothing where they ask for none.
std::optional<Window> cut_month(const WindowQuestion& question);

}  // namespace awscost::sql
