// Times as STS, programs and the AWS CLI's caches write them.
#include "connectors/aws/credentials/protocol/expiry.h"

#include <gtest/gtest.h>

namespace awscost::credentials {
namespace {

constexpr std::chrono::sys_seconds kFive{std::chrono::seconds(1795323600)};  // 2026-11-22T05:00:00Z

TEST(Expiry, ReadsEverySpelling) {
  for (const char* text :
       {"2026-11-22T05:00:00Z", "2026-11-22t05:00:00z", "2026-11-22 05:00:00", "2026-11-22T05:00:00UTC",
        "2026-11-22T05:00:00GMT", "2026-11-22T05:00:00.999Z", "2026-11-22T05:00:00.123456+00:00",
        "2026-11-22T06:30:00+0130", "2026-11-21T21:00:00-08:00"}) {
    EXPECT_EQ(read_expiry(text), kFive) << text;
  }
}

TEST(Expiry, ReadsALeapDayAndALeapSecond) {
  EXPECT_EQ(read_expiry("2028-02-29T00:00:00Z"), std::chrono::sys_seconds(std::chrono::seconds(1835395200)));
  EXPECT_EQ(read_expiry("2016-12-31T23:59:60Z"), std::chrono::sys_seconds(std::chrono::seconds(1483228800)));
}

TEST(Expiry, AnotherTextIsNotATime) {
  for (const char* text :
       {"", "tomorrow", "2026-11-22", "2026-11-22T05:00", "2026-13-01T00:00:00Z", "2027-02-29T00:00:00Z",
        "2026-11-22T24:00:00Z", "2026-11-22T05:60:00Z", "1795323600", "2026-11-22T05:00:00Zebra",
        "2026-11-22T05:00:00+1", "2026-11-22T05:00:00PST", "+026-11-22T05:00:00Z"}) {
    EXPECT_EQ(read_expiry(text), std::nullopt) << text;
  }
}

TEST(Expiry, IsShownInUtc) {
  EXPECT_EQ(shown(kFive), "2026-11-22T05:00:00Z");
  EXPECT_EQ(shown(std::chrono::sys_seconds(std::chrono::seconds(0))), "1970-01-01T00:00:00Z");
}

}  // namespace
}  // namespace awscost::credentials
