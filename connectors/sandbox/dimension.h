// The Cost Explorer dimensions of a bill line. A line without a value reads `No...`, as in Cost Explorer.
//
// Example:
//
//   std::string no_instance_type() {
//     return std::string(absent_text(Dimension::kInstanceType));  // "NoInstanceType"
//   }
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

// True for keys that are in the API's Dimension enumeration but that cost queries refuse, such as SERVICE_CODE.
bool is_foreign_dimension(std::string_view name);
// All members of the enumeration, for error messages.
std::string dimension_enum();

// True for the keys that GroupBy accepts. Source: AWS's error message, which omits some keys that filters accept
// (USAGE_TYPE_GROUP, SUBSCRIPTION_ID, PAYMENT_OPTION, SCOPE, PAYER_ACCOUNT).
bool is_groupable(Dimension dimension, bool with_resources);

// "AZ, INSTANCE_TYPE, ...": the groupable keys in the order of AWS's error message.
std::string_view groupable_list(bool with_resources);

}  // namespace awscost::sandbox
