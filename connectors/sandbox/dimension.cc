#include "connectors/sandbox/dimension.h"

#include <algorithm>
#include <array>

namespace awscost::sandbox {
namespace {

struct Key {
  std::string_view name;
  std::string_view absent;
};

constexpr std::array<Key, kDimensionCount> kKeys = {{
    {"AZ", "NoAZ"},
    {"INSTANCE_TYPE", "NoInstanceType"},
    {"LINKED_ACCOUNT", "NoLinkedAccount"},
    {"PAYER_ACCOUNT", "NoPayerAccount"},
    {"OPERATION", "NoOperation"},
    {"PURCHASE_TYPE", "NoPurchaseType"},
    {"REGION", "NoRegion"},
    {"SERVICE", "NoService"},
    {"USAGE_TYPE", "NoUsageType"},
    {"USAGE_TYPE_GROUP", "NoUsageTypeGroup"},
    {"RECORD_TYPE", "NoRecordType"},
    {"OPERATING_SYSTEM", "NoOperatingSystem"},
    {"TENANCY", "NoTenancy"},
    {"SCOPE", "NoScope"},
    {"PLATFORM", "NoPlatform"},
    {"SUBSCRIPTION_ID", "NoSubscriptionId"},
    {"LEGAL_ENTITY_NAME", "NoLegalEntityName"},
    {"DEPLOYMENT_OPTION", "NoDeploymentOption"},
    {"DATABASE_ENGINE", "NoDatabaseEngine"},
    {"CACHE_ENGINE", "NoCacheEngine"},
    {"INSTANCE_TYPE_FAMILY", "NoInstanceTypeFamily"},
    {"BILLING_ENTITY", "NoBillingEntity"},
    {"RESERVATION_ID", "NoReservationId"},
    {"RESOURCE_ID", "NoResourceId"},
    {"SAVINGS_PLANS_TYPE", "NoSavingsPlansType"},
    {"SAVINGS_PLAN_ARN", "NoSavingsPlanArn"},
    {"PAYMENT_OPTION", "NoPaymentOption"},
    {"INVOICING_ENTITY", "NoInvoicingEntity"},
}};

constexpr std::array<std::string_view, 7> kForeign = {
    "LINKED_ACCOUNT_NAME",
    "SERVICE_CODE",
    "RIGHTSIZING_TYPE",
    "AGREEMENT_END_DATE_TIME_AFTER",
    "AGREEMENT_END_DATE_TIME_BEFORE",
    "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
    "ANOMALY_TOTAL_IMPACT_PERCENTAGE",
};

constexpr std::string_view kGroupable =
    "AZ, INSTANCE_TYPE, LINKED_ACCOUNT, OPERATION, PURCHASE_TYPE, SERVICE, USAGE_TYPE, PLATFORM, TENANCY, RECORD_TYPE, "
    "LEGAL_ENTITY_NAME, INVOICING_ENTITY, DEPLOYMENT_OPTION, DATABASE_ENGINE, CACHE_ENGINE, INSTANCE_TYPE_FAMILY, "
    "REGION, BILLING_ENTITY, RESERVATION_ID, SAVINGS_PLANS_TYPE, SAVINGS_PLAN_ARN, OPERATING_SYSTEM";
constexpr std::string_view kGroupableWithResources =
    "AZ, INSTANCE_TYPE, LINKED_ACCOUNT, OPERATION, PURCHASE_TYPE, SERVICE, USAGE_TYPE, PLATFORM, TENANCY, RECORD_TYPE, "
    "LEGAL_ENTITY_NAME, INVOICING_ENTITY, DEPLOYMENT_OPTION, DATABASE_ENGINE, CACHE_ENGINE, INSTANCE_TYPE_FAMILY, "
    "REGION, BILLING_ENTITY, RESERVATION_ID, RESOURCE_ID, SAVINGS_PLANS_TYPE, SAVINGS_PLAN_ARN, OPERATING_SYSTEM";

}  // namespace

std::string_view name(Dimension dimension) {
  return kKeys[static_cast<std::size_t>(dimension)].name;
}

std::string_view absent_text(Dimension dimension) {
  return kKeys[static_cast<std::size_t>(dimension)].absent;
}

std::optional<Dimension> find_dimension(std::string_view name) {
  for (std::size_t i = 0; i < kDimensionCount; ++i) {
    if (kKeys[i].name == name) return static_cast<Dimension>(i);
  }
  return std::nullopt;
}

bool is_foreign_dimension(std::string_view name) {
  return std::find(kForeign.begin(), kForeign.end(), name) != kForeign.end();
}

std::string dimension_enum() {
  std::string names;
  for (const Key& key : kKeys) names.append(key.name).append(", ");
  for (const std::string_view name : kForeign) names.append(name).append(", ");
  names.resize(names.size() - 2);
  return names;
}

bool is_groupable(Dimension dimension, bool with_resources) {
  switch (dimension) {
    case Dimension::kResourceId:
      return with_resources;
    case Dimension::kUsageTypeGroup:
    case Dimension::kSubscriptionId:
    case Dimension::kPaymentOption:
    case Dimension::kScope:
    case Dimension::kPayerAccount:
      return false;
    default:
      return true;
  }
}

std::string_view groupable_list(bool with_resources) {
  return with_resources ? kGroupableWithResources : kGroupable;
}

}  // namespace awscost::sandbox
