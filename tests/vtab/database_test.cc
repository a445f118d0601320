// Files of the extension's own over the host's SQLite: values, failures, and what a file may not do.
#include "vtab/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "tests/support/without_rights.h"
#include "tests/vtab/extension_api.h"
#include "tests/vtab/registered.h"

namespace awscost::vtab {
namespace {

using Cause = sql::DatabaseError::Cause;
using sql::Blob;
using sql::Cell;
using sql::Database;
using sql::Value;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest() : folder_(std::filesystem::temp_directory_path() / "database_XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no folder");
    path_ = folder_ + "/a.db";
    test::Connection first;  // keeps SQLite's pointer
    test::Connection second;
  }
  ~DatabaseTest() override { std::filesystem::remove_all(folder_); }

  static Cause cause_of(Database& database, const std::string& sql) {
    try {
      database.run(sql);
    } catch (const sql::DatabaseError& error) {
      return error.cause();
    }
    ADD_FAILURE() << "nothing failed";
    return Cause::kOther;
  }
  static Cause cause_of_opening(const std::string& path) {
    try {
      open_database(path)->run("CREATE TABLE t(a)");
    } catch (const sql::DatabaseError& error) {
      return error.cause();
    }
    ADD_FAILURE() << "nothing failed";
    return Cause::kOther;
  }
  static std::int64_t number(Database& database, const std::string& sql) {
    std::int64_t out = -1;
    database.run(sql, {}, [&out](std::span<const Cell> row) { out = std::get<std::int64_t>(row[0]); });
    return out;
  }

  std::string folder_;
  std::string path_;
};

TEST_F(DatabaseTest, ValuesComeBackAsTheyWentIn) {
  const auto database = open_database("");
  database->run("CREATE TABLE t(a, b, c, d, e)");
  const std::string bytes("\0\xFF\n", 3);
  const std::vector<Value> values = {sql::Null(), std::int64_t{-5}, 1.5, std::string("caf\xC3\xA9"), Blob{bytes}};
  database->run("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)", values);
  EXPECT_EQ(database->changes(), 1);
  EXPECT_EQ(database->last_rowid(), 1);
  int rows = 0;
  database->run("SELECT a, b, c, d, e FROM t", {}, [&](std::span<const Cell> row) {
    ++rows;
    EXPECT_THAT(std::vector<Cell>(row.begin(), row.end()),
                ElementsAre(Cell(sql::Null()), Cell(std::int64_t{-5}), Cell(1.5), Cell(std::string_view("caf\xC3\xA9")),
                            Cell(std::string_view(bytes))));
  });
  EXPECT_EQ(rows, 1);
}

TEST_F(DatabaseTest, EmptyTextAndBytesAreNotNull) {
  const auto database = open_database("");
  const std::vector<Value> values = {std::string(), Blob{}};
  database->run("SELECT ?1 IS NULL, ?2 IS NULL, ?1, ?2", values, [](std::span<const Cell> row) {
    EXPECT_EQ(std::get<std::int64_t>(row[0]), 0);
    EXPECT_EQ(std::get<std::int64_t>(row[1]), 0);
    EXPECT_EQ(std::get<std::string_view>(row[2]), "");
    EXPECT_EQ(std::get<std::string_view>(row[3]), "");
  });
}

TEST_F(DatabaseTest, ABlobIsWrittenOverOneOfItsSize) {
  const auto database = open_database("");
  database->run("CREATE TABLE t(a, b)");
  const std::string bytes("\0\xFF\n", 3);
  database->run("INSERT INTO t VALUES (1, zeroblob(3)), (2, zeroblob(0)), (3, 4)");
  database->write_blob({.table = "t", .column = "b", .rowid = 1}, bytes);
  database->write_blob({.table = "t", .column = "b", .rowid = 2}, "");
  EXPECT_EQ(database->read_blob({.table = "t", .column = "b", .rowid = 1}), bytes);
  EXPECT_EQ(database->read_blob({.table = "t", .column = "b", .rowid = 2}), "");
  EXPECT_THROW(database->write_blob({.table = "t", .column = "b", .rowid = 1}, "four"), sql::DatabaseError);
  EXPECT_THROW(database->read_blob({.table = "t", .column = "b", .rowid = 3}), sql::DatabaseError) << "a number";
  EXPECT_THROW(database->read_blob({.table = "t", .column = "b", .rowid = 4}), sql::DatabaseError) << "no row";
  EXPECT_EQ(number(*database, "SELECT count(*) FROM t WHERE b = x'00ff0a'"), 1);
}

TEST_F(DatabaseTest, ASqliteWithoutIncrementalBlobsIsToldSo) {
  const auto database = open_database("");
  database->run("CREATE TABLE t(a)");
  database->run("INSERT INTO t VALUES (zeroblob(3))");
  const test::WithoutIncrementalBlobs sqlite;
  try {
    database->read_blob({.table = "t", .column = "a", .rowid = 1});
    FAIL() << "read without the function that reads it";
  } catch (const sql::DatabaseError& error) {
    EXPECT_EQ(error.cause(), Cause::kUnsupported);
    EXPECT_THAT(error.what(), HasSubstr("SQLITE_OMIT_INCRBLOB"));
  }
  EXPECT_EQ(number(*database, "SELECT count(*) FROM t"), 1);
}

// The statement is used again, for a row of its own and after an error.
TEST_F(DatabaseTest, AStatementRunsInsideItself) {
  const auto database = open_database("");
  database->run("CREATE TABLE t(a)");
  database->run("INSERT INTO t VALUES (1), (2)");
  int inner = 0;
  const std::string all = "SELECT a FROM t";
  database->run(all, {},
                [&](std::span<const Cell>) { database->run(all, {}, [&inner](std::span<const Cell>) { ++inner; }); });
  EXPECT_EQ(inner, 4);
  EXPECT_THROW(database->run(all, {}, [](std::span<const Cell>) { throw std::logic_error("enough"); }),
               std::logic_error);
  EXPECT_EQ(number(*database, "SELECT count(*) FROM t"), 2);
  database->run("DROP TABLE t");
}

TEST_F(DatabaseTest, APrivateOneHasNoName) {
  const auto one = open_database("");
  const auto other = open_database("");
  one->run("CREATE TABLE t(a)");
  EXPECT_EQ(number(*other, "SELECT count(*) FROM sqlite_schema"), 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(DatabaseTest, AFileIsItsUsersAlone) {
  const mode_t before = umask(0);
  open_database(path_)->run("CREATE TABLE t(a)");
  umask(before);
  struct stat status {};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(DatabaseTest, AFileThatIsThereKeepsItsRights) {
  std::ofstream(path_).close();
  chmod(path_.c_str(), 0640);
  open_database(path_)->run("CREATE TABLE t(a)");
  struct stat status {};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640U);
}

TEST_F(DatabaseTest, AnotherWriterIsWaitedForAndThenBusy) {
  const auto one = open_database(path_);
  const auto other = open_database(path_);
  one->run("CREATE TABLE t(a)");
  one->run("BEGIN IMMEDIATE");
  other->run("PRAGMA busy_timeout = 1");  // the test does not wait
  EXPECT_EQ(cause_of(*other, "BEGIN IMMEDIATE"), Cause::kBusy);
  one->run("COMMIT");
  other->run("INSERT INTO t VALUES (1)");
  EXPECT_EQ(number(*open_database(path_), "PRAGMA busy_timeout"), 2000);
}

TEST_F(DatabaseTest, FailuresHaveCauses) {
  std::ofstream(path_) << std::string(5000, 'x');
  EXPECT_EQ(cause_of_opening(path_), Cause::kDamaged);
  EXPECT_EQ(cause_of_opening(folder_ + "/none/a.db"), Cause::kOther);
  EXPECT_EQ(cause_of_opening(folder_), Cause::kOther);
  const auto database = open_database("");
  EXPECT_EQ(cause_of(*database, "SELEC"), Cause::kOther);
  database->run("CREATE TABLE t(a UNIQUE)");
  database->run("INSERT INTO t VALUES (1)");
  EXPECT_EQ(cause_of(*database, "INSERT INTO t VALUES (1)"), Cause::kOther);
  database->run("PRAGMA max_page_count = 4");
  EXPECT_EQ(cause_of(*database, "INSERT INTO t VALUES (zeroblob(100000))"), Cause::kFull);
  database->run("PRAGMA query_only = 1");
  EXPECT_EQ(cause_of(*database, "INSERT INTO t VALUES (2)"), Cause::kReadOnly);
}

TEST_F(DatabaseTest, WhatMayNotBeWrittenIsReadOnly) {
  open_database(path_)->run("CREATE TABLE t(a)");
  chmod(path_.c_str(), 0444);
  chmod(folder_.c_str(), 0555);
  {
    const support::WithoutRights nobody;
    EXPECT_EQ(cause_of_opening(path_), Cause::kReadOnly);
    EXPECT_EQ(cause_of_opening(folder_ + "/b.db"), Cause::kReadOnly);
  }
  chmod(folder_.c_str(), 0755);
}

// A file may hold triggers and views; none of them runs, and no sentence of SQL reads a file or a column's name.
TEST_F(DatabaseTest, AFilesOwnSchemaDoesNothing) {
  {
    test::Connection writer(path_);
    EXPECT_EQ(writer.run("CREATE TABLE t(a); CREATE TABLE u(a); CREATE VIEW v AS SELECT 1; "
                         "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1); END"),
              "");
  }
  const auto database = open_database(path_);
  database->run("INSERT INTO t VALUES (1)");
  EXPECT_EQ(number(*database, "SELECT count(*) FROM u"), 0);
  EXPECT_THROW(database->run("SELECT * FROM v"), sql::DatabaseError);
  EXPECT_THROW(database->run("SELECT load_extension('x')"), sql::DatabaseError);
  EXPECT_THROW(database->run("SELECT a FROM t WHERE a = \"no column\""), sql::DatabaseError);
  EXPECT_THROW(database->run("DELETE FROM sqlite_schema"), sql::DatabaseError);
}

TEST_F(DatabaseTest, APathIsAPath) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  for (const char* name : {":memory:", "file:a?mode=memory", "with 'quotes'"}) {
    open_database(name)->run("CREATE TABLE t(a)");
    EXPECT_TRUE(std::filesystem::exists(name)) << name;
  }
  std::filesystem::current_path(before);
}

TEST_F(DatabaseTest, ErrorsAreSqlitesSentences) {
  try {
    open_database("")->run("SELECT * FROM none");
    FAIL();
  } catch (const sql::DatabaseError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no such table: none"));
  }
}

}  // namespace
}  // namespace awscost::vtab
