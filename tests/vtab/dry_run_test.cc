// A dry run on a connection that does other things meanwhile: it sends nothing, and the connection goes on as before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "loaded.h"

namespace awscost {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kTwoDays = "SELECT unblended_cost FROM ce_cost_and_usage WHERE period_start >= '2026-11-20'";

std::string dry(const std::string& query) {
  std::string quoted;
  for (const char c : query) quoted += c == '\'' ? "''" : std::string(1, c);
  return "SELECT json_array_length(awscost_dry_run('" + quoted + "'))";
}

class DryRunTest : public testing::Test {
 protected:
  void SetUp() override {
    golden::ask_the_sandbox();
    database_ = std::make_unique<golden::Database>(kExtension);
  }

  std::string run(const std::string& sql) { return database_->told(sql); }
  std::string requests() { return run("SELECT count(*) FROM awscost_requests"); }

  // A function without arguments, which gets the connection.
  void add_function(const char* name, void (*call)(sqlite3_context*, int, sqlite3_value**)) {
    ASSERT_EQ(sqlite3_create_function(database_->handle(), name, 0, SQLITE_UTF8, nullptr, call, nullptr, nullptr),
              SQLITE_OK);
  }

  std::unique_ptr<golden::Database> database_;
};

TEST_F(DryRunTest, WhileAnotherStatementIsUnderWay) {
  sqlite3_stmt* raw = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database_->handle(), kTwoDays, -1, &raw, nullptr), SQLITE_OK);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> half(raw, sqlite3_finalize);
  ASSERT_EQ(sqlite3_step(raw), SQLITE_ROW);
  EXPECT_EQ(run(dry(kTwoDays)), "1") << "what another statement has read is nothing that this one has";
  EXPECT_EQ(sqlite3_step(raw), SQLITE_ROW);
  EXPECT_EQ(sqlite3_step(raw), SQLITE_DONE);
  EXPECT_EQ(requests(), "1");
}

TEST_F(DryRunTest, ForEachRowOfAQueryThatAsks) {
  EXPECT_EQ(run("SELECT count(*), sum(json_array_length(awscost_dry_run('SELECT * FROM ce_tags WHERE ' || (value IS "
                "NOT NULL)))) "
                "FROM ce_dimension_values('region')"),
            run("SELECT count(*), count(*) FROM ce_dimension_values('region')"));
  EXPECT_EQ(requests(), "2");
}

TEST_F(DryRunTest, AnErrorOrAnInterruptLeavesTheConnectionAsItWas) {
  add_function("stop_now", [](sqlite3_context* context, int, sqlite3_value**) {
    sqlite3_interrupt(sqlite3_context_db_handle(context));
    sqlite3_result_null(context);
  });
  EXPECT_EQ(run(dry("SELECT stop_now() UNION ALL SELECT count(*) FROM ce_tags")), "error: interrupted");
  EXPECT_THAT(run(dry("SELECT service FROM ce_cost_and_usage")),
              StartsWith("error: awscost_dry_run: the query ends with"));
  EXPECT_THAT(run(dry("SELECT no_such FROM ce_cost_and_usage")), HasSubstr("no such column: no_such"));
  EXPECT_THAT(run("SELECT awscost_dry_run(NULL)"), HasSubstr("takes the text of a SELECT"));
  EXPECT_EQ(requests(), "0");
  EXPECT_THAT(run(kTwoDays), HasSubstr("\n")) << "it sends again";
  EXPECT_EQ(requests(), "1");
}

// A function of the query may run a statement of its own.
TEST_F(DryRunTest, IsDryAllTheWayDown) {
  add_function("run_more", [](sqlite3_context* context, int, sqlite3_value**) {
    sqlite3_exec(sqlite3_context_db_handle(context), kTwoDays, nullptr, nullptr, nullptr);
    sqlite3_result_int(context, 1);
  });
  EXPECT_EQ(run(dry("SELECT run_more(), (SELECT count(*) FROM ce_tags) + run_more()")), "2");
  EXPECT_EQ(requests(), "0");
}

TEST_F(DryRunTest, NestedInOneIsRefused) {
  sqlite3_stmt* raw = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database_->handle(), "SELECT awscost_dry_run(?)", -1, &raw, nullptr), SQLITE_OK);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> outer(raw, sqlite3_finalize);
  sqlite3_bind_text(raw, 1, "SELECT awscost_dry_run('SELECT * FROM ce_tags')", -1, SQLITE_STATIC);
  EXPECT_EQ(sqlite3_step(raw), SQLITE_ERROR);
  EXPECT_THAT(sqlite3_errmsg(database_->handle()), HasSubstr("not inside of another dry run"));
}

TEST_F(DryRunTest, DoesNotRunFromASchema) {
  EXPECT_EQ(run("CREATE TEMP VIEW sly AS SELECT awscost_dry_run('SELECT * FROM ce_tags')"), "");
  EXPECT_THAT(run("SELECT * FROM sly"), StartsWith("error: "));
}

TEST_F(DryRunTest, KeepsToTheRuleOfBounds) {
  run("SELECT awscost_config('unbounded', 'refuse')");
  EXPECT_THAT(run(dry("SELECT * FROM ce_cost_and_usage")), HasSubstr("no condition bounds the period"));
}

using NoticesTest = DryRunTest;

TEST_F(NoticesTest, GoToStandardErrorWhereTheSettingSaysSo) {
  const char* const wrong =
      "SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE service = 'Amazon S3' AND period_start = '2026-11-20'";
  testing::internal::CaptureStderr();
  run(wrong);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  run("SELECT awscost_config('notices', 'stderr'), awscost_config('progress', 'stderr')");
  testing::internal::CaptureStderr();
  run(wrong);
  const std::string told = testing::internal::GetCapturedStderr();
  EXPECT_THAT(
      told, StartsWith("awscost: ce_cost_and_usage: no cost from 2026-11-20 to 2026-11-21 under service 'Amazon S3'"));
  EXPECT_THAT(told, EndsWith("lists the values there are.\n")) << "and no progress: standard error is no terminal here";
}

}  // namespace
}  // namespace awscost
