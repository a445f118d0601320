// AWS Billing: what its operations share on the wire, and their declarations, one file each. They are no tables: what
// they answer decides the price of Cost Explorer's requests.
//
// Source: the service model billing/2023-09-07 (awsJson 1.0, members in camelCase). Its operations are free.
#pragma once

#include "connectors/tables/operations/profile.h"
#include "connectors/tables/operations/well_formed.h"

namespace awscost::billing {

inline constexpr Service kBilling{
    .endpoint = "billing", .target_prefix = "AWSBilling", .content_type = "application/x-amz-json-1.0"};

extern const Operation kListSourceViewsForBillingView;

}  // namespace awscost::billing
