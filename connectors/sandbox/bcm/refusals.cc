#include "connectors/sandbox/bcm/refusals.h"

#include <utility>

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kResourceType = "BillScenario";

}  // namespace

ApiError invalid_request(const std::string& message, json::array fields) {
  return ApiError("ValidationException", message,
                  {.members = {{"reason", "fieldValidationFailed"}, {"fieldList", std::move(fields)}}});
}

ApiError scenario_not_found(const std::string& id) {
  return ApiError("ResourceNotFoundException", "Bill scenario " + id + " does not exist.",
                  {.members = {{"resourceId", id}, {"resourceType", kResourceType}}});
}

ApiError scenario_conflict(const std::string& message, const std::string& id) {
  return ApiError("ConflictException", message, {.members = {{"resourceId", id}, {"resourceType", kResourceType}}});
}

json::object LineFault::entry(std::string_view handle, const std::string& value) const {
  return {{handle, value}, {"errorMessage", message}, {"errorCode", code}};
}

LineFault internal_fault() {
  return {"INTERNAL_SERVER_ERROR", "An internal error occurred. Try again later. (The sandbox fails on group '" +
                                       std::string(kFailingGroup) + "' on purpose.)"};
}

}  // namespace awscost::sandbox
