// Which files are used, which are left alone, and what is said about them: no file ends a query.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <fstream>
#include <iterator>

#include "connectors/asking/kept/kept_file.h"
#include "sql/error.h"
#include "tests/asking/kept/connection.h"
#include "tests/asking/kept/database_around.h"
#include "tests/support/without_rights.h"

namespace awscost::kept {
namespace {

using Cause = sql::DatabaseError::Cause;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

void run(const std::string& path, const std::string& sql) {
  open_database()(path)->run(sql);
}

class FileTest : public testing::Test {
 protected:
  // Two questions are asked and both are sent; one notice says why, and the file is as it was.
  void expect_left_alone(const std::string& sentence) {
    const std::string before = bytes_of(path_);
    Connection connection(path_);
    for (int i = 1; i <= 2; ++i) EXPECT_EQ(connection.ask("a"), "a " + std::to_string(i));
    EXPECT_EQ(connection.last.kept_as, 0);
    EXPECT_THAT(connection.notices, ElementsAre(AllOf(HasSubstr("cache_path: " + path_), HasSubstr(sentence),
                                                      HasSubstr("SELECT awscost_config('cache_path', "))));
    EXPECT_EQ(bytes_of(path_), before);
    EXPECT_THAT(connection.kept.list(), IsEmpty());
  }

  Folder folder_;
  std::string path_ = folder_.file();
};

TEST_F(FileTest, ANewOneIsForItsUserOnly) {
  umask(0);
  Connection(path_).ask("a");
  umask(022);
  struct stat status {};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(std::filesystem::path(path_).parent_path()), {}), 1);
}

TEST_F(FileTest, NothingIsOpenedBeforeItIsNeeded) {
  Connection connection(path_);
  connection.kept.statement_begins();
  connection.kept.statement_ends();
  EXPECT_FALSE(std::filesystem::exists(path_));
  connection.settings.on = false;
  connection.ask("a");
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(FileTest, AnEmptyOneIsOurs) {
  write(path_, "");
  Connection connection(path_);
  connection.ask("a");
  EXPECT_EQ(connection.ask("a"), "a 1");
  EXPECT_EQ(number_in(path_, "PRAGMA application_id"), kApplication);
  EXPECT_EQ(number_in(path_, "PRAGMA user_version"), kLayout);
}

TEST_F(FileTest, ItOutlivesItsConnection) {
  Connection(path_).ask("a");
  Connection connection(path_);
  EXPECT_EQ(connection.ask("a"), "a 1");
  EXPECT_THAT(connection.aws.sent, IsEmpty());
  EXPECT_THAT(connection.notices, IsEmpty());
}

TEST_F(FileTest, AnotherProgramsIsLeftAlone) {
  run(path_, "CREATE TABLE mine(a)");
  expect_left_alone("is a SQLite file of another program");
}

TEST_F(FileTest, AnotherProgramsEmptyOneIsLeftAlone) {
  run(path_, "PRAGMA application_id = 7");
  expect_left_alone("is a SQLite file of another program");
}

TEST_F(FileTest, ANewerVersionsIsLeftAlone) {
  Connection(path_).ask("a");
  run(path_, "PRAGMA user_version = 2");
  expect_left_alone("was written by a newer version of this extension");
}

TEST_F(FileTest, OneWithOtherTablesIsLeftAlone) {
  Connection(path_).ask("a");
  run(path_, "CREATE TRIGGER t AFTER INSERT ON pages BEGIN DELETE FROM answers; END");
  expect_left_alone("has other tables");
}

TEST_F(FileTest, WhatIsNoSqliteFileIsLeftAlone) {
  write(path_, std::string(100'000, 'x'));
  expect_left_alone("It is no SQLite file, or a damaged one, and was left as it is");
}

TEST_F(FileTest, ATruncatedOneIsLeftAlone) {
  {
    Connection connection(path_);
    connection.aws.filling = std::string(200'000, 'x');
    connection.ask("a");
  }
  std::filesystem::resize_file(path_, 20'000);
  expect_left_alone("a damaged one");
}

// Bytes in the middle that say nothing: what can still be read is right, or is not used.
TEST_F(FileTest, ADamagedOneGivesNoWrongAnswer) {
  std::string whole;
  {
    Connection connection(path_);
    for (int i = 0; i < 40; ++i) connection.ask("q" + std::to_string(i));
  }
  whole = bytes_of(path_);
  constexpr std::size_t kHeader = 100;
  for (std::size_t at = kHeader; at < whole.size(); at += 3001) {
    std::string damaged = whole;
    for (std::size_t i = at; i < std::min(at + 600, damaged.size()); ++i) damaged[i] = '\x5A';
    write(path_, damaged);
    Connection connection(path_);
    for (int i = 0; i < 40; ++i) {
      const std::string body = "q" + std::to_string(i);
      EXPECT_THAT(connection.ask(body), testing::StartsWith(body + " ")) << at;
    }
    EXPECT_LE(connection.notices.size(), 2U) << at;
  }
}

TEST_F(FileTest, AFileThatMayNotBeWrittenIsLeftAlone) {
  Connection(path_).ask("a");
  chmod(path_.c_str(), 0444);
  chmod(std::filesystem::path(path_).parent_path().c_str(), 0555);
  {
    const support::WithoutRights nobody;
    expect_left_alone("cannot be used: ");
  }
  chmod(std::filesystem::path(path_).parent_path().c_str(), 0755);
}

TEST_F(FileTest, AFolderThatIsNotThereIsSaid) {
  path_ = folder_.file("none/kept.db");
  expect_left_alone("See that its folder is there");
}

TEST_F(FileTest, APathIsAPathWhateverSqliteMakesOfIt) {
  const std::string before = std::filesystem::current_path();
  std::filesystem::current_path(std::filesystem::path(path_).parent_path());
  for (const char* name : {":memory:", "file:x?mode=memory", "a b'c"}) {
    Connection(name).ask("a");
    EXPECT_TRUE(std::filesystem::exists(folder_.file(name))) << name;
  }
  std::filesystem::current_path(before);
}

TEST_F(FileTest, ACuredFileIsUsedAgain) {
  write(path_, "no database, but long enough to be looked at as one .................................................");
  Connection connection(path_);
  connection.ask("a");
  std::filesystem::remove(path_);
  connection.ask("a");
  EXPECT_EQ(connection.last.kept_as, 0) << "it is looked at again after ten seconds";
  connection.wait(seconds(10));
  connection.ask("a");
  EXPECT_EQ(connection.ask("a"), "a 3");
  EXPECT_EQ(connection.notices.size(), 1U);
}

TEST_F(FileTest, AChangedPathIsAnotherFile) {
  Connection connection(path_);
  connection.kept.statement_begins();
  connection.ask("a");
  const asking::Answer first = connection.last;
  connection.settings.path = folder_.file("other.db");
  connection.ask("a");
  EXPECT_EQ(connection.aws.sent.size(), 2U);
  const std::int64_t second = connection.last.kept_as;
  EXPECT_EQ(connection.kept.page(first.kept_as, 1)->body, "a 1");
  EXPECT_EQ(connection.kept.page(second, 1)->body, "a 2");
  connection.last = first;
  connection.next_page("a+t", 2);
  EXPECT_EQ(connection.last.kept_as, first.kept_as) << "a scan goes on where it began";
  connection.kept.statement_ends();
  EXPECT_FALSE(connection.kept.page(first.kept_as, 1)) << "closed";
  connection.settings.path = path_;
  EXPECT_EQ(connection.ask("a"), "a 1");
  EXPECT_NE(connection.last.kept_as, first.kept_as) << "no number stands for two answers";
}

TEST_F(FileTest, AWrongSettingKeepsNothing) {
  std::vector<std::string> notices;
  FileKeptAnswers kept({.open = open_database(),
                        .settings = []() -> KeptSettings { throw sql::Error("AWSCOST_CACHE: cache is 'maybe'."); },
                        .notice = [&](const std::string& sentence) { notices.push_back(sentence); },
                        .clock = [] { return Seconds(); }});
  Connection connection;
  EXPECT_FALSE(kept.is_on());
  EXPECT_FALSE(kept.recall(connection.question("a")));
  EXPECT_EQ(kept.keep(connection.question("a"), {.status = 200}), 0);
  EXPECT_THAT(notices, ElementsAre("Answers are not kept: AWSCOST_CACHE: cache is 'maybe'."));
}

// A database that fails from the nth access on.
class Failing : public DatabaseAround {
 public:
  Failing(std::unique_ptr<sql::Database> inside, std::shared_ptr<int> left, Cause cause)
      : DatabaseAround(std::move(inside)), left_(std::move(left)), cause_(cause) {}

  void before(std::string_view) override {
    if (*left_ == 0) throw sql::DatabaseError("made up", cause_);
    --*left_;
  }

 private:
  std::shared_ptr<int> left_;
  Cause cause_;
};

// Whatever access fails first, in whatever way: all answers come, one notice tells, and the file is whole.
TEST_F(FileTest, AFailureAtAnyAccessEndsNoQuery) {
  constexpr std::array kCauses = {Cause::kBusy,    Cause::kReadOnly,    Cause::kFull,
                                  Cause::kDamaged, Cause::kUnsupported, Cause::kOther};
  bool failed = true;
  for (int good = 0; failed; ++good) {
    std::filesystem::remove(path_);
    const auto left = std::make_shared<int>(good);
    {
      Connection connection(path_, [&](const std::string& path) -> std::unique_ptr<sql::Database> {
        return std::make_unique<Failing>(open_database()(path), left, kCauses[good % kCauses.size()]);
      });
      connection.kept.statement_begins();
      EXPECT_THAT(connection.ask("a"), testing::StartsWith("a ")) << good;
      EXPECT_THAT(connection.next_page("a+t", 2), testing::StartsWith("a+t ")) << good;
      connection.kept.describe(connection.last.kept_as, {.table = "t", .subject = "s"});
      connection.kept.about(*connection.question("a").destination, "s");
      EXPECT_THAT(connection.ask("a"), testing::StartsWith("a ")) << good;
      connection.kept.statement_ends();
      EXPECT_THAT(connection.ask("b"), testing::StartsWith("b ")) << good;
      failed = *left == 0;
      *left = 1000;
      EXPECT_LE(connection.notices.size(), 1U) << good;
    }
    Connection after(path_);
    after.ask("z");
    EXPECT_EQ(number_in(path_, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1) << good;
  }
}

TEST_F(FileTest, AFullDiskIsToldWithItsCure) {
  const auto left = std::make_shared<int>(0);
  for (const std::string& path : {path_, std::string()}) {
    Connection connection(path, [&](const std::string& name) -> std::unique_ptr<sql::Database> {
      return std::make_unique<Failing>(open_database()(name), left, Cause::kFull);
    });
    connection.ask("a");
    EXPECT_THAT(connection.notices, ElementsAre(HasSubstr("Make room")));
  }
}

// Who asked and what they signed with stays out of the file; a secret answer does too.
TEST_F(FileTest, ItHoldsNoSecret) {
  Connection connection(path_);
  asking::Question question = connection.question("a");
  auto destination = std::make_shared<asking::Destination>(*question.destination);
  destination->kept_under = "aws\nkey AKIAIOSFODNN7EXAMPLE";
  destination->key = "AKIAIOSFODNN7EXAMPLE";
  destination->credentials = "environment: AKIAIOSFODNN7EXAMPLE";
  question.destination = destination;
  connection.ask(question);
  question.call.body = "planted-secret";
  question.secret = true;
  connection.ask(question);
  const std::string bytes = bytes_of(path_) + bytes_of(path_ + "-wal");
  EXPECT_THAT(bytes, HasSubstr("a 1"));
  EXPECT_THAT(bytes, Not(HasSubstr("AKIAIOSFODNN7EXAMPLE")));
  EXPECT_THAT(bytes, Not(HasSubstr("planted-secret")));
}

}  // namespace
}  // namespace awscost::kept
