#include "connectors/sandbox/api_error.h"

#include <boost/json.hpp>

namespace awscost::sandbox {

std::string ApiError::body() const {
  boost::json::object body{{"__type", code_}};
  const bool lower_case = code_ == "ValidationException" || code_ == "UnrecognizedClientException" ||
                          code_ == "InvalidSignatureException" || code_ == "IncompleteSignatureException" ||
                          code_ == "MissingAuthenticationTokenException";
  const std::string_view message = what();
  if (!message.empty()) body[lower_case ? "message" : "Message"] = message;
  if (!resource_.empty()) body["ResourceName"] = resource_;
  return boost::json::serialize(body);
}

ApiError validation(const std::string& message) {
  return ApiError("ValidationException", message);
}

ApiError not_in_enum(std::string_view value, std::string_view path, std::string_view members) {
  return validation("1 validation error detected: Value '" + std::string(value) + "' at '" + std::string(path) +
                    "' failed to satisfy constraint: Member must satisfy enum value set: [" + std::string(members) +
                    "]");
}

ApiError missing(std::string_view path) {
  return validation("1 validation error detected: Value null at '" + std::string(path) +
                    "' failed to satisfy constraint: Member must not be null");
}

}  // namespace awscost::sandbox
