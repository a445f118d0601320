// Kept answers inside a host program: one file for several connections, bad files, secrets, limits by day.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "loaded.h"
#include "tests/support/imposter.h"

namespace awscost {
namespace {

using support::Imposter;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kTags = "SELECT count(*) FROM ce_tags";

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class KeptAnswersTest : public testing::Test {
 protected:
  KeptAnswersTest() {
    imposter_.reply_by([](const support::Received& request) -> support::Answer {
      if (request.target.starts_with("/apikeys"))
        return {.body = R"({"item":[{"id":"k1","value":"planted-key-value"}]})"};
      return {.body = R"({"Tags":["env","team"],"ReturnSize":2,"TotalSize":2})"};
    });
    point_at(imposter_.url());
    setenv("AWS_REGION", "us-east-1", 1);
    setenv("AWSCOST_CACHE", "on", 1);
    path_ = testing::TempDir() + "kept_" + std::to_string(getpid()) + ".db";
    remove_file();
  }
  ~KeptAnswersTest() override { remove_file(); }

  void remove_file() const {
    for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path_ + end);
  }
  void share() const { setenv("AWSCOST_CACHE_PATH", path_.c_str(), 1); }

  Imposter imposter_;
  std::string path_;
};

TEST_F(KeptAnswersTest, ConnectionsOfOneFileAskOnce) {
  share();
  golden::Database one(kExtension);
  golden::Database other(kExtension);
  EXPECT_EQ(one.run(kTags).rows, "2");
  EXPECT_EQ(other.run(kTags).rows, "2");
  EXPECT_EQ(imposter_.requests().size(), 1U);
  EXPECT_EQ(other.run("SELECT cached, charge_usd, attempts, status FROM awscost_requests").rows, "1|0.0|0|200");
  EXPECT_EQ(other.run("SELECT awscost_last_cost()").rows, "0.0");
}

TEST_F(KeptAnswersTest, WithoutAFileEachConnectionAsksOnce) {
  golden::Database one(kExtension);
  golden::Database other(kExtension);
  for (golden::Database* database : {&one, &other, &one, &other}) EXPECT_EQ(database->run(kTags).rows, "2");
  EXPECT_EQ(imposter_.requests().size(), 2U);
}

TEST_F(KeptAnswersTest, ConnectionsThatAskAtOnceAskOnce) {
  share();
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([] {
      golden::Database database(kExtension);
      EXPECT_EQ(database.run(kTags).rows, "2");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(imposter_.requests().size(), 1U);
}

TEST_F(KeptAnswersTest, AChangedSettingCountsFromTheNextScan) {
  golden::Database database(kExtension);
  database.run(kTags);
  database.run("SELECT awscost_config('cache_path', '" + path_ + "')");
  database.run(kTags);
  EXPECT_EQ(imposter_.requests().size(), 2U);
  EXPECT_TRUE(std::filesystem::exists(path_));
  database.run("SELECT awscost_config('cache', 'off')");
  database.run(kTags);
  EXPECT_EQ(imposter_.requests().size(), 3U);
}

TEST_F(KeptAnswersTest, LoadingMakesNoFile) {
  share();
  golden::Database database(kExtension);
  database.run("SELECT 1 FROM awscost_settings");
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(KeptAnswersTest, ABadFileLeavesOneNotice) {
  std::ofstream(path_) << std::string(5000, 'x');
  share();
  golden::Database database(kExtension);
  EXPECT_EQ(database.run(kTags).rows, "2");
  EXPECT_EQ(database.run(kTags).rows, "2");
  EXPECT_EQ(database.run("SELECT count(*) FROM awscost_cache").rows, "0");
  const std::string notices = database.run("SELECT table_name, notice FROM awscost_notices").rows;
  EXPECT_THAT(notices, AllOf(HasSubstr("awscost_cache|cache_path: " + path_), HasSubstr("remove it, or name another")));
  EXPECT_EQ(notices.find('\n'), std::string::npos);
  EXPECT_EQ(bytes_of(path_), std::string(5000, 'x'));
}

TEST_F(KeptAnswersTest, NoSecretGoesIntoTheFile) {
  share();
  golden::Database database(kExtension);
  ASSERT_EQ(database.run(kTags).error, "");
  ASSERT_EQ(database.run("SELECT value FROM apigateway_api_keys").rows, "planted-key-value");
  const std::string bytes = bytes_of(path_) + bytes_of(path_ + "-wal");
  EXPECT_THAT(bytes, HasSubstr("TotalSize"));
  for (const char* secret : {"planted-key-value", kSecretKey, kSessionToken, "AKIDEXAMPLE"}) {
    EXPECT_THAT(bytes, Not(HasSubstr(secret)));
  }
}

TEST_F(KeptAnswersTest, ADaysLimitHoldsForAllConnections) {
  share();
  setenv("AWSCOST_BUDGET_DAILY", "0.02", 1);
  golden::Database one(kExtension);
  golden::Database other(kExtension);
  one.run("SELECT awscost_config('cache', 'off')");
  other.run("SELECT awscost_config('cache', 'off')");
  EXPECT_EQ(one.run(kTags).error, "");
  EXPECT_EQ(other.run(kTags).error, "");
  EXPECT_THAT(one.run(kTags).error,
              AllOf(HasSubstr("The programs that share " + path_ + " have spent $0.02 in 2026-11-21 (UTC)"),
                    HasSubstr("SELECT awscost_config('budget_daily', '1.00')")));
  EXPECT_EQ(imposter_.requests().size(), 2U);
  EXPECT_EQ(one.run("SELECT day, service, operation, requests, charge_usd FROM awscost_spending").rows,
            "2026-11-21|ce|GetTags|2|0.02");
  one.run("SELECT awscost_config('budget_daily', '1.00')");
  EXPECT_EQ(one.run(kTags).rows, "2");
}

TEST_F(KeptAnswersTest, ALimitWithoutAFileRefuses) {
  setenv("AWSCOST_BUDGET_MONTHLY", "5", 1);
  golden::Database database(kExtension);
  EXPECT_THAT(database.run(kTags).error, HasSubstr("cache_path is not set"));
  EXPECT_TRUE(imposter_.requests().empty());
  EXPECT_EQ(database.run("SELECT awscost_config('budget_monthly', '')").rows, "");
  EXPECT_EQ(database.run(kTags).rows, "2");
}

// A statement over a file that another connection empties meanwhile reads on.
TEST_F(KeptAnswersTest, AnOpenStatementReadsOnWhatIsForgotten) {
  share();
  golden::Database one(kExtension);
  golden::Database other(kExtension);
  one.run(kTags);
  sqlite3_stmt* open = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(one.handle(), "SELECT value FROM ce_tags", -1, &open, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(open), SQLITE_ROW);
  EXPECT_EQ(other.run("DELETE FROM awscost_cache; SELECT changes()").rows, "--\n1");
  EXPECT_EQ(sqlite3_step(open), SQLITE_ROW);
  EXPECT_EQ(sqlite3_step(open), SQLITE_DONE);
  sqlite3_finalize(open);
  EXPECT_EQ(other.run("SELECT count(*) FROM awscost_cache").rows, "0");
}

}  // namespace
}  // namespace awscost
