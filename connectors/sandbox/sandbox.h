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
#include <string_view>
#include <utility>

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

// Where and when a call is answered.
struct Place {
  std::string region = {};  // empty: us-east-1; Cost Explorer and the Pricing Calculator answer the same everywhere
  std::optional<std::chrono::sys_seconds> now = {};  // nothing: the clock of Options
};

// Who answers a call at a place: the sandbox, and what stands before it to misbehave (server/faulty_exchange.h).
class Answering {
 public:
  virtual ~Answering() = default;
  virtual wire::Reply send_at(const Place& place, const wire::Call& call, const sql::Interrupted& interrupted) = 0;
};

// May be used by several threads at once, provided that `Options::now` may.
class Sandbox : public wire::Connector, public Answering {
 public:
  // An account generated from the seed, on first use.
  explicit Sandbox(Options options = {});
  // An account given line by line; the seed is not used.
  Sandbox(Account account, Options options);
  ~Sandbox() override;

  // As asked in us-east-1.
  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;
  wire::Reply send_at(const Place& place, const wire::Call& call, const sql::Interrupted& interrupted) override;

 private:
  struct Generated {
    std::chrono::sys_days month;
    std::shared_ptr<const Account> account;
  };

  // A call, where and when.
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
  boost::json::object with_context(const Asked& asked, const Answer& answer);
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

// A sandbox that others share, at one place.
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
