// The World of the provider chain for tests: made-up variables and files, no programs, no waiting.
//
//   http::Curl curl;
//   credentials::ProviderChain chain(support::world_of({{"AWS_REGION", "eu-west-3"}}, curl, kTime));
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/aws/credentials/world.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/wire/call.h"
#include "tests/support/environment.h"

namespace awscost::support {

using Files = std::map<std::string, std::string>;  // path to content

// Other variables are not set and other files do not exist. Programs cannot be run, files cannot be written, and
// sleeping takes no time.
inline credentials::World world_of(std::map<std::string, std::string> variables, http::Exchange& exchange,
                                   std::chrono::sys_seconds now, Files files = {}, http::Limits limits = {}) {
  return {
      .environment = environment_of(std::move(variables)),
      .read_file = [files = std::move(files)](const std::string& path) -> std::optional<std::string> {
        const auto found = files.find(path);
        if (found == files.end()) return std::nullopt;
        return found->second;
      },
      .replace_file = [](const std::string&, std::string_view) { throw wire::SendError("no file is written", false); },
      .run_program = [](const std::vector<std::string>&, std::chrono::milliseconds, const sql::Interrupted&)
          -> credentials::ProgramResult { throw wire::SendError("no program is run", false); },
      .clock = [now] { return now; },
      .sleep = [](std::chrono::milliseconds) {},
      .random = [] { return 0.5; },
      .exchange = exchange,
      .limits = [limits] { return limits; }};
}

}  // namespace awscost::support
