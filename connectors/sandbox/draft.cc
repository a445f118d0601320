#include "connectors/sandbox/draft.h"

#include <cstdio>

namespace awscost::sandbox {
namespace {

std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) value = mix(value ^ static_cast<unsigned char>(c));
  return value;
}

// Rounded towards zero.
Amount share(Amount amount, int parts) {
  return Amount{amount.units * parts / 256};
}

}  // namespace

std::uint64_t Draft::seed(std::string_view kind, std::uint64_t index) const {
  return mix(seed_, hash(kind), index);
}

Line Draft::line(const Member& member, std::string_view service, std::string_view record_type) {
  Line line = account_.blank_line();
  set(line, Dimension::kLinkedAccount, member.id);
  set(line, Dimension::kService, service);
  set(line, Dimension::kRecordType, record_type);
  set(line, Dimension::kBillingEntity, "AWS");
  set(line, Dimension::kLegalEntityName, "Amazon Web Services, Inc.");
  set(line, Dimension::kInvoicingEntity, "Amazon Web Services, Inc.");
  if (!member.business_unit.empty()) {
    line.cost_categories.emplace_back(account_.intern("Unit"), account_.intern(member.business_unit));
  }
  return line;
}

Line Draft::usage(const Member& member, const Region& region, std::string_view service, std::string_view usage_type,
                  std::string_view operation) {
  Line line = this->line(member, service, "Usage");
  set(line, Dimension::kRegion, region.code);
  set(line, Dimension::kUsageType, std::string(region.prefix).append(usage_type));
  set(line, Dimension::kOperation, operation);
  set(line, Dimension::kPurchaseType, "On Demand Instances");
  return line;
}

void Draft::label(Line& line, const Member& member, Dice& dice) {
  if (dice.percent(12)) return;
  const std::string_view environment = dice.percent(85) ? member.environment : "dev";
  line.tags.emplace_back(account_.intern("env"), account_.intern(environment));
  line.cost_categories.emplace_back(account_.intern("Environment"),
                                    account_.intern(environment == "prod" ? "Production" : "Non-production"));
  if (dice.percent(10)) return;
  const std::uint64_t team = dice.below(kTeams.size());
  line.tags.emplace_back(account_.intern("team"), account_.intern(kTeams[team]));
  if (dice.percent(60)) {
    line.tags.emplace_back(account_.intern("cost-center"), account_.intern("00" + std::to_string(4200 + team)));
  }
}

void Draft::price(Line& line, const Price& price, std::int64_t weight, int discount) {
  const Amount cost{product(price.quantity, price.rate).units / weight};
  line.usage_unit = account_.intern(price.unit);
  of(line.amounts, Metric::kUsageQuantity) = Amount{price.quantity.units / weight};
  of(line.amounts, Metric::kUnblendedCost) = cost;
  of(line.amounts, Metric::kBlendedCost) = cost;
  of(line.amounts, Metric::kAmortizedCost) = cost;
  of(line.amounts, Metric::kNetUnblendedCost) = share(cost, 256 - discount);
  of(line.amounts, Metric::kNetAmortizedCost) = share(cost, 256 - discount);
}

void Draft::fee(Line& line, Amount cost, std::int64_t weight) {
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    if (is_money(static_cast<Metric>(i))) line.amounts[i] = Amount{cost.units / weight};
  }
}

std::string Draft::hex_id(std::string_view prefix, std::uint64_t seed) {
  char digits[32];
  const int length = std::snprintf(digits, sizeof digits, "0%016llx", static_cast<unsigned long long>(mix(seed)));
  return std::string(prefix).append(digits, static_cast<std::size_t>(length));
}

std::string Draft::uuid(std::uint64_t seed) {
  const std::string high = hex_id("", seed);
  const std::string low = hex_id("", seed + 1);
  return high.substr(1, 8) + "-" + high.substr(9, 4) + "-4" + high.substr(13, 3) + "-a" + low.substr(1, 3) + "-" +
         low.substr(4, 12);
}

}  // namespace awscost::sandbox
