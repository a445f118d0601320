// Provokes the error of every column of every table, obeys what the message says to write, and expects rows or none,
// but no error. Everything runs in the sandbox.
//
// How: awscost_columns lists what there is to get wrong. A mistake is a statement and how to obey its message: which
// part of the message is taken, and where in the statement it goes.
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "clean_environment.h"
#include "database.h"

namespace awscost::cures {
namespace {

using golden::Database;
using golden::Outcome;

constexpr const char* kExtension = AWSCOST_BINARY_DIR "/awscost";
// AWS demands a filter for resources; two days keep every answer short.
const std::string kDays = "period_start >= '2026-11-19'";
const std::string kService = "service = 'Amazon Elastic Compute Cloud - Compute'";

std::vector<std::vector<std::string>> rows_of(Database& database, const std::string& sql) {
  const Outcome outcome = database.run(sql);
  EXPECT_EQ(outcome.error, "") << sql;
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(outcome.rows);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '|');) rows.back().push_back(cell);
  }
  return rows;
}

std::string match(const std::string& message, const std::string& pattern) {
  std::smatch found;
  return std::regex_search(message, found, std::regex(pattern)) ? found[1].str() : std::string();
}

struct Mistake {
  std::string before;   // of the part that the cure replaces
  std::string mistake;  // a FROM clause, a condition
  std::string after;
  std::string cure;  // a pattern with one group: what replaces the mistake
};

class Cures : public testing::Test {
 protected:
  void SetUp() override {
    golden::ask_the_sandbox();
    setenv("AWSCOST_BUDGET", "1000", 1);
  }

  // Empty where the statement is no mistake. `seen` counts those that were obeyed.
  void obey(const Mistake& mistake) {
    Database database(kExtension);
    const std::string failing = mistake.before + mistake.mistake + mistake.after;
    const std::string message = database.run(failing).error;
    ASSERT_NE(message, "") << failing;
    EXPECT_LT(message.size(), 450U) << message;
    for (const char byte : message) ASSERT_TRUE(byte >= ' ' && byte <= '~') << message;
    const std::string cure = match(message, mistake.cure);
    ASSERT_NE(cure, "") << failing << "\n" << message;
    const std::string obeyed = mistake.before + filled(cure) + mistake.after;
    EXPECT_EQ(database.run(obeyed).error, "")
        << "failed:  " << failing << "\nmessage: " << message << "\nobeyed:  " << obeyed;
    ++obeyed_;
  }

  // '%...%' stands for the pattern that the user has.
  static std::string filled(std::string cure) {
    const auto dots = cure.find("%...%");
    return dots == std::string::npos ? cure : cure.replace(dots, 5, "%a%");
  }

  int obeyed_ = 0;
};

std::string conditions_of(const std::string& table, const std::string& column) {
  const bool needs = table == "ce_cost_and_usage_with_resources" && column != "service";
  return kDays + (needs ? " AND " + kService : "");
}

const std::string kFrom = R"(Write (FROM \w+\('[^']*'\)) for one row per value)";
const std::string kWhere = R"((?:or|[wW]rite) WHERE (.*) to keep )";

std::vector<std::vector<std::string>> dimensions() {
  Database database(kExtension);
  return rows_of(database,
                 "SELECT table_name, name FROM awscost_columns WHERE kind = 'dimension' AND name NOT LIKE '%\\_value' "
                 "ESCAPE '\\' ORDER BY 1, 2");
}

// AWS's list of valid keys, in its message about a wrong one, leaves these out.
bool only_filters(const std::string& dimension) {
  return dimension == "usage_type_group" || dimension == "subscription_id" || dimension == "payment_option" ||
         dimension == "scope" || dimension == "payer_account";
}

TEST_F(Cures, ADimensionThatIsNoKey) {
  for (const auto& row : dimensions()) {
    const std::string& table = row[0];
    const std::string& name = row[1];
    if (table == "ce_cost_and_usage_with_resources" && (name == "service" || name == "resource_id")) continue;
    const std::string where = " WHERE " + conditions_of(table, name);
    if (only_filters(name)) {
      obey({"SELECT " + name + " FROM " + table + where + " AND ", "1", "", kWhere});
    } else {
      obey({"SELECT " + name + " ", "FROM " + table, where, kFrom});
    }
    obey({"SELECT count(*) FROM " + table + where + " AND ", name + " LIKE '%a%'", "", kWhere});
    obey({"SELECT count(*) FROM " + table + where + " AND ", name + " <> 'a'", "", kWhere});
    obey({"SELECT count(*) FROM " + table + where + " AND ", name + " MATCH 'a'", "", R"(WHERE (.*)\.$)"});
    obey({"SELECT count(*) FROM " + table + where + " AND ", name + " = 7", "", "Write (" + name + " = '[^']*')"});
  }
  EXPECT_GT(obeyed_, 100);
}

// Each obeyed message brings the next one: two dimensions are two keys.
TEST_F(Cures, AnOrOverTwoDimensions) {
  Database database(kExtension);
  std::string from = "FROM ce_cost_and_usage";
  const std::string where = " WHERE " + kDays + " AND (az = 'a' OR tenancy <> 'b')";
  std::string error = database.run("SELECT count(*) " + from + where).error;
  for (int keys = 1; keys <= 2; ++keys) {
    from = match(error, kFrom);
    ASSERT_NE(from, "") << error;
    error = database.run("SELECT count(*) " + from + where).error;
  }
  EXPECT_EQ(error, "") << from;
}

// SQLite makes a scan of each branch where each binds every slice.
TEST_F(Cures, AnOrOfTwoSlices) {
  obey({"SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE " + kDays + " AND ",
        "((region = 'us-east-1' AND az = 'a') OR (region = 'eu-west-3' AND az = 'b'))", "",
        R"(WHERE (filter = awscost_any\(.*\)), or make)"});
}

TEST_F(Cures, ADimensionBesideTwoKeys) {
  for (const auto& row : dimensions()) {
    const std::string& table = row[0];
    const std::string& name = row[1];
    if (name == "service" || name == "resource_id" || name == "az") continue;
    const std::string keys = table == "ce_cost_and_usage" ? "service, az" : "resource_id, az";
    const std::string from = table + "('" + keys + "') WHERE " + conditions_of(table, name);
    obey({"SELECT max(az) FROM " + from + " AND ", name + " > ''", "", kWhere});
  }
  EXPECT_GT(obeyed_, 40);
}

// A profile, a billing view and a Savings Plan are somebody's own: no example of them exists.
TEST_F(Cures, AnInputThatIsNotBound) {
  unsetenv("AWSCOST_NOW");  // the cures say date('now'), which is SQLite's clock
  Database database(kExtension);
  const auto inputs =
      rows_of(database,
              "SELECT c.table_name, c.name FROM awscost_columns c JOIN awscost_tables t ON t.name = "
              "c.table_name WHERE c.kind = 'input' AND t.operation IS NOT NULL AND t.access = 'read' AND "
              "c.name NOT IN ('profile', 'billing_view_arn', 'savings_plan_arn') AND (t.required IS NULL OR t.required "
              "LIKE 'a filter%') "
              "ORDER BY 1, 2");
  for (const auto& row : inputs) {
    const std::string& table = row[0];
    const std::string& name = row[1];
    const bool resources = table == "ce_cost_and_usage_with_resources";
    const std::string also = resources ? " AND " + kService : "";
    if (name == "group_by") {
      obey({"SELECT group_by ", "FROM " + table, " WHERE 1" + also, R"(Write (FROM \w+\('[^']*'\)))"});
    } else {
      obey({"SELECT " + name + " FROM " + table + " WHERE ", "1", also,
            "Write WHERE (" + name + " = .*?)(?:, or| \\()"});
      obey({"SELECT 1 FROM " + table + " WHERE ", name + " = NULL", also, "or write (" + name + R"( = .*)\.$)"});
    }
  }
  EXPECT_GT(obeyed_, 20);
}

TEST_F(Cures, ALeftJoinHandsOverWhatStandsInOn) {
  obey(
      {"SELECT d.day, c.unblended_cost FROM (SELECT '2026-11-01' AS day) d LEFT JOIN ce_cost_and_usage c "
       "ON c.period_start = d.day AND ",
       "1 WHERE c.granularity = 'MONTHLY'", "", R"(ON \.\.\. AND (granularity = '\w+'))"});
}

TEST_F(Cures, AWrittenTime) {
  const std::string pattern = R"((?:[Ww]rite|or) (?:period_start >= )?('[0-9][^']*'|date\((?!\.)[^)]*\)))";
  for (const char* written : {"'2026-11-1'", "'2026/11/01'", "'20261101'", "'2026-1'", "'now'", "'today'",
                              "'yesterday'", "'{d ''2026-11-01''}'", "20261101", "1793491200", "1793491200000",
                              "CAST('2026-11-01' AS DATE)", "strftime('%Y', '2026-11-01') + 0"}) {
    obey({"SELECT count(*) FROM ce_cost_and_usage WHERE period_start >= ", written, "", pattern});
  }
}

// Of every paid table with a history; the bound that moves is for a real clock.
TEST_F(Cures, AScanWithoutABound) {
  setenv("AWSCOST_UNBOUNDED", "refuse", 1);
  const std::string from = "SELECT count(*) FROM ";
  for (const std::string& table :
       {std::string("ce_cost_and_usage('service') WHERE "),
        "ce_cost_and_usage_with_resources WHERE " + kService + " AND ",
        std::string("ce_cost_and_usage('service') WHERE granularity = 'MONTHLY' AND "),
        std::string("ce_cost_and_usage WHERE granularity = 'HOURLY' AND "),
        std::string("ce_dimension_values('service') WHERE "), std::string("ce_dimension_values('resource_id') WHERE "),
        std::string("ce_tags WHERE "), std::string("ce_cost_categories WHERE "),
        std::string("ce_savings_plans_utilization WHERE "), std::string("ce_savings_plans_utilization_total WHERE "),
        std::string("ce_savings_plans_utilization WHERE granularity = 'MONTHLY' AND "),
        std::string("ce_savings_plans_utilization_details WHERE ")}) {
    obey({from + table, "1", "", R"(Add the condition (.*?), or one that moves)"});
  }
  unsetenv("AWSCOST_UNBOUNDED");
}

TEST_F(Cures, AWrongKey) {
  const std::string from = R"((FROM \w+\('[^']*'\).*?)(?: \(SELECT.*)?\.$)";
  obey({"SELECT count(*) ", "FROM ce_cost_and_usage('resource_id')", "", from});
  obey({"SELECT count(*) ", "FROM ce_cost_and_usage('service, region, az')", "", from});
  obey({"SELECT count(*) ", "FROM ce_cost_and_usage(\"service\")", "", R"((FROM \w+\('[^']*'\)))"});
  obey({"SELECT count(*) FROM ce_cost_and_usage(", "'servce'", ")", "did you mean ('[^']*')"});
}

// Every statement of awscost_help runs: those that a CREATE makes possible, after it.
TEST_F(Cures, TheHelp) {
  Database database(kExtension);
  std::istringstream topics(database.run("SELECT awscost_help()").rows);
  int statements = 0;
  for (std::string line; std::getline(topics, line);) {
    const std::string topic = match(line, R"(^  (\w+):)");
    if (topic.empty()) continue;
    std::istringstream text(database.run("SELECT awscost_help('" + topic + "')").rows);
    std::string statement;
    for (std::string written; std::getline(text, written);) {
      if (!written.starts_with("  ")) continue;
      statement += written;
      if (!statement.ends_with(';')) continue;
      EXPECT_EQ(database.run(statement).error, "") << statement;
      statement.clear();
      ++statements;
    }
    EXPECT_EQ(statement, "") << "a statement ends with a semicolon";
  }
  EXPECT_GT(statements, 20);
  EXPECT_NE(database.run("SELECT awscost_help('slice')").error.find("'slices'"), std::string::npos);
}

}  // namespace
}  // namespace awscost::cures
