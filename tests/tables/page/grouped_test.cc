// Grouped rows: the forms in which they name their keys, and figures with another place than in ungrouped rows.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "tests/tables/page/own_table.h"

namespace awscost::page {
namespace {

using sql::Column;
using sql::Role;
using sql::Type;

constexpr Service kService{.endpoint = "things", .target_prefix = "Things"};
constexpr RequestMembers kMembers{.time_period = "/TimePeriod", .filter = "/Filter", .group_by = "/GroupBy"};

constexpr Column kGroupBy{
    .name = "group_by", .role = Role::kGroupBy, .hidden = true, .example = "'subscription_id'", .doc = "Keys."};

consteval Column dimension(std::string_view name, std::string_view key) {
  return {.name = name, .role = Role::kDimension, .hidden = true, .wire = key, .example = "'x'", .doc = "A key."};
}

// As GetReservationUtilization: the total of a period, or one group per subscription.
constexpr std::array kUtilizationColumns{
    Column{.name = "period_start",
           .type = Type::kDay,
           .role = Role::kPeriodStart,
           .wire = "/UtilizationsByTime[]/TimePeriod/Start",
           .doc = "Start."},
    Column{.name = "group_1", .role = Role::kGroup, .doc = "Key."},
    Column{.name = "hours",
           .type = Type::kReal,
           .wire = "Total/PurchasedHours",
           .grouped_wire = "Utilization/PurchasedHours",
           .doc = "Hours."},
    kGroupBy,
    dimension("subscription_id", "SUBSCRIPTION_ID"),
    Column{.name = "hours_exact",
           .hidden = true,
           .wire = "Total/PurchasedHours",
           .grouped_wire = "Utilization/PurchasedHours",
           .doc = "Hours."},
    Column{.name = "region",
           .hidden = true,
           .grouped_wire = "Attributes/region",
           .needs_key = "subscription_id",
           .doc = "Region."},
};
constexpr Operation kUtilization{
    .table = {.name = "reservations",
              .doc = "Reservations.",
              .operation = "GetReservationUtilization",
              .service = "Cost Explorer",
              .columns = kUtilizationColumns,
              .history = {.months = 13},
              .most_keys = 1},
    .service = kService,
    .iam_action = "things:Get",
    .request = kMembers,
    .rows = {.each = "/UtilizationsByTime[]"},
    .grouped_rows = {.each = "/UtilizationsByTime[]/Groups[]",
                     .keys = "/UtilizationsByTime[]/Groups[]",
                     .key_form = KeyForm::kKeyAndValue},
};
static_assert(well_formed(kUtilization));

constexpr std::string_view kPeriod =
    R"({"UtilizationsByTime":[{"TimePeriod":{"Start":"2026-10-01","End":"2026-11-01"},)";

TEST(KeyAndValue, AreTheOneKeyOfARow) {
  OwnTable table(kUtilization);
  table.group_by("subscription_id");
  ASSERT_EQ(table.read(std::string(kPeriod) +
                       R"("Groups":[{"Key":"SUBSCRIPTION_ID","Value":"s-1","Attributes":{"region":"eu-west-3"},)"
                       R"("Utilization":{"PurchasedHours":"720"}},)"
                       R"({"Value":"s-2","Utilization":{"PurchasedHours":"1.50"}}],)"
                       R"("Total":{"PurchasedHours":"9"}}]})"),
            "2 rows");
  EXPECT_EQ(table.row(0, {"period_start", "group_1", "subscription_id", "hours", "hours_exact", "region"}),
            "'2026-10-01'|'s-1'|'s-1'|720.0|'720'|'eu-west-3'");
  EXPECT_EQ(table.row(1, {"group_1", "hours", "hours_exact", "region"}), "'s-2'|1.5|'1.50'|NULL");
}

TEST(KeyAndValue, OfAGroupWithoutItsValueAreAnError) {
  OwnTable table(kUtilization);
  table.group_by("subscription_id");
  EXPECT_EQ(clause_of(table.read(std::string(kPeriod) + R"("Groups":[{"Key":"SUBSCRIPTION_ID"}]}]})")),
            "/UtilizationsByTime/0/Groups/0 has no Value");
}

TEST(FiguresInTwoPlaces, AreThoseOfThePeriodWhereNothingIsGrouped) {
  OwnTable table(kUtilization);
  ASSERT_EQ(table.read(std::string(kPeriod) + R"("Groups":[{"Value":"s-1","Utilization":{"PurchasedHours":"720"}}],)"
                                              R"("Total":{"PurchasedHours":"9"}}]})"),
            "1 row");
  EXPECT_EQ(table.row(0, {"period_start", "group_1", "subscription_id", "hours", "hours_exact", "region"}),
            "'2026-10-01'|NULL|NULL|9.0|'9'|NULL");
}

// As GetSavingsPlansCoverage: rows with their keys among their attributes.
constexpr std::array kCoverageColumns{
    Column{.name = "group_1", .role = Role::kGroup, .doc = "First key."},
    Column{.name = "group_2", .role = Role::kGroup, .doc = "Second key."},
    Column{.name = "cost", .type = Type::kReal, .wire = "Coverage/OnDemandCost", .doc = "Cost."},
    kGroupBy,
    dimension("region", "REGION"),
    dimension("service", "SERVICE"),
};
constexpr Operation kCoverage{
    .table = {.name = "coverage",
              .doc = "Coverage.",
              .operation = "GetSavingsPlansCoverage",
              .service = "Cost Explorer",
              .columns = kCoverageColumns,
              .most_keys = 3},
    .service = kService,
    .iam_action = "things:Get",
    .request = kMembers,
    .rows = {.each = "/SavingsPlansCoverages[]"},
    .grouped_rows = {.each = "/SavingsPlansCoverages[]",
                     .keys = "/SavingsPlansCoverages[]/Attributes",
                     .key_form = KeyForm::kByName},
};
static_assert(well_formed(kCoverage));

TEST(KeysByName, AreFoundWhateverTheirOrder) {
  OwnTable table(kCoverage);
  table.group_by("service, region");
  ASSERT_EQ(
      table.read(R"({"SavingsPlansCoverages":[{"Attributes":{"REGION":"eu-west-3","X":[1],"SERVICE":"AWS Lambda"},)"
                 R"("Coverage":{"OnDemandCost":"2.5"}}]})"),
      "1 row");
  EXPECT_EQ(table.row(0, {"group_1", "group_2", "region", "service", "cost"}),
            "'AWS Lambda'|'eu-west-3'|'eu-west-3'|'AWS Lambda'|2.5");
}

TEST(KeysByName, ThatAreMissingAreAnError) {
  OwnTable table(kCoverage);
  table.group_by("region");
  EXPECT_EQ(clause_of(table.read(R"({"SavingsPlansCoverages":[{"Attributes":{"SERVICE":"AWS Lambda"}}]})")),
            "/SavingsPlansCoverages/0/Attributes has no REGION");
  EXPECT_EQ(clause_of(table.read(R"({"SavingsPlansCoverages":[{}]})")), "/SavingsPlansCoverages/0 has no Attributes");
}

}  // namespace
}  // namespace awscost::page
