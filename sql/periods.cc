#include "sql/periods.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "sql/error.h"

namespace awscost::sql {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// Buckets are numbered in the order of time: days and hours from the epoch, months from the year 0.
std::int64_t bucket_number(Seconds instant, Granularity granularity) {
  if (granularity == Granularity::kDaily) return floor<days>(instant).time_since_epoch().count();
  if (granularity == Granularity::kHourly) return floor<hours>(instant).time_since_epoch().count();
  const year_month_day date{floor<days>(instant)};
  return std::int64_t{static_cast<int>(date.year())} * 12 + static_cast<unsigned>(date.month()) - 1;
}

Seconds bucket_begin(std::int64_t number, Granularity granularity) {
  if (granularity == Granularity::kDaily) return sys_days{days{number}};
  if (granularity == Granularity::kHourly) return std::chrono::sys_time<hours>{hours{number}};
  const std::int64_t month = ((number % 12) + 12) % 12;
  const std::int64_t year = (number - month) / 12;
  return sys_days{std::chrono::year{static_cast<int>(year)} / static_cast<int>(month + 1) / 1};
}

Seconds bucket_start(Seconds instant, Granularity granularity) {
  return bucket_begin(bucket_number(instant, granularity), granularity);
}

Seconds next_bucket(Seconds instant, Granularity granularity) {
  return bucket_begin(bucket_number(instant, granularity) + 1, granularity);
}

Seconds first_of_month(Seconds instant) {
  return bucket_start(instant, Granularity::kMonthly);
}

// Buckets from `start` to `end`. start_date and end_date may cut the first and the last.
struct Domain {
  Seconds start;
  Seconds end;
};

Bucket bucket_at(Seconds instant, const Domain& domain, Granularity granularity) {
  return {std::max(bucket_start(instant, granularity), domain.start),
          std::min(next_bucket(instant, granularity), domain.end)};
}

bool matches(const PeriodCondition& condition, std::string_view text) {
  const std::string_view first = condition.texts.empty() ? std::string_view() : condition.texts.front();
  switch (condition.op) {
    case Operator::kLt:
      return text < first;
    case Operator::kLe:
      return text <= first;
    case Operator::kGt:
      return text > first;
    case Operator::kGe:
      return text >= first;
    default:
      return std::find(condition.texts.begin(), condition.texts.end(), text) != condition.texts.end();
  }
}

bool is_upper_bound(Operator op) {
  return op == Operator::kLt || op == Operator::kLe;
}
bool is_lower_bound(Operator op) {
  return op == Operator::kGt || op == Operator::kGe;
}

// The earliest start of a period that satisfies the condition; nothing where it bounds none from below.
std::optional<Seconds> lower_bound(const PeriodCondition& condition, Granularity granularity) {
  if (is_upper_bound(condition.op) || condition.texts.empty()) return std::nullopt;
  const auto instant = text::earliest(*std::min_element(condition.texts.begin(), condition.texts.end()));
  if (!instant) return std::nullopt;
  const Seconds start = bucket_start(*instant, granularity);
  // A period that ends at the bound starts one bucket before it.
  return condition.column == Role::kPeriodEnd ? bucket_start(start - std::chrono::seconds{1}, granularity) : start;
}

// The same day so many months ago, or the last day of that month: 13 months before 31 March is 28 or 29 February.
Seconds months_before(Seconds now, months count) {
  const year_month_day date = year_month_day{floor<days>(now)} - count;
  return date.ok() ? sys_days{date} : sys_days{date.year() / date.month() / std::chrono::last};
}

// The first and the last instant of the history, wherever in a bucket they fall.
Domain reach(const History& history, Granularity granularity, Seconds now) {
  const Seconds today = floor<days>(now);
  const Seconds end = history.through_yesterday ? today : next_bucket(now, granularity);
  const int length =
      granularity == Granularity::kHourly && history.hourly_days > 0 ? history.hourly_days : history.days;
  // The last day counts: today and the 13 days before it are 14 days.
  if (length > 0) return {today - days{history.through_yesterday ? length : length - 1}, end};
  if (!history.from_first_of_month) return {months_before(now, months{history.months}), end};
  return {bucket_begin(bucket_number(now, Granularity::kMonthly) - history.months, Granularity::kMonthly), end};
}

// What the table holds where no input says otherwise.
Domain default_domain(const WindowQuestion& question) {
  const Granularity granularity = question.granularity;
  Domain domain = reach(question.history, granularity, question.now);
  const Seconds start = bucket_start(domain.start, granularity);
  if (!question.history.whole_periods) return {start, domain.end};
  return {start == domain.start ? start : next_bucket(start, granularity), bucket_start(domain.end, granularity)};
}

// 9999-12-31 is the last supported date.
constexpr Seconds kLastDay = sys_days{std::chrono::year{9999} / 12 / 31};

Seconds read_date(const WindowQuestion& question, const std::string& text, std::string_view input) {
  const auto instant = text::parse_instant(text);
  if (instant && question.end_is_last_day && *instant >= kLastDay) {
    throw Error(std::string(input) + " is " + literal(text) + ", and no later day has a date; write an earlier one.");
  }
  if (instant) return question.end_is_last_day ? Seconds{floor<days>(*instant)} : *instant;
  throw Error(std::string(input) + " is " + literal(text) + ", which is no date; write 'YYYY-MM-DD'" +
              (question.end_is_last_day ? "." : ", or 'YYYY-MM-DDThh:mm:ssZ' for hours."));
}

[[noreturn]] void no_time_between(const WindowQuestion& question, const Domain& domain) {
  if (question.end_is_last_day) {
    throw Error("start_date " + literal(*question.start_date) + " is later than end_date " +
                literal(question.end_date.value_or(text::date_text(domain.end - days{1}))) +
                ", the last day; write an end_date that is the same day or a later one.");
  }
  throw Error("start_date " + literal(*question.start_date) + " is not before end_date " +
              literal(question.end_date.value_or(wire_text(domain.end, question.granularity))) +
              ", which is exclusive; write a later end_date.");
}

Domain find_domain(const WindowQuestion& question) {
  Domain domain = default_domain(question);
  if (question.end_date) {
    domain.end = read_date(question, *question.end_date, "end_date") + days{question.end_is_last_day ? 1 : 0};
  }
  if (question.start_date) {
    domain.start = read_date(question, *question.start_date, "start_date");
    // A window that the user sets may cut the present month.
    const bool open = !question.end_date && question.history.through_yesterday;
    if (open) domain.end = floor<days>(question.now);
    if (domain.start >= domain.end) no_time_between(question, domain);
    return domain;
  }
  return domain;
}

// Drivers send a day as '2026-11-01 00:00:00.000', which the API refuses: only the API's own forms go out as written.
bool is_wire_text(std::string_view date) {
  constexpr std::size_t kDate = 10;
  constexpr std::size_t kTimestamp = 20;  // YYYY-MM-DDThh:mm:ssZ
  return date.size() == kDate || (date.size() == kTimestamp && date[kDate] == 'T' && date.back() == 'Z');
}

bool bucket_matches(const WindowQuestion& question, const Bucket& bucket) {
  return accepts(*question.conditions, period_text(bucket.start, question.granularity),
                 period_text(bucket.end, question.granularity));
}

// The buckets of a domain by number, so that a domain of centuries is searched and not walked. Their texts grow with
// their numbers: what a bound accepts is one run of buckets.
class Buckets {
 public:
  Buckets(const Domain& domain, Granularity granularity)
      : domain_(domain),
        granularity_(granularity),
        first_(bucket_number(domain.start, granularity)),
        count_(domain.start < domain.end ? bucket_number(domain.end - std::chrono::seconds{1}, granularity) - first_ + 1
                                         : 0) {}

  std::int64_t count() const { return count_; }
  Bucket operator[](std::int64_t number) const {
    return bucket_at(bucket_begin(first_ + number, granularity_), domain_, granularity_);
  }

  // The number of the first bucket that `fits`, of a predicate that holds from some bucket on; count() where there is
  // none.
  template <class Predicate>
  std::int64_t first(Predicate fits) const {
    std::int64_t below = 0;
    std::int64_t above = count_;
    while (below < above) {
      const std::int64_t middle = below + (above - below) / 2;
      if (fits((*this)[middle])) {
        above = middle;
      } else {
        below = middle + 1;
      }
    }
    return below;
  }

 private:
  Domain domain_;
  Granularity granularity_;
  std::int64_t first_;
  std::int64_t count_;
};

std::string text_of(const PeriodCondition& condition, const Bucket& bucket, Granularity granularity) {
  return period_text(condition.column == Role::kPeriodEnd ? bucket.end : bucket.start, granularity);
}

// The first and the last bucket that the conditions accept; nothing where there is none.
std::optional<std::pair<Bucket, Bucket>> find_matches(const WindowQuestion& question, const Domain& domain) {
  const Buckets buckets(domain, question.granularity);
  std::int64_t first = 0;
  std::int64_t end = buckets.count();
  const PeriodCondition* equality = nullptr;
  for (const PeriodCondition& condition : *question.conditions) {
    const auto accepted = [&](const Bucket& bucket) {
      return matches(condition, text_of(condition, bucket, question.granularity));
    };
    if (is_lower_bound(condition.op)) {
      first = std::max(first, buckets.first(accepted));
    } else if (is_upper_bound(condition.op)) {
      end = std::min(end, buckets.first([&](const Bucket& bucket) { return !accepted(bucket); }));
    } else {
      equality = &condition;
    }
  }
  if (equality != nullptr) {
    std::int64_t earliest = end;
    std::int64_t latest = -1;
    for (const std::string& text : equality->texts) {
      const std::int64_t number =
          buckets.first([&](const Bucket& bucket) { return text_of(*equality, bucket, question.granularity) >= text; });
      if (number < first || number >= end || !bucket_matches(question, buckets[number])) continue;
      earliest = std::min(earliest, number);
      latest = std::max(latest, number);
    }
    first = earliest;
    end = latest + 1;
  }
  if (first >= end) return std::nullopt;
  return std::pair{buckets[first], buckets[end - 1]};
}

}  // namespace

Granularity parse_granularity(std::string_view text) {
  for (const Granularity granularity : {Granularity::kDaily, Granularity::kMonthly, Granularity::kHourly}) {
    if (text == to_text(granularity)) return granularity;
  }
  throw Error("granularity is " + literal(std::string(text)) + "; write 'DAILY', 'MONTHLY' or 'HOURLY'.");
}

std::string_view to_text(Granularity granularity) {
  switch (granularity) {
    case Granularity::kDaily:
      return "DAILY";
    case Granularity::kMonthly:
      return "MONTHLY";
    case Granularity::kHourly:
      return "HOURLY";
  }
  return {};
}

std::string period_text(Seconds instant, Granularity granularity) {
  return granularity == Granularity::kHourly ? text::time_text(instant) : text::date_text(instant);
}

std::string period_text(const std::string& instant, Granularity granularity) {
  const auto at = text::parse_instant(instant);
  return at ? period_text(*at, granularity) : instant;
}

std::string wire_text(Seconds instant, Granularity granularity) {
  return granularity == Granularity::kHourly ? text::time_text(instant, 'T') + "Z" : text::date_text(instant);
}

std::string normal_bound(std::string_view text, Granularity granularity) {
  constexpr std::size_t kDateLength = 10;
  const auto instant = text::parse_instant(text);
  if (!instant || text.size() == kDateLength) return std::string(text);
  if (granularity == Granularity::kHourly) return text::time_text(*instant);
  return floor<days>(*instant) == *instant ? text::date_text(*instant) : std::string(text);
}

bool accepts(const std::vector<PeriodCondition>& conditions, std::string_view start, std::string_view end) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const PeriodCondition& condition) {
    return matches(condition, condition.column == Role::kPeriodEnd ? end : start);
  });
}

std::int64_t count_buckets(const Window& window, Granularity granularity) {
  const auto start = text::parse_instant(window.start);
  const auto end = text::parse_instant(window.end);
  if (!start || !end || *start >= *end) return 0;
  return bucket_number(*end - std::chrono::seconds{1}, granularity) - bucket_number(*start, granularity) + 1;
}

Bucket whole_bucket(Seconds instant, Granularity granularity) {
  return {bucket_start(instant, granularity), next_bucket(instant, granularity)};
}

std::vector<Bucket> buckets_of(const Window& window, Granularity granularity) {
  const auto start = text::parse_instant(window.start);
  const auto end = text::parse_instant(window.end);
  std::vector<Bucket> buckets;
  if (!start || !end) return buckets;
  const Domain domain{*start, *end};
  for (Seconds at = *start; at < *end; at = next_bucket(at, granularity)) {
    buckets.push_back(bucket_at(at, domain, granularity));
  }
  return buckets;
}

Window extended(const Window& asked, const Window& whole, Granularity granularity, std::int64_t before,
                std::int64_t after) {
  const auto start = text::parse_instant(asked.start);
  const auto end = text::parse_instant(asked.end);
  const auto whole_start = text::parse_instant(whole.start);
  const auto whole_end = text::parse_instant(whole.end);
  if (!start || !end || !whole_start || !whole_end) return asked;
  Window wide = asked;
  const Seconds from = bucket_begin(bucket_number(*start, granularity) - before, granularity);
  const Seconds to = bucket_begin(bucket_number(*end - std::chrono::seconds{1}, granularity) + 1 + after, granularity);
  if (before > 0) wide.start = from <= *whole_start ? whole.start : wire_text(from, granularity);
  if (after > 0) wide.end = to >= *whole_end ? whole.end : wire_text(to, granularity);
  return wide;
}

std::optional<Window> find_window(const WindowQuestion& question) {
  const Domain domain = find_domain(question);
  const auto found = find_matches(question, domain);
  if (!found) return std::nullopt;
  // AWS lets a TimePeriod end in the future and not begin there. Rows before what is wanted are told by their periods.
  const Seconds present = bucket_start(question.now, question.granularity);
  const Seconds start = std::min(found->first.start, std::max(domain.start, present));
  // start_date and end_date go out byte for byte at an edge, if the API reads them so; a last day is no exclusive end.
  const auto edge = [&](Seconds at, Seconds limit, const std::optional<std::string>& given) {
    if (given && at == limit && is_wire_text(*given) && !question.end_is_last_day) return *given;
    return wire_text(at, floor<days>(at) == at ? question.granularity : Granularity::kHourly);
  };
  return Window{edge(start, domain.start, question.start_date), edge(found->second.end, domain.end, question.end_date)};
}

std::optional<std::string> between_periods(const WindowQuestion& question, Role column, const std::string& text) {
  const auto instant = text::earliest(text);
  if (!instant) return std::nullopt;
  const Seconds begin = bucket_start(*instant, question.granularity);
  if (begin == *instant && period_text(begin, question.granularity) == text) return std::nullopt;
  const auto& edge = column == Role::kPeriodEnd ? question.end_date : question.start_date;
  if (edge && text::parse_instant(*edge) == instant) return std::nullopt;
  return period_text(begin, question.granularity);
}

bool reaches_behind(const WindowQuestion& question, const PeriodCondition& condition) {
  if (question.start_date) return false;
  const auto bound = lower_bound(condition, question.granularity);
  if (!bound) return false;
  // period_end >= the start of the history asks for nothing before it, although a period ends there.
  const Seconds at = condition.column == Role::kPeriodEnd ? next_bucket(*bound, question.granularity) : *bound;
  return at < default_domain(question).start;
}

std::optional<Behind> find_behind(const WindowQuestion& question) {
  std::optional<Seconds> reach;
  bool behind = false;
  for (const PeriodCondition& condition : *question.conditions) {
    behind = behind || reaches_behind(question, condition);
    const auto bound = lower_bound(condition, question.granularity);
    if (bound) reach = std::max(reach.value_or(*bound), *bound);
  }
  const Seconds start = default_domain(question).start;
  if (!behind || *reach >= start) return std::nullopt;
  const Seconds end = question.end_date ? std::min(start, find_domain(question).end) : start;
  const auto found = find_matches(question, {*reach, end});
  if (!found) return std::nullopt;
  return Behind{period_text(start, question.granularity), wire_text(found->first.start, question.granularity)};
}

std::optional<Window> cut_month(const WindowQuestion& question) {
  if (!question.history.whole_periods || question.granularity != Granularity::kMonthly) return {};
  if (question.start_date || question.end_date) return {};
  const Domain domain = reach(question.history, question.granularity, question.now);
  for (const Seconds month : {first_of_month(question.now), first_of_month(domain.start)}) {
    const Bucket bucket{month, next_bucket(month, question.granularity)};
    const Bucket part{std::max(bucket.start, domain.start), std::min(bucket.end, domain.end)};
    const bool cut = part.start != bucket.start || part.end != bucket.end;
    if (cut && part.start < part.end && bucket_matches(question, bucket)) {
      return Window{text::date_text(part.start), text::date_text(part.end)};
    }
  }
  return {};
}

}  // namespace awscost::sql
