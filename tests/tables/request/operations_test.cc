// The declarations: what well_formed() does not check, and what it accepts.
#include "connectors/tables/operations/operations.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "connectors/tables/operations/path.h"

namespace awscost {
namespace {

TEST(Operations, HaveTablesOfDifferentNames) {
  std::set<std::string_view> names;
  for (const Operation* operation : all_operations()) EXPECT_TRUE(names.insert(operation->table.name).second);
  EXPECT_EQ(names.size(), all_operations().size());
}

TEST(Operations, AreFoundByTable) {
  for (const Operation* operation : all_operations()) {
    EXPECT_EQ(find_operation(operation->table.name), operation);
  }
  EXPECT_EQ(find_operation("nothing"), nullptr);
}

TEST(CostTables, StandInTheDocumentedOrder) {
  const sql::Table& table = find_operation("ce_cost_and_usage_with_resources")->table;
  const auto name = [&](std::size_t column) { return table.columns[column].name; };
  EXPECT_EQ(name(0), "period_start");
  EXPECT_EQ(name(6), "unblended_cost");
  EXPECT_EQ(name(12), "normalized_usage_amount");
  EXPECT_EQ(name(13), "group_by");
  EXPECT_EQ(name(19), "profile");
  EXPECT_EQ(name(20), "resource_id");
  EXPECT_EQ(name(21), "service");
  EXPECT_EQ(name(48), "tag_value");
  EXPECT_EQ(name(49), "cost_category_value");
  EXPECT_EQ(name(50), "period_day");
  EXPECT_EQ(name(53), "period_month");
  EXPECT_EQ(name(54), "linked_account_name");
  EXPECT_EQ(name(55), "unblended_cost_unit");
  EXPECT_EQ(name(68), "normalized_usage_amount_exact");
  EXPECT_EQ(name(69), "dimension_attributes");
  EXPECT_EQ(table.columns.size(), 70u);
}

TEST(CostTables, DifferInResourceIdAlone) {
  const sql::Table& plain = find_operation("ce_cost_and_usage")->table;
  const sql::Table& resources = find_operation("ce_cost_and_usage_with_resources")->table;
  EXPECT_EQ(plain.columns.size() + 1, resources.columns.size());
  EXPECT_FALSE(sql::find(plain, "resource_id"));
  for (const sql::Column& column : plain.columns) EXPECT_TRUE(sql::find(resources, column.name)) << column.name;
}

TEST(CostTables, NameEveryMetricsCompanions) {
  const sql::Table& table = find_operation("ce_cost_and_usage")->table;
  for (const sql::Column& column : table.columns) {
    if (column.role != sql::Role::kMetric) continue;
    for (const auto& [suffix, role] :
         {std::pair{"_unit", sql::Role::kMetricUnit}, std::pair{"_exact", sql::Role::kMetricExact}}) {
      const auto companion = sql::find(table, std::string(column.name) + suffix);
      ASSERT_TRUE(companion) << column.name;
      EXPECT_EQ(table.columns[*companion].role, role);
      EXPECT_EQ(table.columns[*companion].metric, column.wire);
    }
  }
}

TEST(CostTables, SpellDimensionsAsTheApiDoes) {
  const sql::Table& table = find_operation("ce_cost_and_usage_with_resources")->table;
  for (const sql::Column& column : table.columns) {
    if (column.role != sql::Role::kDimension) continue;
    std::string upper(column.name);
    for (char& c : upper) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    EXPECT_EQ(upper, column.wire);
  }
}

TEST(Path, ReadsItsSteps) {
  std::string_view path = "/A/B[]/0/C[Value=KEY]/D[Value]";
  EXPECT_EQ(take_step(path).name, "A");
  const PathStep each = take_step(path);
  EXPECT_EQ(each.name, "B");
  EXPECT_EQ(each.kind, PathStep::Kind::kEach);
  EXPECT_EQ(take_step(path).kind, PathStep::Kind::kPosition);
  const PathStep by_key = take_step(path);
  EXPECT_EQ(by_key.kind, PathStep::Kind::kLookup);
  EXPECT_EQ(by_key.name, "C");
  EXPECT_EQ(by_key.match, "Value");
  EXPECT_EQ(by_key.key, "KEY");
  EXPECT_EQ(take_step(path).key, "");
  EXPECT_TRUE(path.empty());
}

TEST(Path, KnowsWhatARowCanReach) {
  EXPECT_TRUE(reachable("/A[]/B/C", "/A[]/G[]"));
  EXPECT_TRUE(reachable("/Token", "/A[]/G[]"));
  EXPECT_TRUE(reachable("/A[]/G[]/Keys/0", "/A[]/G[]"));
  EXPECT_FALSE(reachable("/A[]/G[]/Keys", "/A[]"));
  EXPECT_FALSE(reachable("/Other[]/X", "/A[]/G[]"));
}

}  // namespace
}  // namespace awscost
