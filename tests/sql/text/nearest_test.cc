// "Did you mean ...?": which name is near enough to be meant.
#include "sql/text/nearest.h"

#include <gtest/gtest.h>

#include <string>

namespace awscost::text {
namespace {

constexpr std::string_view kNames[] = {"service", "region", "az", "linked_account"};

TEST(Likely, IsASlipOfTwoLettersAtMost) {
  EXPECT_EQ(likely("servce", kNames), "service");
  EXPECT_EQ(likely("SERVICES", kNames), "service");
  EXPECT_EQ(likely("linkedacount", kNames), "linked_account");
  EXPECT_EQ(likely("servants", kNames), "") << "three letters differ";
  EXPECT_EQ(likely("product_attribute", kNames), "");
}

TEST(Likely, OfAShortNameIsASlipOfOneLetter) {
  EXPECT_EQ(likely("azs", kNames), "az");
  EXPECT_EQ(likely("os", kNames), "");
}

TEST(Likely, OfALongTextIsNothing) {
  EXPECT_EQ(likely("service" + std::string(100'000, 'x'), kNames), "");
  EXPECT_EQ(likely("service", {}), "");
}

}  // namespace
}  // namespace awscost::text
