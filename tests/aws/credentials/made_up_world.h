// A World without network, files and time, for tests of the provider chain. It records the requests.
//
// How: replies come from a queue and files from a map; the clock moves where the test or a sleep moves it. For several
// threads at once.
//
//   MadeUpWorld made_up{{{"AWS_PROFILE", "prod"}}, "[profile prod]\nregion = eu-west-1"};
//   made_up.answers({.status = 200, .body = "<AssumeRoleResponse>..."});
//   const MadeUpContext context(made_up);
//   Identity identity = from_role(role, source, *context);
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/profile.h"
#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/aws/credentials/world.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

// 2026-11-22T05:00:00Z
constexpr std::chrono::sys_seconds kStart{std::chrono::seconds(1795323600)};

class MadeUpWorld : public http::Exchange {
 public:
  using Variables = std::map<std::string, std::string>;

  explicit MadeUpWorld(Variables environment = {}, std::string config_file = {}, std::string credentials_file = {})
      : variables(std::move(environment)) {
    files["/home/me/.aws/config"] = std::move(config_file);
    files["/home/me/.aws/credentials"] = std::move(credentials_file);
    variables.try_emplace("HOME", "/home/me");
    variables.try_emplace("AWS_EC2_METADATA_DISABLED", "true");
  }

  World world() {
    return {.environment = [this](const char* name) -> std::optional<std::string> {
              const auto found = variables.find(name);
              return found == variables.end() ? std::nullopt : std::optional(found->second);
            },
            .read_file = [this](const std::string& path) -> std::optional<std::string> {
              if (path == unreadable) throw wire::SendError("The file " + path + " cannot be read.", false);
              const auto found = files.find(path);
              return found == files.end() ? std::nullopt : std::optional(found->second);
            },
            .replace_file = [this](const std::string& path, std::string_view content) { files[path] = content; },
            .run_program = [this](const std::vector<std::string>&, std::chrono::milliseconds,
                                  const sql::Interrupted&) -> ProgramResult { return program(); },
            .clock = [this] { return now_(); },
            .sleep = [this](std::chrono::milliseconds step) { sleep(step); },
            .random = [] { return 0.5; },
            .exchange = *this,
            .limits = [] { return http::Limits{}; }};
  }

  // Of the files and variables as they are now. `asked_for`: the profile that the statement names.
  config::Profile profile(const std::string& asked_for = {}) { return world().profile(asked_for); }

  void answers(wire::Reply reply) {
    queue_.push_back([reply = std::move(reply)] { return reply; });
  }
  void fails(const wire::SendError& error) {
    queue_.push_back([error]() -> wire::Reply { throw error; });
  }

  wire::Reply exchange(const http::Request& request, const http::Limits& used, const sql::Interrupted&) override {
    const std::lock_guard lock(mutex_);
    requests.push_back(request);
    limits.push_back(used);
    if (queue_.empty()) throw wire::SendError("nobody answers " + request.url, true, wire::SendError::Cause::kStays);
    const auto answer = std::move(queue_.front());
    queue_.pop_front();
    return answer();
  }

  void pass(std::chrono::seconds time) {
    const std::lock_guard lock(mutex_);
    time_ += time;
  }
  std::chrono::milliseconds slept() const {
    std::chrono::milliseconds total{0};
    for (const auto step : sleeps) total += step;
    return total;
  }

  Variables variables;
  std::map<std::string, std::string> files;
  std::string unreadable;  // the path of a file
  std::function<ProgramResult()> program = [] { return ProgramResult{.exit_code = 127}; };
  std::vector<http::Request> requests;
  std::vector<http::Limits> limits;
  std::vector<std::chrono::milliseconds> sleeps;

 private:
  std::chrono::sys_seconds now_() {
    const std::lock_guard lock(mutex_);
    return kStart + std::chrono::floor<std::chrono::seconds>(time_);
  }
  void sleep(std::chrono::milliseconds step) {
    const std::lock_guard lock(mutex_);
    sleeps.push_back(step);
    time_ += step;
  }

  std::mutex mutex_;
  std::chrono::milliseconds time_{0};
  std::deque<std::function<wire::Reply()>> queue_;
};

// A ProviderContext with the objects that it refers to.
class MadeUpContext {
 public:
  explicit MadeUpContext(MadeUpWorld& made_up, const std::string& asked_for = {})
      : world_(made_up.world()), profile_(made_up.profile(asked_for)) {}

  MadeUpContext(const MadeUpContext&) = delete;
  MadeUpContext& operator=(const MadeUpContext&) = delete;

  const ProviderContext& operator*() const { return context_; }
  void interrupt_when(sql::Interrupted interrupted) { interrupted_ = std::move(interrupted); }

 private:
  World world_;
  config::Profile profile_;
  sql::Interrupted interrupted_ = [] { return false; };
  ProviderContext context_{world_, profile_, interrupted_};
};

}  // namespace awscost::credentials
