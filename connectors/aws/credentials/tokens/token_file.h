// The file in which `aws sso login` or `aws login` stores a token, and its renewal by one thread at a time.
//
// How: the file is read each time, so that a new login holds at once. Several threads, or several roles of one session,
// may find the token stale at the same time. They take turns and read the file again first, because a refresh token is
// valid once. A refresh that fails is the answer of all that waited for it; otherwise each would wait for a silent
// server. Members of the file that are not used here are kept. Times are those of this machine's clock, as in the AWS
// CLI.
//
// Example:
//
//   boost::json::object sso_token(const ProviderContext& context, const std::string& path) {
//     return TokenFile(context, path, "run `aws sso login`").read({"accessToken", "expiresAt"});
//   }
#pragma once

#include <atomic>
#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

// The home directory followed by `rest`. Throws wire::SendError where HOME is not set.
std::string below_home(const ProviderContext& context, std::string_view rest);

// The profile to sign in with, for an error's cure: the one in force if it has `key = value`, else one that has.
std::string profile_with(std::string_view key, std::string_view value, const ProviderContext& context);

class TokenFile {
 public:
  // `cure`: a clause, "run `aws sso login --sso-session work`".
  TokenFile(const ProviderContext& context, std::string path, std::string cure);

  // Throws wire::SendError where the file is missing or damaged, or lacks one of the texts `needed`.
  boost::json::object read(std::initializer_list<std::string_view> needed) const;

  // A failure is ignored: the token in hand is valid, and a read-only home directory must not end the statement.
  void write(const boost::json::object& token) const;

  // Nothing where the member is missing or is not a time.
  static std::optional<std::chrono::sys_seconds> time(const boost::json::object& document, std::string_view name);

  // One refresh of a file at a time in this process. The other threads wait here and notice an interrupt. Sessions in
  // other files do not wait.
  class Turn;
  Turn wait_for_turn() const;

  // "<why>: <cure>."
  [[noreturn]] void fail(const std::string& why) const;

 private:
  const ProviderContext& context_;
  std::string path_;
  std::string cure_;
};

class TokenFile::Turn {
 public:
  // The reason why the refresh failed, else nothing. `refresh` returns the same; it is not called where a refresh that
  // this turn waited for has failed.
  std::string outcome(const std::function<std::string()>& refresh);

 private:
  friend class TokenFile;
  struct State {
    std::timed_mutex mutex;
    std::atomic<std::uint64_t> failures = 0;
    std::string why;  // the last one
  };
  static State& state_of(const std::string& path);
  Turn(State& state, const ProviderContext& context);

  State& state_;
  std::uint64_t failures_before_;  // when it began to wait
  std::unique_lock<std::timed_mutex> lock_;
};

}  // namespace awscost::credentials
