// The command line of awscost-sandbox: defaults, options, and errors.
#include "connectors/sandbox/server/arguments.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {
namespace {

TEST(Arguments, HaveDefaults) {
  const Arguments arguments = parse_arguments({});
  EXPECT_EQ(arguments.server.port, 0);
  EXPECT_EQ(arguments.server.stop_after, std::chrono::seconds(600));
  EXPECT_EQ(arguments.credentials.region, "us-east-1");
  EXPECT_FALSE(arguments.sandbox.now);
  EXPECT_EQ(arguments.server.exchange.gateway_rate, 0U);
}

TEST(Arguments, AreRead) {
  const Arguments arguments = parse_arguments({"--port",
                                               "4000",
                                               "--seed",
                                               "7",
                                               "--account",
                                               "items.json",
                                               "--page-size",
                                               "10",
                                               "--now",
                                               "2026-11-21T15:00:00Z",
                                               "--region",
                                               "eu-west-3",
                                               "--access-key",
                                               "AK",
                                               "--secret-key",
                                               "s",
                                               "--session-token",
                                               "t",
                                               "--stop-after-seconds",
                                               "5",
                                               "--stop-on-eof",
                                               "--log",
                                               "requests.jsonl",
                                               "--gateway-rate",
                                               "10",
                                               "--also-accept",
                                               "AK2:s2",
                                               "--also-accept",
                                               "AK3:s3:t3",
                                               "--faults",
                                               "throttle*2"});
  EXPECT_EQ(arguments.server.port, 4000);
  EXPECT_EQ(arguments.sandbox.seed, 7U);
  EXPECT_EQ(arguments.account, "items.json");
  EXPECT_EQ(arguments.sandbox.page_size, 10U);
  EXPECT_EQ(date_text(day_of(arguments.sandbox.now())), "2026-11-21");
  EXPECT_EQ(arguments.credentials.session_token, "t");
  EXPECT_EQ(arguments.server.stop_after, std::chrono::seconds(5));
  EXPECT_TRUE(arguments.server.stop_on_eof);
  EXPECT_EQ(arguments.server.exchange.log, "requests.jsonl");
  EXPECT_EQ(arguments.server.exchange.gateway_rate, 10U);
  ASSERT_EQ(arguments.others.size(), 2U);
  EXPECT_EQ(arguments.others[0].secret_key, "s2");
  EXPECT_EQ(arguments.others[1].access_key, "AK3");
  EXPECT_EQ(arguments.others[1].session_token, "t3");
  EXPECT_EQ(arguments.server.faults, "throttle*2");
}

TEST(Arguments, AreRefusedWithASentence) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--port", "65536"}, std::vector<std::string>{"--port"},
        std::vector<std::string>{"--seed", "x"}, std::vector<std::string>{"--now", "today"},
        std::vector<std::string>{"--page-size", "0"}, std::vector<std::string>{"--stop-after-seconds", "0"},
        std::vector<std::string>{"--gateway-rate", "-1"}, std::vector<std::string>{"--colour", "red"},
        std::vector<std::string>{"--also-accept", "AK2"}, std::vector<std::string>{"--also-accept", "AK2::t"},
        std::vector<std::string>{"--faults", "bogus"}, std::vector<std::string>{"serve"}}) {
    EXPECT_THROW(parse_arguments(words), std::invalid_argument) << words.front();
  }
}

}  // namespace
}  // namespace awscost::sandbox
