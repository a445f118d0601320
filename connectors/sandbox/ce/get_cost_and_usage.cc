#include "connectors/sandbox/ce/get_cost_and_usage.h"

#include "connectors/sandbox/ce/cost_answer.h"
#include "connectors/sandbox/ce/cost_query.h"
#include "connectors/sandbox/page_token.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

json::object answer(const Context& context, const json::value& request, Resources resources,
                    std::string_view operation) {
  const CostQuery query = read_cost_query(Structure(request), resources, context.account, context.now);
  const PagePlace place = read_token(request.get_object(), operation);
  CostPage page = cost_page(query, context.account, context.now, place, context.page_size);
  if (page.next) page.body["NextPageToken"] = write_token(*page.next, request.get_object(), operation);
  return std::move(page.body);
}

}  // namespace

json::object get_cost_and_usage(const Context& context, const json::value& request) {
  return answer(context, request, Resources::kNo, "GetCostAndUsage");
}

json::object get_cost_and_usage_with_resources(const Context& context, const json::value& request) {
  return answer(context, request, Resources::kYes, "GetCostAndUsageWithResources");
}

}  // namespace awscost::sandbox
