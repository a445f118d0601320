// What GetCostAndUsage and GetCostAndUsageWithResources ask for: read from a request body with the rules of each.
//
//   CostQuery query = read_cost_query(request, Resources::kNo, account, now);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/ce/period.h"
#include "connectors/sandbox/expression.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

// Whether the operation knows single resources: its rules and the form of its answer differ.
enum class Resources { kNo, kYes };

struct GroupKey {
  enum class Type { kDimension, kTag, kCostCategory };
  Type type = Type::kDimension;
  std::string key;        // as the request spells it
  Dimension dimension{};  // of a Dimension
};
std::string_view name(GroupKey::Type type);

struct CostQuery {
  Resources resources = Resources::kNo;
  Granularity granularity = Granularity::kDaily;
  Span period;
  std::vector<Metric> metrics;
  std::vector<GroupKey> group_by;
  std::optional<Expression> filter;
};

CostQuery read_cost_query(const Structure& request, Resources resources, const Account& account,
                          std::chrono::sys_seconds now);

// A BillingViewArn must be the account's primary view; absent means that one.
void check_billing_view(const Structure& request, const Account& account);

// The service whose resources exist at hourly granularity.
inline constexpr std::string_view kComputeService = "Amazon Elastic Compute Cloud - Compute";

}  // namespace awscost::sandbox
