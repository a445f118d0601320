// AWS as a destination without a network: keys from the environment, endpoints that are only computed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "clean_environment.h"
#include "configured_destinations.h"
#include "connectors/asking/destinations/aws_destinations.h"
#include "sql/error.h"
#include "tests/support/imposter.h"

namespace awscost::asking {
namespace {

using ::testing::HasSubstr;

void set_variable(const char* name, const char* value) {
  setenv(name, value, 1);
}

class AwsTest : public ::testing::Test {
 protected:
  AwsTest() {
    golden::clean_environment();
    set_variable("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    set_variable("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  }
  ~AwsTest() override { golden::clean_environment(); }

  ConfiguredDestinations configured_;
};

TEST_F(AwsTest, IsADestination) {
  set_variable("AWS_MAX_ATTEMPTS", "5");
  set_variable("AWS_REGION", "eu-west-3");
  const auto destination = configured_.resolve({.service = "apigateway"});
  EXPECT_EQ(destination->connector, "aws");
  EXPECT_EQ(destination->profile, "");
  EXPECT_EQ(destination->region, "eu-west-3");
  EXPECT_EQ(destination->endpoint, "https://apigateway.eu-west-3.amazonaws.com");
  EXPECT_THAT(destination->credentials, HasSubstr("environment"));
  EXPECT_EQ(destination->max_attempts, 5);
  EXPECT_TRUE(destination->several_at_once);
  EXPECT_EQ(destination->limits.budget, kDollar);
  EXPECT_EQ(destination->limits.max_requests, 100);
  EXPECT_NE(destination->connection, nullptr);
}

TEST_F(AwsTest, WhereNoRegionIsSetItIsTheOneThatRequestsAreSignedFor) {
  const auto destination = configured_.resolve({.service = "ce"});
  EXPECT_EQ(destination->region, "us-east-1");
  EXPECT_EQ(destination->endpoint, "https://ce.us-east-1.amazonaws.com");
  EXPECT_EQ(destination->max_attempts, 3) << "AWS's standard";
}

TEST_F(AwsTest, WhateverAnswersDifferentlyHasAnotherKey) {
  const Whom gateway{.service = "apigateway", .region = "eu-west-3"};
  std::set<std::string> keys{configured_.resolve(gateway)->key};
  EXPECT_FALSE(keys.insert(configured_.resolve(gateway)->key).second) << "nothing has changed";
  EXPECT_TRUE(keys.insert(configured_.resolve({.service = "apigateway", .region = "eu-west-1"})->key).second)
      << "region";
  set_variable("AWS_ENDPOINT_URL", "http://localhost:4566");
  EXPECT_TRUE(keys.insert(configured_.resolve(gateway)->key).second) << "endpoint";
  set_variable("AWS_ACCESS_KEY_ID", "AKIAI44QH8DHBEXAMPLE");
  EXPECT_TRUE(keys.insert(configured_.resolve(gateway)->key).second) << "principal";
  configured_.set("connector", "sandbox");
  EXPECT_TRUE(keys.insert(configured_.resolve(gateway)->key).second) << "connector";
}

TEST_F(AwsTest, NoKeyNorCredentialsSayASecret) {
  set_variable("AWS_SESSION_TOKEN", "FwoGZXIvYXdzEXAMPLETOKEN");
  const auto destination = configured_.resolve({.service = "ce"});
  for (const std::string& text : {destination->key, destination->credentials, destination->endpoint}) {
    EXPECT_THAT(text, ::testing::Not(HasSubstr("wJalrXUtnFEMI")));
    EXPECT_THAT(text, ::testing::Not(HasSubstr("FwoGZXIvYXdz")));
  }
}

TEST_F(AwsTest, OneWhoFailsIsNoFailureOfTheOthers) {
  const Resolution found = configured_.resolve_all({{.service = "ce"}, {.service = "ce", .profile = "nobody"}});
  EXPECT_NE(found.destinations[0], nullptr);
  EXPECT_EQ(found.destinations[1], nullptr);
  EXPECT_EQ(found.first_failure, 1U);
  EXPECT_FALSE(found.failures[0]);
  EXPECT_THAT(wire::words_of(found.failures[1].value()), HasSubstr("nobody"));
  EXPECT_TRUE(std::holds_alternative<wire::SendError>(*found.failures[1]));
  EXPECT_FALSE(wire::maybe_charged(*found.failures[1]));
}

TEST_F(AwsTest, ASearchUntilOneFailsTellsOfTheOneThatFailed) {
  std::vector<Whom> whom(40, {.service = "ce"});
  whom[20].profile = "nobody";
  const Resolution found = configured_.resolve_all(whom, Search::kUntilOneFails);
  EXPECT_EQ(found.first_failure, 20U) << "who is stopped because of it is no failure of its own";
  EXPECT_THAT(wire::words_of(found.failures[20].value()), HasSubstr("nobody"));
}

TEST_F(AwsTest, AnInterruptEndsTheSearch) {
  const Resolution found = configured_.resolve_all(
      {{.service = "ce"}, {.service = "apigateway", .region = "eu-west-3"}}, Search::kAll, [] { return true; });
  ASSERT_TRUE(found.first_failure);
  for (const auto& failure : found.failures) EXPECT_TRUE(wire::is_interrupt(failure.value()));
}

TEST_F(AwsTest, AWrongNumberOfAttemptsFails) {
  set_variable("AWS_MAX_ATTEMPTS", "many");
  try {
    configured_.resolve({.service = "ce"});
    ADD_FAILURE() << "found";
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), HasSubstr("AWS_MAX_ATTEMPTS"));
    EXPECT_FALSE(error.maybe_charged());
  }
}

TEST_F(AwsTest, AWrongSettingFailsAll) {
  configured_.set("log", "/nonexistent/awscost.log");
  const Resolution found = configured_.resolve_all({{.service = "ce"}, {.service = "ce", .profile = "nobody"}});
  EXPECT_EQ(found.first_failure, 0U);
  for (const auto& failure : found.failures) EXPECT_THAT(wire::words_of(failure.value()), HasSubstr("awscost.log"));
}

// A request under way keeps its destination's connection and limits.
TEST_F(AwsTest, ADestinationStaysWhatItIsWhenSettingsChange) {
  const auto before = configured_.resolve({.service = "ce"});
  configured_.set("budget", "5");
  configured_.set("connector", "sandbox");
  EXPECT_EQ(configured_.resolve({.service = "ce"})->connector, "sandbox");
  EXPECT_EQ(before->connector, "aws");
  EXPECT_EQ(before->limits.budget, kDollar);
}

// Sends `count` requests to Cost Explorer at `url`, through an imposter that stands for it, and throttles the second
// one. How long the pace waited in all.
std::chrono::milliseconds waited(const std::string& url, int count) {
  support::Imposter server;
  server.reply_with({});
  server.reply_with({.status = 400, .body = R"({"__type":"LimitExceededException","message":"Rate exceeded"})"});
  set_variable("AWS_ENDPOINT_URL", (url.empty() ? server.url() : url).c_str());
  set_variable("http_proxy", server.url().c_str());
  std::chrono::nanoseconds now{0};
  dispatch::Clock clock{.now = [&now] { return std::chrono::steady_clock::time_point(now); },
                        .sleep = [&now](std::chrono::nanoseconds time) { now += time; }};
  log::Log log({.clocks = log::process_clocks(), .expanded = [](std::string path) { return path; }});
  AwsDestinations aws(log, clock);
  const Destination destination = aws.resolve({.service = "ce"}, "", http::Limits(), {});
  for (int i = 0; i < count; ++i) destination.connection->send({.service = "ce", .operation = "GetCostAndUsage"}, {});
  EXPECT_EQ(server.requests().size(), static_cast<std::size_t>(count));
  unsetenv("http_proxy");
  return std::chrono::duration_cast<std::chrono::milliseconds>(now);
}

TEST_F(AwsTest, AnAccountAtAwsIsPacedAndSlowedWhereAwsThrottles) {
  EXPECT_EQ(waited("http://ce.us-east-1.amazonaws.com", 7), std::chrono::milliseconds(5 * 200));
}

TEST_F(AwsTest, AServerThatIsNotAwssIsNotPaced) {
  EXPECT_EQ(waited("", 100), std::chrono::milliseconds(0));
}

}  // namespace
}  // namespace awscost::asking
