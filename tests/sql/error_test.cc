// The sentence of every error is displayable.
#include "sql/error.h"

#include <gtest/gtest.h>

#include <string>

namespace awscost::sql {
namespace {

using namespace std::string_literals;

TEST(Error, IsDisplayable) {
  EXPECT_STREQ(Error("tag 'a\0b' \xff"s).what(), "tag 'a\\x00b' \\xff");
  EXPECT_LT(std::string(Error(std::string(5'000'000, 'x')).what()).size(), 5000U);
}

}  // namespace
}  // namespace awscost::sql
