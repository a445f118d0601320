// The errors of the Pricing Calculator: whole requests refused, and single lines of a batch.
//
//   throw scenario_not_found(id);
//   errors.push_back(LineFault{"BAD_REQUEST", "…"}.entry("id", id));
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {

// ValidationException; `fields` is its fieldList: [{name, message}].
ApiError invalid_request(const std::string& message, boost::json::array fields);
ApiError scenario_not_found(const std::string& id);
// ConflictException about a scenario.
ApiError scenario_conflict(const std::string& message, const std::string& id);

// Why a batch did not take one of its lines. The batch as a whole is answered with HTTP 200 nevertheless.
struct LineFault {
  std::string_view code;
  std::string message;

  // An element of `errors`; `handle` is "id" or "key".
  boost::json::object entry(std::string_view handle, const std::string& value) const;
};

// A line in this group, or one that shall get it, is refused with INTERNAL_SERVER_ERROR. This is the sandbox's own: AWS
// has no such marker, and no other way to show what a client does when AWS fails on a line.
inline constexpr std::string_view kFailingGroup = "fail-internal";
LineFault internal_fault();

}  // namespace awscost::sandbox
