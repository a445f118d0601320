// BCM Pricing Calculator: what its operations share on the wire, and their declarations, one file each.
//
// Source: the service model bcm-pricing-calculator/2024-06-19 (awsJson 1.0, members in camelCase, times as epoch
// seconds, pages of at most 25). AWS publishes no price for bill scenarios and their lines.
#pragma once

#include <array>

#include "connectors/tables/operations/profile.h"
#include "connectors/tables/operations/well_formed.h"

namespace awscost::bcm {

using sql::Column;
using sql::Role;
using sql::Type;
using sql::Write;

inline constexpr std::array kServiceHints{
    Hint{.code = "ResourceNotFoundException",
         .text = "There is no such bill scenario: SELECT id, name FROM bcm_bill_scenarios lists those there are."},
    Hint{.code = "ValidationException",
         .words = "billscenarioid",
         .text = "SELECT id, name FROM bcm_bill_scenarios lists the ids there are."},
    Hint{.code = "ConflictException",
         .text = "A bill scenario that is not READY refuses changes: see SELECT id, name, status, failure_message FROM "
                 "bcm_bill_scenarios."},
};

inline constexpr Service kPricingCalculator{
    .endpoint = "bcm-pricing-calculator",
    .target_prefix = "AWSBCMPricingCalculator",
    .content_type = "application/x-amz-json-1.0",
    .filter_element = {.name = "name", .values = "values", .match_option = "matchOption"},
    .hints = kServiceHints,
};
inline constexpr Paging kPaging{
    .response_token = "/nextToken", .request_token = "/nextToken", .size_member = "/maxResults", .size = 25};

extern const Operation kListBillScenarios;
extern const Operation kListBillScenarioUsageModifications;
extern const Operation kListBillScenarioUsageQuantities;

}  // namespace awscost::bcm
