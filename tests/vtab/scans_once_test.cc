// Which statements are known to start one scan once. A statement of which it is said, and that scans twice, would lose a reply
// that it needs again, so each of them is run and its scans are counted.
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "sql/source.h"
#include "tests/vtab/registered.h"

namespace awscost {
namespace {

using sql::Cell;

constexpr std::array kColumns{
    sql::Column{.name = "day", .role = sql::Role::kResult, .doc = "Day."},
    sql::Column{.name = "cost", .type = sql::Type::kInteger, .role = sql::Role::kResult, .doc = "Cost."},
};
constexpr sql::Table kTable{
    .name = "bill", .doc = "Bill.", .operation = "GetBill", .service = "Bills", .columns = kColumns};

class ThreeDays : public sql::Rows {
 public:
  bool next(const sql::Interrupted&) override { return ++row_ <= 3; }
  Cell cell(std::size_t column) override {
    if (column == 1) return std::int64_t{row_ * 10};
    return std::string_view(row_ == 3 ? "monday" : "sunday");
  }

 private:
  int row_ = 0;
};

class Bill : public sql::Source {
 public:
  const sql::Table& table() const override { return kTable; }
  std::unique_ptr<sql::Rows> open(const sql::Scan&, sql::Statement& statement) override {
    ++scans;
    known_once = statement.scans_once();
    return std::make_unique<ThreeDays>();
  }

  int scans = 0;
  bool known_once = false;  // at the last scan
};

class ScansOnce : public testing::Test {
 protected:
  ScansOnce() {
    test::register_source(connection_.db(), bill_);
    const std::string failed = connection_.run(
        "CREATE TABLE days(d, n); INSERT INTO days VALUES ('sunday', 1), ('monday', 2);"
        "CREATE TABLE kept(day, cost); CREATE TABLE log(n); CREATE VIEW bills AS SELECT day, cost FROM bill;"
        "CREATE TRIGGER logs AFTER INSERT ON log BEGIN INSERT INTO kept VALUES (new.n, 0); END");
    if (!failed.empty()) throw std::runtime_error(failed);
  }

  // What is said of the statement; it has run.
  bool known_once(const std::string& sql) {
    bill_->scans = 0;
    bill_->known_once = false;
    const std::string rows = connection_.rows(sql);
    EXPECT_EQ(rows.find("error:"), std::string::npos) << sql << ": " << rows;
    EXPECT_GT(bill_->scans, 0) << sql;
    EXPECT_TRUE(!bill_->known_once || bill_->scans == 1) << sql << " scans " << bill_->scans << " times";
    return bill_->known_once;
  }

  test::Connection connection_;
  std::shared_ptr<Bill> bill_ = std::make_shared<Bill>();
};

TEST_F(ScansOnce, IsKnownOfTheUsualStatements) {
  for (const char* sql :
       {"SELECT count(*), sum(cost) FROM bill", "SELECT * FROM bill", "SELECT day, sum(cost) FROM bill GROUP BY 1",
        "SELECT day, sum(cost) FROM bill GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
        "SELECT * FROM bill ORDER BY cost LIMIT 2",
        "SELECT day, sum(cost) AS c FROM bill WHERE cost > 5 GROUP BY 1 HAVING c > 1",
        "SELECT count(*), sum(c) FROM (SELECT day, sum(cost) AS c FROM bill GROUP BY day)",
        "INSERT INTO kept SELECT day, cost FROM bill", "CREATE TABLE copy AS SELECT * FROM bill",
        "SELECT day, count(DISTINCT cost), max(cost) FROM bill GROUP BY day", "SELECT sum(cost) FROM bills"}) {
    EXPECT_TRUE(known_once(sql)) << sql;
  }
}

TEST_F(ScansOnce, IsNotSaidOfOthers) {
  for (const char* sql :
       {"SELECT count(*) FROM bill a, bill b", "SELECT cost FROM bill UNION ALL SELECT cost FROM bill",
        "SELECT d, (SELECT sum(cost) FROM bill WHERE day = d) FROM days",
        "SELECT * FROM days CROSS JOIN bill ON day = d", "SELECT * FROM days LEFT JOIN bill ON day = d",
        "SELECT * FROM days WHERE EXISTS (SELECT 1 FROM bill WHERE day = d)",
        "WITH c AS (SELECT day, cost FROM bill) SELECT count(*) FROM c a JOIN c b USING (day)",
        "SELECT * FROM bill WHERE cost = (SELECT max(cost) FROM bill)",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r, bill WHERE n < 3) SELECT count(*) FROM r",
        "SELECT (SELECT count(*) FROM bill WHERE cost > n) FROM (SELECT n FROM days GROUP BY n)",
        "SELECT n, (SELECT sum(c) FROM (SELECT day, sum(cost) AS c FROM bill GROUP BY day)) + n FROM days",
        "SELECT sum(cost) FROM bill a WHERE EXISTS (SELECT 1 FROM bill b WHERE b.cost > a.cost)"}) {
    EXPECT_FALSE(known_once(sql)) << sql;
  }
}

// The values of parameters may change the order of a join, after its program was listed.
TEST_F(ScansOnce, IsNotSaidOfAJoinWithParameters) {
  const std::string join = "SELECT x.day, y.n FROM bill x CROSS JOIN days y ON y.rowid = x.cost WHERE x.cost > ";
  EXPECT_TRUE(known_once(join + "1"));
  EXPECT_FALSE(known_once(join + "?1"));
  EXPECT_TRUE(known_once("SELECT sum(cost) FROM bill WHERE cost > ?1"));
}

// Whatever is said of them is right.
TEST_F(ScansOnce, IsRightOfManyShapes) {
  for (const char* from :
       {"bill", "bills", "(SELECT * FROM bill ORDER BY cost)", "(SELECT DISTINCT day, cost FROM bill)",
        "(SELECT day, sum(cost) AS cost FROM bill GROUP BY day)", "(SELECT * FROM bill LIMIT 2)",
        "(SELECT day, sum(cost) OVER (PARTITION BY day) AS cost FROM bill)",
        "(SELECT day, cost FROM bill UNION SELECT d, n FROM days)",
        "(SELECT d AS day, n AS cost FROM days UNION ALL SELECT * FROM bill)"}) {
    for (const char* select :
         {"SELECT count(*) FROM %", "SELECT x.day, y.n FROM % x JOIN days y ON y.d = x.day",
          "SELECT x.day FROM days y LEFT JOIN % x ON y.d = x.day", "SELECT * FROM % x, days", "SELECT * FROM days, % x",
          "SELECT * FROM days a, days b, % x WHERE x.cost > b.n", "SELECT n FROM days WHERE d IN (SELECT day FROM %)",
          "SELECT n, EXISTS (SELECT 1 FROM % x WHERE x.day = d) FROM days",
          "SELECT n, (SELECT max(cost) FROM % x WHERE x.cost > n) FROM days",
          "WITH c AS (SELECT * FROM %) SELECT * FROM c a, c b",
          "WITH c AS MATERIALIZED (SELECT * FROM %) SELECT * FROM c a, c b",
          "WITH c AS NOT MATERIALIZED (SELECT * FROM %) SELECT * FROM days, c",
          "SELECT * FROM % x WHERE x.day = 'sunday' OR x.cost = 30", "INSERT INTO log SELECT cost FROM %",
          "SELECT day, sum(cost) FROM % GROUP BY day ORDER BY (SELECT count(*) FROM days WHERE n < sum(cost))",
          "SELECT sum(cost) FROM % UNION ALL SELECT n FROM days ORDER BY 1",
          "SELECT * FROM % EXCEPT SELECT d, n FROM days",
          "UPDATE kept SET cost = x.cost FROM % x WHERE x.day = kept.day",
          "DELETE FROM kept WHERE cost IN (SELECT cost FROM %)"}) {
      std::string sql = select;
      sql.replace(sql.find('%'), 1, from);
      known_once(sql);
    }
  }
}

}  // namespace
}  // namespace awscost
