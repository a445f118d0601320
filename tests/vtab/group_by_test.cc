// GROUP BY over rows that come in groups, held against SQLite's own over a copy of the same rows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sql/source.h"
#include "tests/vtab/registered.h"
#include "vtab/module.h"

namespace awscost {
namespace {

using sql::Cell;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::array kColumns{
    sql::Column{.name = "resource", .role = sql::Role::kResult, .identity = true, .doc = "Resource."},
    sql::Column{.name = "day", .type = sql::Type::kDay, .role = sql::Role::kResult, .identity = true, .doc = "Day."},
    sql::Column{.name = "note", .role = sql::Role::kResult, .doc = "Note."},
    sql::Column{.name = "cost", .type = sql::Type::kReal, .role = sql::Role::kResult, .doc = "Cost."},
    sql::Column{.name = "number", .type = sql::Type::kInteger, .role = sql::Role::kResult, .doc = "Number."},
};
constexpr sql::Table kTable{
    .name = "bill", .doc = "Bill.", .operation = "GetBill", .service = "Bills", .columns = kColumns};

struct Row {
  std::optional<std::string> resource;
  std::string day;
  std::optional<std::string> note;
  double cost = 0;
  std::int64_t number = 0;
};

Cell cell_of(const std::optional<std::string>& text) {
  return text ? Cell(std::string_view(*text)) : Cell(sql::Null());
}

class ListedRows : public sql::Rows {
 public:
  explicit ListedRows(const std::vector<Row>& rows) : rows_(rows) {}
  bool next(const sql::Interrupted&) override { return ++at_ < static_cast<int>(rows_.size()); }
  Cell cell(std::size_t column) override {
    const Row& row = rows_[static_cast<std::size_t>(at_)];
    const std::array<Cell, 5> cells{cell_of(row.resource), std::string_view(row.day), cell_of(row.note), row.cost,
                                    row.number};
    return cells[column];
  }

 private:
  const std::vector<Row>& rows_;
  int at_ = -1;
};

class Bill : public sql::Source {
 public:
  const sql::Table& table() const override { return kTable; }
  std::unique_ptr<sql::Rows> open(const sql::Scan&, sql::Statement&) override {
    return std::make_unique<ListedRows>(rows);
  }
  std::vector<Row> rows;
};

// Costs are quarters, so that sums are exact in any order.
std::vector<Row> drawn_rows(std::mt19937& random, std::size_t count) {
  const std::vector<std::optional<std::string>> resources{
      std::nullopt, "", "a", "A", "ab", std::string("a\0b", 3), "b", "\xC3\xA9", "i-0123456789", "i-0123456790"};
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) {
    Row row{.resource = resources[random() % resources.size()],
            .day = "2026-11-0" + std::to_string(1 + random() % 9),
            .cost = static_cast<double>(random() % 4000) / 4 - 300,
            .number = static_cast<std::int64_t>(random() % 20)};
    if (random() % 3 != 0) row.note = "n" + std::to_string(random() % 5);
    rows.push_back(std::move(row));
  }
  return rows;
}

class GroupBy : public testing::Test {
 protected:
  void begin(std::vector<Row> rows, std::optional<std::size_t> join_memory = std::nullopt) {
    bill_->rows = std::move(rows);
    const auto host = test::host_of();
    if (join_memory) host->join_memory = [bytes = *join_memory] { return bytes; };
    test::register_source(connection_.db(), bill_, host);
    require(
        connection_.run("CREATE TABLE copy AS SELECT rowid AS id, * FROM bill; CREATE TABLE own(resource, tier);"
                        "INSERT INTO own VALUES ('a', 1), ('ab', 1), ('b', 2), ('b', 3), (NULL, 9)"));
  }
  static void require(const std::string& failed) {
    if (!failed.empty()) throw std::runtime_error(failed);
  }

  // `sql` reads `bill`; the same over the copy has the same rows, in the same order.
  void same(const std::string& sql) {
    std::string over_copy = sql;
    for (auto at = over_copy.find("bill"); at != std::string::npos; at = over_copy.find("bill")) {
      over_copy.replace(at, 4, "copy");
    }
    for (auto at = over_copy.find("rowid"); at != std::string::npos; at = over_copy.find("rowid")) {
      over_copy.replace(at, 5, "id");
    }
    const std::string expected = connection_.rows(over_copy);
    ASSERT_EQ(expected.find("error:"), std::string::npos) << over_copy << ": " << expected;
    EXPECT_EQ(connection_.rows(sql), expected) << sql;
  }

  std::string plan(const std::string& sql) { return connection_.rows("EXPLAIN QUERY PLAN " + sql); }

  std::shared_ptr<Bill> bill_ = std::make_shared<Bill>();
  test::Connection connection_;
};

constexpr std::array kStatements{
    "SELECT resource, count(*), sum(cost), min(note), max(number) FROM bill GROUP BY resource",
    "SELECT quote(resource), day, sum(cost) FROM bill GROUP BY resource, day",
    "SELECT day, quote(resource), count(note) FROM bill GROUP BY 1, 2",
    "SELECT resource, sum(cost) FROM bill WHERE cost > 0 AND day >= '2026-11-03' GROUP BY resource HAVING count(*) > 2",
    "SELECT resource, sum(cost) AS c FROM bill GROUP BY resource ORDER BY c DESC, resource LIMIT 3",
    "SELECT count(*) FROM (SELECT resource FROM bill GROUP BY resource LIMIT 2)",
    "SELECT resource, group_concat(number) FROM bill GROUP BY resource",
    "SELECT resource, count(DISTINCT day), sum(number) FILTER (WHERE note IS NULL) FROM bill GROUP BY resource",
    "SELECT resource, day, cost, max(cost) FROM bill GROUP BY resource",
    "SELECT resource, max(rowid), min(rowid), count(DISTINCT rowid) FROM bill GROUP BY resource",
    "SELECT note, count(*) FROM bill GROUP BY note ORDER BY note DESC",
    "SELECT upper(resource), count(*) FROM bill GROUP BY upper(resource)",
    "SELECT lower(min(resource)), count(*) FROM bill GROUP BY resource COLLATE NOCASE",
    "SELECT number, count(*) FROM bill GROUP BY number",
    "SELECT o.tier, b.resource, count(*) FROM own o JOIN bill b ON b.resource = o.resource GROUP BY b.resource, o.tier",
    "SELECT b.resource, count(*), sum(o.tier) FROM bill b LEFT JOIN own o ON b.resource = o.resource GROUP BY "
    "b.resource",
    "SELECT b.resource, count(*), sum(o.tier) FROM own o CROSS JOIN bill b ON b.resource = o.resource GROUP BY "
    "b.resource",
    "SELECT o.tier, (SELECT group_concat(s) FROM (SELECT b.day || sum(b.cost) AS s FROM bill b WHERE b.resource = "
    "o.resource GROUP BY b.day)) FROM own o ORDER BY o.tier",
    "SELECT a.resource, a.n, b.n FROM (SELECT resource, count(*) AS n FROM bill GROUP BY resource) a JOIN (SELECT "
    "resource, sum(number) AS n FROM bill GROUP BY resource) b ON a.resource IS b.resource ORDER BY a.resource",
    "SELECT DISTINCT resource FROM bill ORDER BY resource",
    "SELECT resource, cost FROM bill ORDER BY resource, cost, number",
};

TEST_F(GroupBy, HasTheRowsOfSqlitesOwn) {
  std::mt19937 random(20261201);
  for (const std::size_t count : {0U, 1U, 2U, 50U, 3000U}) {
    begin(drawn_rows(random, count));
    for (const char* const sql : kStatements) same(sql);
    require(connection_.run("DROP TABLE copy; DROP TABLE own"));
  }
}

TEST_F(GroupBy, HasThemWhereTheyFindNoRoomInMemory) {
  std::mt19937 random(20261202);
  for (const std::size_t count : {0U, 1U, 1500U, 5000U}) {
    begin(drawn_rows(random, count), 1);
    for (const char* const sql : kStatements) same(sql);
    require(connection_.run("DROP TABLE copy; DROP TABLE own"));
  }
}

TEST_F(GroupBy, IsPromisedWhereItIsThatAlone) {
  begin({});
  const auto promised = AllOf(HasSubstr("in groups of resource"), Not(HasSubstr("TEMP B-TREE")));
  const auto sorted = AllOf(Not(HasSubstr("in groups of")), HasSubstr("TEMP B-TREE"));
  EXPECT_THAT(plan("SELECT resource, sum(cost) FROM bill GROUP BY resource"), promised);
  EXPECT_THAT(plan("SELECT resource, day, sum(cost) FROM bill WHERE cost > 1 GROUP BY resource, day"),
              AllOf(HasSubstr("in groups of resource, day"), Not(HasSubstr("TEMP B-TREE"))));
  EXPECT_THAT(plan("SELECT resource, sum(cost) FROM bill GROUP BY resource COLLATE NOCASE"), sorted);
  EXPECT_THAT(plan("SELECT cost, count(*) FROM bill GROUP BY cost"), sorted) << "a number with a fraction";
  // All rows would wait in memory where SQLite keeps the first ones, or reads no further than those.
  EXPECT_THAT(plan("SELECT resource, cost FROM bill ORDER BY resource LIMIT 5"), sorted);
  EXPECT_THAT(plan("SELECT DISTINCT resource FROM bill LIMIT 5"), sorted);
  EXPECT_THAT(plan("SELECT max(resource) FROM bill"), Not(HasSubstr("in groups of")));
  // The other table may bind the resource.
  EXPECT_THAT(plan("SELECT b.resource, count(*) FROM bill b JOIN own o ON b.resource = o.resource GROUP BY 1"), sorted);
}

}  // namespace
}  // namespace awscost
