#include "connectors/asking/chosen/chosen_connector.h"

#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/environment.h"
#include "connectors/sandbox/account_file.h"
#include "sql/error.h"

namespace awscost::chosen {
namespace {

constexpr int kSuccess = 200;

log::Log::Options log_options() {
  return {.clocks = log::process_clocks(), .expanded = [](std::string path) {
            return config::expanded(std::move(path), config::process_environment());
          }};
}

}  // namespace

ChosenConnector::ChosenConnector(const settings::Settings& settings) : settings_(settings), log_(log_options()) {}

wire::Reply ChosenConnector::send(const wire::Call& call, const sql::Interrupted& interrupted) {
  if (call.rehearsal && is_sandbox()) return {.status = kSuccess};
  return chosen().send(with_profile(call), interrupted);
}

void ChosenConnector::send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                               const wire::Answered& answered) {
  // The sandbox answers for every profile and wants no keys.
  if (is_sandbox()) return Connector::send_all(calls, interrupted, answered);
  std::vector<wire::Call> ours;
  ours.reserve(calls.size());
  for (const wire::Call& call : calls) ours.push_back(with_profile(call));
  chosen().send_all(ours, interrupted, answered);
}

int ChosenConnector::max_attempts(const wire::Call& call) {
  return is_sandbox() ? 1 : aws().max_attempts(with_profile(call).profile);
}

bool ChosenConnector::is_sandbox() const {
  return settings_.choice("connector") == "sandbox";
}

wire::Connector& ChosenConnector::chosen() {
  log_.write_to(settings_.output("log"));
  return is_sandbox() ? sandbox() : aws().with(limits());
}

AwsConnector& ChosenConnector::aws() {
  if (!aws_) aws_ = std::make_unique<AwsConnector>(log_);
  return *aws_;
}

wire::Connector& ChosenConnector::sandbox() {
  const SandboxKind kind{settings_.integer("sandbox_seed"), settings_.integer("sandbox_page_size"),
                         settings_.path("sandbox_account")};
  if (!sandbox_ || kind != sandbox_kind_) {
    sandbox_ = make_sandbox(kind);
    logged_sandbox_ = std::make_unique<log::LoggedConnector>(*sandbox_, log_, "sandbox");
    sandbox_kind_ = kind;
  }
  return *logged_sandbox_;
}

std::unique_ptr<sandbox::Sandbox> ChosenConnector::make_sandbox(const SandboxKind& kind) const {
  sandbox::Options options{.seed = static_cast<std::uint64_t>(kind.seed),
                           .page_size = static_cast<std::size_t>(kind.page_size),
                           .now = [this] { return settings_.now(); }};
  if (kind.account.empty()) return std::make_unique<sandbox::Sandbox>(std::move(options));
  try {
    return std::make_unique<sandbox::Sandbox>(sandbox::read_account_file(kind.account), std::move(options));
  } catch (const std::invalid_argument& error) {
    throw sql::Error(error.what());  // a setting that is wrong: nothing was asked, nothing is charged
  }
}

http::Limits ChosenConnector::limits() const {
  return {.connect_timeout = settings_.milliseconds("connect_timeout"),
          .total_timeout = settings_.milliseconds("request_timeout"),
          .max_body_bytes = static_cast<std::size_t>(settings_.integer("max_page_bytes"))};
}

wire::Call ChosenConnector::with_profile(wire::Call call) const {
  if (call.profile.empty()) call.profile = settings_.text("profile");
  return call;
}

void check_log_destination(const std::string& destination) {
  log::Log(log_options()).write_to(destination);
}

}  // namespace awscost::chosen
