// The file in which `aws sso login` or `aws login` left a token, and how a stale one is renewed once.
//
// How: the file is read each time, so that a login beside us counts at once. Several threads, and several roles of one
// session, may find a token stale together: they come one after the other and read the file again first, so that the
// one refresh token is used once. A refresh that fails is the answer of all who waited for it: one after the other they
// would ask a server that is silent. The other members of the file are kept, whoever wrote them. Its times are those of
// this machine's clock, as the AWS CLI writes and reads them.
//
//   TokenFile file(asking, "/home/me/.aws/sso/cache/….json", "run `aws sso login`");
//   boost::json::object token = file.read();
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

// Lower-case hexadecimal, as the caches name their files.
std::string hexadecimal_sha1(std::string_view text);
std::string hexadecimal_sha256(std::string_view text);

// Where the caches are when nothing else is said: ~/.aws and what follows. Throws wire::SendError without a home.
std::string below_home(const Asking& asking, std::string_view rest);

// The profile to sign in with, for a cure: the one in force where it says `key = value`, else one that does (a source
// profile of it).
std::string profile_with(std::string_view key, std::string_view value, const Asking& asking);

class TokenFile {
 public:
  // `cure`: a clause that says how to sign in: "run `aws sso login --sso-session work`".
  TokenFile(const Asking& asking, std::string path, std::string cure);

  // Throws wire::SendError where there is no such file, or where it is damaged or lacks one of the texts `needed`.
  boost::json::object read(std::initializer_list<std::string_view> needed) const;

  // What could not be written is passed over: the token in hand is good, and a file that cannot be written (a home that
  // is mounted read-only) must not cost the statement.
  void write(const boost::json::object& token) const;

  // A time of the file; nothing where it is missing or no time.
  static std::optional<std::chrono::sys_seconds> time(const boost::json::object& document, std::string_view name);

  // One refresh of this file at a time in this process; the others wait here, and notice an interrupt. A session whose
  // server is silent holds up no other one.
  class Turn;
  Turn wait_for_turn() const;

  // "<why>: <cure>."
  [[noreturn]] void fail(const std::string& why) const;

 private:
  const Asking& asking_;
  std::string path_;
  std::string cure_;
};

class TokenFile::Turn {
 public:
  // `refresh` gives the reason where it fails, else nothing; it is not called where a refresh that this turn had to
  // wait for has just failed.
  std::string outcome(const std::function<std::string()>& refresh);

 private:
  friend class TokenFile;
  struct State {
    std::timed_mutex mutex;
    std::atomic<std::uint64_t> failures = 0;
    std::string why;  // the last one
  };
  static State& state_of(const std::string& path);
  Turn(State& state, const Asking& asking);

  State& state_;
  std::uint64_t failures_before_;  // when it began to wait
  std::unique_lock<std::timed_mutex> lock_;
};

}  // namespace awscost::credentials
