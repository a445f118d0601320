#include "connectors/sandbox/bcm/bill_scenarios.h"

#include <algorithm>
#include <cstdio>

#include "connectors/sandbox/bcm/generated_scenarios.h"
#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/random.h"

namespace awscost::sandbox {
namespace {

constexpr std::uint64_t kIds = 0xb111;  // makes these ids differ from others of the same seed

template <typename Items>
auto place_of(Items& items, std::string_view id) {
  return std::find_if(items.begin(), items.end(), [id](const auto& item) { return item.id == id; });
}

}  // namespace

BillInterval last_full_month(std::chrono::sys_seconds now) {
  const Day end = first_of_month(day_of(now));
  return {add_months(end, -1), end};
}

std::string_view name(ScenarioStatus status) {
  switch (status) {
    case ScenarioStatus::kReady:
      return "READY";
    case ScenarioStatus::kLocked:
      return "LOCKED";
    case ScenarioStatus::kFailed:
      return "FAILED";
    case ScenarioStatus::kStale:
      return "STALE";
  }
  return {};
}

UsageLine* Scenario::find_line(std::string_view line_id) {
  const auto place = place_of(lines, line_id);
  return place == lines.end() ? nullptr : &*place;
}

BillScenarios::BillScenarios(std::uint64_t seed, std::chrono::sys_seconds now) : seed_(seed) {
  generate_scenarios(*this, seed, now);
}

Scenario* BillScenarios::find(std::string_view id) {
  const auto place = place_of(scenarios_, id);
  return place == scenarios_.end() ? nullptr : &*place;
}

Scenario& BillScenarios::add(Scenario scenario) {
  scenario.id = next_id();
  scenario.serial = serial_;
  return scenarios_.emplace_back(std::move(scenario));
}

UsageLine& BillScenarios::add(Scenario& scenario, UsageLine line) {
  line.id = next_id();
  line.serial = serial_;
  return scenario.lines.emplace_back(std::move(line));
}

void BillScenarios::remove(std::string_view scenario_id) {
  const auto place = place_of(scenarios_, scenario_id);
  if (place != scenarios_.end()) scenarios_.erase(place);
}

void BillScenarios::remove_line(Scenario& scenario, std::string_view line_id) {
  const auto place = place_of(scenario.lines, line_id);
  if (place != scenario.lines.end()) scenario.lines.erase(place);
}

const BillScenarios::Remembered* BillScenarios::remembered(std::string_view operation, const std::string& token) const {
  const auto place = remembered_.find({std::string(operation), token});
  return place == remembered_.end() ? nullptr : &place->second;
}

void BillScenarios::remember(std::string_view operation, const std::string& token, Remembered what) {
  remembered_.insert_or_assign({std::string(operation), token}, std::move(what));
}

// The model's pattern of a ResourceId requires lower case.
std::string BillScenarios::next_id() {
  const std::uint64_t high = mix(seed_, kIds, ++serial_);
  const std::uint64_t low = mix(high);
  char text[64];
  const int length =
      std::snprintf(text, sizeof text, "%08x-%04x-4%03x-8%03x-%012llx", static_cast<unsigned>(high >> 32),
                    static_cast<unsigned>(high >> 16 & 0xffff), static_cast<unsigned>(high & 0xfff),
                    static_cast<unsigned>(low >> 52), static_cast<unsigned long long>(low & 0xffffffffffff));
  return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace awscost::sandbox
