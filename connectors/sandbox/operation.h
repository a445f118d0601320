// The operations the sandbox answers: a small table, one file an operation (ce/…).
//
// A new operation is one function of this shape and one row in operation.cc.
//
//   const Operation* operation = find_operation("ce", "AWSInsightsIndexService.GetCostAndUsage");
//   std::string body = operation->answer({account, now, page_size}, request);
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

// What an operation answers from.
struct Context {
  const Account& account;
  std::chrono::sys_seconds now;
  std::size_t page_size;
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
