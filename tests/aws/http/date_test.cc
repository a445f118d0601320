// The Date header of an answer.
#include "connectors/aws/http/date.h"

#include <gtest/gtest.h>

namespace awscost::http {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds kTime = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + 12h + 20min;

TEST(Date, IsReadFromTheHeader) {
  EXPECT_EQ(date_of({.headers = {{"date", "Sun, 01 Mar 2026 12:20:00 GMT"}}}), kTime);
}

TEST(Date, IsMissingWithoutAHeader) {
  EXPECT_EQ(date_of({}), std::nullopt);
  EXPECT_EQ(date_of({.headers = {{"Date", "yesterday, or so"}}}), std::nullopt);
}

}  // namespace
}  // namespace awscost::http
