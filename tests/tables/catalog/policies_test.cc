// The policies in docs/iam are those of the declarations, and each is as narrow as IAM permits.
#include "connectors/tables/catalog/policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "every_table.h"

namespace awscost::catalog {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kFolder = AWSCOST_SOURCE_DIR "/docs/iam";

// By file.
std::map<std::string, std::string> declared() {
  std::map<std::string, std::string> files;
  const std::vector<Entry> all = EveryTable().entries();
  files["read.json"] = policy(all, Allowed::kReads);
  files["read-and-write.json"] = policy(all, Allowed::kReadsAndWrites);
  for (const Entry& entry : all) {
    const std::string text = policy({&entry, 1}, Allowed::kReadsAndWrites);
    if (!text.empty()) files[std::string(entry.table->name) + ".json"] = text;
  }
  return files;
}

std::map<std::string, std::string> in_docs() {
  std::map<std::string, std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
    std::ostringstream text;
    text << std::ifstream(file.path()).rdbuf();
    files[file.path().filename().string()] = text.str();
  }
  return files;
}

TEST(Policies, AreTheFilesInDocs) {
  if (std::getenv("AWSCOST_UPDATE_REFERENCE") != nullptr) {
    std::filesystem::create_directories(kFolder);
    for (const auto& [name, text] : declared()) std::ofstream(kFolder + "/" + name) << text;
  }
  EXPECT_EQ(in_docs(), declared()) << "Write them anew, then read the difference:\n"
                                      "  AWSCOST_UPDATE_REFERENCE=1 " AWSCOST_BINARY_DIR
                                      "/tests/tables/catalog/catalog_test --gtest_filter='Policies.*'";
}

TEST(Policies, AreJsonOfThatForm) {
  for (const auto& [name, text] : declared()) {
    const boost::json::value policy = boost::json::parse(text);
    EXPECT_EQ(policy.at("Version").as_string(), "2012-10-17") << name;
    for (const boost::json::value& statement : policy.at("Statement").as_array()) {
      EXPECT_EQ(statement.at("Effect").as_string(), "Allow");
      EXPECT_FALSE(statement.at("Action").as_array().empty());
      for (const boost::json::value& action : statement.at("Action").as_array()) {
        EXPECT_EQ(action.as_string().find('*'), std::string::npos) << "an action by its name";
      }
    }
  }
}

TEST(Policies, ReadingAllowsNoChange) {
  const std::map<std::string, std::string> files = declared();
  EXPECT_THAT(files.at("read.json"), Not(HasSubstr("Update")));
  EXPECT_THAT(files.at("read.json"), Not(HasSubstr("Create")));
  EXPECT_THAT(files.at("read-and-write.json"), HasSubstr("bcm-pricing-calculator:UpdateBillScenarioUsageModification"));
}

TEST(Policies, ATableAllowsWhatItsRowsNeed) {
  const std::map<std::string, std::string> files = declared();
  const std::string usage = files.at("apigateway_usage.json");
  EXPECT_THAT(usage, HasSubstr("\"arn:aws:apigateway:*::/usageplans/*/usage\""));
  EXPECT_THAT(usage, HasSubstr("\"arn:aws:apigateway:*::/usageplans\"")) << "plans are listed first";
  EXPECT_THAT(usage, Not(HasSubstr("apikeys"))) << "whose values are secrets";
  const std::string cost = files.at("ce_cost_and_usage.json");
  EXPECT_THAT(cost, HasSubstr("ce:GetCostAndUsage\""));
  EXPECT_THAT(cost, HasSubstr("ce:ListCostAllocationTagBackfillHistory"));
  EXPECT_THAT(cost, HasSubstr("billing:ListSourceViewsForBillingView"));
  EXPECT_FALSE(files.contains("awscost_requests.json"));
}

}  // namespace
}  // namespace awscost::catalog
