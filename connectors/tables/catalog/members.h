// Where a column stands in the request and in the response, in the API's own names.
//
// Derived from the declarations (connectors/tables/operations/path.h and narrowing_place.h have their grammar), so that
// readers recognise the member in AWS's documentation, and programs can look it up in the service's model:
//
//   TimePeriod.Start            a member of the body
//   Filter: SERVICE             one of the values or keys that a member takes
//   keyId (query)               a parameter of the query; likewise usageplanId (path), a label of the path
//   group (write)               a member of the line that INSERT and UPDATE send
//   filters[SERVICE_CODE]       the element of that name in a list of filters
//   ResultsByTime[].Groups[].Keys[0]
//                               [] is each element of a list, [0] the first
//   Services{}.{value}          {} is each entry of a map, {key} its name, {value} what it holds
//   startDate + values{}.{value}[].{index}
//                               {index} is the element's position, here counted in days from startDate
//
// The places of a column are separated by ", ". Empty: there is none.
//
// Example:
//
//   bool comes_back(const Entry& entry, const sql::Column& column) {
//     return !response_member(entry, column).empty();
//   }
#pragma once

#include <string>

#include "connectors/tables/catalog/entry.h"

namespace awscost::catalog {

std::string request_member(const Entry& entry, const sql::Column& column);
std::string response_member(const Entry& entry, const sql::Column& column);

}  // namespace awscost::catalog
