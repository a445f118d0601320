// The Pricing Calculator's errors, for requests and for single lines of a batch.
//
// Example:
//
//   boost::json::object line_error(const std::string& id) {
//     return LineFault{"BAD_REQUEST", "The amount is negative."}.entry("id", id);
//   }
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {

// ValidationException. `fields`: its fieldList, [{name, message}].
ApiError invalid_request(const std::string& message, boost::json::array fields);
ApiError scenario_not_found(const std::string& id);
// ConflictException for a scenario.
ApiError scenario_conflict(const std::string& message, const std::string& id);

// Why a batch refused a line. The batch itself is answered with HTTP 200.
struct LineFault {
  std::string_view code;
  std::string message;

  // An element of `errors`. `handle`: "id" or "key".
  boost::json::object entry(std::string_view handle, const std::string& value) const;
};

// Lines in this group, and changes into it, get INTERNAL_SERVER_ERROR. AWS has no such group; the sandbox needs it to
// test how a client handles this error.
inline constexpr std::string_view kFailingGroup = "fail-internal";
LineFault internal_fault();

}  // namespace awscost::sandbox
