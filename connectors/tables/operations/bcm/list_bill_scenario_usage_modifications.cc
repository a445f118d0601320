// bcm-pricing-calculator:ListBillScenarioUsageModifications: the lines of a bill scenario, and their quantities.
//
// One list is two tables: one row per line, which can be changed (connectors/tables/bill_scenarios), and one row per
// line and start hour. Without a bill_scenario_id all scenarios are listed first. ListUsageFilter takes conditions.
//
//   SELECT service_code, usage_type, usage_group FROM bcm_bill_scenario_usage_modifications
//   WHERE bill_scenario_id = '...' AND service_code = 'AmazonEC2';
#include "connectors/tables/operations/bcm/bcm.h"

namespace awscost::bcm {
namespace {

constexpr Column kScenario{.name = "bill_scenario_id",
                           .role = Role::kParent,
                           .wire = "/billScenarioId",
                           .identity = true,
                           .write = Write::kInsert,
                           .example = "'11111111-2222-4333-8444-555555555555'",
                           .doc = "The scenario. = and IN name the scenarios to ask; otherwise all are asked."};

consteval Column read_only(Column column) {
  column.write = Write::kNever;
  return column;
}

constexpr std::array kColumns{
    kScenario,
    Column{.name = "id",
           .wire = "id",
           .identity = true,
           .doc = "The line's id; NULL until AWS has taken the line, also for RETURNING. awscost_writes then has it."},
    Column{.name = "usage_group",
           .wire = "group",
           .narrows = "/filters[USAGE_GROUP]",
           .write = Write::kInsertAndUpdate,
           .example = "'migration'",
           .doc = "The API's group: letters, digits and dashes, at most 30. = and IN go into the request."},
    Column{.name = "service_code",
           .wire = "serviceCode",
           .narrows = "/filters[SERVICE_CODE]",
           .write = Write::kInsert,
           .example = "'AmazonEC2'",
           .doc = "The service. = and IN go into the request."},
    Column{.name = "usage_type",
           .wire = "usageType",
           .narrows = "/filters[USAGE_TYPE]",
           .write = Write::kInsert,
           .example = "'BoxUsage:m5.large'",
           .doc = "The usage type. = and IN go into the request."},
    Column{.name = "operation",
           .wire = "operation",
           .narrows = "/filters[OPERATION]",
           .write = Write::kInsert,
           .example = "'RunInstances'",
           .doc = "The operation. = and IN go into the request."},
    Column{.name = "location",
           .wire = "location",
           .narrows = "/filters[LOCATION]",
           .example = "'EU (Paris)'",
           .doc = "Where the usage is. = and IN go into the request."},
    Column{.name = "availability_zone",
           .wire = "availabilityZone",
           .write = Write::kInsert,
           .example = "'eu-west-3a'",
           .doc = "The Availability Zone."},
    Column{.name = "usage_account_id",
           .wire = "usageAccountId",
           .narrows = "/filters[USAGE_ACCOUNT_ID]",
           .write = Write::kInsert,
           .example = "'111122223333'",
           .doc = "The account whose usage it is, 12 digits. = and IN go into the request."},
    Column{.name = "quantities",
           .type = Type::kJson,
           .wire = "quantities",
           .doc =
               "The amounts used, as AWS's JSON list of {startHour, unit, amount}, startHour in epoch seconds; one row "
               "each in bcm_bill_scenario_usage_quantities."},
    Column{.name = "historical_service_code",
           .wire = "historicalUsage/serviceCode",
           .narrows = "/filters[HISTORICAL_SERVICE_CODE]",
           .write = Write::kInsert,
           .example = "'AmazonEC2'",
           .doc = "Service of the historical usage that the line stands for. = and IN go into the request."},
    Column{.name = "historical_usage_type",
           .wire = "historicalUsage/usageType",
           .narrows = "/filters[HISTORICAL_USAGE_TYPE]",
           .write = Write::kInsert,
           .example = "'BoxUsage:m5.large'",
           .doc = "Its usage type. = and IN go into the request."},
    Column{.name = "historical_operation",
           .wire = "historicalUsage/operation",
           .narrows = "/filters[HISTORICAL_OPERATION]",
           .write = Write::kInsert,
           .example = "'RunInstances'",
           .doc = "Its operation. = and IN go into the request."},
    Column{.name = "historical_location",
           .wire = "historicalUsage/location",
           .narrows = "/filters[HISTORICAL_LOCATION]",
           .write = Write::kInsert,
           .example = "'EU (Paris)'",
           .doc = "Where that usage was. = and IN go into the request."},
    Column{.name = "historical_usage_account_id",
           .wire = "historicalUsage/usageAccountId",
           .narrows = "/filters[HISTORICAL_USAGE_ACCOUNT_ID]",
           .write = Write::kInsert,
           .example = "'111122223333'",
           .doc = "The account whose usage it was. = and IN go into the request."},
    Column{.name = "historical_bill_interval_start",
           .type = Type::kInstant,
           .wire = "historicalUsage/billInterval/start",
           .write = Write::kInsert,
           .example = "'2026-10-01'",
           .doc = "Start of the bill it was on, UTC."},
    Column{.name = "historical_bill_interval_end",
           .type = Type::kInstant,
           .wire = "historicalUsage/billInterval/end",
           .write = Write::kInsert,
           .example = "'2026-11-01'",
           .doc = "End of that bill, UTC."},
    Column{.name = "historical_filter",
           .type = Type::kJson,
           .wire = "historicalUsage/filterExpression",
           .write = Write::kInsert,
           .example = R"('{"dimensions": {"key": "REGION", "values": ["eu-west-3"]}}')",
           .doc = "The part of that usage: an Expression as JSON, with members in camelCase."},
    kProfile,
    Column{
        .name = "amounts",
        .type = Type::kJson,
        .role = Role::kWriteOnly,
        .hidden = true,
        .write = Write::kInsertAndUpdate,
        .example = R"(json_array(json_object('startHour', '2026-10-01 00:00:00', 'amount', 744)))",
        .doc =
            "The quantities that INSERT and UPDATE set: a JSON list of {startHour, amount}, startHour as UTC text or "
            "epoch seconds. Reads NULL; quantities shows them."},
    Column{.name = "key",
           .role = Role::kWriteOnly,
           .hidden = true,
           .write = Write::kInsert,
           .example = "'line1'",
           .doc = "The name by which awscost_writes reports on a line that INSERT adds: at most 10 letters and digits. "
                  "Not given: one is generated. Reads NULL."},
};

constexpr std::array kQuantities{
    read_only(kScenario),
    Column{.name = "id", .wire = "/items[]/id", .identity = true, .doc = "The line's id."},
    Column{.name = "usage_group",
           .wire = "/items[]/group",
           .narrows = "/filters[USAGE_GROUP]",
           .example = "'migration'",
           .doc = "The API's group. = and IN go into the request."},
    Column{.name = "service_code",
           .wire = "/items[]/serviceCode",
           .narrows = "/filters[SERVICE_CODE]",
           .example = "'AmazonEC2'",
           .doc = "The service. = and IN go into the request."},
    Column{.name = "usage_type",
           .wire = "/items[]/usageType",
           .narrows = "/filters[USAGE_TYPE]",
           .example = "'BoxUsage:m5.large'",
           .doc = "The usage type. = and IN go into the request."},
    Column{.name = "operation",
           .wire = "/items[]/operation",
           .narrows = "/filters[OPERATION]",
           .example = "'RunInstances'",
           .doc = "The operation. = and IN go into the request."},
    Column{.name = "start_hour",
           .type = Type::kInstant,
           .wire = "startHour",
           .identity = true,
           .doc = "The hour from which the amount is used, UTC."},
    Column{.name = "unit", .wire = "unit", .identity = true, .doc = "The unit of the amount."},
    Column{.name = "amount", .type = Type::kReal, .wire = "amount", .doc = "The amount used."},
    kProfile,
};

constexpr std::array<std::string_view, 5> kExamples{
    "SELECT service_code, usage_type, usage_group, quantities FROM bcm_bill_scenario_usage_modifications\n"
    "WHERE bill_scenario_id = (SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan') LIMIT 10;",
    "SELECT service_code, count(*) FROM bcm_bill_scenario_usage_modifications WHERE usage_account_id IS NOT NULL\n"
    "AND bill_scenario_id IN (SELECT id FROM bcm_bill_scenarios WHERE status = 'READY') GROUP BY 1 ORDER BY 2 DESC;",
    "SELECT historical_service_code, historical_filter FROM bcm_bill_scenario_usage_modifications\n"
    "WHERE historical_service_code = 'AmazonEC2' LIMIT 5;",
    "UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'minus-10', amounts =\n"
    "    (SELECT json_group_array(json_object('startHour', value ->> 'startHour', 'amount', (value ->> 'amount') * "
    "0.9))\n"
    "    FROM json_each(quantities))\n"
    "WHERE bill_scenario_id = (SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan')\n"
    "AND service_code = 'AmazonEC2';",
    "INSERT INTO bcm_bill_scenario_usage_modifications\n"
    "    (bill_scenario_id, service_code, usage_type, operation, usage_account_id, amounts)\n"
    "SELECT id, 'AmazonEC2', 'BoxUsage:m7g.large', 'RunInstances', '111122223333',\n"
    "    json_array(json_object('startHour', bill_interval_start, 'amount', 744))\n"
    "FROM bcm_bill_scenarios WHERE name = 'quarter-plan';",
};
constexpr std::array<std::string_view, 3> kQuantityExamples{
    "SELECT service_code, unit, sum(amount) FROM bcm_bill_scenario_usage_quantities\n"
    "WHERE bill_scenario_id = (SELECT id FROM bcm_bill_scenarios WHERE name = 'quarter-plan') GROUP BY 1, 2;",
    "SELECT start_hour, count(*) FROM bcm_bill_scenario_usage_quantities WHERE service_code = 'AmazonEC2' GROUP BY 1;",
    "SELECT usage_type, amount FROM bcm_bill_scenario_usage_quantities\n"
    "WHERE unit = 'Hrs' ORDER BY amount DESC LIMIT 5;",
};

constexpr Parents kScenarios{.list = &kListBillScenarios, .id = "id"};

}  // namespace

extern constexpr Operation kListBillScenarioUsageModifications{
    .table =
        {.name = "bcm_bill_scenario_usage_modifications",
         .doc = "The lines of bill scenarios: usage added to a bill, or changed against it. INSERT, UPDATE and DELETE "
                "change them once the setting writes is on.",
         .operation = "ListBillScenarioUsageModifications",
         .service = "BCM Pricing Calculator",
         .columns = kColumns,
         .limits = "25 lines a page and a batch. UPDATE can set only usage_group and amounts; DELETE can remove only "
                   "added lines. A LOCKED, STALE or FAILED scenario refuses changes.",
         .examples = kExamples,
         .writable = true},
    .service = kPricingCalculator,
    .iam_action = "bcm-pricing-calculator:ListBillScenarioUsageModifications",
    .iam_writes =
        "bcm-pricing-calculator:CreateBillScenarioUsageModification, "
        "bcm-pricing-calculator:UpdateBillScenarioUsageModification, "
        "bcm-pricing-calculator:DeleteBillScenarioUsageModification",
    .rows = {.each = "/items[]", .may_be_absent = true},
    .paging = kPaging,
    .parents = kScenarios,
};
static_assert(well_formed(kListBillScenarioUsageModifications));

extern constexpr Operation kListBillScenarioUsageQuantities{
    .table = {.name = "bcm_bill_scenario_usage_quantities",
              .doc = "The quantities of bill scenarios' lines, one row per line and start hour.",
              .operation = "ListBillScenarioUsageModifications",
              .service = "BCM Pricing Calculator",
              .columns = kQuantities,
              .limits = "25 lines a page. A line without quantities has no row. Pending changes are not shown.",
              .examples = kQuantityExamples},
    .service = kPricingCalculator,
    .iam_action = "bcm-pricing-calculator:ListBillScenarioUsageModifications",
    .rows = {.each = "/items[]/quantities[]", .may_be_absent = true},
    .paging = kPaging,
    .parents = kScenarios,
};
static_assert(well_formed(kListBillScenarioUsageQuantities));

}  // namespace awscost::bcm
