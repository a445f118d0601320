// The columns of the cost tables, one line each, and their places in GetCostAndUsage and GetCostAndUsageWithResources.
//
// The two operations have one shape: they differ in resource_id, in the history that AWS keeps and in defaults. join()
// puts lists of columns in order. SQLite tells only the first 63 columns of a table apart (sql/table.h), so columns
// that decide a request come first, and companions come last.
//
// Example:
//
//   constexpr auto kColumns = join(kResults, kDimensions, kCompanions);
//   static_assert(kColumns.front().name == "period_start");
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "connectors/tables/operations/ce/billing_view.h"
#include "connectors/tables/operations/profile.h"
#include "connectors/tables/operations/well_formed.h"
#include "sql/column.h"
#include "sql/twins.h"

namespace awscost::ce {

using sql::Column;
using sql::Role;
using sql::Type;

inline constexpr sql::ValueLists kValueLists{
    .dimensions = "ce_dimension_values", .tags = "ce_tags", .cost_categories = "ce_cost_categories"};

consteval Column cost(std::string_view name, std::string_view wire, std::string_view doc) {
  return {.name = name, .type = Type::kReal, .role = Role::kMetric, .wire = wire, .is_money = true, .doc = doc};
}
consteval Column usage(std::string_view name, std::string_view wire, std::string_view doc) {
  return {.name = name, .type = Type::kReal, .role = Role::kMetric, .wire = wire, .doc = doc};
}
consteval Column dimension(std::string_view name, std::string_view key, std::string_view example,
                           std::string_view doc) {
  return {.name = name, .role = Role::kDimension, .hidden = true, .wire = key, .example = example, .doc = doc};
}
// AWS's message of the valid keys of GroupBy leaves it out.
consteval Column slice(Column column) {
  column.only_filters = true;
  return column;
}
// The id of an account has 12 digits; as a number it would lose leading zeros.
consteval Column account(Column column) {
  column.digits = 12;
  return column;
}
consteval Column unit(std::string_view name, std::string_view metric, std::string_view doc) {
  return {.name = name, .role = Role::kMetricUnit, .hidden = true, .metric = metric, .doc = doc};
}
consteval Column exact(std::string_view name, std::string_view metric, std::string_view doc) {
  return {.name = name, .role = Role::kMetricExact, .hidden = true, .metric = metric, .doc = doc};
}
consteval Column looked_up(std::string_view name, std::string_view wire, std::string_view doc) {
  return {.name = name, .role = Role::kResult, .hidden = true, .wire = wire, .doc = doc};
}

inline constexpr std::string_view kMayChange = "/ResultsByTime[]/Estimated";

inline constexpr std::array kResults{
    Column{.name = "period_start",
           .type = Type::kDay,
           .role = Role::kPeriodStart,
           .wire = "/ResultsByTime[]/TimePeriod/Start",
           .example = "'2026-11-01'",
           .doc = "Start of the row's period, UTC: a day, or a time where granularity is HOURLY."},
    Column{.name = "period_end",
           .type = Type::kDay,
           .role = Role::kPeriodEnd,
           .wire = "/ResultsByTime[]/TimePeriod/End",
           .example = "'2026-12-01'",
           .doc = "End of the period, exclusive: the first day after it."},
    Column{
        .name = "group_1",
        .role = Role::kGroup,
        .doc = "Value of the first key of group_by; NULL where there is none or the tag or cost category is absent."},
    Column{.name = "group_2", .role = Role::kGroup, .doc = "Value of the second key of group_by, likewise."},
    Column{.name = "estimated",
           .type = Type::kBoolean,
           .wire = kMayChange,
           .doc = "1 while AWS may still change the period's figures, 0 once the bill is final."},
    Column{.name = "currency",
           .role = Role::kCurrency,
           .example = "'USD'",
           .doc = "Unit of the row's costs; a row with two units is an error."},
    cost("unblended_cost", "UnblendedCost", "Cost on the day it was charged, at the rate of the account that used it."),
    cost("blended_cost", "BlendedCost", "Cost at the average rate over all accounts of the organization."),
    cost("amortized_cost", "AmortizedCost",
         "Cost with upfront and recurring fees of commitments spread over the time they cover."),
    cost("net_unblended_cost", "NetUnblendedCost", "Unblended cost after discounts."),
    cost("net_amortized_cost", "NetAmortizedCost", "Amortized cost after discounts."),
    usage("usage_quantity", "UsageQuantity",
          "Amount used, in usage_quantity_unit. AWS adds up amounts of any unit: group so that a row has one."),
    usage("normalized_usage_amount", "NormalizedUsageAmount",
          "Amount used in normalized units, which make instance sizes of a family comparable."),
};

// The period in the forms that dashboards compare.
inline constexpr std::array kTwins{
    Column{.name = "period_day",
           .type = Type::kDay,
           .role = Role::kPeriodTwin,
           .hidden = true,
           .wire = sql::kTwinDay,
           .example = "'2026-11-01'",
           .doc = "The day that the period begins on, also of an hour. A condition on it bounds the window, as on "
                  "period_time, period_epoch and period_month."},
    Column{.name = "period_time",
           .role = Role::kPeriodTwin,
           .hidden = true,
           .wire = sql::kTwinTime,
           .example = "'2026-11-01T00:00:00Z'",
           .doc = "When the period begins, in the form of RFC 3339."},
    Column{.name = "period_epoch",
           .type = Type::kBigint,
           .role = Role::kPeriodTwin,
           .hidden = true,
           .wire = sql::kTwinEpoch,
           .example = "1793491200",
           .doc = "When the period begins, in seconds since 1970."},
    Column{.name = "period_month",
           .role = Role::kPeriodTwin,
           .hidden = true,
           .wire = sql::kTwinMonth,
           .example = "'2026-11'",
           .doc = "The month that the period begins in."},
};

// Every key that cost queries take. Which of them an operation groups by, and which go together, only AWS knows.
inline constexpr std::array kDimensions{
    dimension("service", "SERVICE", "'Amazon Elastic Compute Cloud - Compute', 'Amazon Simple Storage Service'",
              "The AWS service, by its full name."),
    account(dimension("linked_account", "LINKED_ACCOUNT", "'123456789012'",
                      "Id of the account that used the service: 12 digits, as text.")),
    dimension("region", "REGION", "'eu-west-1', 'us-east-1'", "The AWS Region; global for usage outside Regions."),
    dimension("az", "AZ", "'eu-west-1a', 'us-east-1b'", "The Availability Zone."),
    dimension("usage_type", "USAGE_TYPE", "'BoxUsage:t3.medium', 'DataTransfer-Out-Bytes'",
              "The metered usage, often with a Region's prefix."),
    slice(dimension("usage_type_group", "USAGE_TYPE_GROUP", "'EC2: Running Hours', 'S3: Storage - Standard'",
                    "AWS's group of usage types. A slice only: AWS does not group by it.")),
    dimension("operation", "OPERATION", "'RunInstances', 'PutObject'", "The service's operation that was charged."),
    dimension("instance_type", "INSTANCE_TYPE", "'t3.medium', 'm6i.large'",
              "Type of the instance; NoInstanceType where there is none."),
    dimension("instance_type_family", "INSTANCE_TYPE_FAMILY", "'t3', 'm6i'", "Family of the instance type."),
    dimension("purchase_type", "PURCHASE_TYPE", "'On Demand Instances', 'Spot Instances'",
              "How capacity was bought: on demand, spot, reserved or by a savings plan."),
    dimension(
        "record_type", "RECORD_TYPE", "'Credit', 'Refund'",
        "Kind of charge: Usage, DiscountedUsage, SavingsPlanCoveredUsage, SavingsPlanNegation, "
        "SavingsPlanRecurringFee, SavingsPlanUpfrontFee, Recurring, Upfront, Fee, Support, Tax, Credit, Refund, "
        "Enterprise Discount Program Discount, Solution Provider Program Discount, Bundled Discount, Private Rate "
        "Discount, Other out-of-cycle charges and others. All of them count unless a slice leaves some out."),
    dimension("operating_system", "OPERATING_SYSTEM", "'Linux', 'Windows (Amazon VPC)'",
              "Operating system of the instance."),
    dimension("tenancy", "TENANCY", "'Shared', 'Dedicated'", "Whether other customers share the hardware."),
    dimension("platform", "PLATFORM", "'Linux/UNIX', 'Windows (Amazon VPC)'",
              "Platform of the instance, licence included."),
    dimension("database_engine", "DATABASE_ENGINE", "'PostgreSQL', 'MySQL'",
              "Engine of a database instance; NoDatabaseEngine where there is none."),
    dimension("cache_engine", "CACHE_ENGINE", "'Redis', 'Memcached'", "Engine of a cache node."),
    dimension("deployment_option", "DEPLOYMENT_OPTION", "'Single-AZ', 'Multi-AZ'",
              "How a database instance is deployed."),
    dimension("legal_entity_name", "LEGAL_ENTITY_NAME", "'Amazon Web Services, Inc.'",
              "The company that sells the service."),
    dimension("invoicing_entity", "INVOICING_ENTITY", "'Amazon Web Services EMEA SARL'",
              "The company that sends the invoice."),
    dimension("billing_entity", "BILLING_ENTITY", "'AWS', 'AWS Marketplace'", "The AWS business that charges it."),
    dimension("reservation_id", "RESERVATION_ID", "'1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901'",
              "Id of the reservation that covers the usage."),
    slice(dimension("subscription_id", "SUBSCRIPTION_ID", "'1234567890'",
                    "Id of the subscription that covers the usage. A slice only.")),
    dimension("savings_plans_type", "SAVINGS_PLANS_TYPE", "'ComputeSavingsPlans', 'EC2InstanceSavingsPlans'",
              "Type of the savings plan that covers the usage."),
    dimension("savings_plan_arn", "SAVINGS_PLAN_ARN",
              "'arn:aws:savingsplans::123456789012:savingsplan/1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901'",
              "ARN of the savings plan that covers the usage."),
    slice(dimension("payment_option", "PAYMENT_OPTION", "'No Upfront', 'All Upfront'",
                    "How the commitment that covers the usage is paid. A slice only.")),
    slice(dimension("scope", "SCOPE", "'Region', 'Availability Zone'", "Where a reservation applies. A slice only.")),
    slice(account(dimension("payer_account", "PAYER_ACCOUNT", "'123456789012'",
                            "Id of the account that pays: 12 digits, as text. A slice only."))),
    Column{.name = "tag_value",
           .role = Role::kTagValue,
           .hidden = true,
           .example = "'platform', 'checkout'",
           .doc = "Value of the one tag in group_by; NULL where the tag is absent."},
    Column{.name = "cost_category_value",
           .role = Role::kCostCategoryValue,
           .hidden = true,
           .example = "'Engineering'",
           .doc = "Value of the one cost category in group_by; NULL where it is absent."},
};

// `_exact` is the API's own decimal text, which awscost_sum() adds without rounding.
// The last ones share a bit of colUsed: one that is read asks for the metrics of the others too.
inline constexpr std::array kCompanions{
    Column{.name = "linked_account_name",
           .hidden = true,
           .wire = "/DimensionValueAttributes[Value=LINKED_ACCOUNT]/Attributes/description",
           .needs_key = "linked_account",
           .doc = "Name of the row's linked account; needs linked_account in group_by. NULL where AWS sends none."},
    unit("unblended_cost_unit", "UnblendedCost", "Unit of unblended_cost."),
    exact("unblended_cost_exact", "UnblendedCost", "Decimal text of unblended_cost, as AWS sent it."),
    unit("amortized_cost_unit", "AmortizedCost", "Unit of amortized_cost."),
    exact("amortized_cost_exact", "AmortizedCost", "Decimal text of amortized_cost, as AWS sent it."),
    unit("usage_quantity_unit", "UsageQuantity",
         "Unit of usage_quantity, such as Hrs or GB-Mo; N/A where the row holds several."),
    exact("usage_quantity_exact", "UsageQuantity", "Decimal text of usage_quantity, as AWS sent it."),
    exact("net_unblended_cost_exact", "NetUnblendedCost", "Decimal text of net_unblended_cost, as AWS sent it."),
    exact("net_amortized_cost_exact", "NetAmortizedCost", "Decimal text of net_amortized_cost, as AWS sent it."),
    exact("blended_cost_exact", "BlendedCost", "Decimal text of blended_cost, as AWS sent it."),
    unit("net_unblended_cost_unit", "NetUnblendedCost", "Unit of net_unblended_cost."),
    unit("net_amortized_cost_unit", "NetAmortizedCost", "Unit of net_amortized_cost."),
    unit("blended_cost_unit", "BlendedCost", "Unit of blended_cost."),
    unit("normalized_usage_amount_unit", "NormalizedUsageAmount", "Unit of normalized_usage_amount."),
    exact("normalized_usage_amount_exact", "NormalizedUsageAmount",
          "Decimal text of normalized_usage_amount, as AWS sent it."),
    looked_up("dimension_attributes", "/DimensionValueAttributes[Value]/Attributes",
              "JSON object from the row's key values to their attributes; NULL where AWS sends none."),
};

// The inputs of the two tables differ in these.
struct CostDefaults {
  std::string_view group_by;  // fallback
  std::string_view group_by_example;
  std::string_view group_by_doc;
  std::string_view start_date_doc;
};

// Table-valued-function arguments, in this order.
consteval std::array<Column, 7> inputs(const CostDefaults& defaults) {
  return {
      Column{.name = "group_by",
             .role = Role::kGroupBy,
             .hidden = true,
             .fallback = defaults.group_by,
             .example = defaults.group_by_example,
             .doc = defaults.group_by_doc},
      Column{.name = "start_date",
             .type = Type::kDay,
             .role = Role::kStartDate,
             .hidden = true,
             .example = "'2026-11-01'",
             .doc = defaults.start_date_doc},
      Column{.name = "end_date",
             .type = Type::kDay,
             .role = Role::kEndDate,
             .hidden = true,
             .example = "'2026-12-01'",
             .doc = "TimePeriod's End, exclusive, sent as written. Not given: through today."},
      Column{.name = "granularity",
             .role = Role::kGranularity,
             .hidden = true,
             .fallback = "DAILY",
             .example = "'DAILY', 'MONTHLY', 'HOURLY'",
             .doc = "Length of a period."},
      Column{
          .name = "filter",
          .role = Role::kFilter,
          .hidden = true,
          .example = "awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund'))",
          .doc = "An Expression as JSON, and-ed with all other conditions; awscost_dimension() and its like write it."},
      kBillingView,
      kProfile,
  };
}

template <std::size_t... Sizes>
consteval auto join(const std::array<Column, Sizes>&... lists) {
  std::array<Column, (Sizes + ...)> all{};
  std::size_t next = 0;
  const auto append = [&](const auto& list) {
    for (const Column& column : list) all[next++] = column;
  };
  (append(lists), ...);
  return all;
}

inline constexpr std::size_t kMostCostKeys = 2;
inline constexpr RequestMembers kCostRequest{
    .time_period = "/TimePeriod",
    .granularity = "/Granularity",
    .filter = "/Filter",
    .most_filters = 100,
    .group_by = "/GroupBy",
    .metrics = "/Metrics",
};
// Ungrouped, a period's figures are its Total. Grouped, they are its Groups. AWS may send a Total beside empty Groups:
// it is no row.
inline constexpr RowShape kTotals{.each = "/ResultsByTime[]", .keys = {}, .metrics = "/ResultsByTime[]/Total"};
inline constexpr RowShape kGroups{.each = "/ResultsByTime[]/Groups[]",
                                  .keys = "/ResultsByTime[]/Groups[]/Keys",
                                  .metrics = "/ResultsByTime[]/Groups[]/Metrics"};
inline constexpr Paging kCostPaging{.response_token = "/NextPageToken", .request_token = "/NextPageToken"};

}  // namespace awscost::ce
