// What credentials providers read from outside, passed in so that tests need no network, no clock and no files.
//
// Example:
//
//   bool has_a_second(const World& world, const Identity& identity) {
//     return !identity.expires_at || *identity.expires_at - world.now() > std::chrono::seconds(1);
//   }
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/config_files.h"
#include "connectors/aws/config/environment.h"
#include "connectors/aws/config/profile.h"
#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/aws/retries/wait.h"
#include "connectors/aws/signing/clock_skew.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

struct ProgramResult {
  int exit_code = 0;            // 128 + signal where a signal ended the program
  int signal = 0;               // 0: no signal ended it
  std::string standard_output;  // may hold secrets: the caller wipes it
  std::string standard_error;
};

// Runs a program without a shell. `words` are its name and its arguments; a name without a slash is looked up in PATH.
// Throws wire::SendError where the program cannot be started or runs longer than `limit`, and
// sql::InterruptError(false) where `interrupted` says so; in both cases the program is ended.
using RunProgram = std::function<ProgramResult(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                                               const sql::Interrupted& interrupted)>;

// Every member can be called by several threads at once. `exchange` outlives the World.
struct World {
  config::Environment environment;  // read by profile() only: providers read the profile's snapshot
  config::ReadFile read_file;
  std::shared_ptr<config::ConfigFiles> config_files;  // null: AWS's files are read with read_file each time
  // Writes the whole content, readable by the user alone. Other readers see the old or the new content, never a
  // mixture. Throws wire::SendError where it cannot.
  std::function<void(const std::string& path, std::string_view content)> replace_file;
  RunProgram run_program;
  std::function<std::chrono::sys_seconds()> clock;  // this machine's; see now()
  retries::Sleep sleep;
  std::function<double()> random;  // from 0 to below 1
  http::Exchange& exchange;
  std::function<http::Limits()> limits;
  // Shared by everything that signs: a correction that one request learned holds for the others.
  std::shared_ptr<signing::ClockSkew> clock_skew = std::make_shared<signing::ClockSkew>();

  // The profile in force, of the files as they are now. `asked_for` is the profile that the statement names; empty: it
  // names none. Throws wire::SendError (nothing was sent).
  config::Profile profile(const std::string& asked_for) const;
  // The same profile, in the environment of its snapshot, of the files as they are now: for ProviderChain::renew.
  config::Profile reread(const config::Profile& profile) const;

  // AWS's time, as far as it is known: signatures carry it, and expiries are compared with it.
  std::chrono::sys_seconds now() const { return clock_skew->corrected(clock()); }
  // True where both clocks agree that `end` is past. Where they do not, the request is sent and AWS decides.
  bool is_surely_past(std::chrono::sys_seconds end) const { return end <= std::min(clock(), now()); }
};

// The World of this process.
World process_world(http::Exchange& exchange, std::function<http::Limits()> limits);

// What one resolution of credentials works with. Its members outlive it.
struct ProviderContext {
  const World& world;
  const config::Profile& profile;
  const sql::Interrupted& interrupted;
};

}  // namespace awscost::credentials
