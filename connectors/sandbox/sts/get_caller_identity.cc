#include "connectors/sandbox/sts/get_caller_identity.h"

#include <algorithm>

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {
namespace {

constexpr std::string_view kVersion = "2011-06-15";
constexpr std::string_view kUserId = "AIDACKCEVSQ6C2EXAMPLE";  // as in AWS's documentation

std::string parameter(const Query& form, std::string_view name) {
  const auto found = std::find_if(form.begin(), form.end(), [&](const auto& each) { return each.first == name; });
  return found == form.end() ? std::string() : found->second;
}

}  // namespace

std::string get_caller_identity(const Query& form, std::string_view account) {
  const std::string action = parameter(form, "Action");
  const std::string version = parameter(form, "Version");
  if (action != "GetCallerIdentity" || version != kVersion) {
    throw ApiError("InvalidAction", "Could not find operation " + action + " for version " + version);
  }
  const std::string id(account);
  return "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n"
         "  <GetCallerIdentityResult>\n"
         "    <Arn>arn:aws:iam::" +
         id + ":user/finops</Arn>\n    <UserId>" + std::string(kUserId) + "</UserId>\n    <Account>" + id +
         "</Account>\n"
         "  </GetCallerIdentityResult>\n"
         "</GetCallerIdentityResponse>\n";
}

}  // namespace awscost::sandbox
