// Several profiles through all layers: the credentials of all are checked before the first paid request is sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "database.h"
#include "faulty_server.h"
#include "question.h"

namespace awscost {
namespace {

// Two profiles with keys, and one whose program fails.
class Rehearsal : public testing::Test {
 protected:
  Rehearsal() {
    point_at(server_);
    std::ofstream config(path_);
    for (const char* profile : {"dev", "prod"}) {
      config << "[profile " << profile << "]\naws_access_key_id = " << kAccessKey
             << "\naws_secret_access_key = " << kSecretKey << "\n";
    }
    config << "[profile lost]\ncredential_process = /bin/false\n";
    config.close();
    setenv("AWS_CONFIG_FILE", path_.c_str(), 1);
  }
  ~Rehearsal() override {
    unsetenv("AWS_CONFIG_FILE");
    std::remove(path_.c_str());
  }

  std::string asked_as(const std::string& profiles) const {
    return std::string(kCost.sql) + " AND profile IN (" + profiles + ")";
  }

  const FaultyServer server_;
  // One for each process, because tests may run at the same time.
  const std::string path_ = testing::TempDir() + "awscost-" +
                            testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
                            std::to_string(getpid());
};

TEST_F(Rehearsal, OneWithoutCredentialsCostsNothing) {
  golden::Database database(kExtension);
  EXPECT_THAT(database.run(asked_as("'dev', 'lost', 'prod'")).error,
              testing::HasSubstr("Profile 'lost': credential_process"));
  EXPECT_EQ(server_.requests(), 0U);
  EXPECT_EQ(database.run("SELECT count(*) FROM awscost_requests").rows, "0");
}

TEST_F(Rehearsal, IsNoRequestAndNoAnswer) {
  golden::Database database(kExtension);
  database.run("SELECT awscost_config('max_requests', '6')");
  Reading reading(database.handle(), asked_as("'dev', 'prod'").c_str());
  reading.finish();
  EXPECT_EQ(reading.error(), "");
  EXPECT_EQ(reading.rows().size(), 2 * right_answer(kCost).rows.size());
  EXPECT_EQ(server_.requests(), 6U) << "three pages of each";
  EXPECT_EQ(database.run("SELECT count(*), sum(charge_usd) FROM awscost_requests").rows, "6|0.06");
}

}  // namespace
}  // namespace awscost
