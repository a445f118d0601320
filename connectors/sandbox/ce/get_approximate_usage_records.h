// ce:GetApproximateUsageRecords: the approximate number of usage records per month, by service.
//
// How: counts the lines of the last full month. A combination of account, Region, usage type, operation and record type
// (and, for RESOURCE, resource) is one record per day with usage: 24 if HOURLY, and one per month if MONTHLY. RESOURCE
// omits lines without a resource. AmazonCloudWatch counts every record 2^20 times, as if every stream of a log group
// were a resource: clients need 64 bits for it.
//
// Example:
//
//   boost::json::object daily_lambda_records(const Context& context) {
//     return get_approximate_usage_records(
//         context, {{"Granularity", "DAILY"}, {"ApproximationDimension", "RESOURCE"}, {"Services", {"AWS Lambda"}}});
//   }  // {"Services":{"AWS Lambda":9600},"TotalRecords":9600,"LookbackPeriod":{...}}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_approximate_usage_records(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
