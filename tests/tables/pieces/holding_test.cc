// When a kept answer holds: for its time, and for good once AWS changes the period no more.
#include "connectors/tables/pieces/holding.h"

#include <gtest/gtest.h>

#include <string>

namespace awscost::pieces {
namespace {

using kept::Seconds;
using std::chrono::days;
using std::chrono::hours;

Seconds at(std::string_view text) {
  return text::parse_instant(text).value();
}

sql::Bucket day(std::string_view text) {
  return sql::whole_bucket(at(text), sql::Granularity::kDaily);
}

sql::Bucket month(std::string_view text) {
  return sql::whole_bucket(at(text), sql::Granularity::kMonthly);
}

kept::KeptAnswer fetched(std::string_view when) {
  return {.id = 1, .description = {}, .fetched_at = at(when)};
}

kept::Freshness now(std::string_view when) {
  return {.now = at(when), .ttl = std::chrono::seconds(3600), .reopen_days = days(14)};
}

TEST(Holding, EverythingHoldsForItsTime) {
  const auto answer = fetched("2026-11-21 10:00:00");
  EXPECT_TRUE(holds(answer, day("2026-11-21"), now("2026-11-21 10:59:59")));
  EXPECT_FALSE(holds(answer, day("2026-11-21"), now("2026-11-21 11:00:00")));
}

TEST(Holding, AMonthIsFinalFromTheFifteenthDayAfterItsEnd) {
  EXPECT_TRUE(holds(fetched("2026-11-15"), day("2026-10-31"), now("2027-05-01")));
  EXPECT_FALSE(holds(fetched("2026-11-14 23:59:59"), day("2026-10-31"), now("2027-05-01")));
  EXPECT_TRUE(holds(fetched("2026-11-15"), month("2026-10-01"), now("2027-05-01")));
  EXPECT_FALSE(holds(fetched("2026-11-14 23:59:59"), month("2026-10-01"), now("2027-05-01")));
  EXPECT_FALSE(holds(fetched("2026-11-21"), day("2026-11-01"), now("2027-05-01")));
}

TEST(Holding, WhatAwsCalledEstimatedIsNotFinal) {
  auto answer = fetched("2026-11-21");
  answer.description.estimated_from = "2026-10-30";
  EXPECT_TRUE(holds(answer, day("2026-10-29"), now("2027-05-01")));
  EXPECT_FALSE(holds(answer, day("2026-10-30"), now("2027-05-01")));
  EXPECT_FALSE(holds(answer, month("2026-10-01"), now("2027-05-01")));
}

TEST(Holding, ATagsPastMayBeFilledIn) {
  auto answer = fetched("2026-11-21");
  answer.description.by_tag = true;
  EXPECT_TRUE(holds(answer, day("2026-06-01"), now("2026-11-21 23:59:59")));
  EXPECT_FALSE(holds(answer, day("2026-06-01"), now("2026-11-22")));
  // AWS tells when it last did so.
  EXPECT_TRUE(holds(answer, day("2026-06-01"), now("2027-05-01"), at("2026-11-20")));
  EXPECT_FALSE(holds(answer, day("2026-06-01"), now("2027-05-01"), at("2026-11-21")));
}

TEST(Holding, AnAnswerFromTheFutureDoesNot) {
  EXPECT_FALSE(holds(fetched("2026-11-22"), day("2026-06-01"), now("2026-11-21")));
}

}  // namespace
}  // namespace awscost::pieces
