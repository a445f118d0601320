// Where a column goes in the request and where it stands in the response, in the API's own names.
//
// Derived from the declarations (connectors/tables/operations/path.h has their grammar), so that a reader of AWS's
// documentation recognises the member, and a program can look it up in the service's model:
//
//   TimePeriod.Start            a member of the body
//   Filter: SERVICE             one of the values or keys that a member takes
//   keyId (query)               a parameter of the query; likewise usageplanId (path), a label of the path
//   group (write)               a member of the line that INSERT and UPDATE send
//   filters[SERVICE_CODE]       the element of that name in a list of filters
//   ResultsByTime[].Groups[].Keys[0]
//                               [] each element of a list, [0] the first
//   Services{}.{value}          {} each entry of a map, {key} its name, {value} what it holds
//   startDate + values{}.{value}[].{index}
//                               {index} is the element's position, here counted in days from startDate
//
// A column with several places has them all, separated by ", ". Empty: none.
//
//   response_member(entry, *unblended_cost)
//   == "ResultsByTime[].Total.UnblendedCost.Amount, ResultsByTime[].Groups[].Metrics.UnblendedCost.Amount"
#pragma once

#include <string>

#include "connectors/tables/catalog/entry.h"

namespace awscost::catalog {

std::string request_member(const Entry& entry, const sql::Column& column);
std::string response_member(const Entry& entry, const sql::Column& column);

}  // namespace awscost::catalog
