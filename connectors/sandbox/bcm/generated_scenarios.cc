#include "connectors/sandbox/bcm/generated_scenarios.h"

#include <string>
#include <utility>

#include "connectors/sandbox/bcm/constraints.h"
#include "connectors/sandbox/bcm/refusals.h"
#include "connectors/sandbox/bcm/usage_kind.h"
#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/organisation.h"
#include "connectors/sandbox/random.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using std::chrono::hours;

constexpr std::uint64_t kScenarios = 0x5ce;
constexpr int kCount = 30;
constexpr int kNamed = 7;  // scenarios before what-if-01

constexpr std::array<std::string_view, 5> kGroups = {"", "quarter-4", "Migration2027", "new-product", "retire"};

// Amounts that are easy to misread. Half of the lines begin with one.
constexpr std::array<double, 4> kNotableAmounts = {744.5, 1e-7, 1e12, 100};

class Generator {
 public:
  Generator(BillScenarios& into, std::uint64_t seed, std::chrono::sys_seconds now)
      : into_(into), dice_(mix(seed, kScenarios)), now_(now), interval_(last_full_month(now)) {}

  Scenario& scenario(const std::string& name, ScenarioStatus status = ScenarioStatus::kReady);
  UsageLine& line(Scenario& scenario, const UsageKind& kind, bool historical);

 private:
  HistoricalUsage history(const UsageLine& line);
  json::object filter(const UsageLine& line);
  void share(Scenario& scenario);

  BillScenarios& into_;
  Dice dice_;
  std::chrono::sys_seconds now_;
  BillInterval interval_;
  int scenarios_ = 0;
  std::size_t lines_ = 0;
};

// Created over the current month, oldest first. Most times have milliseconds, which AWS writes as a fraction.
Scenario& Generator::scenario(const std::string& name, ScenarioStatus status) {
  Scenario scenario;
  scenario.name = name;
  scenario.status = status;
  scenario.interval = interval_;
  scenario.created_at = interval_.end + (Instant(now_) - interval_.end) * scenarios_ / (kCount + 1);
  scenario.expires_at = std::chrono::floor<std::chrono::seconds>(scenario.created_at) + std::chrono::days(365);
  if (status == ScenarioStatus::kFailed) {
    scenario.failure_message = "The usage of the bill interval could not be read: \"no data\" for 1 account.";
  }
  share(scenario);
  ++scenarios_;
  return into_.add(std::move(scenario));
}

// The groupSharingPreference varies: open, by cost category, or absent in every fourth scenario.
void Generator::share(Scenario& scenario) {
  const std::size_t kind = static_cast<std::size_t>(scenarios_) % 4;
  if (kind == 0) return;
  scenario.group_sharing_preference = kGroupSharingPreferences[kind - 1];
  if (kind == 1) return;
  scenario.cost_category_arn =
      "arn:aws:ce::" + std::string(kPayer) + ":costcategory/2b8f1c3e-77aa-4d05-9c1e-0a6f5b3d210" + std::to_string(kind);
}

UsageLine& Generator::line(Scenario& scenario, const UsageKind& kind, bool historical) {
  const std::size_t number = lines_++;
  const Region& region = kind.global ? kRegions[0] : kRegions[dice_.below(kRegions.size())];
  UsageLine line;
  line.service_code = kind.service_code;
  line.usage_type = std::string(region.prefix).append(kind.usage_type);
  line.operation = kind.operation;
  line.location = location_of(line.service_code, line.usage_type);
  if (kind.global && number % 2 == 0) line.location = "";  // the other form of "no location"
  if (kind.in_zone && dice_.percent(60)) line.availability_zone = std::string(region.code) + "abc"[dice_.below(3)];
  line.group = kGroups[dice_.below(kGroups.size())];
  if (line.group->empty()) line.group.reset();
  line.usage_account_id = kMembers[dice_.below(kMembers.size())].id;
  line.unit = unit_of(line.usage_type);
  const std::size_t hours_used = 1 + number % 4;
  for (std::size_t k = 0; k < hours_used; ++k) {
    const Instant start = interval_.start + hours(169 * static_cast<int>(k));  // steps of a week and an hour
    const double any = static_cast<double>(1 + dice_.below(800'000)) / 8;
    const std::size_t notable = number % 8;
    line.quantities.push_back({start, k == 0 && notable < kNotableAmounts.size() ? kNotableAmounts[notable] : any});
  }
  if (historical) line.historical_usage = history(line);
  return into_.add(scenario, std::move(line));
}

HistoricalUsage Generator::history(const UsageLine& line) {
  HistoricalUsage usage;
  usage.service_code = line.service_code;
  usage.usage_type = line.usage_type;
  usage.operation = line.operation;
  usage.location = line.location;
  usage.usage_account_id = line.usage_account_id;
  usage.interval_start = interval_.start;
  usage.interval_end = interval_.end;
  usage.filter_expression = filter(line);
  return usage;
}

json::object filter(std::string_view key, std::string_view value) {
  return {{"key", key}, {"matchOptions", json::array{"EQUALS"}}, {"values", json::array{value}}};
}

// This service writes Expressions in camelCase, unlike Cost Explorer.
json::object Generator::filter(const UsageLine& line) {
  json::object account = {{"dimensions", sandbox::filter("LINKED_ACCOUNT", line.usage_account_id)}};
  const json::object team = {{"tags", sandbox::filter("team", kTeams[dice_.below(kTeams.size())])}};
  switch (dice_.below(4)) {
    case 0:
      return {{"and", json::array{account, team}}};
    case 1:
      return {{"and", json::array{account, json::object{{"not", team}}}}};
    case 2:
      return {{"or", json::array{team, {{"costCategories", sandbox::filter("Unit", "Commerce")}}}}};
    default:
      return account;
  }
}

void generate_plan(Generator& generator) {
  Scenario& plan = generator.scenario("quarter-plan");
  for (std::size_t i = 0; i < 60; ++i) {
    const std::size_t kind = i % (kOtherKinds.size() + 1);
    generator.line(plan, kind == 0 ? kOldInstance : kOtherKinds[kind - 1], i % 3 != 2);
  }
}

// Existing instances set to zero, new instances in their place, and some lines of other services.
void generate_move(Generator& generator) {
  Scenario& move = generator.scenario("graviton-move");
  std::size_t others = 0;
  for (std::size_t i = 0; i < 1030; ++i) {
    if (i % 34 == 33) {
      generator.line(move, kOtherKinds[others++ % kOtherKinds.size()], true);
      continue;
    }
    const bool old = i % 2 == 0;
    UsageLine& line = generator.line(move, old ? kOldInstance : kNewInstance, old);
    if (!old) continue;
    line.group = "retire";
    for (UsageQuantity& quantity : line.quantities) quantity.amount = 0;
  }
}

}  // namespace

void generate_scenarios(BillScenarios& into, std::uint64_t seed, std::chrono::sys_seconds now) {
  Generator generator(into, seed, now);
  generate_plan(generator);
  generate_move(generator);
  generator.scenario("empty");
  for (const auto& [name, status] :
       {std::pair("locked-plan", ScenarioStatus::kLocked), std::pair("stale-plan", ScenarioStatus::kStale),
        std::pair("failed-plan", ScenarioStatus::kFailed)}) {
    Scenario& scenario = generator.scenario(name, status);
    for (std::size_t i = 0; i < 3; ++i) generator.line(scenario, kOtherKinds[i], i == 0);
  }
  Scenario& faults = generator.scenario("sandbox-faults");
  for (std::size_t i = 0; i < 4; ++i) generator.line(faults, kNewInstance, false);
  faults.lines.back().group = kFailingGroup;
  for (int i = 1; i <= kCount - kNamed; ++i) {
    Scenario& scenario = generator.scenario((i < 10 ? "what-if-0" : "what-if-") + std::to_string(i));
    for (int k = 0; k < i % 3; ++k) generator.line(scenario, kOtherKinds[static_cast<std::size_t>(k)], k == 0);
  }
}

}  // namespace awscost::sandbox
