// What well_formed() refuses: the checks of the compiler at run time, on wrong declarations.
#include "sql/table.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "cost_table.h"

namespace awscost::sql {
namespace {

// The compiler's message for this table.
std::string complaint(const Table& table) {
  try {
    check::table(table);
  } catch (const char* sentence) {
    return sentence;
  }
  return "well formed";
}

constexpr std::array kDays{
    Column{.name = "day", .type = Type::kDay, .role = Role::kPeriodStart, .doc = "Day."},
    Column{.name = "granularity", .role = Role::kGranularity, .hidden = true, .doc = "Grain."},
};

std::string complaint_about(const History& history) {
  return complaint({.name = "days", .doc = "Days.", .columns = kDays, .history = history});
}

TEST(WellFormed, KnowsWhatAHistoryIs) {
  EXPECT_EQ(complaint_about({}), "well formed");
  EXPECT_EQ(complaint_about({.days = 14}), "well formed");
  EXPECT_EQ(complaint_about({.months = 13, .from_first_of_month = true, .hourly_days = 14}), "well formed");
  EXPECT_EQ(complaint_about({.days = -1}), "a history's length is not negative");
  EXPECT_EQ(complaint_about({.days = 14, .months = 13}), "a history is so many days or so many months, not both");
  EXPECT_EQ(complaint_about({.days = 14, .from_first_of_month = true}), "only a history of months begins with a month");
  EXPECT_EQ(complaint_about({.whole_periods = true}), "a history says how long it is");
  EXPECT_EQ(complaint_about({.days = 14, .no_months = "too long"}), "no_months is a sentence");
}

TEST(WellFormed, WantsPeriodsForAHistory) {
  constexpr std::array kNone{Column{.name = "id", .doc = "Id."}};
  EXPECT_EQ(complaint({.name = "t", .doc = "T.", .columns = kNone, .history = {.days = 14}}),
            "a table with history has periods, or start_date and end_date");
  constexpr std::array kStart{Column{.name = "day", .role = Role::kPeriodStart, .doc = "Day."}};
  EXPECT_EQ(complaint({.name = "t", .doc = "T.", .columns = kStart, .history = {.days = 30, .hourly_days = 14}}),
            "hours need an input granularity");
}

TEST(WellFormed, KnowsMoney) {
  std::vector<Column> columns(std::begin(kCostColumns), std::end(kCostColumns));
  Table table = kCostTable;
  table.columns = columns;
  EXPECT_EQ(complaint(table), "well formed");
  for (Column& column : columns) column.is_money = false;
  EXPECT_EQ(complaint(table), "a currency is the unit of a metric that is money");
  columns.front().is_money = true;
  EXPECT_EQ(complaint(table), "only a metric is money");
}

TEST(WellFormed, KnowsSecretsAndNumbersThatStandForNone) {
  const Column text[] = {{.name = "a", .wire = "a", .none = "9", .doc = "A."}};
  EXPECT_EQ(complaint({.name = "t", .doc = "T.", .columns = text}),
            "only a whole number has a number that stands for none");
  const Column input[] = {
      {.name = "a", .role = Role::kInput, .hidden = true, .wire = "a", .secret = true, .doc = "A."}};
  EXPECT_EQ(complaint({.name = "t", .doc = "T.", .columns = input}), "only a result is a secret");
  const Column both[] = {{.name = "a", .wire = "a", .secret = true, .doc = "A."},
                         {.name = "b", .type = Type::kBigint, .wire = "b", .none = "9", .doc = "B."}};
  const Table table{.name = "t", .doc = "T.", .columns = both};
  EXPECT_EQ(complaint(table), "well formed");
  EXPECT_TRUE(holds_secret(table));
}

TEST(WellFormed, CountsTheKeysOfGroupBy) {
  Table table = kCostTable;
  table.most_keys = 0;
  EXPECT_EQ(complaint(table), "a table with group_by says how many keys it takes at most, and no other does");
}

TEST(WellFormed, ShowsTheFilterThatIsRequired) {
  Table table = kCostTable;
  table.required_filter = "a filter";
  EXPECT_EQ(complaint(table), "a table that needs a filter shows one");
}

TEST(WellFormed, KnowsWhatCanNarrow) {
  const auto with = [](Column column) {
    const Column columns[] = {{.name = "id", .wire = "Id", .identity = true, .doc = "Id."}, column};
    return complaint({.name = "t", .doc = "T.", .columns = columns});
  };
  for (const Type type : {Type::kText, Type::kInstant, Type::kReal, Type::kInteger, Type::kBigint}) {
    EXPECT_EQ(with({.name = "a", .type = type, .wire = "A", .narrows = "/A", .doc = "A."}), "well formed");
  }
  for (const Type type : {Type::kDay, Type::kBoolean, Type::kJson}) {
    EXPECT_EQ(
        with({.name = "a", .type = type, .wire = "A", .narrows = "/A", .doc = "A."}),
        "a column that narrows is text, an instant or a number: how SQL compares anything else is its own matter");
  }
}

TEST(WellFormed, KnowsWhatStandsInTwoPlaces) {
  std::vector<Column> columns(std::begin(kCostColumns), std::end(kCostColumns));
  Table table = kCostTable;
  table.columns = columns;
  columns[find(table, "unblended_cost").value()].grouped_wire = "Cost";
  EXPECT_EQ(complaint(table), "only a result has a place in grouped rows");
  const Column ungrouped[] = {{.name = "id", .wire = "Id", .grouped_wire = "Key/Id", .doc = "Id."}};
  EXPECT_EQ(complaint({.name = "t", .doc = "T.", .columns = ungrouped}), "rows are grouped by an input group_by");
}

}  // namespace
}  // namespace awscost::sql
