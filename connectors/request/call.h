// One page of a scan as a call: body, protocol headers, price.
//
//   wire::Reply first = connector.send(request::call(operation, scan, {}, 1), interrupted);
#pragma once

#include <string_view>

#include "connectors/operations/operation.h"
#include "connectors/wire/call.h"
#include "sql/scan.h"

namespace awscost::request {

// `page` counts from 1; `token` is empty for the first page. Throws as request::body does.
wire::Call call(const Operation& operation, const sql::Scan& scan, std::string_view token, int page);

}  // namespace awscost::request
