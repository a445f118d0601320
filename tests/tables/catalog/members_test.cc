// The places of columns on the wire, in the API's names: declarations in, text out.
#include "connectors/tables/catalog/members.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "connectors/tables/operations/operations.h"

namespace awscost::catalog {
namespace {

using sql::Column;
using sql::Role;

constexpr std::array kUsageColumns = {
    Column{.name = "usage_plan_id", .role = Role::kParent, .wire = "{usageplanId}", .identity = true, .doc = "A plan."},
    Column{.name = "key_id", .wire = "{key}", .narrows = "?keyId", .identity = true, .doc = "A key."},
    Column{.name = "date", .role = Role::kPeriodStart, .wire = "/values{}/{value}[]/{index}", .doc = "A day."},
    Column{.name = "used", .wire = "/values{}/{value}[]/{value}/0", .doc = "Requests."},
    Column{.name = "start_date", .role = Role::kStartDate, .hidden = true, .doc = "The first day."},
    Column{.name = "end_date", .role = Role::kEndDate, .hidden = true, .doc = "The last day."},
    Column{.name = "values", .role = Role::kInput, .hidden = true, .wire = "?includeValues", .doc = "Secrets."},
    Column{.name = "sort_by", .role = Role::kInput, .hidden = true, .wire = "/SortBy/Key", .doc = "The order."},
    Column{.name = "account", .role = Role::kFilterBy, .hidden = true, .wire = "LINKED_ACCOUNT", .doc = "An account."},
    Column{.name = "profile", .role = Role::kProfile, .hidden = true, .doc = "Who asks."},
};
const Operation kUsage{.table = {.name = "usage", .doc = "Usage.", .columns = kUsageColumns},
                       .request = {.first_day = "?startDate", .last_day = "?endDate", .filter = "/Filter"},
                       .rows = {.each = "/values{}/{value}[]", .first_day = "/startDate"}};

constexpr std::array kLineColumns = {
    Column{.name = "code", .wire = "serviceCode", .narrows = "/filters[SERVICE_CODE]", .doc = "A code."},
    Column{.name = "value", .wire = "value", .asked_by = "?includeValue", .doc = "A secret."},
    Column{.name = "usage_type",
           .wire = "historicalUsage/usageType",
           .narrows = "/filters[USAGE_TYPE]",
           .write = sql::Write::kInsert,
           .doc = "A type."},
    Column{.name = "amounts", .role = Role::kWriteOnly, .write = sql::Write::kInsertAndUpdate, .doc = "Amounts."},
};
const Operation kLines{.table = {.name = "lines", .doc = "Lines.", .columns = kLineColumns},
                       .rows = {.each = "/items[]"},
                       .given_rows = {.each = "/others[]"}};

std::string asked(const Operation& operation, std::string_view column) {
  const std::size_t index = sql::find(operation.table, column).value();
  return request_member({.table = &operation.table, .operation = &operation}, operation.table.columns[index]);
}

std::string answered(const Operation& operation, std::string_view column) {
  const std::size_t index = sql::find(operation.table, column).value();
  return response_member({.table = &operation.table, .operation = &operation}, operation.table.columns[index]);
}

// AWS groups by one of them and only filters by the other.
TEST(RequestMember, OfASliceIsAFilterAlone) {
  const Operation& costs = *find_operation("ce_cost_and_usage");
  EXPECT_EQ(asked(costs, "service"), "Filter: SERVICE, GroupBy: SERVICE");
  EXPECT_EQ(answered(costs, "service"), "ResultsByTime[].Groups[].Keys[]");
  for (const char* slice : {"usage_type_group", "subscription_id", "payment_option", "scope", "payer_account"}) {
    EXPECT_EQ(asked(costs, slice).find("GroupBy"), std::string::npos) << slice;
    EXPECT_EQ(answered(costs, slice), "") << slice;
  }
}

TEST(RequestMember, OfAnInputIsTheApisOwnName) {
  EXPECT_EQ(asked(kUsage, "sort_by"), "SortBy.Key");
  EXPECT_EQ(asked(kUsage, "values"), "includeValues (query)");
  EXPECT_EQ(asked(kUsage, "account"), "Filter: LINKED_ACCOUNT");
  EXPECT_EQ(asked(kUsage, "start_date"), "startDate (query)");
  EXPECT_EQ(asked(kUsage, "end_date"), "endDate (query)");
}

TEST(RequestMember, OfAResultSaysWhatAConditionOnItBecomes) {
  EXPECT_EQ(asked(kUsage, "key_id"), "keyId (query)");
  EXPECT_EQ(asked(kUsage, "usage_plan_id"), "usageplanId (path)");
  EXPECT_EQ(asked(kUsage, "date"), "startDate (query), endDate (query)");
  EXPECT_EQ(asked(kLines, "code"), "filters[SERVICE_CODE]");
  EXPECT_EQ(asked(kLines, "value"), "includeValue (query)");
}

TEST(RequestMember, OfAWrittenColumnIsAMemberOfTheLine) {
  EXPECT_EQ(asked(kLines, "usage_type"), "filters[USAGE_TYPE], historicalUsage.usageType (write)");
  EXPECT_EQ(asked(kLines, "amounts"), "amounts (write)");
}

TEST(RequestMember, IsNoneWhereTheColumnStaysHere) {
  EXPECT_EQ(asked(kUsage, "used"), "");
  EXPECT_EQ(asked(kUsage, "profile"), "");
}

TEST(ResponseMember, OfAMapSaysKeyValueAndPosition) {
  EXPECT_EQ(answered(kUsage, "used"), "values{}.{value}[].{value}[0]");
  EXPECT_EQ(answered(kUsage, "date"), "startDate + values{}.{value}[].{index}");
}

TEST(ResponseMember, OfAnInputIsNone) {
  EXPECT_EQ(answered(kUsage, "sort_by"), "");
  EXPECT_EQ(answered(kUsage, "usage_plan_id"), "");
}

TEST(ResponseMember, InsideTheRowStandsWhereverTheRowsStand) {
  EXPECT_EQ(answered(kLines, "code"), "items[].serviceCode, others[].serviceCode");
}

constexpr std::array kNarrowingColumns = {
    Column{.name = "status", .wire = "Status", .narrows = "/Status", .doc = "A status."},
    Column{.name = "services", .wire = "Service", .narrows = "/Services[]", .doc = "Services."},
    Column{.name = "created_at", .wire = "At", .narrows = "/CreatedAt{after,before}", .doc = "A time."},
    Column{.name = "savings", .wire = "Savings", .narrows = "/{MinimumSavings,}", .doc = "Savings."},
    Column{.name = "seats", .wire = "Seats", .narrows = "/{Least,Most}", .doc = "Seats."},
    Column{.name = "impact", .wire = "Impact", .narrows = "/TotalImpact{Operator,Start,End}", .doc = "An impact."},
    Column{.name = "lines", .role = Role::kInputObjects, .hidden = true, .wire = "/Request/Lines", .doc = "Lines."},
};
const Operation kNarrowing{.table = {.name = "narrowing", .doc = "Narrowing.", .columns = kNarrowingColumns}};

TEST(RequestMember, OfWhatNarrowsIsTheMemberAlone) {
  EXPECT_EQ(asked(kNarrowing, "status"), "Status");
  EXPECT_EQ(asked(kNarrowing, "services"), "Services");
  EXPECT_EQ(asked(kNarrowing, "created_at"), "CreatedAt");
  EXPECT_EQ(asked(kNarrowing, "savings"), "MinimumSavings");
  EXPECT_EQ(asked(kNarrowing, "seats"), "Least, Most");
  EXPECT_EQ(asked(kNarrowing, "impact"), "TotalImpact");
  EXPECT_EQ(asked(kNarrowing, "lines"), "Request.Lines");
}

constexpr std::array kGroupedColumns = {
    Column{.name = "group_1", .role = Role::kGroup, .doc = "A key."},
    Column{.name = "region", .role = Role::kDimension, .wire = "REGION", .doc = "A region."},
    Column{.name = "hours", .wire = "Total/Hours", .grouped_wire = "Use/Hours", .doc = "Hours."},
    Column{.name = "lease", .grouped_wire = "Attributes/lease", .doc = "A lease."},
};
Operation grouped(KeyForm form) {
  return {.table = {.name = "grouped", .doc = "Grouped.", .columns = kGroupedColumns},
          .rows = {.each = "/Periods[]"},
          .grouped_rows = {.each = "/Periods[]/Groups[]", .keys = "/Periods[]/Groups[]/Keys", .key_form = form}};
}

TEST(ResponseMember, OfAKeyFollowsItsForm) {
  EXPECT_EQ(answered(grouped(KeyForm::kTexts), "group_1"), "Periods[].Groups[].Keys[0]");
  EXPECT_EQ(answered(grouped(KeyForm::kTexts), "region"), "Periods[].Groups[].Keys[]");
  EXPECT_EQ(answered(grouped(KeyForm::kKeyAndValue), "group_1"), "Periods[].Groups[].Keys.Value");
  EXPECT_EQ(answered(grouped(KeyForm::kByName), "group_1"), "Periods[].Groups[].Keys{}");
  EXPECT_EQ(answered(grouped(KeyForm::kByName), "region"), "Periods[].Groups[].Keys.REGION");
}

TEST(ResponseMember, MayBeAnotherInGroups) {
  EXPECT_EQ(answered(grouped(KeyForm::kTexts), "hours"), "Periods[].Total.Hours, Periods[].Groups[].Use.Hours");
  EXPECT_EQ(answered(grouped(KeyForm::kTexts), "lease"), "Periods[].Groups[].Attributes.lease");
}

TEST(Members, OfTheCostTablesFollowTheKeysOfTheRow) {
  const Operation& cost = *find_operation("ce_cost_and_usage");
  EXPECT_EQ(asked(cost, "period_start"), "TimePeriod");
  EXPECT_EQ(asked(cost, "start_date"), "TimePeriod.Start");
  EXPECT_EQ(asked(cost, "group_by"), "GroupBy");
  EXPECT_EQ(asked(cost, "service"), "Filter: SERVICE, GroupBy: SERVICE");
  EXPECT_EQ(asked(cost, "tag_value"), "Filter.Tags");
  EXPECT_EQ(asked(cost, "blended_cost_exact"), "Metrics: BlendedCost");
  EXPECT_EQ(answered(cost, "period_end"), "ResultsByTime[].TimePeriod.End");
  EXPECT_EQ(answered(cost, "group_2"), "ResultsByTime[].Groups[].Keys[1]");
  EXPECT_EQ(answered(cost, "service"), "ResultsByTime[].Groups[].Keys[]");
  EXPECT_EQ(answered(cost, "blended_cost_exact"),
            "ResultsByTime[].Total.BlendedCost.Amount, ResultsByTime[].Groups[].Metrics.BlendedCost.Amount");
  EXPECT_EQ(answered(cost, "usage_quantity_unit"),
            "ResultsByTime[].Total.UsageQuantity.Unit, ResultsByTime[].Groups[].Metrics.UsageQuantity.Unit");
  EXPECT_EQ(answered(cost, "linked_account_name"),
            "DimensionValueAttributes[Value=LINKED_ACCOUNT].Attributes.description");
}

TEST(Members, OfATableThatAsksNobodyAreNone) {
  const Entry entry{.table = &kLines.table};
  EXPECT_EQ(request_member(entry, kLineColumns[0]), "");
  EXPECT_EQ(response_member(entry, kLineColumns[0]), "");
}

}  // namespace
}  // namespace awscost::catalog
