// The rules of the two cost queries, and AWS's messages for requests that break them.
#include <gtest/gtest.h>

#include "asking.h"

namespace awscost::sandbox {
namespace {

const char* const kPlain = "GetCostAndUsage";
const char* const kResources = "GetCostAndUsageWithResources";
const std::string kOnlyEc2 =
    R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["Amazon Elastic Compute Cloud - Compute"]}})";
const std::string kByResource = R"("GroupBy":[{"Type":"DIMENSION","Key":"RESOURCE_ID"}])";

std::string message(const char* operation, const std::string& body) {
  Asker ask(small_account());
  const Refusal refusal = ask.refused(operation, body);
  EXPECT_EQ(refusal.code, "ValidationException") << body;
  return refusal.message;
}

void accepts(const char* operation, const std::string& body) {
  Asker ask(small_account());
  ask.ok(operation, body);
}

std::string group_by(const std::string& definitions) {
  return R"("GroupBy":[)" + definitions + "]";
}

TEST(Rules, StartIsBeforeEnd) {
  const std::string text = "Start date (and hour) should be before end date (and hour)";
  EXPECT_EQ(message(kPlain, cost_query("2026-11-20/2026-11-20", "DAILY")), text);
  EXPECT_EQ(message(kPlain, cost_query("2026-11-20/2026-11-19", "MONTHLY")), text);
}

TEST(Rules, EndReachesTheNextMonthAndNoFurther) {
  accepts(kPlain, cost_query("2026-11-20/2026-12-01", "DAILY"));
  EXPECT_EQ(message(kPlain, cost_query("2026-11-20/2026-12-02", "DAILY")), "end date past the beginning of next month");
  EXPECT_EQ(message(kPlain, cost_query("2026-11-22/2026-11-23", "DAILY")),
            "Start date should be equal to or no later than the current date.");
}

TEST(Rules, DaysAndMonthsGoBackThirteenMonths) {
  accepts(kPlain, cost_query("2025-10-01/2026-11-01", "DAILY"));
  accepts(kPlain, cost_query("2025-10-01/2026-11-01", "MONTHLY"));
  EXPECT_EQ(message(kPlain, cost_query("2025-09-30/2026-11-01", "DAILY")),
            "To retrieve data beyond the past 14 months, your start date needs to be the first day of the month");
  EXPECT_NE(message(kPlain, cost_query("2025-09-01/2026-11-01", "MONTHLY")).find("multi-year"), std::string::npos);
}

TEST(Rules, HoursGoBackFourteenDays) {
  const std::string text = "start date is too old for hourly, the max supported days for hourly granularity is 14 days";
  accepts(kPlain, cost_query("2026-11-07T00:00:00Z/2026-11-08T00:00:00Z", "HOURLY"));
  accepts(kPlain, cost_query("2026-11-07/2026-11-08", "HOURLY"));
  EXPECT_EQ(message(kPlain, cost_query("2026-11-06T23:00:00Z/2026-11-08T00:00:00Z", "HOURLY")), text);
}

TEST(Rules, ResourcesGoBackFourteenDaysWhateverTheGranularity) {
  const std::string more = kOnlyEc2 + "," + kByResource;
  for (const char* granularity : {"DAILY", "MONTHLY", "HOURLY"}) {
    accepts(kResources, cost_query("2026-11-07/2026-11-21", granularity, more));
    EXPECT_NE(message(kResources, cost_query("2026-11-06/2026-11-21", granularity, more))
                  .find("max supported days for hourly granularity is 14 days"),
              std::string::npos);
  }
  accepts(kResources, cost_query("2026-11-07T00:00:00Z/2026-11-21T00:00:00Z", "DAILY", more));
}

TEST(Rules, OnlyHoursTakeTimesOtherThanMidnight) {
  EXPECT_EQ(message(kPlain, cost_query("2026-11-20T01:00:00Z/2026-11-21T00:00:00Z", "DAILY")),
            "Hourly timePeriod is not supported for this request");
  EXPECT_NE(message(kPlain, cost_query("2026-11-20T01:30:00Z/2026-11-21T00:00:00Z", "HOURLY")).find("hour"),
            std::string::npos);
}

TEST(Rules, TimesHaveTheFormOfTheModel) {
  for (const char* period : {"2026-11-1/2026-11-20", "2026-11-01/now", "/2026-11-20", "2026-11-31/2026-12-01",
                             "2026-11-01T00:00:00/2026-11-20", "2026-11-01 00:00:00/2026-11-20"}) {
    EXPECT_NE(message(kPlain, cost_query(period, "DAILY")).find("regular expression pattern"), std::string::npos);
  }
}

TEST(Rules, RequiredMembersAreNamed) {
  EXPECT_EQ(
      message(kPlain, "{}"),
      "1 validation error detected: Value null at 'granularity' failed to satisfy constraint: Member must not be null");
  EXPECT_NE(message(kPlain, R"({"Granularity":"DAILY"})").find("'timePeriod'"), std::string::npos);
  EXPECT_NE(message(kPlain, R"({"Granularity":"DAILY","TimePeriod":{"Start":"2026-11-01"}})").find("'timePeriod.end'"),
            std::string::npos);
  EXPECT_NE(message(kPlain, R"({"Granularity":"DAILY","TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"}})")
                .find("'metrics'"),
            std::string::npos);
  EXPECT_NE(message(kResources, cost_query("2026-11-19/2026-11-20", "DAILY", kByResource)).find("'filter'"),
            std::string::npos);
  EXPECT_NE(message(kPlain, cost_query("2026-11-19/2026-11-20", "WEEKLY")).find("[DAILY, MONTHLY, HOURLY]"),
            std::string::npos);
}

TEST(Rules, MetricsAreKnownOnes) {
  const std::string head =
      R"({"Granularity":"DAILY","TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Metrics":)";
  EXPECT_NE(message(kPlain, head + R"(["Cost"]})").find("Metric Cost is invalid"), std::string::npos);
  EXPECT_EQ(message(kPlain, head + "[]}"), "Metrics must not be empty.");
}

TEST(Rules, GroupByTakesTwoKnownKeys) {
  const auto refused = [](const std::string& definitions) {
    return message(kPlain, cost_query("2026-11-19/2026-11-20", "DAILY", group_by(definitions)));
  };
  EXPECT_EQ(refused(R"({"Type":"LINKED_ACCOUNT","Key":"x"})"), "Group Definition type is invalid.");
  EXPECT_EQ(refused(R"({"Type":"DIMENSION","Key":""})"),
            "Group Definition is invalid. Both type an key need to be set to a non-empty value.");
  EXPECT_EQ(refused(R"({"Key":"SERVICE"})"),
            "Group Definition is invalid. Both type an key need to be set to a non-empty value.");
  const std::string invalid =
      "Group Definition dimension is invalid. Valid values are AZ, INSTANCE_TYPE, LINKED_ACCOUNT, ";
  EXPECT_TRUE(refused(R"({"Type":"DIMENSION","Key":"RESOURCE_ID"})").starts_with(invalid));
  EXPECT_TRUE(refused(R"({"Type":"DIMENSION","Key":"USAGE_TYPE_GROUP"})").starts_with(invalid));
  EXPECT_TRUE(refused(R"({"Type":"DIMENSION","Key":"service"})").starts_with(invalid));
  const std::string three =
      R"({"Type":"DIMENSION","Key":"SERVICE"},{"Type":"TAG","Key":"env"},{"Type":"DIMENSION","Key":"REGION"})";
  EXPECT_EQ(refused(three), "Cannot group by more than 2 keys.");
  EXPECT_NE(refused(R"({"Type":"TAG","Key":"env"},{"Type":"TAG","Key":"env"})").find("different"), std::string::npos);
  accepts(kPlain, cost_query("2026-11-19/2026-11-20", "DAILY",
                             group_by(R"({"Type":"TAG","Key":"SERVICE"},{"Type":"DIMENSION","Key":"SERVICE"})")));
}

TEST(Rules, ResourcesNeedAFilterAndAResourceKey) {
  const std::string account = R"({"Dimensions":{"Key":"LINKED_ACCOUNT","Values":["000000000001"]}})";
  const std::string lambda = R"({"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda"]}})";
  const std::string one = R"({"Dimensions":{"Key":"RESOURCE_ID","Values":["i-1"]}})";
  const auto query = [](const std::string& filter, const std::string& more = "") {
    return cost_query("2026-11-19/2026-11-20", "DAILY", R"("Filter":)" + filter + more);
  };
  EXPECT_NE(message(kResources, query(account)).find("RESOURCE_ID"), std::string::npos);
  EXPECT_NE(message(kResources, query(lambda)).find("RESOURCE_ID"), std::string::npos);
  accepts(kResources, query(lambda, "," + kByResource));
  accepts(kResources, query(account, "," + kByResource));
  accepts(kResources, query(R"({"Tags":{"Key":"team","Values":["search"]}})", "," + kByResource));
  accepts(kResources, query(R"({"And":[)" + lambda + "," + one + "]}"));
  accepts(kResources, query(R"({"And":[)" + account + R"(,{"Or":[)" + lambda + "," + one + "]}]}"));
}

TEST(Rules, HoursOfResourcesAreForComputeOnly) {
  const std::string lambda = R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda"]}},)";
  EXPECT_EQ(message(kResources, cost_query("2026-11-19/2026-11-20", "HOURLY", lambda + kByResource)),
            "Hourly timePeriod is not supported for this request");
}

std::string denied(const Switches& switches, const char* operation, const std::string& body) {
  Account account = small_account();
  account.set(switches);
  Asker ask(std::move(account));
  const wire::Reply reply = ask.reply(operation, body);
  return reply.status == 200 ? "answered" : reply.body;
}

// Opt-in is no question of IAM, but AWS calls it AccessDeniedException.
TEST(Rules, WhatIsNotSwitchedOnIsDenied) {
  const std::string day = cost_query("2026-11-19/2026-11-20", "DAILY", kOnlyEc2 + "," + kByResource);
  const std::string hour = cost_query("2026-11-19/2026-11-20", "HOURLY", kOnlyEc2 + "," + kByResource);
  const std::string words =
      " data granularity is an opt-in only feature. You can enable this feature from the PAYER account's Cost Explorer "
      "Settings page\"}";
  const std::string resources = R"({"__type":"AccessDeniedException","message":"Resource-level)" + words;
  const std::string hours = R"({"__type":"AccessDeniedException","message":"Hourly)" + words;
  EXPECT_EQ(denied({.resource_data = false}, kResources, day), resources);
  EXPECT_EQ(denied({.resource_data = false}, kPlain, cost_query("2026-11-19/2026-11-20", "HOURLY")), "answered");
  EXPECT_EQ(denied({.hourly_data = false}, kResources, day), "answered");
  EXPECT_EQ(denied({.hourly_data = false}, kResources, hour), hours);
  EXPECT_EQ(denied({.hourly_data = false}, kPlain, cost_query("2026-11-19/2026-11-20", "HOURLY")), hours);
  EXPECT_EQ(denied({.resource_data = false, .hourly_data = false}, kResources, hour), resources);
}

TEST(Rules, AnAccountThatNeverOpenedCostExplorerIsDenied) {
  const std::string words =
      R"({"__type":"AccessDeniedException","message":"User not enabled for cost explorer access"})";
  const std::string list = R"({"TimePeriod":{"Start":"2026-11-19","End":"2026-11-20"},"Dimension":"SERVICE"})";
  EXPECT_EQ(denied({.cost_explorer = false}, kPlain, cost_query("2026-11-19/2026-11-20", "DAILY")), words);
  EXPECT_EQ(denied({.cost_explorer = false}, "GetDimensionValues", list), words);
}

TEST(Rules, OnlyViewsOfTheAccountExist) {
  Asker ask(small_account());
  const auto view = [](const std::string& arn) {
    return cost_query("2026-11-19/2026-11-20", "DAILY", R"("BillingViewArn":")" + arn + R"(")");
  };
  ask.ok(kPlain, view("arn:aws:billing::210987654321:billingview/primary"));
  EXPECT_EQ(ask.refused(kPlain, view("arn:aws:billing::210987654321:billingview/other")).code,
            "ResourceNotFoundException");
  EXPECT_EQ(ask.refused(kPlain, view("primary")).code, "ValidationException");
}

}  // namespace
}  // namespace awscost::sandbox
