// One credentials provider by itself; the test owns its environment, files, programs and clock.
//
//   ProviderScene scene;
//   scene.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = imposter.url();
//   Identity identity = scene.ask([](const ProviderContext& context) { return from_process("sign-in", context); });
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/world.h"
#include "connectors/aws/http/curl_pool.h"
#include "tests/support/profile.h"
#include "tests/support/world.h"

namespace awscost::credentials {

inline std::chrono::sys_seconds at(std::string_view text) {
  return read_expiry(text).value();
}

// Answers without a network, for addresses that a test cannot reach.
class Scripted : public http::Exchange {
 public:
  using Answer = std::function<wire::Reply(const http::Request&)>;
  explicit Scripted(Answer answer) : answer_(std::move(answer)) {}

  wire::Reply exchange(const http::Request& request, const http::Limits& limits,
                       const sql::Interrupted& /*interrupted*/) override {
    requests.push_back(request);
    last_limits = limits;
    return answer_(request);
  }

  std::vector<http::Request> requests;
  http::Limits last_limits;

 private:
  Answer answer_;
};

struct ProviderScene {
  std::map<std::string, std::string> variables{{"HOME", "/home/ada"}};
  std::map<std::string, std::string> files;  // replace_file writes here too
  bool files_can_be_written = true;
  std::string config_text;
  std::chrono::sys_seconds now = at("2026-11-22T05:00:00Z");
  std::chrono::seconds aws_is_ahead{0};  // what an earlier refusal told about AWS's clock
  RunProgram run_program;
  std::chrono::milliseconds slept{0};
  http::Limits limits;
  sql::Interrupted interrupted = [] { return false; };
  http::CurlPool curl;
  http::Exchange* exchange = &curl;
  std::vector<std::string> secrets;  // no error may show them
  std::mutex mutex;                  // guards `files` and `slept`

  World world() {
    World world = support::world_of(variables, *exchange, now, {}, limits);
    world.read_file = [this](const std::string& path) -> std::optional<std::string> {
      const std::lock_guard lock(mutex);
      const auto found = files.find(path);
      if (found == files.end()) return std::nullopt;
      return found->second;
    };
    world.replace_file = [this](const std::string& path, std::string_view content) {
      const std::lock_guard lock(mutex);
      if (!files_can_be_written) throw wire::SendError("read-only", false);
      files[path] = content;
    };
    if (aws_is_ahead.count() > 0) world.clock_skew->learn("RequestExpired", now + aws_is_ahead, {now, now});
    if (run_program) world.run_program = run_program;
    world.sleep = [this](std::chrono::milliseconds step) {
      const std::lock_guard lock(mutex);
      slept += step;
    };
    return world;
  }

  template <typename Provider>
  auto ask(const Provider& provider) {
    const World own = world();
    const config::Profile profile = support::profile_of(variables, config_text);
    return provider(ProviderContext{own, profile, interrupted});
  }

  // The same identity. The test fails where its source or its principal shows a secret.
  Identity without_secrets(Identity identity) const {
    for (const std::string& secret : secrets) {
      EXPECT_THAT(identity.source, testing::Not(testing::HasSubstr(secret)));
      EXPECT_THAT(identity.principal, testing::Not(testing::HasSubstr(secret)));
    }
    return identity;
  }

  // The error that the provider throws. The test fails where it throws none, or where the error shows a secret.
  template <typename Provider>
  std::string refusal(const Provider& provider) {
    try {
      ask(provider);
    } catch (const wire::SendError& error) {
      EXPECT_FALSE(error.maybe_charged());
      for (const std::string& secret : secrets) EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr(secret)));
      return error.what();
    }
    ADD_FAILURE() << "the provider did not fail";
    return {};
  }
};

// The reason why a provider is not configured.
inline std::string reason(const ProviderResult& result) {
  const NotConfigured* missing = std::get_if<NotConfigured>(&result);
  return missing == nullptr ? "it is configured" : missing->reason;
}

}  // namespace awscost::credentials
