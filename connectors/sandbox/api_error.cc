#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {

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
