// The bill scenarios and their usage lines: the part of the account that requests can change.
//
// How: generated from a seed and the time of the first request (generated_scenarios.h), then changed by the operations
// of this folder for the sandbox's lifetime. The sandbox passes one request at a time. Lines keep their order of
// creation and have a unique `serial`, by which pages find their place after lines were added or removed.
//
// AWS documents few of the rules. Where the sandbox decides, the comment at the rule says so.
//
// Example:
//
//   std::size_t number_of_lines(const Context& context, std::string_view id) {
//     const Scenario* scenario = context.bill_scenarios.find(id);
//     return scenario == nullptr ? 0 : scenario->lines.size();
//   }
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace awscost::sandbox {

// awsJson timestamps have up to three decimals of a second.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// A month; `end` is exclusive.
struct BillInterval {
  Instant start;
  Instant end;
};

// The last complete month at `now`.
BillInterval last_full_month(std::chrono::sys_seconds now);

struct UsageQuantity {
  Instant start_hour;
  double amount = 0;
};

// Set for lines that stand for existing usage.
struct HistoricalUsage {
  std::string service_code;
  std::string usage_type;
  std::string operation;
  std::optional<std::string> location;
  std::string usage_account_id;
  // Both ends are optional in the model.
  std::optional<Instant> interval_start;
  std::optional<Instant> interval_end;
  boost::json::object filter_expression;
};

struct UsageLine {
  std::uint64_t serial = 0;
  std::string id;
  std::string service_code;
  std::string usage_type;
  std::string operation;
  std::optional<std::string> location;
  std::optional<std::string> availability_zone;
  std::optional<std::string> group;
  std::string usage_account_id;
  std::string unit;  // of every quantity; requests have amounts without a unit
  std::vector<UsageQuantity> quantities;
  std::optional<HistoricalUsage> historical_usage;
};

enum class ScenarioStatus { kReady, kLocked, kFailed, kStale };
std::string_view name(ScenarioStatus status);

struct Scenario {
  std::uint64_t serial = 0;
  std::string id;
  std::string name;
  BillInterval interval;
  ScenarioStatus status = ScenarioStatus::kReady;
  Instant created_at;
  Instant expires_at;
  std::optional<std::string> failure_message;
  std::optional<std::string> group_sharing_preference;
  std::optional<std::string> cost_category_arn;
  std::deque<UsageLine> lines;

  UsageLine* find_line(std::string_view line_id);  // null if there is none
};

class BillScenarios {
 public:
  BillScenarios(std::uint64_t seed, std::chrono::sys_seconds now);

  const std::deque<Scenario>& scenarios() const { return scenarios_; }  // oldest first
  Scenario* find(std::string_view id);                                  // null if there is none

  // Append, and assign id and serial. The references are valid until the next change.
  Scenario& add(Scenario scenario);
  UsageLine& add(Scenario& scenario, UsageLine line);
  void remove(std::string_view scenario_id);
  void remove_line(Scenario& scenario, std::string_view line_id);

  // The answer to an earlier request with a clientToken.
  struct Remembered {
    boost::json::object request;  // without the token
    boost::json::object answer;
  };
  const Remembered* remembered(std::string_view operation, const std::string& token) const;  // null for a new token
  void remember(std::string_view operation, const std::string& token, Remembered what);

 private:
  std::string next_id();

  std::uint64_t seed_;
  std::uint64_t serial_ = 0;
  std::deque<Scenario> scenarios_;
  std::map<std::pair<std::string, std::string>, Remembered> remembered_;  // by operation and token
};

}  // namespace awscost::sandbox
