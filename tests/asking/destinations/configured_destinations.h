// Destinations over the test's own settings, without the user's file and variables.
//
// Example:
//
//   std::string sandbox_endpoint(ConfiguredDestinations& configured) {
//     configured.set("connector", "sandbox");
//     return configured.resolve({.service = "ce"})->endpoint;  // "sandbox (seed 1)"
//   }
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/asking/destinations/destinations.h"
#include "connectors/asking/settings/settings.h"

namespace awscost::asking {

class ConfiguredDestinations {
 public:
  void set(std::string_view name, const std::string& value) { settings.set(settings::find_setting(name), value); }

  Resolution resolve_all(const std::vector<Whom>& whom, Search search = Search::kAll,
                         const sql::Interrupted& interrupted = {}) {
    return destinations.resolve(whom, search, interrupted);
  }
  // Throws the failure.
  std::shared_ptr<const Destination> resolve(const Whom& whom) {
    const Resolution found = resolve_all({whom});
    if (found.first_failure) wire::throw_failure(found.failures.front().value());
    return found.destinations.front();
  }

  std::optional<std::string> connector;  // AWSCOST_CONNECTOR
  settings::Settings settings{
      {.environment = [this](const char* name) -> std::optional<std::string> {
         return std::string_view(name) == "AWSCOST_CONNECTOR" ? connector : std::nullopt;
       },
       .read_file = [](const char*) -> std::optional<std::string> { return std::nullopt; },
       .clock = [] { return std::chrono::sys_seconds(std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}); }}};
  Destinations destinations{settings};
};

}  // namespace awscost::asking
