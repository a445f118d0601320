#include "period.h"

#include <algorithm>
#include <cstdio>

namespace awscost::differential {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;

Seconds first_of_month(Seconds at) {
  const year_month_day date{floor<days>(at)};
  return sys_days{date.year() / date.month() / 1};
}

Seconds next(Seconds at, Grain grain) {
  if (grain == Grain::kHourly) return floor<hours>(at) + hours{1};
  if (grain == Grain::kDaily) return floor<days>(at) + days{1};
  const year_month_day date{floor<days>(at)};
  return sys_days{date.year() / date.month() / 1 + months{1}};
}

bool only_days(bool last_days, Grain grain) {
  return last_days || grain == Grain::kHourly;
}

Seconds months_ago(Seconds now, int count) {
  const year_month_day date{floor<days>(first_of_month(now))};
  return sys_days{date.year() / date.month() / 1 - months{count}};
}

}  // namespace

std::string_view name(Grain grain) {
  return grain == Grain::kDaily ? "DAILY" : grain == Grain::kMonthly ? "MONTHLY" : "HOURLY";
}

std::string time_text(Seconds at) {
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

std::string date_text(Seconds at) {
  return time_text(at).substr(0, 10);
}

Seconds begun(std::string_view text) {
  std::string whole = "0001-01-01 00:00:00";
  std::copy_n(text.begin(), std::min(text.size(), whole.size()), whole.begin());
  int year = 1, hour = 0, minute = 0, second = 0;
  unsigned month = 1, day = 1;
  std::sscanf(whole.c_str(), "%4d-%2u-%2u%*c%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second);
  const year_month_day date{std::chrono::year{year}, std::chrono::month{std::max(month, 1U)},
                            std::chrono::day{std::max(day, 1U)}};
  return sys_days{date} + hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
}

Window default_window(bool last_days, Grain grain, Seconds now) {
  const Seconds from = only_days(last_days, grain) ? Seconds{floor<days>(now) - days{13}} : months_ago(now, 13);
  return {grain == Grain::kMonthly ? first_of_month(from) : from, next(now, grain)};
}

std::vector<Period> periods(Window window, Grain grain) {
  std::vector<Period> all;
  for (Seconds at = window.from; at < window.to;) {
    const Seconds end = std::min(next(at, grain), window.to);
    const bool hourly = grain == Grain::kHourly;
    all.push_back({hourly ? time_text(at) : date_text(at), hourly ? time_text(end) : date_text(end), at, end});
    at = end;
  }
  return all;
}

}  // namespace awscost::differential
