// Windows at the ends of time: the future, the last day that has a date, ten thousand years.
#include <gtest/gtest.h>

#include <chrono>
#include <iterator>
#include <random>

#include "sql/error.h"
#include "window_question.h"

namespace awscost::sql {
namespace {

TEST(Window, HasNoDayBehindTheLastOneThatHasADate) {
  const std::vector<PeriodCondition> none;
  EXPECT_THROW((void)find_window({.history = kDays30,
                                  .conditions = &none,
                                  .start_date = "2026-11-01",
                                  .end_date = "9999-12-31",
                                  .now = text::parse_instant("2026-11-21 10:30:00").value(),
                                  .end_is_last_day = true}),
               Error);
}

// Every bucket of two years looked at, one by one: what find_window() has to find by computing.
std::string walked(const std::vector<PeriodCondition>& conditions, Granularity granularity) {
  std::string first;
  std::string last;
  for (Seconds at_ = at("2025-12-01"); at_ < at("2027-02-01");) {
    Seconds next = at_ + std::chrono::hours{granularity == Granularity::kHourly ? 1 : 24};
    if (granularity == Granularity::kMonthly) {
      const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at_)};
      next = std::chrono::sys_days{date + std::chrono::months{1}};
    }
    if (accepts(conditions, period_text(at_, granularity), period_text(next, granularity))) {
      if (first.empty()) first = wire_text(at_, granularity);
      last = wire_text(next, granularity);
    }
    at_ = next;
  }
  return first.empty() ? "none" : first + " " + last;
}

TEST(Window, IsComputedAsAWalkWouldFindIt) {
  std::mt19937 random(7);
  const std::vector<std::string> texts = {
      "2026-03-01", "2026-03",    "2026-11-09 05:00:00", "2026-02-29",         "2026-1", "9", "",
      "2026-12-31", "2027-01-01", "2025-12-31",          "2026-03-01 00:00:00"};
  const Operator ops[] = {Operator::kLt, Operator::kLe, Operator::kGt, Operator::kGe, Operator::kEq, Operator::kIn};
  for (int i = 0; i < 300; ++i) {
    const auto granularity = static_cast<Granularity>(random() % 3);
    std::vector<PeriodCondition> conditions;
    for (unsigned count = random() % 4; count > 0; --count) {
      const Operator op = ops[random() % std::size(ops)];
      std::vector<std::string> values;
      for (unsigned n = op == Operator::kIn ? random() % 4 : 1; n > 0; --n)
        values.push_back(texts[random() % texts.size()]);
      if (op != Operator::kIn && values.empty()) values.push_back("9");
      conditions.push_back({random() % 2 == 0 ? Role::kPeriodStart : Role::kPeriodEnd, op, values});
    }
    Asked asked{.granularity = granularity, .start_date = "2025-12-01", .end_date = "2027-02-01", .now = "2027-02-01"};
    if (granularity == Granularity::kHourly) {
      asked.start_date = "2025-12-01T00:00:00Z";
      asked.end_date = "2027-02-01T00:00:00Z";
    }
    ASSERT_EQ(window(conditions, asked), walked(conditions, granularity)) << "case " << i;
  }
}

// AWS answers a window that ends in the future, and refuses one that begins there.
TEST(Window, BeginsTodayAtTheLatest) {
  Asked asked{.start_date = "2026-11-01", .end_date = "2026-12-01"};
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-25"})}, asked), "2026-11-21 2026-12-01");
  EXPECT_EQ(window({start(Operator::kEq, {"2026-11-25"})}, asked), "2026-11-21 2026-11-26");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-11-20"})}, asked), "2026-11-20 2026-12-01");
  EXPECT_EQ(window({start(Operator::kGe, {"2026-12-01"})}, asked), "none") << "nothing is wanted";
  asked.start_date = "2026-11-24";
  EXPECT_EQ(window({}, asked), "2026-11-24 2026-12-01")
      << "it is what the statement says, and AWS's error says why not";
  EXPECT_EQ(window({start(Operator::kGe, {"2027-01-01"})},
                   {.granularity = Granularity::kMonthly, .start_date = "2026-01-01", .end_date = "2027-02-01"}),
            "2026-11-01 2027-02-01");
}

// Ten thousand years of hours are 88 million buckets: walking them took minutes, which no interrupt ended.
TEST(Window, OfTenThousandYearsIsComputed) {
  const Asked hours{.granularity = Granularity::kHourly, .start_date = "0000-01-01", .end_date = "9999-12-31"};
  EXPECT_EQ(window({start(Operator::kEq, {"9"})}, hours), "none");
  EXPECT_EQ(
      behind({start(Operator::kGe, {"0001"}), start(Operator::kEq, {"1"})}, {.granularity = Granularity::kHourly}),
      "no");
  EXPECT_EQ(window({start(Operator::kEq, {"2026-11-09 05:00:00"})}, hours),
            "2026-11-09T05:00:00Z 2026-11-09T06:00:00Z");
  EXPECT_EQ(
      window({start(Operator::kLt, {"0000-02"})}, {.granularity = Granularity::kMonthly, .start_date = "0000-01-01"}),
      "0000-01-01 0000-02-01");
}

}  // namespace
}  // namespace awscost::sql
