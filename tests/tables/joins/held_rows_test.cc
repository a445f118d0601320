// Rows in columns: what is kept of a cell, and what an index finds.
#include "connectors/tables/joins/held_rows.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/tables/assembly/question.h"

namespace awscost::joins {
namespace {

using test::Question;

// Rows that a test writes down: a day, a service, an amount.
class WrittenRows : public asking::AskedRows {
 public:
  struct Row {
    std::string day;
    std::optional<std::string> service;
    double cost = 0;
  };
  WrittenRows(const sql::Table& table, std::vector<Row> rows) : table_(table), rows_(std::move(rows)) {}

  bool next(const sql::Interrupted&) override { return seen_++ < rows_.size(); }
  sql::Cell cell(std::size_t column) override {
    const Row& row = rows_[seen_ - 1];
    const std::string_view name = table_.columns[column].name;
    if (name == "period_start") return std::string_view(row.day);
    if (name == "unblended_cost") return row.cost;
    if (name == "estimated") return std::int64_t{1};
    if (name == "service" || name == "group_1")
      return row.service ? sql::Cell(std::string_view(*row.service)) : sql::Null();
    return sql::Null();
  }
  std::shared_ptr<const asking::Destination> destination() const override { return nullptr; }

 private:
  const sql::Table& table_;
  std::vector<Row> rows_;
  std::size_t seen_ = 0;
};

class HeldRowsTest : public testing::Test {
 protected:
  HeldRowsTest() {
    question_.group_by("service").window("2026-11-01", "2026-11-04");
    question_.mention({"period_start", "service", "unblended_cost", "estimated"});
    held_ = std::make_unique<HeldRows>(question_.scan());
    WrittenRows rows(question_.operation().table, {{"2026-11-01", "b", 1},
                                                   {"2026-11-01", "a", 2},
                                                   {"2026-11-02", "a", 3},
                                                   {"2026-11-02", std::nullopt, 4},
                                                   {"2026-11-03", "", 5},
                                                   {"2026-11-03", "a", 6}});
    while (rows.next({})) held_->add(rows);
  }

  std::vector<double> costs(const sql::Scan& narrow) {
    std::vector<double> costs;
    for (auto found = held_->find(narrow); found && held_->next(*found);) {
      costs.push_back(std::get<double>(held_->cell(*found, question_.column("unblended_cost"))));
    }
    return costs;
  }

  Question question_{"ce_cost_and_usage"};
  std::unique_ptr<HeldRows> held_;
};

TEST_F(HeldRowsTest, AKeyFindsItsRowsInTheirOrder) {
  Question narrow = question_;
  EXPECT_EQ(costs(narrow.bind("service", {"a"}).scan()), std::vector<double>({2, 3, 6}));
  Question none = question_;
  EXPECT_EQ(costs(none.bind("service", {"c"}).scan()), std::vector<double>());
}

TEST_F(HeldRowsTest, NullEqualsNoText) {
  Question narrow = question_;
  EXPECT_EQ(costs(narrow.bind("service", {""}).scan()), std::vector<double>({5}));
}

TEST_F(HeldRowsTest, AWindowIsARangeOfRows) {
  Question narrow = question_;
  EXPECT_EQ(costs(narrow.window("2026-11-02", "2026-11-03").scan()), std::vector<double>({3, 4}));
  EXPECT_EQ(costs(question_.scan()), std::vector<double>({1, 2, 3, 4, 5, 6}));
}

TEST_F(HeldRowsTest, AKeyAndADayAreOneIndex) {
  Question narrow = question_;
  narrow.bind("service", {"a"}).window("2026-11-02", "2026-11-03");
  sql::Scan scan = narrow.scan();
  scan.conditions.push_back({.op = sql::Operator::kEq, .texts = {"2026-11-02"}});
  EXPECT_EQ(costs(scan), std::vector<double>({3}));
}

TEST_F(HeldRowsTest, CellsKeepTheirTypes) {
  auto found = held_->find(question_.scan());
  ASSERT_TRUE(found && held_->next(*found));
  EXPECT_EQ(held_->cell(*found, question_.column("estimated")), sql::Cell(std::int64_t{1}));
  EXPECT_EQ(held_->cell(*found, question_.column("service")), sql::Cell(std::string_view("b")));
  EXPECT_EQ(held_->cell(*found, question_.column("currency")), sql::Cell(sql::Null())) << "not mentioned";
}

TEST_F(HeldRowsTest, ForgettingGivesTheMemoryBack) {
  EXPECT_GT(held_->bytes(), 6 * 5 * 9U) << "six rows of five cells";
  held_->forget_rows();
  EXPECT_LT(held_->bytes(), 6 * 16U) << "an empty text of each column";
}

}  // namespace
}  // namespace awscost::joins
