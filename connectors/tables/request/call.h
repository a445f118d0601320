// One page of a scan as a call: the parts of the question where the declaration puts them, protocol headers, price.
//
// Pure, and the same question gives the same bytes: parts stand in one order, metrics in declared order, values sorted,
// the filter in canonical form.
//
//   {"TimePeriod":{"Start":"2026-11-01","End":"2026-11-22"},"Granularity":"DAILY","Metrics":["UnblendedCost"]}
//
// Example:
//
//   wire::Call first_page(const Operation& operation, const sql::Scan& scan) {
//     return call(operation, scan, {});
//   }
#pragma once

#include <string_view>

#include "connectors/asking/question/destination.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/wire/call.h"
#include "sql/scan.h"

namespace awscost::request {

// Which one of a scan's requests.
struct Part {
  std::string_view parent = {};  // whose list is requested, where the operation has parents
  std::string_view token = {};   // the token of a further page, whose request is otherwise the same; empty: the first
};

// Throws sql::Error where `filter` is no Expression, a required filter is missing, an input that is a list is
// malformed, or an id cannot stand in a path.
wire::Call call(const Operation& operation, const sql::Scan& scan, const Part& part);

// Whom the scan asks: the profile and Region that the statement names. Throws sql::Error where one is the empty text.
asking::Whom whom(const Operation& operation, const sql::Scan& scan);

}  // namespace awscost::request
