// GetApproximateUsageRecords: what counts as a record, and numbers beyond 32 bits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>

#include "asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

std::string query(const std::string& granularity, const std::string& dimension, const std::string& services = "") {
  return R"({"Granularity":")" + granularity + R"(","ApproximationDimension":")" + dimension + R"(")" +
         (services.empty() ? "" : R"(,"Services":)" + services) + "}";
}

// Two functions of one usage type on 3 October, one of them also on 4 October; a fee without a resource on 5 October;
// and usage in November, which is not complete.
Account october() {
  Account account("210987654321");
  const auto add = [&account](const std::string& start, const std::string& service, const std::string& resource) {
    account.add({.start = start,
                 .dimensions = {{"SERVICE", service},
                                {"LINKED_ACCOUNT", "000000000001"},
                                {"USAGE_TYPE", "Request"},
                                {"RESOURCE_ID", resource}},
                 .amounts = {{"UsageQuantity", "1"}}});
  };
  add("2026-10-03", "AWS Lambda", "f-1");
  add("2026-10-03T05:00:00Z", "AWS Lambda", "f-1");  // the same daily record
  add("2026-10-03", "AWS Lambda", "f-2");
  add("2026-10-04", "AWS Lambda", "f-2");
  account.add({.start = "2026-10-05",
               .dimensions = {{"SERVICE", "AWS Support (Business)"}},
               .amounts = {{"UnblendedCost", "100"}}});
  add("2026-10-31T23:00:00Z", "AmazonCloudWatch", "log-1");
  add("2026-11-02", "AWS Lambda", "f-1");
  add("2026-09-30T23:00:00Z", "AWS Lambda", "f-1");
  return account;
}

json::value ask(const std::string& body) {
  return Asker(october()).ok("GetApproximateUsageRecords", body);
}

Refusal refusal(const std::string& body) {
  return Asker(october()).refused("GetApproximateUsageRecords", body);
}

TEST(ApproximateUsageRecords, OfResourcesAreOneADay) {
  EXPECT_EQ(ask(query("DAILY", "RESOURCE")),
            json::parse(R"json({"Services":{"AWS Lambda":3,"AWS Support (Business)":0,"AmazonCloudWatch":1048576},
                               "TotalRecords":1048579,
                               "LookbackPeriod":{"Start":"2026-10-01","End":"2026-10-31"}})json"));
}

// Of October, the hours from the 18th on are kept: AWS Lambda's are older. A fee has no records.
TEST(ApproximateUsageRecords, OfHoursAreThoseOfFourteenDays) {
  EXPECT_EQ(ask(query("HOURLY", "SERVICE")).at("Services"),
            json::parse(R"json({"AWS Lambda":0,"AWS Support (Business)":0,"AmazonCloudWatch":25165824})json"));
  EXPECT_EQ(ask(query("DAILY", "SERVICE")).at("Services").at("AWS Lambda"), 2);
  EXPECT_EQ(ask(query("MONTHLY", "SERVICE")).at("Services"),
            json::parse(R"json({"AWS Lambda":1,"AWS Support (Business)":0,"AmazonCloudWatch":1048576})json"));
}

TEST(ApproximateUsageRecords, AreTotalledOverTheServicesAskedFor) {
  const json::value answer = ask(query("DAILY", "RESOURCE", R"(["AWS Lambda","Amazon Nothing","AWS Lambda"])"));
  EXPECT_EQ(answer.at("Services"), json::parse(R"({"AWS Lambda":3})"));
  EXPECT_EQ(answer.at("TotalRecords"), 3);
  const json::value nothing = ask(query("DAILY", "RESOURCE", R"(["Amazon Nothing"])"));
  EXPECT_EQ(nothing.at("Services"), json::parse("{}"));
  EXPECT_EQ(nothing.at("TotalRecords"), 0);
  EXPECT_EQ(ask(query("DAILY", "RESOURCE", "[]")), ask(query("DAILY", "RESOURCE")));
}

TEST(ApproximateUsageRecords, RefuseWhatIsWrong) {
  EXPECT_THAT(refusal("{}").message, ::testing::HasSubstr("Value null at 'granularity'"));
  EXPECT_THAT(refusal(R"({"Granularity":"DAILY"})").message,
              ::testing::HasSubstr("Value null at 'approximationDimension'"));
  EXPECT_THAT(refusal(query("WEEKLY", "SERVICE")).message,
              ::testing::HasSubstr("Member must satisfy enum value set: [DAILY, MONTHLY, HOURLY]"));
  EXPECT_THAT(refusal(query("DAILY", "REGION")).message,
              ::testing::HasSubstr("Member must satisfy enum value set: [SERVICE, RESOURCE]"));
  EXPECT_EQ(refusal(query("DAILY", "REGION")).code, "ValidationException");
  EXPECT_EQ(refusal(query("DAILY", "SERVICE", R"("AWS Lambda")")).code, "SerializationException");
}

TEST(ApproximateUsageRecords, OfTheGeneratedAccountNeedSixtyFourBits) {
  Asker sandbox(options());
  const json::value answer = sandbox.ok("GetApproximateUsageRecords", query("DAILY", "RESOURCE"));
  std::int64_t sum = 0;
  for (const auto& service : answer.at("Services").as_object()) sum += service.value().as_int64();
  EXPECT_EQ(answer.at("TotalRecords").as_int64(), sum);
  // About 220 log groups, with a record on nearly every day of October.
  EXPECT_GT(answer.at("Services").at("AmazonCloudWatch").as_int64(), std::int64_t{1} << 31);
  EXPECT_LT(sum, std::int64_t{1} << 53);  // exact in a double, too
  // 160 functions of two usage types each, on 31 days.
  EXPECT_EQ(answer.at("Services").at("AWS Lambda"), 9920);
  // A service without resources has no resource-level records.
  EXPECT_EQ(answer.at("Services").at("AWS Config"), 0);
  // There are far more resources than combinations of account, Region and usage type.
  EXPECT_GT(
      answer.at("Services").at("AWS Lambda").as_int64(),
      sandbox.ok("GetApproximateUsageRecords", query("DAILY", "SERVICE")).at("Services").at("AWS Lambda").as_int64());
}

}  // namespace
}  // namespace awscost::sandbox
