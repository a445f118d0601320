// The services of the catalogue: one line per usage type and resource, or per usage type, account and Region for
// services without resources.
#include <array>

#include "connectors/sandbox/catalogue.h"
#include "connectors/sandbox/draft.h"

namespace awscost::sandbox {
namespace {

using std::chrono::hours;

constexpr Span kForever = {Hour(hours(0)), Hour(hours(24 * 365 * 200))};

constexpr std::array<std::string_view, 10> kThings = {"orders", "invoices", "images",     "sessions", "events",
                                                      "users",  "exports",  "thumbnails", "carts",    "backups"};

constexpr std::size_t kUsedRegions = 3;

// The owner, Region and resource of a line.
struct Site {
  const Member& member;
  const Region& region;
  std::string resource;  // empty: none
  std::uint64_t seed;    // of the resource, so that all its lines have the same labels
};

void replace(std::string& text, std::string_view placeholder, std::string_view value) {
  if (const auto at = text.find(placeholder); at != std::string::npos) text.replace(at, placeholder.size(), value);
}

std::string resource_id(const Service& service, const Member& member, const Region& region, std::uint64_t seed) {
  Dice dice(seed);
  const std::string name = std::string(member.environment) + "-" + std::string(kThings[dice.below(kThings.size())]) +
                           "-" + Draft::hex_id("", seed).substr(1, 6);
  std::string id(service.resource);
  replace(id, "{region}", region.code);
  replace(id, "{account}", member.id);
  replace(id, "{name}", name);
  return id;
}

void describe_database(Draft& draft, Line& line, const Service& service, const Flow& flow) {
  const bool cache = service.name == "Amazon ElastiCache";
  if (!service.engine.empty())
    draft.set(line, cache ? Dimension::kCacheEngine : Dimension::kDatabaseEngine, service.engine);
  if (!service.deployment.empty()) draft.set(line, Dimension::kDeploymentOption, service.deployment);
  if (flow.unit != "Hrs" || service.engine.empty()) return;
  const std::string_view type = flow.usage_type.substr(flow.usage_type.find(':') + 1);
  draft.set(line, Dimension::kInstanceType, type);
  const auto first = type.find('.') + 1;
  draft.set(line, Dimension::kInstanceTypeFamily, type.substr(first, type.find('.', first) - first));
}

void add_flow(Draft& draft, const Service& service, const Flow& flow, const Site& site) {
  Dice dice(mix(site.seed, flow.usage_type.size(), static_cast<std::uint64_t>(flow.usage_type.front())));
  Line line = draft.usage(site.member, site.region, service.name, flow.usage_type, flow.operation);
  const bool runs = flow.unit == "Hrs" && flow.rhythm == Rhythm::kSteady;  // nodes and gateways run all the time
  const int growth = static_cast<int>(dice.below(120)) - 20;
  line.course = runs ? Course::running(kForever) : Course::flowing(kForever, flow.rhythm, dice.next(), growth);
  if (flow.operation.empty()) draft.set(line, Dimension::kOperation, absent_text(Dimension::kOperation));
  if (!flow.group.empty()) draft.set(line, Dimension::kUsageTypeGroup, flow.group);
  if (!site.resource.empty()) draft.set(line, Dimension::kResourceId, site.resource);
  describe_database(draft, line, service, flow);
  // A quarter of the typical quantity to four times as much. Running hours do not vary.
  const std::int64_t quarters = runs ? 4 : static_cast<std::int64_t>(1 + dice.below(6) * dice.below(4));
  const Amount quantity{Amount::parse(flow.per_day).units * quarters / 4};
  const std::int64_t weight = runs ? 24 : Course::day_weight(flow.rhythm);
  draft.price(line, {quantity, flow.unit, Amount::parse(flow.rate)}, weight, 8);
  if (!site.resource.empty()) {
    Dice labels(site.seed);
    draft.label(line, site.member, labels);
  }
  draft.add(std::move(line));
}

void add_resources(Draft& draft, const Service& service) {
  for (int i = 0; i < service.resources; ++i) {
    const std::uint64_t seed = draft.seed(service.resource, static_cast<std::uint64_t>(i));
    Dice dice(mix(seed));
    const Member& member = kMembers[dice.below(kMembers.size() - 1)];
    const Region& region = service.global ? kGlobal : kRegions[dice.percent(55) ? 0 : dice.below(kRegions.size())];
    const Site site{member, region, resource_id(service, member, region, seed), seed};
    for (const Flow& flow : service.flows) add_flow(draft, service, flow, site);
  }
}

void add_account_lines(Draft& draft, const Service& service) {
  for (std::size_t m = 0; m < kMembers.size(); ++m) {
    for (std::size_t r = 0; r < (service.global ? 1 : kUsedRegions); ++r) {
      const std::uint64_t seed = draft.seed(service.name, m * kRegions.size() + r);
      const Site site{kMembers[m], service.global ? kGlobal : kRegions[r], {}, seed};
      for (const Flow& flow : service.flows) add_flow(draft, service, flow, site);
    }
  }
}

}  // namespace

void draft_services(Draft& draft) {
  for (const Service& service : catalogue()) {
    if (service.resources > 0) {
      add_resources(draft, service);
    } else {
      add_account_lines(draft, service);
    }
  }
}

}  // namespace awscost::sandbox
