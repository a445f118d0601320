// The request of GetCostAndUsage and GetCostAndUsageWithResources, checked by the rules of each.
//
// Example:
//
//   CostQuery parse(const boost::json::value& body, const Account& account, std::chrono::sys_seconds now) {
//     return read_cost_query(Structure(body), Resources::kNo, account, now);
//   }
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/billing_view.h"
#include "connectors/sandbox/ce/period.h"
#include "connectors/sandbox/expression.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

// kYes: GetCostAndUsageWithResources, whose rules and answer differ.
enum class Resources { kNo, kYes };

struct GroupKey {
  enum class Type { kDimension, kTag, kCostCategory };
  Type type = Type::kDimension;
  std::string key;        // as in the request
  Dimension dimension{};  // if `type` is kDimension
};
std::string_view name(GroupKey::Type type);

struct CostQuery {
  Resources resources = Resources::kNo;
  Granularity granularity = Granularity::kDaily;
  Span period;
  std::vector<Metric> metrics;
  std::vector<GroupKey> group_by;
  std::optional<Expression> filter;
  BillingView view;
};

CostQuery read_cost_query(const Structure& request, Resources resources, const Account& account,
                          std::chrono::sys_seconds now);

// The only service with resources at hourly granularity.
inline constexpr std::string_view kComputeService = "Amazon Elastic Compute Cloud - Compute";

}  // namespace awscost::sandbox
