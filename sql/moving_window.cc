#include "sql/moving_window.h"

#include <array>
#include <charconv>
#include <utility>

#include "sql/text/words.h"

namespace awscost::sql {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;
using std::chrono::years;
using Unit = MovingWindow::Unit;

constexpr int kLongest = 10'000;  // of any unit; more is a slip of the pen, and would leave the calendar

std::optional<Unit> parse_unit(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, Unit>, 5> kUnits{{{"hour", Unit::kHour},
                                                                     {"day", Unit::kDay},
                                                                     {"week", Unit::kWeek},
                                                                     {"month", Unit::kMonth},
                                                                     {"year", Unit::kYear}}};
  if (word.ends_with('s')) word.remove_suffix(1);
  for (const auto& [name, unit] : kUnits) {
    if (word == name) return unit;
  }
  return std::nullopt;
}

// The begin of the unit that is `ago` units before the one that holds `now`.
Seconds begin_of_unit(Unit unit, int ago, Seconds now) {
  const auto today = floor<days>(now);
  const year_month_day date{today};
  switch (unit) {
    case Unit::kHour:
      return floor<hours>(now) - hours{ago};
    case Unit::kDay:
      return today - days{ago};
    case Unit::kWeek:
      return today - (weekday{today} - std::chrono::Monday) - days{7 * ago};
    case Unit::kMonth:
      return sys_days{date.year() / date.month() / 1 - months{ago}};
    case Unit::kYear:
      return sys_days{(date.year() - years{ago}) / std::chrono::January / 1};
  }
  return now;
}

}  // namespace

std::optional<MovingWindow> parse_moving_window(std::string_view text) {
  const std::string words = text::lower(text::trimmed(text));
  if (words == "today") return MovingWindow{};
  if (words == "yesterday") return MovingWindow{.ago = 1};
  const auto blank = words.find(' ');
  if (blank == std::string::npos) return std::nullopt;
  const std::string_view first = std::string_view(words).substr(0, blank);
  const auto unit = parse_unit(text::trimmed(std::string_view(words).substr(blank)));
  if (!unit) return std::nullopt;
  if (first == "this" || first == "last") return MovingWindow{.unit = *unit, .ago = first == "last" ? 1 : 0};
  int count = 0;
  const auto [end, code] = std::from_chars(first.data(), first.data() + first.size(), count);
  if (code != std::errc() || end != first.data() + first.size() || count < 1 || count > kLongest) return std::nullopt;
  return MovingWindow{.unit = *unit, .count = count};
}

Seconds begin_of(const MovingWindow& window, Seconds now) {
  return begin_of_unit(window.unit, window.ago + window.count - 1, now);
}

std::optional<Seconds> end_of(const MovingWindow& window, Seconds now) {
  if (window.ago == 0) return std::nullopt;
  return begin_of_unit(window.unit, window.ago - 1, now);
}

}  // namespace awscost::sql
