// The awsJson operations of the sandbox: one table row and one function per operation (ce/, bcm/). restJson1 operations
// are in rest_operation.h.
//
// A new operation is one function and one row in operation.cc.
//
// Example:
//
//   boost::json::object cost_answer(const Context& context, const boost::json::value& request) {
//     return find_operation("ce", "AWSInsightsIndexService.GetCostAndUsage")->answer(context, request);
//   }
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <cstddef>
#include <string_view>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

class BillScenarios;
class Gateway;

// The input of an operation. Cost Explorer's operations run without the sandbox's lock and may read `account` only.
struct Context {
  const Account& account;
  std::chrono::sys_seconds now;
  std::size_t page_size;
  std::string_view region;  // the client's
  const Gateway& gateway;
  BillScenarios& bill_scenarios;
};

struct Operation {
  std::string_view service;  // endpoint prefix and signing name: "ce"
  std::string_view target;   // the X-Amz-Target header
  std::string_view content_type;
  // Throws ApiError to refuse the request.
  boost::json::object (*answer)(const Context& context, const boost::json::value& request);
};

const Operation* find_operation(std::string_view service, std::string_view target);  // null: no such operation

// The service of this target's prefix; empty if no service has it.
std::string_view service_of(std::string_view target);

}  // namespace awscost::sandbox
