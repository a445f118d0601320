// The ages of answers: by service, by month, by tag.
#include "connectors/asking/kept/freshness.h"

#include <gtest/gtest.h>

#include <string>

namespace awscost::kept {
namespace {

using std::chrono::days;
using std::chrono::seconds;

Seconds at(const char* text) {
  return *text::parse_instant(text);
}

struct Case {
  const char* fetched;
  const char* start;
  const char* end;
  const char* estimated_from = "";
  bool by_tag = false;
  const char* subject = "costs";
};

// On the 21st of November 2026.
std::string state(const Case& one, int reopen_days = 14) {
  const Freshness freshness{.now = at("2026-11-21 10:30:00"), .ttl = seconds(3600), .reopen_days = days(reopen_days)};
  const KeptAnswer answer{.description = {.subject = one.subject,
                                          .start = one.start,
                                          .end = one.end,
                                          .estimated_from = one.estimated_from,
                                          .by_tag = one.by_tag},
                          .fetched_at = at(one.fetched)};
  return std::string(state_of("ce", answer, true, freshness));
}

TEST(Freshness, EachServiceHasItsTime) {
  const Freshness freshness{.now = at("2026-11-21"), .ttl = seconds(7)};
  EXPECT_EQ(holds_for("ce", freshness), seconds(7));
  EXPECT_EQ(holds_for("apigateway", freshness), seconds(60));
  EXPECT_EQ(holds_for("billing", freshness), seconds(3600));
  EXPECT_EQ(holds_for("bcm-pricing-calculator", freshness), seconds(0));
  EXPECT_EQ(holds_for("sts", freshness), seconds(0));
  EXPECT_TRUE(is_kept("ce") && is_kept("apigateway") && is_kept("billing"));
  EXPECT_FALSE(is_kept("bcm-pricing-calculator") || is_kept("sts") || is_kept(""));
}

TEST(Freshness, AnAgeIsFromNowOn) {
  const Freshness freshness{.now = at("2026-11-21 10:00:00"), .ttl = seconds(10)};
  EXPECT_TRUE(is_young("ce", freshness.now, freshness));
  EXPECT_TRUE(is_young("ce", freshness.now - seconds(9), freshness));
  EXPECT_FALSE(is_young("ce", freshness.now - seconds(10), freshness));
  EXPECT_FALSE(is_young("ce", freshness.now + seconds(1), freshness));
}

TEST(Freshness, AMonthIsFinalOnceItWasReadFourteenDaysAfterItsEnd) {
  EXPECT_EQ(state({.fetched = "2026-11-15 00:00:00", .start = "2026-10-01", .end = "2026-11-01"}), "final");
  EXPECT_EQ(state({.fetched = "2026-11-14 23:59:59", .start = "2026-10-01", .end = "2026-11-01"}), "stale");
  EXPECT_EQ(state({.fetched = "2026-11-02 00:00:00", .start = "2026-10-01", .end = "2026-11-01"}, 1), "final");
}

// A day belongs to its month: it is not final before that is.
TEST(Freshness, ADayIsAsOpenAsItsMonth) {
  EXPECT_EQ(state({.fetched = "2026-11-14 00:00:00", .start = "2026-10-01", .end = "2026-10-02"}), "stale");
  EXPECT_EQ(state({.fetched = "2026-11-15 00:00:00", .start = "2026-10-01", .end = "2026-10-02"}), "final");
  EXPECT_EQ(state({.fetched = "2026-11-20 00:00:00", .start = "2026-11-01", .end = "2026-11-02"}), "stale");
}

TEST(Freshness, AnHourIsAnInstantOfItsMonth) {
  EXPECT_EQ(state({.fetched = "2026-11-16 00:00:00", .start = "2026-10-30T00:00:00Z", .end = "2026-11-01T00:00:00Z"}),
            "final");
}

TEST(Freshness, WhatIsEstimatedIsNotFinal) {
  EXPECT_EQ(state({.fetched = "2026-11-20 00:00:00",
                   .start = "2026-08-01",
                   .end = "2026-10-01",
                   .estimated_from = "2026-08-01"}),
            "stale");
  EXPECT_EQ(state({.fetched = "2026-11-20 00:00:00",
                   .start = "2026-08-01",
                   .end = "2026-10-01",
                   .estimated_from = "2026-09-01"}),
            "open")
      << "its first month holds";
}

TEST(Freshness, TagsAreLookedAtAgainEveryDay) {
  EXPECT_EQ(state({.fetched = "2026-11-20 10:30:01", .start = "2026-08-01", .end = "2026-09-01", .by_tag = true}),
            "final");
  EXPECT_EQ(state({.fetched = "2026-11-20 10:30:00", .start = "2026-08-01", .end = "2026-09-01", .by_tag = true}),
            "stale");
}

TEST(Freshness, WhatIsYoungIsOpen) {
  EXPECT_EQ(state({.fetched = "2026-11-21 10:00:00", .start = "2026-11-01", .end = "2026-11-21"}), "open");
  EXPECT_EQ(state({.fetched = "2026-11-21 09:30:00", .start = "2026-11-01", .end = "2026-11-21"}), "stale");
  EXPECT_EQ(state({.fetched = "2026-11-21 10:00:00", .start = "", .end = ""}), "open");
  EXPECT_EQ(state({.fetched = "2026-11-20 10:00:00", .start = "", .end = ""}), "stale");
}

TEST(Freshness, WhatServesOnlyItsOwnRequestIsNeverFinal) {
  EXPECT_EQ(state({.fetched = "2026-11-20 10:00:00", .start = "2026-08-01", .end = "2026-09-01", .subject = ""}),
            "stale");
}

// Thirteen months: the first ones are final, the last ones are not.
TEST(Freshness, WhatIsPartlyFinalIsOpen) {
  EXPECT_EQ(state({.fetched = "2026-11-20 10:00:00", .start = "2025-11-01", .end = "2026-11-21"}), "open");
}

TEST(Freshness, NothingOfTheFutureIsFinal) {
  EXPECT_EQ(state({.fetched = "2026-11-21 10:30:01", .start = "2026-08-01", .end = "2026-09-01"}), "stale");
}

TEST(Freshness, AChainWithoutAnEndIsBrokenOff) {
  EXPECT_EQ(state_of("ce", {}, false, {}), "broken off");
}

}  // namespace
}  // namespace awscost::kept
