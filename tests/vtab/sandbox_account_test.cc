// The setting sandbox_account: the sandbox answers from a file, reads it again when the setting changes, and names a
// file that it cannot read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "loaded.h"

namespace awscost {
namespace {

constexpr const char* kCost = "SELECT sum(unblended_cost) FROM ce_cost_and_usage WHERE period_start = '2026-11-20'";

class AccountFile {
 public:
  // `more`: a further item.
  AccountFile(const std::string& name, const std::string& cost, const std::string& more = "")
      : path_(testing::TempDir() + name) {
    std::ofstream(path_) << R"({"day":"2026-11-20","metrics":{"UnblendedCost":")" << cost << "\"}}\n" << more;
  }
  ~AccountFile() { std::remove(path_.c_str()); }
  AccountFile(const AccountFile&) = delete;
  AccountFile& operator=(const AccountFile&) = delete;

  std::string choose() const { return "SELECT awscost_config('sandbox_account', '" + path_ + "')"; }

 private:
  std::string path_;
};

TEST(SandboxAccount, AnswersFromTheFileThatIsSet) {
  const AccountFile first("awscost_first.json", "1.25");
  const AccountFile second("awscost_second.json", "4");
  point_at("http://127.0.0.1:1");
  golden::Database database(kExtension);
  database.run("SELECT awscost_config('connector', 'sandbox')");
  database.run(first.choose());
  EXPECT_EQ(database.run(kCost).rows, "1.25");
  database.run(second.choose());
  EXPECT_EQ(database.run(kCost).rows, "4.0");
  database.run("SELECT awscost_config('sandbox_account', '')");
  EXPECT_THAT(database.run("SELECT count(*) > 1 FROM ce_cost_and_usage('service')").rows, "1");
}

std::string error_without(const std::string& name, const std::string& sql) {
  const AccountFile file("awscost_without.json", "1", R"({"switched_off":[")" + name + "\"]}");
  point_at("http://127.0.0.1:1");
  golden::Database database(kExtension);
  database.run("SELECT awscost_config('connector', 'sandbox')");
  database.run(file.choose());
  return database.run(sql).error;
}

// AWS says AccessDeniedException, but a policy does not help: the payer has to switch something on.
TEST(SandboxAccount, WhatIsNotSwitchedOnIsNoQuestionOfIam) {
  using testing::AllOf;
  using testing::HasSubstr;
  using testing::Not;
  const auto cure = [](const char* words, const char* where) {
    return AllOf(HasSubstr(words), HasSubstr("This is no question of IAM"), HasSubstr(where),
                 Not(HasSubstr("must allow ce:")));
  };
  EXPECT_THAT(error_without("resource_data",
                            "SELECT count(*) FROM ce_cost_and_usage_with_resources WHERE service = 'AWS Lambda'"),
              cure("Resource-level data granularity is an opt-in only feature", "Cost Management preferences"));
  EXPECT_THAT(error_without("hourly_data", "SELECT count(*) FROM ce_cost_and_usage WHERE granularity = 'HOURLY'"),
              cure("Hourly data granularity is an opt-in only feature", "Cost Management preferences"));
  EXPECT_THAT(error_without("cost_explorer", kCost),
              cure("User not enabled for cost explorer access", "open Cost Explorer once"));
  EXPECT_EQ(error_without("resource_data", kCost), "");
}

TEST(SandboxAccount, AFileThatIsNotThereEndsTheQuery) {
  point_at("http://127.0.0.1:1");
  golden::Database database(kExtension);
  database.run(
      "SELECT awscost_config('connector', 'sandbox'), awscost_config('sandbox_account', '/nonexistent/i.json')");
  EXPECT_THAT(database.run(kCost).error,
              testing::HasSubstr("/nonexistent/i.json: this file of line items cannot be opened"));
  EXPECT_EQ(database.run("SELECT 1").rows, "1");
  EXPECT_EQ(database.run("SELECT count(*) FROM awscost_requests").rows, "0") << "nothing was asked";
}

}  // namespace
}  // namespace awscost
