// An answer that is an error: its code, its words (AWS's own where they are known) and what else the service tells.
//
// How it looks on the wire is the protocol's business (protocol.h).
//
//   throw validation("Start date (and hour) should be before end date (and hour)");
//   throw ApiError("NotFoundException", "Invalid Usage Plan ID specified");
//   throw ApiError("ThrottlingException", "Rate exceeded", {.members = {{"retryAfterSeconds", 1}}});
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
  int status = 0;                          // HTTP; 0: the usual one for the code (protocol.h)
  boost::json::object members = {};        // of the body, beside code and message: resourceId, reason, fieldList
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

// The words of the framework AWS services are built on: a member with a value outside its enumeration, or without one.
ApiError not_in_enum(std::string_view value, std::string_view path, std::string_view members);
ApiError missing(std::string_view path);

}  // namespace awscost::sandbox
