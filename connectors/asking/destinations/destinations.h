// Resolves destinations from the settings: at AWS or in the sandbox, and never in one instead of the other.
//
// Settings are read on the calling thread when a scan begins, and stay the same until the scan ends.
//
// Example:
//
//   std::string endpoint_of(Destinations& destinations, const Whom& whom, const sql::Interrupted& interrupted) {
//     const Resolution resolution = destinations.resolve({&whom, 1}, Search::kAll, interrupted);
//     return resolution.first_failure ? "" : resolution.destinations.front()->endpoint;
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "connectors/asking/destinations/aws_destinations.h"
#include "connectors/asking/dispatch/dispatcher.h"
#include "connectors/asking/question/resolver.h"
#include "connectors/asking/settings/settings.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/aws/log/log.h"
#include "connectors/sandbox/sandbox.h"

namespace awscost::asking {

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex. It outlives its
// destinations.
class Destinations : public Resolver {
 public:
  // `settings` outlives it.
  explicit Destinations(const settings::Settings& settings);
  ~Destinations() override;

  std::uint64_t revision() const override { return settings_.revision(); }
  Resolution resolve(std::span<const Whom> whom, Search search, const sql::Interrupted& interrupted) override;
  std::shared_ptr<const Destination> found(const Whom& whom) override;

  // By the settings now.
  Limits limits() const;

  // A line of its own in the log: "2026-11-22T05:03:11Z notice ce_cost_and_usage: ...". Where the log cannot be
  // written, nothing happens: the next request says so.
  void log_notice(std::string_view text) noexcept;

 private:
  // Identifies the sandbox's account.
  struct SandboxKind {
    std::int64_t seed = 0;
    std::int64_t page_size = 0;
    std::string account;  // a file; empty: made up from the seed
    bool operator==(const SandboxKind&) const = default;
  };
  struct CachedSandbox {
    SandboxKind kind;
    std::shared_ptr<sandbox::Sandbox> sandbox;
  };

  void note_found(const Resolution& resolution);
  void resolve_in_sandbox(std::span<const Whom> whom, Resolution& resolution);
  void resolve_at_aws(std::span<const Whom> whom, Search search, const sql::Interrupted& interrupted,
                      Resolution& resolution);
  std::string profile_of(const Whom& whom) const;
  http::Limits request_limits() const;
  std::shared_ptr<sandbox::Sandbox> sandbox_of(const SandboxKind& kind);
  static std::shared_ptr<sandbox::Sandbox> make_sandbox(const SandboxKind& kind);

  const settings::Settings& settings_;
  log::Log log_;
  dispatch::Dispatcher dispatcher_;
  std::vector<CachedSandbox> sandboxes_;  // the last used one at the end
  std::unique_ptr<AwsDestinations> aws_;
  std::vector<std::shared_ptr<const Destination>> found_;  // by the settings of `found_by_`
  std::uint64_t found_by_ = 0;
};

// For awscost_config. Throws wire::SendError where log lines cannot be written there.
void check_log_destination(const std::string& destination);

}  // namespace awscost::asking
