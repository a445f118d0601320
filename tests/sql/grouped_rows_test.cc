// Rows in the order of their groups, in memory and in a file; and what is said where there is room in neither.
// (tests/vtab/group_by_test.cc holds them against SQLite's own GROUP BY.)
#include "sql/grouped_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cost_table.h"
#include "sql/error.h"

namespace awscost::sql {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

GroupedRows by_group(GroupedRows::Room room = {}) {
  return {kCostTable, {cost_column("group_1")}, {cost_column("unblended_cost")}, std::move(room)};
}

void add(GroupedRows& rows, const Cell& group, double cost) {
  const std::vector<Cell> cells{group, cost};
  rows.add(cells);
}

std::vector<std::string> all(GroupedRows& rows) {
  std::vector<std::string> found;
  while (rows.next()) {
    found.push_back(literal(value_of(rows.cell(cost_column("group_1")))) + " " +
                    literal(value_of(rows.cell(cost_column("unblended_cost")))));
  }
  return found;
}

TEST(GroupedRows, GroupsAreSortedAndTheirRowsStayInOrder) {
  GroupedRows rows = by_group();
  add(rows, std::string_view("b"), 1);
  add(rows, std::string_view("a"), 2);
  add(rows, std::string_view("b"), 0.5);
  add(rows, std::string_view("a"), 4);
  rows.finish();
  EXPECT_THAT(all(rows), ElementsAre("'a' 2", "'a' 4", "'b' 1", "'b' 0.5"));
}

// As SQLite compares: NULL, then numbers by value, then texts byte by byte, a shorter one first.
TEST(GroupedRows, TheOrderIsSqlites) {
  GroupedRows rows = by_group();
  const std::string_view zero("a\0", 2);
  const std::string_view behind_zero("a\0b", 3);
  for (const Cell& group : {Cell(std::string_view("\xC3\xA9")), Cell(std::string_view("a\x01")), Cell(behind_zero),
                            Cell(zero), Cell(std::string_view("a")), Cell(std::string_view()), Cell(std::int64_t{7}),
                            Cell(std::int64_t{-7}), Cell(std::int64_t{256}), Cell(Null())}) {
    add(rows, group, 1);
  }
  rows.finish();
  std::vector<Cell> order;
  while (rows.next()) order.push_back(rows.cell(cost_column("group_1")));
  EXPECT_THAT(order, ElementsAre(Cell(Null()), Cell(std::int64_t{-7}), Cell(std::int64_t{7}), Cell(std::int64_t{256}),
                                 Cell(std::string_view()), Cell(std::string_view("a")), Cell(zero), Cell(behind_zero),
                                 Cell(std::string_view("a\x01")), Cell(std::string_view("\xC3\xA9"))));
}

// No value runs into its neighbour.
TEST(GroupedRows, AGroupIsAllOfItsColumns) {
  GroupedRows rows(kCostTable, {cost_column("group_1"), cost_column("group_2")}, {}, {});
  for (const auto& [one, other] : {std::pair("a", "bc"), std::pair("ab", "c"), std::pair("a", "bc")}) {
    const std::vector<Cell> cells{std::string_view(one), std::string_view(other)};
    rows.add(cells);
  }
  rows.finish();
  std::vector<std::string> found;
  while (rows.next()) {
    found.push_back(literal(value_of(rows.cell(cost_column("group_1")))) +
                    literal(value_of(rows.cell(cost_column("group_2")))));
  }
  EXPECT_THAT(found, ElementsAre("'a''bc'", "'a''bc'", "'ab''c'"));
}

TEST(GroupedRows, NoRowsAreNoRows) {
  GroupedRows rows = by_group();
  rows.finish();
  EXPECT_THAT(all(rows), IsEmpty());
}

TEST(GroupedRows, TheyBeginAnew) {
  GroupedRows rows = by_group();
  add(rows, std::string_view("a"), 1);
  rows.finish();
  EXPECT_THAT(all(rows), ElementsAre("'a' 1"));
  rows.clear();
  EXPECT_FALSE(rows.is_finished());
  add(rows, std::string_view("b"), 2);
  rows.finish();
  EXPECT_THAT(all(rows), ElementsAre("'b' 2"));
}

// A thousand rows are looked at together, so that one more is needed.
TEST(GroupedRows, WithoutRoomAnywhereTheErrorSaysWhereToMakeSome) {
  GroupedRows rows = by_group({.most_bytes = 10, .open = [](const std::string&) -> std::unique_ptr<Database> {
                                 throw DatabaseError("disk is full", DatabaseError::Cause::kFull);
                               }});
  try {
    for (int i = 0; i < 2000; ++i) add(rows, std::string_view("a"), i);
    FAIL() << "they were held";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("disk is full"), HasSubstr("awscost_config('join_memory', '268435456')")));
  }
}

TEST(GroupedRows, ATextThatIsTooLongNamesItsColumn) {
  GroupedRows rows = by_group();
  const std::string text(Cells::kLongestText + 1, 'x');
  try {
    add(rows, std::string_view(text), 1);
    FAIL() << "it was held";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("group_1 has a text of 16777216 bytes"));
  }
}

}  // namespace
}  // namespace awscost::sql
