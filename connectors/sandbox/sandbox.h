// The sandbox: an AWS account that lives in the process and answers the wire requests of Cost Explorer.
//
// How: send() finds the operation that service and X-Amz-Target name (operation.h), parses the body, lets the operation
// answer from the account's lines and the clock, and dresses answer or error as AWS does. It shares no code with what
// builds requests or reads answers, so that it can judge both.
//
//   Sandbox sandbox({.seed = 7});
//   wire::Reply reply = sandbox.send(call, [] { return false; });
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "connectors/sandbox/account.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

struct Options {
  std::uint64_t seed = 1;
  std::size_t page_size = 5000;  // groups (or dimension values) a page
  // The clock that decides what "today" is; empty: the real one.
  std::function<std::chrono::sys_seconds()> now;
};

// May be used by several threads at once, provided that `Options::now` may.
class Sandbox : public wire::Connector {
 public:
  // An account generated from the seed, on first use.
  explicit Sandbox(Options options = {});
  // An account given line by line; the seed is not used.
  Sandbox(Account account, Options options);

  wire::Reply send(const wire::Call& call, const wire::Interrupted& interrupted) override;

 private:
  struct Generated {
    std::chrono::sys_days month;
    std::shared_ptr<const Account> account;
  };

  std::shared_ptr<const Account> account_at(std::chrono::sys_seconds now);
  std::string next_request_id();

  Options options_;
  std::shared_ptr<const Account> given_;
  std::mutex mutex_;  // guards what follows
  std::optional<Generated> generated_;
  std::uint64_t answered_ = 0;
};

}  // namespace awscost::sandbox
