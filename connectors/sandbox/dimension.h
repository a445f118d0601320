// The Cost Explorer dimensions that a line of the bill has a value for.
//
// A line without a value reads `No…`, as Cost Explorer shows it: NoInstanceType, NoResourceId.
//
//   name(Dimension::kInstanceType) == "INSTANCE_TYPE";  absent_text(Dimension::kInstanceType) == "NoInstanceType"
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace awscost::sandbox {

enum class Dimension {
  kAz,
  kInstanceType,
  kLinkedAccount,
  kPayerAccount,
  kOperation,
  kPurchaseType,
  kRegion,
  kService,
  kUsageType,
  kUsageTypeGroup,
  kRecordType,
  kOperatingSystem,
  kTenancy,
  kScope,
  kPlatform,
  kSubscriptionId,
  kLegalEntityName,
  kDeploymentOption,
  kDatabaseEngine,
  kCacheEngine,
  kInstanceTypeFamily,
  kBillingEntity,
  kReservationId,
  kResourceId,
  kSavingsPlansType,
  kSavingsPlanArn,
  kPaymentOption,
  kInvoicingEntity,
};
inline constexpr std::size_t kDimensionCount = 28;

std::string_view name(Dimension dimension);
std::string_view absent_text(Dimension dimension);
std::optional<Dimension> find_dimension(std::string_view name);

// Keys that the Dimension enumeration of the API has, but no cost query takes: SERVICE_CODE, RIGHTSIZING_TYPE, …
bool is_foreign_dimension(std::string_view name);
// All members of that enumeration, for error messages.
std::string dimension_enum();

// True for the keys GroupBy takes. The service's own error message lists them; it leaves out keys that a filter takes
// (USAGE_TYPE_GROUP, SUBSCRIPTION_ID, PAYMENT_OPTION, SCOPE, PAYER_ACCOUNT).
bool is_groupable(Dimension dimension, bool with_resources);

// "AZ, INSTANCE_TYPE, …": the groupable keys in the order in which the service lists them.
std::string_view groupable_list(bool with_resources);

}  // namespace awscost::sandbox
