// Windows that move with the clock: the texts that name them, and the days they are on a given day.
#include "sql/moving_window.h"

#include <gtest/gtest.h>

#include <string>

namespace awscost::sql {
namespace {

Seconds at(const char* text) {
  return text::parse_instant(text).value();
}

// "2026-08-24 .. 2026-11-22"; the end is "open" where the service's data ends it.
std::string days(const char* window, const char* now) {
  const auto parsed = parse_moving_window(window);
  if (!parsed) return "none";
  const auto end = end_of(*parsed, at(now));
  return text::time_text(begin_of(*parsed, at(now))) + " .. " + (end ? text::time_text(*end) : "open");
}

TEST(MovingWindow, CountsThePresentUnit) {
  constexpr const char* kNow = "2026-11-21 10:30:00";
  EXPECT_EQ(days("1 day", kNow), "2026-11-21 00:00:00 .. open");
  EXPECT_EQ(days("90 days", kNow), "2026-08-24 00:00:00 .. open") << "89 days before today: 21 + 31 + 30 + 7 = 89";
  EXPECT_EQ(days("3 months", kNow), "2026-09-01 00:00:00 .. open");
  EXPECT_EQ(days("12 months", kNow), "2025-12-01 00:00:00 .. open");
  EXPECT_EQ(days("2 years", kNow), "2025-01-01 00:00:00 .. open");
  EXPECT_EQ(days("1 week", kNow), "2026-11-16 00:00:00 .. open") << "the 21st is a Saturday";
  EXPECT_EQ(days("48 hours", kNow), "2026-11-19 11:00:00 .. open");
}

TEST(MovingWindow, WordsForOneUnit) {
  constexpr const char* kNow = "2026-03-01 00:00:00";
  EXPECT_EQ(days("today", kNow), "2026-03-01 00:00:00 .. open");
  EXPECT_EQ(days("Yesterday", kNow), "2026-02-28 00:00:00 .. 2026-03-01 00:00:00");
  EXPECT_EQ(days("last month", kNow), "2026-02-01 00:00:00 .. 2026-03-01 00:00:00");
  EXPECT_EQ(days("  THIS   month ", kNow), "2026-03-01 00:00:00 .. open");
  EXPECT_EQ(days("last week", kNow), "2026-02-16 00:00:00 .. 2026-02-23 00:00:00") << "a Sunday ends its week";
  EXPECT_EQ(days("last year", kNow), "2025-01-01 00:00:00 .. 2026-01-01 00:00:00");
}

TEST(MovingWindow, CrossesTheYear) {
  EXPECT_EQ(days("last month", "2026-01-31 23:59:59"), "2025-12-01 00:00:00 .. 2026-01-01 00:00:00");
  EXPECT_EQ(days("14 months", "2026-01-31 23:59:59"), "2024-12-01 00:00:00 .. open");
}

TEST(MovingWindow, OtherTextsAreNone) {
  for (const char* text : {"", "days", "90", "-1 days", "0 days", "90 day s", "1.5 days", "90days", "last",
                           "last 3 months", "10001 days", "99999999999 days", "date('now')"}) {
    EXPECT_EQ(days(text, "2026-11-21 10:30:00"), "none") << text;
  }
}

}  // namespace
}  // namespace awscost::sql
