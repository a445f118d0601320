#include "connectors/asking/destinations/destinations.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/environment.h"
#include "connectors/aws/log/logged_connector.h"
#include "connectors/sandbox/account_file.h"
#include "sql/error.h"
#include "sql/text/instant.h"

namespace awscost::asking {
namespace {

// A statement may change the seed in every row, and an account takes megabytes. A dropped sandbox loses its changed
// bill scenario lines.
constexpr std::size_t kMostSandboxes = 4;

log::Log::Options log_options() {
  return {.clocks = log::process_clocks(), .expanded = [](std::string path) {
            return config::expanded(std::move(path), config::process_environment());
          }};
}

// A sandbox whose calls are logged.
class SandboxConnection : public wire::Connector {
 public:
  SandboxConnection(std::shared_ptr<sandbox::Sandbox> sandbox, sandbox::Place place, log::Log& log)
      : at_(std::move(sandbox), std::move(place)), logged_(at_, log, "sandbox") {}

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override {
    return logged_.send(call, interrupted);
  }

 private:
  sandbox::AtPlace at_;
  log::LoggedConnector logged_;
};

}  // namespace

Destinations::Destinations(const settings::Settings& settings) : settings_(settings), log_(log_options()) {}

Destinations::~Destinations() = default;

void Destinations::log_notice(std::string_view text) noexcept {
  try {
    log_.write_to(settings_.output("log"));
    if (log_.is_on()) log_.write(text::time_text(log_.clocks().time(), 'T') + "Z notice " + std::string(text));
  } catch (const std::exception&) {
  }
}

Resolution Destinations::resolve(std::span<const Whom> whom, Search search, const sql::Interrupted& interrupted) {
  Resolution resolution;
  resolution.destinations.resize(whom.size());
  resolution.failures.resize(whom.size());
  try {
    log_.write_to(settings_.output("log"));
    if (settings_.choice("connector") == "sandbox") {
      resolve_in_sandbox(whom, resolution);
    } else {
      resolve_at_aws(whom, search, interrupted, resolution);
      note_found(resolution);
    }
  } catch (...) {  // a wrong setting is wrong for all of them
    const wire::Outcome failure = wire::caught();
    for (auto& one : resolution.failures) one = failure;
    resolution.first_failure = 0;
  }
  return resolution;
}

void Destinations::note_found(const Resolution& resolution) {
  constexpr std::size_t kMost = 1000;
  if (found_by_ != settings_.revision() || found_.size() > kMost) found_.clear();
  found_by_ = settings_.revision();
  for (const auto& destination : resolution.destinations) {
    if (!destination) continue;
    std::erase_if(found_, [&](const auto& known) { return known->whom == destination->whom; });
    found_.push_back(destination);
  }
}

std::shared_ptr<const Destination> Destinations::found(const Whom& whom) {
  if (settings_.choice("connector") == "sandbox") return resolve({&whom, 1}, Search::kAll, {}).destinations.front();
  if (found_by_ != settings_.revision()) return nullptr;
  const auto known = std::find_if(found_.begin(), found_.end(), [&](const auto& one) { return one->whom == whom; });
  return known == found_.end() ? nullptr : *known;
}

// The sandbox answers for every profile, without keys. It has one attempt, because it would repeat a refusal.
void Destinations::resolve_in_sandbox(std::span<const Whom> whom, Resolution& resolution) {
  const SandboxKind kind{settings_.integer("sandbox_seed"), settings_.integer("sandbox_page_size"),
                         settings_.path("sandbox_account")};
  const std::shared_ptr<sandbox::Sandbox> sandbox = sandbox_of(kind);
  const std::string which = kind.account.empty() ? "seed " + std::to_string(kind.seed) : kind.account;
  for (std::size_t nth = 0; nth < whom.size(); ++nth) {
    const Whom& one = whom[nth];
    Destination destination{.whom = one,
                            .connector = "sandbox",
                            .profile = profile_of(one),
                            .region = one.region,
                            .endpoint = "sandbox (" + which + ")",
                            .max_attempts = 1,
                            .several_at_once = false,
                            .limits = limits()};
    destination.key = "sandbox\n" + std::to_string(kind.page_size) + '\n' + which + '\n' + destination.profile + '\n' +
                      destination.region;
    destination.kept_under = "sandbox\n" + std::to_string(kind.page_size) + '\n' + which + '\n' + destination.region;
    destination.connection = std::make_shared<SandboxConnection>(
        sandbox, sandbox::Place{.region = one.region, .now = settings_.fixed_now()}, log_);
    resolution.destinations[nth] = std::make_shared<Destination>(std::move(destination));
  }
}

void Destinations::resolve_at_aws(std::span<const Whom> whom, Search search, const sql::Interrupted& interrupted,
                                  Resolution& resolution) {
  if (!aws_) aws_ = std::make_unique<AwsDestinations>(log_);
  const http::Limits request_limits = this->request_limits();
  const Limits limits = this->limits();
  aws_->set_limits(request_limits);
  std::vector<std::string> profiles;
  for (const Whom& one : whom) profiles.push_back(profile_of(one));
  std::atomic<bool> given_up = false;
  const auto find = [&](std::size_t nth, const sql::Interrupted& stop) {
    try {
      Destination destination = aws_->resolve(whom[nth], profiles[nth], request_limits, stop);
      destination.limits = limits;
      resolution.destinations[nth] = std::make_shared<Destination>(std::move(destination));
      return true;
    } catch (...) {
      resolution.failures[nth] = wire::caught();
      given_up = given_up || search == Search::kUntilOneFails;
      return !wire::is_interrupt(*resolution.failures[nth]);
    }
  };
  // One that was stopped because another failed does not count as the first failure.
  const auto note = [&](std::size_t nth) {
    if (resolution.destinations[nth]) return;
    if (!resolution.failures[nth]) resolution.failures[nth] = sql::InterruptError(false);
    const auto& first = resolution.first_failure;
    if (!first || wire::is_interrupt(*resolution.failures[*first])) resolution.first_failure = nth;
  };
  const sql::Interrupted stop = [&] { return given_up || (interrupted && interrupted()); };
  dispatcher_.run(whom.size(), find, stop, note);
}

std::string Destinations::profile_of(const Whom& whom) const {
  return whom.profile.empty() ? settings_.text("profile") : whom.profile;
}

Limits Destinations::limits() const {
  return {.budget = settings_.dollars("budget"),
          .max_requests = settings_.integer("max_requests"),
          .budget_daily = settings_.dollar_limit("budget_daily"),
          .budget_monthly = settings_.dollar_limit("budget_monthly")};
}

http::Limits Destinations::request_limits() const {
  return {.connect_timeout = settings_.milliseconds("connect_timeout"),
          .total_timeout = settings_.milliseconds("request_timeout"),
          .max_body_bytes = static_cast<std::size_t>(settings_.integer("max_page_bytes"))};
}

std::shared_ptr<sandbox::Sandbox> Destinations::sandbox_of(const SandboxKind& kind) {
  const auto known = std::find_if(sandboxes_.begin(), sandboxes_.end(),
                                  [&](const CachedSandbox& cached) { return cached.kind == kind; });
  if (known != sandboxes_.end()) {
    std::rotate(known, known + 1, sandboxes_.end());
    return sandboxes_.back().sandbox;
  }
  std::shared_ptr<sandbox::Sandbox> sandbox = make_sandbox(kind);
  if (sandboxes_.size() == kMostSandboxes) sandboxes_.erase(sandboxes_.begin());
  sandboxes_.push_back({kind, sandbox});
  return sandbox;
}

std::shared_ptr<sandbox::Sandbox> Destinations::make_sandbox(const SandboxKind& kind) {
  sandbox::Options options{.seed = static_cast<std::uint64_t>(kind.seed),
                           .page_size = static_cast<std::size_t>(kind.page_size)};
  if (kind.account.empty()) return std::make_shared<sandbox::Sandbox>(std::move(options));
  try {
    return std::make_shared<sandbox::Sandbox>(sandbox::read_account_file(kind.account), std::move(options));
  } catch (const std::invalid_argument& error) {
    throw sql::Error(error.what());  // a wrong setting: nothing was sent or charged
  }
}

void check_log_destination(const std::string& destination) {
  log::Log(log_options()).write_to(destination);
}

}  // namespace awscost::asking
