// Which connector, which sandbox and which limits the settings resolve to.
#include "connectors/asking/destinations/destinations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "configured_destinations.h"
#include "sql/error.h"

namespace awscost::asking {
namespace {

using ::testing::HasSubstr;

class DestinationsTest : public ::testing::Test {
 protected:
  DestinationsTest() { set("connector", "sandbox"); }

  void set(std::string_view name, const std::string& value) { configured_.set(name, value); }
  std::shared_ptr<const Destination> resolve(const Whom& whom = {.service = "ce"}) { return configured_.resolve(whom); }
  std::shared_ptr<const Destination> resolve_seed(int seed) {
    set("sandbox_seed", std::to_string(seed));
    return resolve();
  }

  static wire::Reply send(const Destination& destination, const wire::Call& call) {
    return destination.connection->send(call, {});
  }

  // A sandbox counts its answers in their request ids: the first one of a seed is the same in every new sandbox.
  static std::string next_id(const Destination& destination) {
    const wire::Reply reply = send(destination, {.service = "apigateway",
                                                 .operation = "GetUsagePlans",
                                                 .method = "GET",
                                                 .path = "/usageplans",
                                                 .headers = {{"Accept", "application/json"}}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    return std::string(wire::header(reply, "x-amzn-requestid"));
  }

  // The costs of May 2030.
  static wire::Reply cost(const Destination& destination) {
    return send(destination, {.service = "ce",
                              .operation = "GetCostAndUsage",
                              .headers = {{"Content-Type", "application/x-amz-json-1.1"},
                                          {"X-Amz-Target", "AWSInsightsIndexService.GetCostAndUsage"}},
                              .body = R"({"TimePeriod":{"Start":"2030-05-01","End":"2030-06-01"},)"
                                      R"("Granularity":"MONTHLY","Metrics":["UnblendedCost"]})"});
  }

  ConfiguredDestinations configured_;
};

TEST_F(DestinationsTest, TheSandboxIsADestination) {
  const auto destination = resolve({.service = "apigateway", .region = "eu-west-3"});
  EXPECT_EQ(destination->whom, (Whom{.service = "apigateway", .region = "eu-west-3"}));
  EXPECT_EQ(destination->connector, "sandbox");
  EXPECT_EQ(destination->profile, "");
  EXPECT_EQ(destination->region, "eu-west-3");
  EXPECT_EQ(destination->endpoint, "sandbox (seed 1)");
  EXPECT_EQ(destination->account_id, "");
  EXPECT_EQ(destination->credentials, "");
  EXPECT_EQ(destination->max_attempts, 1) << "what it refuses, it refuses again";
  EXPECT_FALSE(destination->several_at_once);
  EXPECT_EQ(send(*destination, {.service = "apigateway", .method = "GET", .path = "/usageplans"}).status, 200);
}

class AccountFile {
 public:
  explicit AccountFile(const std::string& content) {
    std::ofstream file(path_);
    file << content;
  }
  ~AccountFile() { std::filesystem::remove(path_); }
  AccountFile(const AccountFile&) = delete;
  AccountFile& operator=(const AccountFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_ = testing::TempDir() + "awscost_destinations_test_" + std::to_string(getpid()) + ".json";
};

constexpr const char* kOneLine =
    R"({"day": "2030-05-07", "dimensions": {"SERVICE": "AWS Lambda"}, "metrics": {"UnblendedCost": "1.25"}})";

TEST_F(DestinationsTest, WhateverAnswersDifferentlyHasAnotherKey) {
  const AccountFile file(kOneLine);
  std::set<std::string> keys{resolve()->key};
  EXPECT_FALSE(keys.insert(resolve()->key).second) << "nothing has changed";
  const auto expect_another = [&](const char* what, const Whom& whom = {.service = "ce"}) {
    EXPECT_TRUE(keys.insert(resolve(whom)->key).second) << what;
  };
  expect_another("profile", {.service = "ce", .profile = "prod"});
  expect_another("region", {.service = "ce", .region = "prod"});
  set("sandbox_seed", "2");
  expect_another("seed");
  set("sandbox_page_size", "2");
  expect_another("page size");
  set("sandbox_account", file.path());
  expect_another("account file");
  set("profile", "dev");
  expect_another("the setting profile");
}

TEST_F(DestinationsTest, TheProfileOfTheStatementComesBeforeTheSetting) {
  set("profile", "dev");
  EXPECT_EQ(resolve()->profile, "dev");
  EXPECT_EQ(resolve()->whom.profile, "") << "as the statement has it";
  EXPECT_EQ(resolve({.service = "ce", .profile = "prod"})->profile, "prod");
}

TEST_F(DestinationsTest, AnAccountFileIsWhatAnswers) {
  const AccountFile file(kOneLine);
  set("now", "2030-06-15");
  set("sandbox_account", file.path());
  const auto destination = resolve();
  EXPECT_EQ(destination->endpoint, "sandbox (" + file.path() + ")");
  EXPECT_THAT(cost(*destination).body, HasSubstr(R"("Amount":"1.25")"));
}

TEST_F(DestinationsTest, NowIsTheSandboxsAndStaysThatOfWhoIsResolved) {
  set("now", "2030-06-15");
  const auto then = resolve();
  const wire::Reply reply = cost(*then);
  EXPECT_EQ(reply.status, 200) << reply.body;
  set("now", "2033-06-15");
  const auto later = resolve();
  EXPECT_EQ(cost(*later).status, 400);
  EXPECT_THAT(cost(*later).body, HasSubstr("14 months"));
  EXPECT_EQ(cost(*then).body, reply.body);
}

TEST_F(DestinationsTest, LimitsAreThoseOfTheSettingsWhenResolved) {
  const auto usual = resolve();
  EXPECT_EQ(usual->limits.budget, kDollar);
  EXPECT_EQ(usual->limits.max_requests, 100);
  set("budget", "2.50");
  set("max_requests", "7");
  EXPECT_EQ(usual->limits.budget, kDollar);
  EXPECT_EQ(usual->limits.max_requests, 100);
  EXPECT_EQ(resolve()->limits.budget, 2'500'000);
  EXPECT_EQ(resolve()->limits.max_requests, 7);
  EXPECT_EQ(configured_.destinations.limits().budget, 2'500'000);
  EXPECT_EQ(configured_.destinations.limits().max_requests, 7);
}

TEST_F(DestinationsTest, ASettingThatChangesIsAnotherRevision) {
  const std::uint64_t before = configured_.destinations.revision();
  resolve();
  EXPECT_EQ(configured_.destinations.revision(), before);
  set("budget", "2.50");
  EXPECT_NE(configured_.destinations.revision(), before);
}

// The common failure in words; empty where one of them was resolved.
std::string failure_of_all(const Resolution& found) {
  EXPECT_EQ(found.first_failure, 0U);
  std::string words;
  for (std::size_t i = 0; i < found.destinations.size(); ++i) {
    EXPECT_EQ(found.destinations[i], nullptr);
    if (!found.failures[i]) return "";
    words = wire::words_of(*found.failures[i]);
    EXPECT_EQ(words, wire::words_of(*found.failures[0]));
    EXPECT_FALSE(wire::maybe_charged(*found.failures[i]));
  }
  return words;
}

TEST_F(DestinationsTest, AWrongSettingFailsAll) {
  const std::vector<Whom> whom{{.service = "ce"}, {.service = "ce", .profile = "prod"}};
  EXPECT_FALSE(configured_.resolve_all(whom).first_failure);
  set("sandbox_account", "/nonexistent/account.json");
  EXPECT_THAT(failure_of_all(configured_.resolve_all(whom)), HasSubstr("/nonexistent/account.json"));
  const AccountFile unreadable("[7]");
  set("sandbox_account", unreadable.path());
  EXPECT_THAT(failure_of_all(configured_.resolve_all(whom)), HasSubstr(unreadable.path()));
  EXPECT_TRUE(std::holds_alternative<sql::Error>(*configured_.resolve_all(whom).failures[1])) << "no question of AWS's";
  set("sandbox_account", "");
  EXPECT_FALSE(configured_.resolve_all(whom).first_failure);
  set("log", "/nonexistent/awscost.log");
  EXPECT_THAT(failure_of_all(configured_.resolve_all(whom)), HasSubstr("/nonexistent/awscost.log"));
}

TEST_F(DestinationsTest, WithoutAConnectorNobodyAnswers) {
  ConfiguredDestinations configured;
  configured.connector = "sandpit";
  EXPECT_THAT(failure_of_all(configured.resolve_all({{.service = "ce"}})), HasSubstr("AWSCOST_CONNECTOR"));
  configured.connector = "sandbox";
  EXPECT_EQ(configured.resolve({.service = "ce"})->connector, "sandbox");
}

// Changed bill scenario lines live in their sandbox, which is kept as long as few others are used.
TEST_F(DestinationsTest, SandboxesAreKeptFromScanToScan) {
  const std::string first = next_id(*resolve_seed(1));
  EXPECT_NE(next_id(*resolve_seed(1)), first) << "the same sandbox has answered before";
  resolve_seed(2);
  resolve_seed(3);
  resolve_seed(4);
  EXPECT_NE(next_id(*resolve_seed(1)), first) << "four are kept";
}

TEST_F(DestinationsTest, TheFifthSandboxDropsTheOneUsedLongestAgo) {
  const std::string first_of_1 = next_id(*resolve_seed(1));
  const std::string first_of_2 = next_id(*resolve_seed(2));
  const std::string first_of_3 = next_id(*resolve_seed(3));
  next_id(*resolve_seed(4));
  resolve_seed(1);
  next_id(*resolve_seed(5));
  EXPECT_NE(next_id(*resolve_seed(1)), first_of_1) << "used again before the fifth came";
  EXPECT_NE(next_id(*resolve_seed(3)), first_of_3);
  EXPECT_EQ(next_id(*resolve_seed(2)), first_of_2) << "a new one";
}

TEST_F(DestinationsTest, ADestinationThatIsHeldKeepsItsSandbox) {
  const auto held = resolve_seed(1);
  const std::string first = next_id(*held);
  for (int seed = 2; seed <= 5; ++seed) resolve_seed(seed);
  const std::string second = next_id(*held);
  EXPECT_NE(second, first);
  const auto anew = resolve_seed(1);
  EXPECT_EQ(anew->key, held->key);
  EXPECT_EQ(next_id(*anew), first) << "a new one of the same seed";
  EXPECT_EQ(next_id(*anew), second);
}

TEST_F(DestinationsTest, PageSizesAndSeedsAreSandboxesOfTheirOwn) {
  const std::string first = next_id(*resolve());
  set("sandbox_page_size", "7");
  EXPECT_EQ(next_id(*resolve()), first);
}

TEST_F(DestinationsTest, EachRequestOfTheSandboxIsALineOfTheLog) {
  const AccountFile log("");
  set("log", log.path());
  const auto destination = resolve();
  send(*destination,
       {.service = "apigateway", .method = "GET", .path = "/usageplans", .label = "apigateway:GetUsagePlans"});
  std::ifstream file(log.path());
  std::string line;
  std::getline(file, line);
  EXPECT_THAT(line, HasSubstr(" apigateway:GetUsagePlans GET sandbox 200 "));
}

}  // namespace
}  // namespace awscost::asking
