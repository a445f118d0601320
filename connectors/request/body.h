// The JSON body of a request: a Scan, put where the operation's declaration says.
//
// The same question gives the same bytes: members stand in one order, metrics in declared order, the filter is
// canonical. Pure.
//
//   body(kGetCostAndUsage, scan, "")  ->
//   {"TimePeriod":{"Start":"2026-11-01","End":"2026-11-22"},"Granularity":"DAILY","Metrics":["UnblendedCost"]}
#pragma once

#include <string>
#include <string_view>

#include "connectors/operations/operation.h"
#include "sql/scan.h"

namespace awscost::request {

// `token` asks for a further page: it is added to the otherwise unchanged request. Empty: the first page.
// Throws sql::Error where `filter` is no Expression, or the operation needs a filter and nothing gives one.
std::string body(const Operation& operation, const sql::Scan& scan, std::string_view token);

}  // namespace awscost::request
