#include "faulty_server.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "clean_environment.h"

namespace awscost {
namespace {

using namespace std::chrono_literals;

constexpr const char* kToday = "2026-11-21T10:30:00Z";
constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 10h + 30min;
constexpr std::size_t kPageSize = 250;
// The server ends with its test, and a test that makes every allocation fail runs longer than a server's usual ten minutes.
constexpr std::chrono::hours kLongestTest{24};

sandbox::Options options() {
  return {.page_size = kPageSize, .now = [] { return kNow; }};
}

sandbox::Sandbox& shared_account() {
  static sandbox::Sandbox account(options());
  return account;
}

sandbox::Verifier verifier() {
  return sandbox::Verifier({kAccessKey, kSecretKey, "", "us-east-1"}, {{kNextAccessKey, kNextSecretKey, "", ""}});
}

}  // namespace

FaultyServer::FaultyServer(const std::string& faults, Account account)
    : own_(account == Account::kOwn ? std::make_unique<sandbox::Sandbox>(options()) : nullptr),
      server_(std::make_unique<sandbox::Server>(
          own_ ? *own_ : shared_account(), verifier(),
          sandbox::ServerOptions{
              .stop_after = kLongestTest,
              .faults = faults,
              .watch = [this](sandbox::Stage stage, std::uint64_t request) { record(stage, request); }})),
      thread_([this] { server_->run(); }) {}

FaultyServer::~FaultyServer() {
  server_->stop();
  thread_.join();
}

std::string FaultyServer::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port());
}

std::uint64_t FaultyServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

bool FaultyServer::wait_for(sandbox::Stage stage, std::uint64_t request, int times) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, 20s, [&] {
    const auto found = seen_.find({request, stage});
    return found != seen_.end() && found->second >= times;
  });
}

void FaultyServer::record(sandbox::Stage stage, std::uint64_t request) {
  const std::lock_guard lock(mutex_);
  ++seen_[{request, stage}];
  requests_ = std::max(requests_, request);
  changed_.notify_all();
}

void point_at(const FaultyServer& server) {
  golden::clean_environment();
  setenv("AWSCOST_NOW", kToday, 1);
  setenv("AWSCOST_CONNECTOR", "aws", 1);
  setenv("AWS_REGION", "us-east-1", 1);
  setenv("AWS_ACCESS_KEY_ID", kAccessKey, 1);
  setenv("AWS_SECRET_ACCESS_KEY", kSecretKey, 1);
  setenv("AWS_ENDPOINT_URL", server.url().c_str(), 1);
}

}  // namespace awscost
