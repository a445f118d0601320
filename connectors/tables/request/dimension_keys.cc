#include "connectors/tables/request/dimension_keys.h"

#include <algorithm>

#include "sql/text/nearest.h"

namespace awscost::request {
namespace {

// Cost queries refuse LINKED_ACCOUNT_NAME and SERVICE_CODE, which belong to rules of cost categories, and
// ANOMALY_TOTAL_IMPACT_*, which belong to anomaly subscriptions.
constexpr std::string_view kKeys[] = {
    "AGREEMENT_END_DATE_TIME_AFTER",
    "AGREEMENT_END_DATE_TIME_BEFORE",
    "AZ",
    "BILLING_ENTITY",
    "CACHE_ENGINE",
    "DATABASE_ENGINE",
    "DEPLOYMENT_OPTION",
    "INSTANCE_TYPE",
    "INSTANCE_TYPE_FAMILY",
    "INVOICING_ENTITY",
    "LEGAL_ENTITY_NAME",
    "LINKED_ACCOUNT",
    "OPERATING_SYSTEM",
    "OPERATION",
    "PAYER_ACCOUNT",
    "PAYMENT_OPTION",
    "PLATFORM",
    "PURCHASE_TYPE",
    "RECORD_TYPE",
    "REGION",
    "RESERVATION_ID",
    "RESOURCE_ID",
    "RIGHTSIZING_TYPE",
    "SAVINGS_PLANS_TYPE",
    "SAVINGS_PLAN_ARN",
    "SCOPE",
    "SERVICE",
    "SUBSCRIPTION_ID",
    "TENANCY",
    "USAGE_TYPE",
    "USAGE_TYPE_GROUP",
};

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

}  // namespace

bool stands_for_none(std::string_view value) {
  constexpr std::string_view kNo = "No";
  if (!value.starts_with(kNo) || value.size() == kNo.size() || !is_capital(value[kNo.size()])) return false;
  return std::all_of(value.begin(), value.end(), [](char c) { return is_capital(upper(c)); });
}

std::string_view dimension_key(std::string_view name) {
  for (const std::string_view key : kKeys) {
    if (std::equal(key.begin(), key.end(), name.begin(), name.end(), [](char a, char b) { return a == upper(b); })) {
      return key;
    }
  }
  return {};
}

std::string_view likely_dimension_key(std::string_view name) {
  return text::likely(name, kKeys);
}

std::string dimension_key_list() {
  std::string list;
  for (const std::string_view key : kKeys) {
    if (!list.empty()) list += ", ";
    list += key;
  }
  return list;
}

}  // namespace awscost::request
