// Credentials that AWS refuses as expired, and several threads that need the same ones over a real connection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/aws/http/curl_pool.h"
#include "tests/aws/credentials/chain_scene.h"
#include "tests/support/imposter.h"

namespace awscost::credentials {
namespace {

struct ProviderChainRenewalTest : testing::Test, ChainScene {};

// The access key counts the program's runs.
void give_process(ChainScene& scene, int& runs) {
  scene.made_up.files["/home/me/.aws/config"] =
      "[profile base]\ncredential_process = sign-in\n"
      "[profile prod]\nrole_arn = arn:r\nsource_profile = base\n";
  scene.made_up.program = [&scene, &runs] {
    return ProgramResult{.exit_code = 0,
                         .standard_output = R"({"Version": 1, "AccessKeyId": "AKRUN)" + std::to_string(++runs) +
                                            R"(", "SecretAccessKey": ")" + scene.secret + R"(", "SessionToken": "t"})"};
  };
}

TEST_F(ProviderChainRenewalTest, RefusedKeysAreFetchedAgain) {
  int runs = 0;
  give_process(*this, runs);
  const auto refused = identity("base");
  EXPECT_EQ(refused->keys.access_key_id, "AKRUN1");
  EXPECT_EQ(identity("base")->keys.access_key_id, "AKRUN1");
  EXPECT_TRUE(renews(*refused, "base"));
  EXPECT_EQ(identity("base")->keys.access_key_id, "AKRUN2");
  EXPECT_EQ(runs, 2);
  // Another thread's request with the old keys was refused too: the new keys are cached already.
  EXPECT_TRUE(renews(*refused, "base"));
  EXPECT_EQ(runs, 2);
}

TEST_F(ProviderChainRenewalTest, StaticKeysRenewOnlyWhereTheFileHasChanged) {
  made_up.files["/home/me/.aws/credentials"] = keys_section("default", "AKFILE");
  const auto refused = identity();
  EXPECT_FALSE(renews(*refused));
  made_up.files["/home/me/.aws/credentials"] = keys_section("default", "AKNEW");
  EXPECT_TRUE(renews(*refused)) << "the file has changed";
}

TEST_F(ProviderChainRenewalTest, ReadsTheFilesAgainButNotTheEnvironment) {
  made_up.files["/home/me/.aws/credentials"] = keys_section("default", "AKOLD") + keys_section("other", "AKOTHER");
  const config::Profile profile = made_up.profile();
  const auto refused = chain.resolve(profile, never);
  made_up.files["/home/me/.aws/credentials"] = keys_section("default", "AKNEW") + keys_section("other", "AKOTHER");
  made_up.variables["AWS_PROFILE"] = "other";
  const config::Profile reread = chain.world().reread(profile);
  EXPECT_TRUE(chain.renew(reread, *refused, never));
  EXPECT_EQ(chain.resolve(reread, never)->keys.access_key_id, "AKNEW");
  EXPECT_EQ(chain.resolve(profile, never)->keys.access_key_id, "AKOLD") << "the first snapshot stays what it was";
}

TEST_F(ProviderChainRenewalTest, AnExpiredSourceOfARoleIsFetchedAgain) {
  int runs = 0;
  give_process(*this, runs);
  made_up.answers(sts("AssumeRole", "AKROLE1"));
  const auto refused = identity("prod");
  made_up.answers(sts_refusal("ExpiredToken"));
  made_up.answers(sts("AssumeRole", "AKROLE2"));
  EXPECT_TRUE(renews(*refused, "prod"));
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE2");
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(signed_by(made_up.requests.back()), "AKRUN2");
}

TEST_F(ProviderChainRenewalTest, ASourceThatStaysExpiredIsFetchedAgainOnce) {
  int runs = 0;
  give_process(*this, runs);
  for (int i = 0; i < 2; ++i) made_up.answers(sts_refusal("ExpiredToken"));
  EXPECT_THAT(refusal("prod"), testing::HasSubstr("ExpiredToken"));
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(made_up.requests.size(), 2U);
}

TEST_F(ProviderChainRenewalTest, ARoleIsAssumedAgainBeforeItExpires) {
  give_role_profiles();
  made_up.answers(sts("AssumeRole", "AKROLE1"));
  made_up.answers(sts("AssumeRole", "AKROLE2", "2026-11-22T06:46:00Z"));
  identity("prod");
  made_up.pass(std::chrono::minutes(44));
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE1");
  made_up.pass(std::chrono::minutes(2));
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE2");
}

TEST_F(ProviderChainRenewalTest, EightThreadsAssumeARoleOnceOverARealConnection) {
  constexpr int kThreads = 8;
  support::Imposter imposter;
  imposter.reply_with({.status = 200, .body = sts("AssumeRole", "AKROLE").body});
  give_role_profiles();
  made_up.variables["AWS_ENDPOINT_URL_STS"] = imposter.url();
  http::CurlPool curl;
  const World made = made_up.world();
  ProviderChain real({.environment = made.environment,
                      .read_file = made.read_file,
                      .replace_file = made.replace_file,
                      .run_program = made.run_program,
                      .clock = made.clock,
                      .sleep = made.sleep,
                      .random = made.random,
                      .exchange = curl,
                      .limits = made.limits});
  const config::Profile profile = made_up.profile("prod");
  std::atomic<int> right{0};
  std::latch start(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      if (real.resolve(profile, never)->keys.access_key_id == "AKROLE") ++right;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, kThreads);
  const auto requests = imposter.requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].header("Content-Type"), "application/x-www-form-urlencoded; charset=utf-8");
  EXPECT_THAT(requests[0].body, testing::StartsWith("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam"));
  EXPECT_THAT(requests[0].header("Authorization"), testing::HasSubstr("/eu-west-1/sts/aws4_request"));
}

}  // namespace
}  // namespace awscost::credentials
