#include "connectors/sandbox/course.h"

#include <algorithm>
#include <array>

#include "connectors/sandbox/random.h"

namespace awscost::sandbox {
namespace {

using std::chrono::days;
using std::chrono::hours;

// The weight of each hour of a day, by rhythm.
constexpr std::array<std::array<int, 24>, 3> kHourWeights = {{
    {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5},
    {2, 1, 1, 1, 1, 2, 3, 5, 7, 9, 9, 9, 8, 8, 9, 9, 9, 8, 6, 5, 4, 4, 3, 2},
    {9, 15, 20, 20, 15, 9, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 5},
}};
// The weight of each weekday by rhythm, Sunday first. 128 is average.
constexpr std::array<std::array<int, 7>, 3> kWeekdayWeights = {{
    {128, 128, 128, 128, 128, 128, 128},
    {70, 128, 134, 136, 134, 122, 78},
    {120, 128, 128, 128, 128, 128, 124},
}};
constexpr int kOfficeOpens = 7;
constexpr int kOfficeCloses = 19;
constexpr Day kTrendOrigin = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
constexpr std::int64_t kUsualFactor = 256;

// The total weight of the hours of a day before `hour`, by rhythm.
constexpr auto kCumulated = [] {
  std::array<std::array<int, 25>, 3> cumulated{};
  for (std::size_t rhythm = 0; rhythm < 3; ++rhythm) {
    for (std::size_t hour = 0; hour < 24; ++hour) {
      cumulated[rhythm][hour + 1] = cumulated[rhythm][hour] + kHourWeights[rhythm][hour];
    }
  }
  return cumulated;
}();

// The hours of `day` within `span`: [first, last).
struct HoursOfDay {
  int first;
  int last;
};
HoursOfDay hours_of(Day day, Span span) {
  const auto first = std::max<std::int64_t>(0, (span.from - Hour(day)).count());
  const auto last = std::min<std::int64_t>(24, (span.to - Hour(day)).count());
  return {static_cast<int>(first), static_cast<int>(last)};
}

unsigned weekday_of(Day day) {
  return std::chrono::weekday(day).c_encoding();
}

}  // namespace

Course Course::once(Hour hour) {
  Course course;
  course.life_ = {hour, hour + hours(1)};
  return course;
}

Course Course::running(Span life, bool office_hours) {
  Course course;
  course.kind_ = Kind::kRunning;
  course.life_ = life;
  course.office_hours_ = office_hours;
  return course;
}

Course Course::flowing(Span life, Rhythm rhythm, std::uint64_t noise, int growth) {
  Course course;
  course.kind_ = Kind::kFlowing;
  course.life_ = life;
  course.rhythm_ = rhythm;
  course.noise_ = noise;
  course.growth_ = growth;
  return course;
}

Course Course::monthly(unsigned day_of_month, std::uint64_t noise) {
  Course course;
  course.kind_ = Kind::kMonthly;
  course.day_of_month_ = day_of_month;
  course.noise_ = noise;
  return course;
}

std::int64_t Course::day_weight(Rhythm rhythm) {
  return kUsualFactor * kCumulated[static_cast<std::size_t>(rhythm)].back();
}

std::int64_t Course::weight(Span span) const {
  if (kind_ == Kind::kMonthly) return monthly_weight(span);
  const Span active = intersection(span, life_);
  if (active.empty()) return 0;
  switch (kind_) {
    case Kind::kOnce:
      return 1;
    case Kind::kRunning:
      return office_hours_ ? office_weight(active) : (active.to - active.from).count();
    default:
      return flowing_weight(active);
  }
}

std::int64_t Course::office_weight(Span span) const {
  std::int64_t total = 0;
  for (Day day = std::chrono::floor<days>(span.from); Hour(day) < span.to; day += days(1)) {
    const unsigned weekday = weekday_of(day);
    if (weekday == 0 || weekday == 6) continue;
    const HoursOfDay open = hours_of(day, span);
    total += std::max(0, std::min(open.last, kOfficeCloses) - std::max(open.first, kOfficeOpens));
  }
  return total;
}

std::int64_t Course::flowing_weight(Span span) const {
  const auto& cumulated = kCumulated[static_cast<std::size_t>(rhythm_)];
  std::int64_t total = 0;
  for (Day day = std::chrono::floor<days>(span.from); Hour(day) < span.to; day += days(1)) {
    const HoursOfDay part = hours_of(day, span);
    total += day_factor(day) *
             (cumulated[static_cast<std::size_t>(part.last)] - cumulated[static_cast<std::size_t>(part.first)]);
  }
  return total;
}

// About kUsualFactor, from the weekday, the trend and noise. At least 1: every day within `life_` has usage.
std::int64_t Course::day_factor(Day day) const {
  const std::int64_t age = (day - kTrendOrigin).count();
  const std::int64_t trend = std::clamp<std::int64_t>(256 + growth_ * age / 365, 64, 1024);
  const std::int64_t weekday = kWeekdayWeights[static_cast<std::size_t>(rhythm_)][weekday_of(day)];
  const std::uint64_t luck = mix(noise_ + static_cast<std::uint64_t>(day.time_since_epoch().count()));
  const std::int64_t noise = 240 + static_cast<std::int64_t>(luck & 31);
  return std::max<std::int64_t>(1, (weekday * trend * noise) >> 15);
}

std::int64_t Course::monthly_weight(Span span) const {
  std::int64_t total = 0;
  Day first = first_of_month(std::chrono::floor<days>(span.from));
  for (; Hour(first) < span.to; first = add_months(first, 1)) {
    const Hour billed = first + days(day_of_month_ - 1);
    if (billed < span.from || billed >= span.to) continue;
    const std::uint64_t luck = mix(noise_ + static_cast<std::uint64_t>(first.time_since_epoch().count()));
    total += kMonthWeight - 10 + static_cast<std::int64_t>(luck % 21);
  }
  return total;
}

}  // namespace awscost::sandbox
