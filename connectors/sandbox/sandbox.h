// The sandbox: an AWS account that lives in the process and answers the wire requests of Cost Explorer, of BCM Pricing
// Calculator's bill scenarios and of API Gateway's usage plans.
//
// How: send() finds the operation that service and X-Amz-Target name (operation.h), or method and path
// (rest_operation.h), lets it answer from the account's lines, the scenarios, the gateway and the clock, and dresses
// answer or error as AWS does (protocol.h). It shares no code with what builds requests or reads answers, so that it
// can judge both.
//
//   Sandbox sandbox({.seed = 7});
//   wire::Reply reply = sandbox.send(call, [] { return false; });
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/operation.h"
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
  ~Sandbox() override;

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;

 private:
  struct Generated {
    std::chrono::sys_days month;
    std::shared_ptr<const Account> account;
  };

  struct State;
  using Answer = std::function<boost::json::object(const Context& context)>;

  wire::Reply answer(const wire::Call& call, std::chrono::sys_seconds now);
  wire::Reply answer_json(const wire::Call& call, std::chrono::sys_seconds now);
  wire::Reply answer_rest(const wire::Call& call, std::chrono::sys_seconds now);
  boost::json::object with_context(const wire::Call& call, std::chrono::sys_seconds now, const Answer& answer);
  std::shared_ptr<const Account> account_at(std::chrono::sys_seconds now);
  State& state_at(std::chrono::sys_seconds now);
  std::string next_request_id();

  Options options_;
  std::shared_ptr<const Account> given_;
  std::mutex mutex_;  // guards what follows
  std::optional<Generated> generated_;
  std::unique_ptr<State> state_;  // made on first use; then guarded by a mutex of its own
  std::uint64_t answered_ = 0;
};

}  // namespace awscost::sandbox
