#include "connectors/sandbox/bcm/client_token.h"

#include "connectors/sandbox/bcm/refusals.h"

namespace awscost::sandbox {

namespace json = boost::json;

json::object answered_once(BillScenarios& state, std::string_view operation, const json::object& request,
                           const std::string& resource_id, const std::function<json::object()>& answer) {
  json::object without_token = request;
  without_token.erase("clientToken");
  const json::value* member = request.if_contains("clientToken");
  if (member == nullptr || member->is_null()) return answer();
  const std::string token(member->as_string());
  if (const auto* before = state.remembered(operation, token)) {
    if (before->request == without_token) return before->answer;
    throw scenario_conflict("The clientToken '" + token + "' was used before, with another request.", resource_id);
  }
  json::object result = answer();
  state.remember(operation, token, {std::move(without_token), result});
  return result;
}

}  // namespace awscost::sandbox
