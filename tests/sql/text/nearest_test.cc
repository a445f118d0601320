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

constexpr std::string_view kServices[] = {"Amazon Simple Storage Service",
                                          "Amazon Elastic Compute Cloud - Compute",
                                          "EC2 - Other",
                                          "AWS Lambda",
                                          "Amazon Relational Database Service",
                                          "AmazonCloudWatch",
                                          "AWS Support (Business)"};

std::string meant_by(std::string_view wanted) {
  std::string all;
  for (const std::string& name : resembling(wanted, kServices, 2)) all += (all.empty() ? "" : ", ") + name;
  return all;
}

TEST(Resembling, KnowsWhatIsWrittenShort) {
  EXPECT_EQ(meant_by("Amazon S3"), "Amazon Simple Storage Service");
  EXPECT_EQ(meant_by("EC2"), "EC2 - Other, Amazon Elastic Compute Cloud - Compute");
  EXPECT_EQ(meant_by("AWS RDS"), "Amazon Relational Database Service");
}

TEST(Resembling, KnowsWordsThatAreShared) {
  EXPECT_EQ(meant_by("Lambda"), "AWS Lambda");
  EXPECT_EQ(meant_by("lamda"), "AWS Lambda");
  EXPECT_EQ(meant_by("Simple Storage"), "Amazon Simple Storage Service");
  EXPECT_EQ(meant_by("aws lambda "), "AWS Lambda");
  EXPECT_EQ(meant_by("AmazonCloudwatch"), "AmazonCloudWatch");
}

TEST(Resembling, LeavesOutWhatIsFarAway) {
  EXPECT_EQ(meant_by("Braket"), "");
  EXPECT_EQ(meant_by(""), "");
  EXPECT_EQ(meant_by("Amazon"), "");
  EXPECT_EQ(resembling("x", {}, 3), std::vector<std::string>());
}

}  // namespace
}  // namespace awscost::text
