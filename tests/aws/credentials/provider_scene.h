// One step of the credential chain on its own: its environment, files, programs and clock are the test's.
//
//   Scene scene;
//   scene.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = imposter.url();
//   Found found = scene.ask([](const Asking& asking) { return from_process("…", asking); });
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

// Answers without a network; for addresses that a test cannot reach.
class Scripted : public http::Exchange {
 public:
  using Tell = std::function<wire::Reply(const http::Request&)>;
  explicit Scripted(Tell tell) : tell_(std::move(tell)) {}

  wire::Reply exchange(const http::Request& request, const http::Limits& limits,
                       const sql::Interrupted& /*interrupted*/) override {
    requests.push_back(request);
    last_limits = limits;
    return tell_(request);
  }

  std::vector<http::Request> requests;
  http::Limits last_limits;

 private:
  Tell tell_;
};

struct Scene {
  std::map<std::string, std::string> variables{{"HOME", "/home/ada"}};
  std::map<std::string, std::string> files;  // what is written stands here as well
  bool files_can_be_written = true;
  std::string config_text;
  std::chrono::sys_seconds now = at("2026-11-22T05:00:00Z");
  std::chrono::seconds aws_is_ahead{0};  // as a refusal has told
  RunProgram run_program;
  std::chrono::milliseconds slept{0};
  http::Limits limits;
  sql::Interrupted interrupted = [] { return false; };
  http::CurlPool curl;
  http::Exchange* exchange = &curl;
  std::vector<std::string> secrets;  // that no error may show
  std::mutex mutex;                  // of `files` and `slept`

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

  template <typename Step>
  auto ask(const Step& step) {
    const World own = world();
    const config::Profile profile = support::profile_of(variables, config_text);
    return step(Asking{own, profile, interrupted});
  }

  // What the step throws; a failure of the test where it does not, or where it shows a secret.
  template <typename Step>
  std::string refusal(const Step& step) {
    try {
      ask(step);
    } catch (const wire::SendError& error) {
      EXPECT_FALSE(error.maybe_charged());
      for (const std::string& secret : secrets) EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr(secret)));
      return error.what();
    }
    ADD_FAILURE() << "nothing was refused";
    return {};
  }
};

// The reason why a step has nothing.
inline std::string reason(const Answer& answer) {
  const Nothing* nothing = std::get_if<Nothing>(&answer);
  return nothing == nullptr ? "it has some" : nothing->why;
}

}  // namespace awscost::credentials
