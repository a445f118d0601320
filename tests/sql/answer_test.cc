// Rows as SQLite sees them: consumed conditions checked, inputs and slices echoed, rowids stable.
#include "sql/answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "cost_table.h"
#include "line_table.h"
#include "sql/error.h"
#include "sql/named_table.h"

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
  Cell cell(std::size_t column) override {
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
  std::unique_ptr<Rows> open(const Scan&, Statement&) override {
    ++opened;
    return std::make_unique<ListedRows>(rows);
  }
  std::vector<Row> rows = {{"2026-11-20", "2026-11-21", "i-1", 1},
                           {"2026-11-20", "2026-11-21", "i-2", 2},
                           {"2026-11-21", "2026-11-22", "i-1", 3},
                           {"2026-11-21", "2026-11-22", "i-1", 4}};
  int opened = 0;
};

Statement statement;  // of all answers; the sources keep nothing in it

const Interrupted kNever = [] { return false; };

Scan scan_of(std::vector<std::tuple<std::string_view, Operator, ArgumentValues>> bound) {
  Plan plan;
  std::vector<ArgumentValues> values;
  for (auto& [column, op, given] : bound) {
    plan.arguments.push_back({.column = cost_column(column), .op = op});
    plan.mentioned.set(cost_column(column));
    values.push_back(std::move(given));
  }
  return make_scan(kCostTable, plan, values, text::parse_instant("2026-11-21").value());
}

std::vector<double> costs(Scan scan, ListedSource& source) {
  std::vector<double> found;
  Answer answer(std::move(scan), source, statement);
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
                source, statement);
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
    Answer answer(std::move(scan), source, statement);
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

// Rule R2: when SQLite merges branches it compares a timestamp as text, and would drop the day that its date keeps. For
// a RIGHT JOIN, SQLite tells matched rows from the others by rowid, and only one of its two passes binds what ON says.
TEST(Answer, RowidsOfAFixedInputAreTheSameWhereAPlanBindsIt) {
  const std::vector<std::string_view> arguments = {"profile = 'b'", "granularity = 'DAILY'", "filter = ''"};
  const NamedTable named(kCostTable, "cost_of_b", arguments);
  const auto rowids = [&](const std::vector<std::pair<std::string_view, std::string_view>>& bound) {
    Plan plan;
    std::vector<ArgumentValues> values;
    for (const auto& [column, value] : bound) {
      plan.arguments.push_back({.column = find(named.table(), column).value()});
      values.push_back({std::string(value)});
    }
    ListedSource source;
    std::vector<std::int64_t> found;
    Answer answer(make_scan(named.table(), plan, values, text::parse_instant("2026-11-21").value()), source, statement);
    while (answer.next(kNever)) found.push_back(answer.rowid());
    return found;
  };
  const auto unbound = rowids({});
  EXPECT_EQ(unbound.size(), 4U);
  for (const std::pair<std::string_view, std::string_view> input :
       {std::pair("profile", "b"), std::pair("granularity", "DAILY"), std::pair("filter", "")}) {
    EXPECT_EQ(rowids({input}), unbound) << input.first;
  }
}

TEST(Answer, RowidsOfAFixedInputAreThoseOfTheTableThatBindsIt) {
  const std::vector<std::string_view> arguments = {"profile = 'b'"};
  const NamedTable named(kCostTable, "cost_of_b", arguments);
  ListedSource source;
  const auto first = [&](Scan scan) {
    Answer answer(std::move(scan), source, statement);
    return answer.next(kNever) ? answer.rowid() : 0;
  };
  const Scan fixed = make_scan(named.table(), {}, {}, text::parse_instant("2026-11-21").value());
  EXPECT_EQ(first(fixed), first(scan_of({{"profile", Operator::kEq, {text("b")}}})));
  EXPECT_NE(first(fixed), first(scan_of({{"profile", Operator::kEq, {text("a")}}})));
}

TEST(Answer, RowidsOfADefaultAreTheSameWhereItIsGiven) {
  ListedSource source;
  const auto first = [&](Scan scan) {
    Answer answer(std::move(scan), source, statement);
    return answer.next(kNever) ? answer.rowid() : 0;
  };
  EXPECT_EQ(first(scan_of({{"granularity", Operator::kEq, {text("DAILY")}}})), first(scan_of({})));
  EXPECT_EQ(first(scan_of({{"group_by", Operator::kEq, {text("resource_id")}}})), first(scan_of({})));
  EXPECT_NE(first(scan_of({{"profile", Operator::kEq, {text("")}}})), first(scan_of({}))) << "they show '' and NULL";
}

TEST(Answer, RowsFoundByATimestampHaveNoRowid) {
  ListedSource source;
  Answer answer(scan_of({{"period_start", Operator::kGe, {text("2026-11-21 00:00:00")}}}), source, statement);
  ASSERT_TRUE(answer.next(kNever));
  try {
    answer.rowid();
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("Write the date"));
  }
}

// Rule R2: SQLite asks for rowids to merge branches, and the slices of a branch are no part of its rows.
TEST(Answer, HasNoRowidUnderASlice) {
  ListedSource source;
  Answer answer(scan_of({{"service", Operator::kEq, {text("EC2")}}}), source, statement);
  ASSERT_TRUE(answer.next(kNever));
  try {
    answer.rowid();
    FAIL() << "branches cannot be merged";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("awscost_any(awscost_dimension('SERVICE', 'AWS Lambda'), awscost_dimension("));
  }
}

// Rows of any table, cell by cell; numbered where `numbers` says so.
struct Listed : Source {
  struct Cells : Rows {
    explicit Cells(const Listed& list) : list_(list) {}
    bool next(const Interrupted&) override { return ++at_ < static_cast<int>(list_.rows.size()); }
    Cell cell(std::size_t column) override { return list_.rows[at_].at(column); }
    std::optional<std::int64_t> rowid() override {
      return list_.numbers.empty() ? std::nullopt : std::optional(list_.numbers[at_]);
    }
    const Listed& list_;
    int at_ = -1;
  };
  explicit Listed(const Table& of) : of_(of) {}
  const Table& table() const override { return of_; }
  std::unique_ptr<Rows> open(const Scan&, Statement&) override { return std::make_unique<Cells>(*this); }

  std::vector<std::int64_t> rowids(const Plan& plan = {}, const std::vector<ArgumentValues>& values = {}) {
    std::vector<std::int64_t> found;
    Answer answer(make_scan(of_, plan, values, text::parse_instant("2026-11-21").value()), *this, statement);
    while (answer.next(kNever)) found.push_back(answer.rowid());
    return found;
  }

  const Table& of_;
  std::vector<std::map<std::size_t, Cell>> rows;
  std::vector<std::int64_t> numbers;
};

std::map<std::size_t, Cell> line(std::string_view scenario, std::string_view id, std::int64_t hour, double factor) {
  return {{0, scenario}, {1, id}, {2, hour}, {3, factor}, {4, Null{}}, {8, std::string_view("g")}};
}

// Rule R8 without periods: an OR over parents is several scans, whose rows SQLite tells apart by rowid.
TEST(Answer, RowidsOfATableWithoutPeriodsHashItsIdentity) {
  Listed source(kLineTable);
  source.rows = {line("s1", "a", 1, 1), line("s2", "a", 1, 1),   line("s1", "b", 1, 1),
                 line("s1", "a", 2, 1), line("s1", "a", 1, 1.5), line("s1", "a", 1, 1)};
  const auto all = source.rowids();
  EXPECT_EQ(std::set<std::int64_t>(all.begin(), all.end()).size(), 6U)
      << "the last row equals the first and is another one";
  source.rows = {line("s1", "b", 1, 1), line("s1", "a", 1, 1.5), line("s1", "a", 1, 1)};
  const Plan plan{.arguments = {{.column = 0, .op = Operator::kEq, .promise = Promise::kInexact}}};
  EXPECT_EQ(source.rowids(plan, {{text("s1")}}), (std::vector<std::int64_t>{all[2], all[4], all[0]}));
}

// Two branches of an OR ask for the rowids of different rows, and get the same for the same row.
TEST(Answer, TheOrdinalCountsRowsAndNotQuestions) {
  Listed source(kLineTable);
  source.rows = {line("s1", "a", 1, 1), line("s1", "a", 1, 1), line("s1", "a", 1, 1)};
  const auto all = source.rowids();
  Answer answer(make_scan(kLineTable, {}, {}, text::parse_instant("2026-11-21").value()), source, statement,
                [] { return true; });
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(answer.next(kNever));
  EXPECT_EQ(answer.rowid(), all[2]);
  EXPECT_EQ(answer.rowid(), all[2]) << "asked twice";
}

TEST(Answer, AStatementThatAsksForNoRowidIsAskedOnce) {
  Listed source(kLineTable);
  source.rows = {line("s1", "a", 1, 1), line("s1", "a", 1, 1)};
  int asked = 0;
  Answer answer(make_scan(kLineTable, {}, {}, text::parse_instant("2026-11-21").value()), source, statement,
                [&] { return ++asked < 0; });
  while (answer.next(kNever)) {
  }
  EXPECT_EQ(asked, 1);
}

TEST(Answer, ASourcesOwnNumberIsTheRowid) {
  Listed source(kLineTable);
  source.rows = {line("s1", "a", 1, 1), line("s1", "b", 1, 1)};
  source.numbers = {-7, 9};
  EXPECT_EQ(source.rowids(), source.numbers);
}

TEST(Answer, WhatIsOnlyWrittenReadsNull) {
  Listed source(kLineTable);
  source.rows = {line("s1", "a", 1, 1)};
  Answer answer(make_scan(kLineTable, {}, {}, text::parse_instant("2026-11-21").value()), source, statement);
  ASSERT_TRUE(answer.next(kNever));
  EXPECT_EQ(answer.value(find(kLineTable, "amounts").value()), Cell(Null{}));
  EXPECT_EQ(answer.value(find(kLineTable, "usage_group").value()), Cell(std::string_view("g")));
}

TEST(Answer, APeriodMayHaveNoEnd) {
  Listed source(kUsageTable);
  for (const std::string_view day : {"2026-11-01", "2026-11-02", "2026-11-03"}) {
    source.rows.push_back({{0, std::string_view("p")}, {1, std::string_view("k")}, {2, day}});
  }
  Plan plan;
  plan.arguments = {{.column = find(kUsageTable, "stage").value()}, {.column = 2, .op = Operator::kGe}};
  Answer answer(
      make_scan(kUsageTable, plan, {{text("live")}, {text("2026-11-02")}}, *text::parse_instant("2026-11-21")), source,
      statement);
  std::set<std::int64_t> rowids;
  std::vector<std::string> days;
  while (answer.next(kNever)) {
    days.emplace_back(std::get<std::string_view>(answer.value(2)));
    rowids.insert(answer.rowid());
  }
  EXPECT_THAT(days, ::testing::ElementsAre("2026-11-02", "2026-11-03"));
  EXPECT_EQ(rowids.size(), 2U);
}

}  // namespace
}  // namespace awscost::sql
