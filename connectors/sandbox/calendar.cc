#include "connectors/sandbox/calendar.h"

#include <algorithm>
#include <cstdio>

namespace awscost::sandbox {
namespace {

constexpr std::string_view kDateForm = "dddd-dd-dd";
constexpr std::string_view kTimeForm = "dddd-dd-ddTdd:dd:ddZ";

bool has_form(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char c, char f) { return f == 'd' ? c >= '0' && c <= '9' : c == f; });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace

Span intersection(Span left, Span right) {
  return {std::max(left.from, right.from), std::min(left.to, right.to)};
}

std::optional<Moment> parse_moment(std::string_view text) {
  const bool with_time = has_form(text, kTimeForm);
  if (!with_time && !has_form(text, kDateForm)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(number(text.substr(0, 4))),
                                         std::chrono::month(static_cast<unsigned>(number(text.substr(5, 2)))),
                                         std::chrono::day(static_cast<unsigned>(number(text.substr(8, 2))))};
  if (!date.ok()) return std::nullopt;
  Moment moment{std::chrono::sys_days(date), with_time};
  if (!with_time) return moment;
  const int hour = number(text.substr(11, 2));
  const int minute = number(text.substr(14, 2));
  const int second = number(text.substr(17, 2));
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  moment.at += std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
  return moment;
}

std::string date_text(Day day) {
  const std::chrono::year_month_day date(day);
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return std::string(text, static_cast<std::size_t>(length));
}

std::string time_text(Hour hour) {
  const Day day = std::chrono::floor<std::chrono::days>(hour);
  char text[32];
  const int length = std::snprintf(text, sizeof text, "T%02d:00:00Z", static_cast<int>((hour - day).count()));
  return date_text(day).append(text, static_cast<std::size_t>(length));
}

Day day_of(std::chrono::sys_seconds moment) {
  return std::chrono::floor<std::chrono::days>(moment);
}

Day first_of_month(Day day) {
  const std::chrono::year_month_day date(day);
  return std::chrono::sys_days(date.year() / date.month() / 1);
}

Day add_months(Day first, int months) {
  return std::chrono::sys_days(std::chrono::year_month_day(first) + std::chrono::months(months));
}

}  // namespace awscost::sandbox
