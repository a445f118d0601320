// The awsJson operations the sandbox answers: a small table, one file an operation (ce/…, bcm/…).
//
// A new operation is one function of this shape and one row in operation.cc. Operations that have a method and a path
// instead of a target are in rest_operation.h.
//
//   const Operation* operation = find_operation("ce", "AWSInsightsIndexService.GetCostAndUsage");
//   boost::json::object answer = operation->answer(context, request);
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <cstddef>
#include <string_view>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

class BillScenarios;
class Gateway;

// What an operation answers from. Only Cost Explorer's are called without the sandbox's lock: they read `account`.
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
  // The answer to a request that is well-formed; throws ApiError for any other.
  boost::json::object (*answer)(const Context& context, const boost::json::value& request);
};

const Operation* find_operation(std::string_view service, std::string_view target);  // null where there is none

// The service whose operations this target's prefix belongs to; empty where it is nobody's.
std::string_view service_of(std::string_view target);

}  // namespace awscost::sandbox
