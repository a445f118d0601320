// Rows as SQLite may see them: consumed conditions checked, inputs and slices echoed, rowids stable.
#include "sql/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cost_table.h"
#include "sql/error.h"

namespace awscost::sql {
namespace {

using ::testing::HasSubstr;

struct Row {
  std::string start;
  std::string end;
  std::string group;
  double cost;
};

class ListedRows : public Rows {
 public:
  explicit ListedRows(const std::vector<Row>& rows) : rows_(rows) {}
  bool next(const Interrupted&) override { return ++at_ < static_cast<int>(rows_.size()); }
  Cell cell(int column) override {
    const Row& row = rows_[at_];
    switch (kCostTable.columns[column].role) {
      case Role::kPeriodStart:
        return std::string_view(row.start);
      case Role::kPeriodEnd:
        return std::string_view(row.end);
      case Role::kMetric:
        return row.cost;
      default:
        return std::string_view(row.group);
    }
  }

 private:
  const std::vector<Row>& rows_;
  int at_ = -1;
};

class ListedSource : public Source {
 public:
  const Table& table() const override { return kCostTable; }
  std::unique_ptr<Rows> open(const Scan&) override {
    ++opened;
    return std::make_unique<ListedRows>(rows);
  }
  std::vector<Row> rows = {{"2026-11-20", "2026-11-21", "i-1", 1},
                           {"2026-11-20", "2026-11-21", "i-2", 2},
                           {"2026-11-21", "2026-11-22", "i-1", 3},
                           {"2026-11-21", "2026-11-22", "i-1", 4}};
  int opened = 0;
};

const Interrupted kNever = [] { return false; };

Scan scan_of(std::vector<std::tuple<std::string_view, Operator, ArgumentValues>> bound) {
  Plan plan;
  std::vector<ArgumentValues> values;
  for (auto& [column, op, given] : bound) {
    plan.arguments.push_back({.column = cost_column(column), .op = op});
    plan.mentioned.set(cost_column(column));
    values.push_back(std::move(given));
  }
  return make_scan(kCostTable, plan, values, parse_instant("2026-11-21").value());
}

std::vector<double> costs(Scan scan, ListedSource& source) {
  std::vector<double> found;
  Answer answer(std::move(scan), source);
  while (answer.next(kNever)) found.push_back(std::get<double>(answer.value(cost_column("unblended_cost"))));
  return found;
}

Value text(const char* value) {
  return std::string(value);
}

TEST(Answer, DropsRowsThatConsumedConditionsRefuse) {
  ListedSource source;
  EXPECT_EQ(costs(scan_of({}), source), (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(costs(scan_of({{"period_start", Operator::kGe, {text("2026-11-21 00:00:00")}}}), source),
            (std::vector<double>{3, 4}));
  EXPECT_EQ(costs(scan_of({{"resource_id", Operator::kEq, {text("i-2")}}}), source), (std::vector<double>{2}));
}

TEST(Answer, OpensNothingForAnEmptyScan) {
  ListedSource source;
  EXPECT_TRUE(costs(scan_of({{"service", Operator::kIn, {}}}), source).empty());
  EXPECT_EQ(source.opened, 0);
}

TEST(Answer, EchoesWhatWasBoundAndRefusesWhatNoRowCanShow) {
  ListedSource source;
  Answer answer(scan_of({{"service", Operator::kEq, {text("EC2")}},
                         {"region", Operator::kIn, {text("a"), text("b")}},
                         {"group_by", Operator::kEq, {text(" Resource_ID")}}}),
                source);
  ASSERT_TRUE(answer.next(kNever));
  EXPECT_EQ(answer.value(cost_column("service")), Cell(std::string_view("EC2")));
  EXPECT_EQ(answer.value(cost_column("group_by")), Cell(std::string_view(" Resource_ID"))) << "byte for byte";
  EXPECT_EQ(answer.value(cost_column("granularity")), Cell(std::string_view("DAILY")));
  EXPECT_EQ(answer.value(cost_column("start_date")), Cell(Null{}));
  EXPECT_EQ(answer.value(cost_column("resource_id")), Cell(std::string_view("i-1")));
  try {
    answer.value(cost_column("region"));
    FAIL() << "two regions have no single value";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("('resource_id, region')"));
  }
}

// Rule R8: the same row has the same rowid whatever narrowed the scan; equal rows are told apart.
TEST(Answer, RowidsDependOnInputsPeriodAndKeysAlone) {
  ListedSource source;
  const auto rowids = [&](Scan scan) {
    std::vector<std::int64_t> found;
    Answer answer(std::move(scan), source);
    while (answer.next(kNever)) found.push_back(answer.rowid());
    return found;
  };
  const auto all = rowids(scan_of({}));
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(std::set<std::int64_t>(all.begin(), all.end()).size(), 4U);
  EXPECT_EQ(rowids(scan_of({{"period_start", Operator::kGe, {text("2026-11-21")}}})),
            (std::vector<std::int64_t>{all[2], all[3]}));
  EXPECT_EQ(rowids(scan_of({{"resource_id", Operator::kEq, {text("i-2")}}})), (std::vector<std::int64_t>{all[1]}));
}

// Rule R2: merging branches, SQLite compares the timestamp as it stands, and would drop the day that the cut keeps.
TEST(Answer, RowsFoundByATimestampHaveNoRowid) {
  ListedSource source;
  Answer answer(scan_of({{"period_start", Operator::kGe, {text("2026-11-21 00:00:00")}}}), source);
  ASSERT_TRUE(answer.next(kNever));
  try {
    answer.rowid();
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("Write the date"));
  }
}

// Rule R2: SQLite asks for rowids to merge branches, and a branch's slices are no part of a row.
TEST(Answer, HasNoRowidUnderASlice) {
  ListedSource source;
  Answer answer(scan_of({{"service", Operator::kEq, {text("EC2")}}}), source);
  ASSERT_TRUE(answer.next(kNever));
  try {
    answer.rowid();
    FAIL() << "branches cannot be merged";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("awscost_any(awscost_dimension('SERVICE', 'AWS Lambda'), …)"));
  }
}

}  // namespace
}  // namespace awscost::sql
