// The sandbox: an in-process AWS account that answers the wire requests of Cost Explorer, of BCM Pricing Calculator's
// bill scenarios, of API Gateway's usage plans, and STS's question who asks.
//
// How: send_at() finds the operation by service and X-Amz-Target (operation.h) or by method and path
// (rest_operation.h). The operation answers from the account's lines, the scenarios, the gateway and the clock.
// protocol.h writes errors as AWS does. The sandbox shares no code with the rooms that build requests and read answers,
// so that it can check both.
//
// Example:
//
//   wire::Reply ask(const wire::Call& call) {
//     Sandbox sandbox({.seed = 7});
//     return sandbox.send(call, [] { return false; });
//   }
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/operation.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

struct Options {
  std::uint64_t seed = 1;
  std::size_t page_size = 5000;  // groups, or dimension values, per page
  // The clock that decides what "today" is; empty: the system clock.
  std::function<std::chrono::sys_seconds()> now;
};

// Region and time of a call.
struct Place {
  std::string region = {};                           // empty: us-east-1; only API Gateway's answers depend on it
  std::optional<std::chrono::sys_seconds> now = {};  // nullopt: the clock of Options
};

// Answers a call at a place: the sandbox, or the fault injection before it (server/faulty_exchange.h).
class Answering {
 public:
  virtual ~Answering() = default;
  virtual wire::Reply send_at(const Place& place, const wire::Call& call, const sql::Interrupted& interrupted) = 0;
};

// For several threads at once if `Options::now` is.
class Sandbox : public wire::Connector, public Answering {
 public:
  // Generates the account from the seed on first use.
  explicit Sandbox(Options options = {});
  // Answers Cost Explorer's calls from `account`. The seed still decides about the gateway and the scenarios.
  Sandbox(Account account, Options options);
  ~Sandbox() override;

  // send_at() in us-east-1.
  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;
  wire::Reply send_at(const Place& place, const wire::Call& call, const sql::Interrupted& interrupted) override;

 private:
  struct Generated {
    std::chrono::sys_days month;
    std::shared_ptr<const Account> account;
  };

  // A call with its Region and time.
  struct Asked {
    const wire::Call& call;
    std::string_view region;
    std::chrono::sys_seconds now;
  };

  struct State;
  using Answer = std::function<boost::json::object(const Context& context)>;

  wire::Reply answer(const Asked& asked);
  wire::Reply answer_json(const Asked& asked);
  wire::Reply answer_rest(const Asked& asked);
  wire::Reply answer_query(const Asked& asked) const;
  boost::json::object with_context(const Asked& asked, const Answer& answer);
  std::shared_ptr<const Account> account_at(std::chrono::sys_seconds now);
  State& state_at(std::chrono::sys_seconds now);
  std::string next_request_id();

  Options options_;
  std::shared_ptr<const Account> given_;
  std::mutex mutex_;  // guards the members below
  std::optional<Generated> generated_;
  std::unique_ptr<State> state_;  // made on first use; has a mutex of its own
  std::uint64_t answered_ = 0;
};

// A shared sandbox at one place.
class AtPlace : public wire::Connector {
 public:
  AtPlace(std::shared_ptr<Sandbox> sandbox, Place place) : sandbox_(std::move(sandbox)), place_(std::move(place)) {}

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override {
    return sandbox_->send_at(place_, call, interrupted);
  }

 private:
  std::shared_ptr<Sandbox> sandbox_;
  Place place_;
};

}  // namespace awscost::sandbox
