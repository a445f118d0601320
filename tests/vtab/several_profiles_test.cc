// profile IN (...) in SQL: the forms of a statement, the requests that are sent together, and the rows of each profile.
//
// Three profiles over the test's own AWS: the 5th of November cost prod $100, dev $10 and test $1, half of it for
// service A.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "connectors/asking/statement/statement.h"
#include "connectors/tables/assembly/operation_source.h"
#include "connectors/tables/operations/operations.h"
#include "tests/tables/assembly/scripted_sender.h"
#include "tests/vtab/registered.h"

namespace awscost::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// Answers, and records what was sent together: "dev+prod".
class Aws : public asking::Sender {
 public:
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted&,
                const asking::Answered& answered) override {
    if (questions.empty()) return;
    std::string together;
    for (const asking::Question& question : questions) {
      together += (together.empty() ? "" : "+") + question.destination->profile;
    }
    sent.push_back(together);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      answered(i, {.outcome = answer_to(questions[i].destination->profile, questions[i].call)});
    }
  }

  std::vector<std::string> sent;

 private:
  static wire::Reply answer_to(const std::string& profile, const wire::Call& call) {
    if (profile == "bad") return refusal(400, R"({"__type":"AccessDeniedException","Message":"Not you."})");
    if (call.operation == "GetTags") return answer(R"({"Tags":["env","team"]})");
    if (call.operation == "GetUsagePlans") return answer(R"({"item":[{"id":")" + profile + R"(-plan"}]})");
    if (call.body.find(R"("Start":"2026-11-06")") != std::string::npos) return answer(R"({"ResultsByTime":[]})");
    if (call.operation == "GetUsage") return answer(R"({"startDate":"2026-11-05","values":{"k":[[1,5]]}})");
    return answer(cost(profile, call));
  }

  static std::string cost(const std::string& profile, const wire::Call& call) {
    static const std::map<std::string, int> kCents = {{"prod", 10000}, {"dev", 1000}, {"test", 100}};
    const auto known = kCents.find(profile);
    const int cents = known == kCents.end() ? 200 : known->second;
    const bool grouped = call.body.find("GroupBy") != std::string::npos;
    // Both services in the filter, or neither: the whole cost.
    const bool half = (call.body.find("\"A\"") != std::string::npos) != (call.body.find("\"B\"") != std::string::npos);
    const std::string period = R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-05","End":"2026-11-06"},)";
    if (!grouped) return period + R"("Total":)" + amount(half ? cents / 2 : cents) + "}]}";
    return period + R"("Groups":[{"Keys":["A"],"Metrics":)" + amount(cents / 2) + R"(},{"Keys":["B"],"Metrics":)" +
           amount(cents / 2) + "}]}]}";
  }

  static std::string amount(int cents) {
    return R"({"UnblendedCost":{"Amount":")" + std::to_string(cents) + R"(e-2","Unit":"USD"}})";
  }
};

class ProfilesInSql : public ::testing::Test {
 protected:
  ProfilesInSql() {
    for (const char* table : {"ce_cost_and_usage", "ce_tags", "apigateway_usage"}) {
      register_source(connection.db(),
                      std::make_shared<assembly::OperationSource>(*find_operation(table), page::RowsDecoded()), host);
    }
    EXPECT_EQ(connection.run("CREATE TABLE who(name TEXT, other TEXT); INSERT INTO who VALUES ('prod', 'dev'), "
                             "('dev', 'test'), ('prod', NULL); CREATE TABLE nobody(name TEXT);"
                             "CREATE TABLE day(d TEXT); INSERT INTO day VALUES ('2026-11-05'), ('2030-01-01');"
                             "CREATE TABLE number(n INTEGER); INSERT INTO number VALUES (5)"),
              "");
  }

  std::string rows(const std::string& sql) {
    aws.sent.clear();
    return connection.rows(sql);
  }

  // The costs of one day with that condition: "dev|10.0\nprod|100.0\n".
  std::string costs(const std::string& condition) {
    return rows("SELECT profile, unblended_cost FROM ce_cost_and_usage WHERE period_start = '2026-11-05' AND " +
                condition);
  }

  // A statement with parameters, all of them text; the first column of its rows.
  std::string bound(const std::string& sql, const std::vector<std::string>& values) {
    aws.sent.clear();
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection.db(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw std::invalid_argument(sqlite3_errmsg(connection.db()));
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      sqlite3_bind_text(statement, static_cast<int>(i) + 1, values[i].c_str(), -1, SQLITE_TRANSIENT);
    }
    std::string found;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      found += reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
      found += '\n';
    }
    sqlite3_finalize(statement);
    return found;
  }

  Nobody nobody;
  FixedResolver resolver{nobody};
  Aws aws;
  asking::Statements statements{aws, resolver};
  std::shared_ptr<vtab::Host> host = host_of([this] { return statements.begin(); });
  Connection connection;
};

constexpr const char* kUnbound = "error: ce_cost_and_usage: profile decides which rows exist";
constexpr const char* kDevAndProd = "dev|10.0\nprod|100.0\n";

TEST_F(ProfilesInSql, AListAsksAllOfThemTogether) {
  EXPECT_EQ(costs("profile IN ('prod', 'dev')"), kDevAndProd);
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
}

TEST_F(ProfilesInSql, ThePlanSaysSo) {
  EXPECT_THAT(rows("EXPLAIN QUERY PLAN SELECT profile FROM ce_cost_and_usage WHERE profile IN ('prod', 'dev')"),
              HasSubstr("; inputs profile IN ?; window default;"));
}

TEST_F(ProfilesInSql, OneAloneIsAsked) {
  EXPECT_EQ(costs("profile = 'dev'"), "dev|10.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev"));
  EXPECT_EQ(costs("profile IN ('dev')"), "dev|10.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev"));
  EXPECT_THAT(costs("unblended_cost > 1"), StartsWith(kUnbound)) << "an input that is shown is bound";
}

TEST_F(ProfilesInSql, AnOrOfThemIsAList) {
  EXPECT_EQ(costs("(profile = 'prod' OR profile = 'dev')"), kDevAndProd);
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
}

TEST_F(ProfilesInSql, ParametersAreAList) {
  const std::string sql =
      "SELECT profile FROM ce_cost_and_usage WHERE period_start = '2026-11-05' AND profile IN (?, ?, ?)";
  EXPECT_EQ(bound(sql, {"prod", "dev", "dev"}), "dev\nprod\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod")) << "what stands twice is asked once";
  EXPECT_EQ(bound(sql, {"prod"}), "prod\n") << "the others are NULL";
}

TEST_F(ProfilesInSql, ASubqueryIsAList) {
  EXPECT_EQ(costs("profile IN (SELECT name FROM who UNION ALL SELECT other FROM who)"),
            "dev|10.0\nprod|100.0\ntest|1.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod+test")) << "NULL is left out";
}

TEST_F(ProfilesInSql, NoneAskNothing) {
  EXPECT_EQ(costs("profile IN (SELECT name FROM nobody)"), "");
  EXPECT_EQ(costs("profile IN (NULL, NULL)"), "");
  EXPECT_EQ(costs("profile IN (SELECT other FROM who WHERE other IS NULL)"), "");
  EXPECT_EQ(costs("profile IN ('prod', 'dev') AND profile IN ('test', 'qa')"), "");
  EXPECT_THAT(aws.sent, IsEmpty());
}

TEST_F(ProfilesInSql, SeveralConditionsLeaveWhatAllAllow) {
  EXPECT_EQ(costs("profile IN ('prod', 'dev', 'test') AND profile IN ('dev', 'prod', 'qa')"), kDevAndProd);
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
  EXPECT_EQ(costs("profile IN ('prod', 'dev') AND profile = (SELECT min(name) FROM who)"), "dev|10.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev"));
  EXPECT_EQ(costs("profile IN ('prod', 'dev') AND profile > 'e'"), "prod|100.0\n");
}

TEST_F(ProfilesInSql, MoreThanEightGoOutInPortions) {
  std::string list = "'p0'";
  for (int i = 1; i < 40; ++i) list += ", 'p" + std::to_string(i) + "'";
  EXPECT_EQ(rows("SELECT count(*), count(DISTINCT profile), sum(unblended_cost) FROM ce_cost_and_usage WHERE "
                 "period_start = '2026-11-05' AND profile IN (" +
                 list + ")"),
            "40|40|80.0\n");
  EXPECT_EQ(aws.sent.size(), 5U);
}

// SQLite tells IN from = only for the first 32 conditions, and honours omit for 16.
TEST_F(ProfilesInSql, ManyConditionsBeforeItChangeNoRow) {
  for (const int many : {15, 16, 17, 31, 32, 33, 60}) {
    std::string conditions;
    for (int i = 0; i < many; ++i) conditions += "unblended_cost <> " + std::to_string(i + 2000) + " AND ";
    EXPECT_EQ(costs(conditions + "profile IN ('prod', 'dev')"), kDevAndProd) << many;
    std::string on_key;
    for (int i = 0; i < many; ++i) on_key += "service = 'A' AND ";
    EXPECT_EQ(rows("SELECT profile, service, unblended_cost FROM ce_cost_and_usage WHERE group_by = 'service' AND " +
                   on_key + "profile IN ('prod', 'dev') AND period_start IN ('2026-11-05', '2026-11-06')"),
              "dev|A|5.0\nprod|A|50.0\n")
        << many;
  }
}

TEST_F(ProfilesInSql, AggregatesAddUpTheirOwn) {
  const std::string from = " FROM ce_cost_and_usage WHERE period_start = '2026-11-05' AND profile IN ('prod', 'dev')";
  EXPECT_EQ(rows("SELECT count(*)" + from), "2\n");
  EXPECT_EQ(rows("SELECT sum(unblended_cost), min(profile), max(profile)" + from), "110.0|dev|prod\n");
  EXPECT_EQ(rows("SELECT profile, sum(unblended_cost)" + from + " GROUP BY profile"), kDevAndProd);
  EXPECT_EQ(rows("SELECT DISTINCT profile" + from + " ORDER BY profile DESC"), "prod\ndev\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
}

TEST_F(ProfilesInSql, ConditionsOnKeysAndSlicesHoldOfEach) {
  EXPECT_EQ(rows("SELECT profile, service, unblended_cost FROM ce_cost_and_usage('service') WHERE period_start = "
                 "'2026-11-05' AND profile IN ('prod', 'dev') AND service IN ('B', 'C')"),
            "dev|B|5.0\nprod|B|50.0\n");
  EXPECT_EQ(costs("profile IN ('prod', 'dev') AND service = 'A'"), "dev|5.0\nprod|50.0\n");
  EXPECT_EQ(costs("profile IN ('prod', 'dev') AND service IN ('A', 'B')"), kDevAndProd);
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
}

// IN on another input is a loop; in each round all profiles are sent together.
TEST_F(ProfilesInSql, AnotherInputInALoop) {
  EXPECT_EQ(rows("SELECT start_date, profile, unblended_cost FROM ce_cost_and_usage WHERE profile IN ('prod', 'dev') "
                 "AND start_date IN ('2026-11-04', '2026-11-05') AND end_date = '2026-11-06'"),
            "2026-11-04|dev|10.0\n2026-11-04|prod|100.0\n2026-11-05|dev|10.0\n2026-11-05|prod|100.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod", "dev+prod"));
}

TEST_F(ProfilesInSql, AJoinAsksOneAtATimeAndEachOnce) {
  EXPECT_EQ(rows("SELECT w.name, w.other, c.unblended_cost FROM who w CROSS JOIN ce_cost_and_usage c ON c.profile = "
                 "w.name WHERE c.period_start = '2026-11-05'"),
            "prod|dev|100.0\ndev|test|10.0\nprod|NULL|100.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("prod", "dev"));
}

TEST_F(ProfilesInSql, AListFromAnotherTablesRowIsOneOfItsOwnEachTime) {
  EXPECT_EQ(rows("SELECT w.name, c.profile FROM who w, ce_cost_and_usage c WHERE c.profile IN (w.name, w.other) AND "
                 "c.period_start = '2026-11-05' ORDER BY w.rowid, c.profile"),
            "prod|dev\nprod|prod\ndev|dev\ndev|test\nprod|prod\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod", "test")) << "dev and prod are kept";
  EXPECT_EQ(rows("SELECT name, (SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE period_start = '2026-11-05' "
                 "AND profile IN (w.name, w.other)) FROM who w"),
            "prod|110.0\ndev|11.0\nprod|100.0\n");
}

TEST_F(ProfilesInSql, ALeftJoinKeepsWhatFindsNothing) {
  EXPECT_EQ(rows("SELECT d, profile, unblended_cost FROM day LEFT JOIN ce_cost_and_usage c ON c.period_start = d AND "
                 "profile IN ('prod', 'dev') AND unblended_cost > 50 ORDER BY d DESC"),
            "2030-01-01|NULL|NULL\n2026-11-05|prod|100.0\n");
  EXPECT_THAT(rows("SELECT c.profile FROM ce_cost_and_usage c LEFT JOIN nobody n ON c.profile IN ('prod', 'dev')"),
              StartsWith(kUnbound))
      << "ON of the left table binds nothing of it";
}

// Such a join has two passes: one binds the table's profile to the other table's row, the other does not. SQLite tells
// by the rowids which rows the first pass has returned (R8).
TEST_F(ProfilesInSql, ARightJoinOnTheProfileOfANamedTableBringsEachRowOnce) {
  if (sqlite3_libversion_number() < 3039000) GTEST_SKIP() << "SQLite 3.39 brought RIGHT JOIN";
  EXPECT_EQ(connection.run("CREATE VIRTUAL TABLE temp.devs USING ce_cost_and_usage(group_by = 'service', profile = "
                           "'dev', start_date = '2026-11-05', end_date = '2026-11-06', granularity = 'DAILY');"
                           "CREATE VIRTUAL TABLE temp.tags USING ce_tags(profile = 'dev');"
                           "CREATE TABLE pl(p TEXT, g TEXT); INSERT INTO pl VALUES ('dev', 'DAILY'), ('x', 'y')"),
            "");
  EXPECT_EQ(rows("SELECT d.profile, pl.p, count(*) FROM pl RIGHT JOIN devs d ON pl.p = d.profile GROUP BY 1, 2"),
            "dev|dev|2\n");
  EXPECT_EQ(rows("SELECT d.profile, pl.p, count(*) FROM pl FULL JOIN devs d ON pl.p = d.profile GROUP BY 1, 2"),
            "NULL|x|1\ndev|dev|2\n");
  EXPECT_EQ(rows("SELECT d.profile, pl.p, count(*) FROM pl RIGHT JOIN devs d ON pl.g = d.granularity GROUP BY 1, 2"),
            "dev|dev|2\n");
  EXPECT_EQ(rows("SELECT t.profile, pl.p, count(*) FROM pl RIGHT JOIN tags t ON pl.p = t.profile GROUP BY 1, 2"),
            "dev|dev|2\n")
      << "rows without identity";
  EXPECT_EQ(rows("SELECT d.profile, pl.p, count(*) FROM pl RIGHT JOIN devs d ON pl.p = d.profile AND pl.g = 'y' "
                 "GROUP BY 1, 2"),
            "dev|NULL|2\n");
}

TEST_F(ProfilesInSql, ASelfJoinIsAnsweredOnce) {
  EXPECT_EQ(rows("SELECT a.profile, a.unblended_cost, b.unblended_cost FROM ce_cost_and_usage a JOIN ce_cost_and_usage "
                 "b ON b.profile = a.profile WHERE a.profile IN ('prod', 'dev') AND a.period_start = '2026-11-05' AND "
                 "b.period_start = '2026-11-05'"),
            "dev|10.0|10.0\nprod|100.0|100.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
}

TEST_F(ProfilesInSql, CompoundsShareTheirAnswers) {
  const std::string half = "SELECT profile, unblended_cost FROM ce_cost_and_usage WHERE period_start = '2026-11-05'";
  EXPECT_EQ(rows(half + " AND profile = 'prod' UNION " + half + " AND profile IN ('prod', 'dev')"), kDevAndProd);
  EXPECT_THAT(aws.sent, ElementsAre("prod", "dev"));
  EXPECT_EQ(rows(half + " AND profile IN ('prod', 'dev') EXCEPT " + half + " AND profile = 'prod'"), "dev|10.0\n");
}

// Each branch of such an OR is a scan of its own; SQLite merges them by rowid (R8).
TEST_F(ProfilesInSql, AnOrAcrossColumnsBringsEachRowOnce) {
  EXPECT_EQ(rows("SELECT profile, unblended_cost FROM ce_cost_and_usage WHERE period_start = '2026-11-05' AND "
                 "((profile = 'prod' AND unblended_cost > 50) OR (profile IN ('dev', 'prod') AND unblended_cost > 5)) "
                 "ORDER BY 1"),
            kDevAndProd);
  EXPECT_EQ(rows("SELECT profile, value FROM ce_tags WHERE (profile = 'prod' AND value <> 'x') OR (profile IN ('dev', "
                 "'prod') AND value = 'team') ORDER BY 1, 2"),
            "dev|team\nprod|env\nprod|team\n");
}

TEST_F(ProfilesInSql, RowidsDifferByProfile) {
  for (const char* from :
       {"ce_cost_and_usage WHERE period_start = '2026-11-05' AND profile IN ('prod', 'dev')",
        "ce_tags WHERE profile IN ('prod', 'dev')", "apigateway_usage WHERE profile IN ('prod', 'dev')"}) {
    EXPECT_EQ(rows(std::string("SELECT count(*) = count(DISTINCT rowid), count(*) > 1 FROM (SELECT rowid FROM ") +
                   from + ")"),
              "1|1\n")
        << from;
  }
}

TEST_F(ProfilesInSql, EachProfileHasPlansOfItsOwn) {
  EXPECT_EQ(rows("SELECT profile, usage_plan_id, used FROM apigateway_usage WHERE profile IN ('prod', 'dev')"),
            "dev|dev-plan|1\nprod|prod-plan|1\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod", "dev+prod")) << "their plans, then the usage of each";
}

TEST_F(ProfilesInSql, ALimitAsksNoMoreThanItNeeds) {
  EXPECT_EQ(costs("profile IN ('prod', 'dev') LIMIT 1"), "dev|10.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev"));
  EXPECT_EQ(costs("profile IN ('prod', 'dev') LIMIT 1 OFFSET 1"), "prod|100.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev", "prod"));
  EXPECT_EQ(costs("profile IN ('prod', 'dev', 'test') AND unblended_cost > 50 LIMIT 1"), "prod|100.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev", "prod"));
}

TEST_F(ProfilesInSql, ALimitOfSortedRowsNeedsAllOfThem) {
  EXPECT_EQ(costs("profile IN ('prod', 'dev') ORDER BY unblended_cost DESC LIMIT 1"), "prod|100.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
  EXPECT_EQ(rows("SELECT max(unblended_cost) FROM ce_cost_and_usage WHERE profile IN ('prod', 'dev') AND period_start "
                 "= '2026-11-05' LIMIT 1"),
            "100.0\n");
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
}

TEST_F(ProfilesInSql, AViewIsSeenThrough) {
  EXPECT_EQ(connection.run("CREATE TEMP VIEW daily AS SELECT profile AS who, unblended_cost AS usd FROM "
                           "ce_cost_and_usage WHERE period_start = '2026-11-05'"),
            "");
  EXPECT_EQ(rows("SELECT who, usd FROM daily WHERE who IN ('prod', 'dev')"), kDevAndProd);
  EXPECT_THAT(aws.sent, ElementsAre("dev+prod"));
}

TEST_F(ProfilesInSql, WhatDoesNotBindIsSaid) {
  for (const char* condition : {"profile NOT IN ('prod', 'dev')", "profile LIKE 'pro%'", "profile <> 'dev'",
                                "lower(profile) IN ('prod', 'dev')", "profile COLLATE NOCASE IN ('prod', 'dev')",
                                "profile >= 'dev'", "(profile = 'prod' OR unblended_cost > 5)"}) {
    EXPECT_THAT(costs(condition), StartsWith(kUnbound)) << condition;
  }
  for (const char* condition : {"profile = 5", "profile IN (SELECT n FROM number)", "profile IN ('prod', x'00')"}) {
    EXPECT_THAT(costs(condition), AllOf(StartsWith("error: ce_cost_and_usage: "), HasSubstr("profile"))) << condition;
  }
  EXPECT_THAT(aws.sent, IsEmpty());
}

TEST_F(ProfilesInSql, TheOneThatFailsIsNamed) {
  EXPECT_THAT(costs("profile IN ('prod', 'bad', 'dev')"),
              StartsWith("error: ce_cost_and_usage: profile 'bad': Not you - AccessDeniedException"));
  EXPECT_THAT(costs("profile = 'bad'"), StartsWith("error: ce_cost_and_usage: profile 'bad': Not you"));
  EXPECT_THAT(rows("SELECT unblended_cost FROM ce_cost_and_usage WHERE period_start = '2026-11-05'"),
              Not(HasSubstr("profile")))
      << "nobody named one";
}

}  // namespace
}  // namespace awscost::test
