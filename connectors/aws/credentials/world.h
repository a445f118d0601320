// What the steps of the credential chain read from outside, passed in so that tests need no network and no clock.
//
//   credentials::World world{.environment = config::process_environment(), .exchange = curl_pool, …};
//   credentials::Asking asking{world, profile, interrupted};
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
#include "connectors/aws/config/environment.h"
#include "connectors/aws/config/profile.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/aws/signing/clock_skew.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

// What a program that was run left behind.
struct Ended {
  int exit_code = 0;            // 128 + the signal that ended it
  int signal = 0;               // that ended it; 0: none did
  std::string standard_output;  // may hold secrets: wipe it
  std::string standard_error;
};

// Runs a program without a shell, found by PATH where it has no slash; `words` are its name and its arguments. Throws
// wire::SendError where it cannot be started, and where it does not end within `limit` (it is ended then); throws
// sql::InterruptError(false), and ends it, where `interrupted` says so.
using RunProgram = std::function<Ended(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                                       const sql::Interrupted& interrupted)>;

// Several threads ask at once: each member is safe for that. `exchange` outlives whoever holds a World.
struct World {
  config::Environment environment;
  config::ReadFile read_file;
  // Writes the whole content, readable by the user alone, so that others see the old or the new content and no mixture.
  // Throws wire::SendError where it cannot.
  std::function<void(const std::string& path, std::string_view content)> replace_file;
  RunProgram run_program;
  std::function<std::chrono::sys_seconds()> clock;       // this machine's; the chain itself asks for now()
  std::function<void(std::chrono::milliseconds)> sleep;  // a short step, at most 100 ms
  std::function<double()> random;                        // from 0 to below 1
  http::Exchange& exchange;
  std::function<http::Limits()> limits;
  // What is known of AWS's clock, shared by all who sign: what one learns of a refusal the others know.
  std::shared_ptr<signing::ClockSkew> clock_skew = std::make_shared<signing::ClockSkew>();

  // The profile in force where the statement asks for `asked_for` (empty: none), of the files as they are now. Throws
  // wire::SendError.
  config::Profile profile(const std::string& asked_for) const;

  // The time at AWS, as far as it is known: what signatures bear, and what the ends of credentials are compared with.
  std::chrono::sys_seconds now() const { return clock_skew->corrected(clock()); }
  // Whatever this machine's clock and the correction are worth: an end before which nothing is sent has to be past by
  // both. Where it is not, AWS decides.
  bool is_surely_past(std::chrono::sys_seconds end) const { return end <= std::min(clock(), now()); }
};

// The real ones.
World process_world(http::Exchange& exchange, std::function<http::Limits()> limits);

// One search. All of it outlives the search.
struct Asking {
  const World& world;
  const config::Profile& profile;
  const sql::Interrupted& interrupted;
};

}  // namespace awscost::credentials
