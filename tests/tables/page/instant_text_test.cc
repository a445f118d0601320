// Instants as AWS writes them.
#include "connectors/tables/page/instant_text.h"

#include <gtest/gtest.h>

namespace awscost::page {
namespace {

TEST(InstantText, IsSecondsOrIsoText) {
  for (const char* text : {"1735693200", "1735693200.9", "1.7356932E9", "2025-01-01T01:00:00Z", "2025-01-01 01:00:00",
                           "2025-01-01T01:00:00.999999999Z", "2025-01-01T01:00:00.5", "2025-01-01T01:00:00+00:00"}) {
    EXPECT_EQ(sql_instant(text), "2025-01-01 01:00:00") << text;
  }
  EXPECT_EQ(sql_instant("-1"), "1969-12-31 23:59:59");
  EXPECT_EQ(sql_instant("253402300799"), "9999-12-31 23:59:59");
  EXPECT_EQ(sql_instant("2026"), "1970-01-01 00:33:46");  // seconds: a date has more than four digits
}

TEST(InstantText, IsNothingElse) {
  for (const char* text : {"", "soon", "2025-02-30", "2025-01-01T01:00:00.Z", "2025-01-01T01:00:00+02:00",
                           "253402300800", "-62167219201", "1e30", "NaN", "2025-01-01T01:00:00.5x"}) {
    EXPECT_EQ(sql_instant(text), std::nullopt) << text;
    EXPECT_EQ(sql_day(text), std::nullopt) << text;
  }
}

TEST(DayText, IsADateUnlessThereIsATime) {
  EXPECT_EQ(sql_day("2026-11-01"), "2026-11-01");
  EXPECT_EQ(sql_day("2026-11-01T00:00:00.000Z"), "2026-11-01");
  EXPECT_EQ(sql_day("86400"), "1970-01-02");
  EXPECT_EQ(sql_day("2026-11-01T23:00:00Z"), "2026-11-01 23:00:00");
}

}  // namespace
}  // namespace awscost::page
