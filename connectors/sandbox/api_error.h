// An API error: its code, its message (AWS's own if known) and further details. protocol.h writes it as a reply.
//
// Example:
//
//   ApiError throttled() {
//     return {"ThrottlingException", "Rate exceeded", {.members = {{"retryAfterSeconds", 1}}}};
//   }
#pragma once

#include <boost/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::sandbox {

struct ErrorDetails {
  int status = 0;                          // HTTP status; 0: the code's usual one (protocol.h)
  boost::json::object members = {};        // further members of the body: resourceId, reason, fieldList
  std::vector<wire::Header> headers = {};  // Retry-After
};

class ApiError : public std::runtime_error {
 public:
  ApiError(std::string code, const std::string& message, ErrorDetails details = {})
      : std::runtime_error(message), code_(std::move(code)), details_(std::move(details)) {}

  const std::string& code() const { return code_; }
  const ErrorDetails& details() const { return details_; }

 private:
  std::string code_;
  ErrorDetails details_;
};

ApiError validation(const std::string& message);

// In the words of the framework that AWS services are built on: a value outside the enumeration, and a missing value.
ApiError not_in_enum(std::string_view value, std::string_view path, std::string_view members);
ApiError missing(std::string_view path);

}  // namespace awscost::sandbox
