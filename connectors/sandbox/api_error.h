// An answer that is an error, in Cost Explorer's own words where they are known.
//
// Errors of the service model carry `Message`; ValidationException is in no model and carries `message`
// (seen: {"__type":"ValidationException","message":"Group Definition type is invalid."}).
//
//   throw validation("Start date (and hour) should be before end date (and hour)");
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace awscost::sandbox {

class ApiError : public std::runtime_error {
 public:
  // awsJson answers every fault of the client with 400, whatever the model says elsewhere.
  static constexpr int kStatus = 400;

  // `resource`: what the error is about, where the error says so (ResourceNotFoundException).
  ApiError(std::string code, const std::string& message, std::string resource = {})
      : std::runtime_error(message), code_(std::move(code)), resource_(std::move(resource)) {}

  const std::string& code() const { return code_; }
  std::string body() const;  // JSON

 private:
  std::string code_;
  std::string resource_;
};

ApiError validation(const std::string& message);

// The words of the framework AWS services are built on: a member with a value outside its enumeration, or without one.
ApiError not_in_enum(std::string_view value, std::string_view path, std::string_view members);
ApiError missing(std::string_view path);

}  // namespace awscost::sandbox
