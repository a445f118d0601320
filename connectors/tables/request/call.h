// One page of a scan as a call: where the declaration sends each part of the question, protocol headers, price.
//
// Pure, and the same question gives the same bytes: parts stand in one order, metrics in declared order, values sorted,
// the filter canonical.
//
//   wire::Reply first = connector.send(request::call(operation, scan, {}), interrupted);
//   request::call(kGetCostAndUsage, scan, {}).body  ->
//   {"TimePeriod":{"Start":"2026-11-01","End":"2026-11-22"},"Granularity":"DAILY","Metrics":["UnblendedCost"]}
#pragma once

#include <string_view>

#include "connectors/asking/question/destination.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/wire/call.h"
#include "sql/scan.h"

namespace awscost::request {

// Which of the requests that a scan may need.
struct Part {
  std::string_view parent = {};  // whose list is asked for, where the operation has parents
  std::string_view token = {};   // of a further page: the request is otherwise unchanged; empty: the first
};

// Throws sql::Error where `filter` is no Expression, or the operation needs a filter and nothing gives one, or an id
// cannot stand in a path.
wire::Call call(const Operation& operation, const sql::Scan& scan, const Part& part);

// Whom the scan asks: the profile and Region that the statement names. Throws sql::Error where one is the empty text.
asking::Whom whom(const Operation& operation, const sql::Scan& scan);

}  // namespace awscost::request
