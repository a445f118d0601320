// What a test asks find_window(), in few words, and its answer as one text.
//
// Example:
//
//   bool is_today() {
//     return window({start(Operator::kGe, {"2026-11-21"})}) == "2026-11-21 2026-11-22";
//   }
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sql/periods.h"

namespace awscost::sql {

inline Seconds at(const char* text) {
  return text::parse_instant(text).value();
}

inline PeriodCondition start(Operator op, std::vector<std::string> texts) {
  return {Role::kPeriodStart, op, std::move(texts)};
}
inline PeriodCondition end(Operator op, std::vector<std::string> texts) {
  return {Role::kPeriodEnd, op, std::move(texts)};
}

inline constexpr History kCosts{.months = 13, .from_first_of_month = true, .hourly_days = 14};
inline constexpr History kDays14{.days = 14};
inline constexpr History kDays30{.days = 30};
inline constexpr History kSavingsPlans{.months = 13, .through_yesterday = true, .whole_periods = true};

struct Asked {
  History history = kCosts;
  Granularity granularity = Granularity::kDaily;
  std::optional<std::string> start_date;
  std::optional<std::string> end_date;
  const char* now = "2026-11-21 10:30:00";
  bool end_is_last_day = false;
};

inline std::string window(std::vector<PeriodCondition> conditions, const Asked& asked = {}) {
  const auto found = find_window({asked.history, asked.granularity, &conditions, asked.start_date, asked.end_date,
                                  at(asked.now), asked.end_is_last_day});
  return found ? found->start + " " + found->end : "none";
}

inline std::string behind(std::vector<PeriodCondition> conditions, const Asked& asked = {}) {
  const auto found = find_behind({asked.history, asked.granularity, &conditions, asked.start_date, asked.end_date,
                                  at(asked.now), asked.end_is_last_day});
  return found ? found->asked + " before " + found->history : "no";
}

}  // namespace awscost::sql
