// ce:GetApproximateUsageRecords: about how many usage records a month Cost Explorer would keep, by service.
//
// How: counted from the lines of the last full month. What differs by account, Region, usage type, operation and record
// type (and, for RESOURCE, by resource) makes one record for every day on which it has something: 24 of them HOURLY,
// and one for the month MONTHLY. Lines without a resource have no resource-level records. AmazonCloudWatch counts each
// record 2^20 times, as if every stream of a log group were a resource of its own: a number that needs 64 bits.
//
//   {"Granularity":"DAILY","ApproximationDimension":"RESOURCE","Services":["AWS Lambda"]}
//     ->  {"Services":{"AWS
//     Lambda":9600},"TotalRecords":9600,"LookbackPeriod":{"Start":"2026-10-01","End":"2026-11-01"}}
#pragma once

#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {

boost::json::object get_approximate_usage_records(const Context& context, const boost::json::value& request);

}  // namespace awscost::sandbox
