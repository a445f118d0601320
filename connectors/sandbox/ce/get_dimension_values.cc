#include "connectors/sandbox/ce/get_dimension_values.h"

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/ce/cost_query.h"
#include "connectors/sandbox/ce/value_list.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kOperation = "GetDimensionValues";

enum class View { kCostAndUsage, kReservations, kSavingsPlans };

struct ValuesQuery {
  Dimension dimension{};
  View view = View::kCostAndUsage;
  ListQuery list;
};

View read_view(const Structure& request) {
  const std::string text = request.text("Context").value_or("COST_AND_USAGE");
  if (text == "COST_AND_USAGE") return View::kCostAndUsage;
  if (text == "RESERVATIONS") return View::kReservations;
  if (text == "SAVINGS_PLANS") return View::kSavingsPlans;
  throw not_in_enum(text, request.path("Context"), "COST_AND_USAGE, RESERVATIONS, SAVINGS_PLANS");
}

bool has_dimension(View view, Dimension dimension) {
  switch (view) {
    case View::kReservations:
      return dimension == Dimension::kAz || dimension == Dimension::kCacheEngine ||
             dimension == Dimension::kDeploymentOption || dimension == Dimension::kInstanceType ||
             dimension == Dimension::kLinkedAccount || dimension == Dimension::kPlatform ||
             dimension == Dimension::kRegion || dimension == Dimension::kScope || dimension == Dimension::kTenancy;
    case View::kSavingsPlans:
      return dimension == Dimension::kSavingsPlansType || dimension == Dimension::kPaymentOption ||
             dimension == Dimension::kRegion || dimension == Dimension::kInstanceTypeFamily ||
             dimension == Dimension::kLinkedAccount || dimension == Dimension::kSavingsPlanArn;
    default:
      return true;
  }
}

Dimension read_dimension(const Structure& request, View view) {
  const std::string key = request.required_text("Dimension");
  const auto dimension = find_dimension(key);
  if (!dimension && !is_foreign_dimension(key)) throw not_in_enum(key, request.path("Dimension"), dimension_enum());
  if (!dimension || !has_dimension(view, *dimension)) throw validation("Dimension " + key + " is not allowed.");
  return *dimension;
}

ValuesQuery read_query(const Structure& request, const Context& context) {
  ValuesQuery query;
  query.view = read_view(request);
  query.dimension = read_dimension(request, query.view);
  query.list = read_list_query(request, context, query.dimension == Dimension::kResourceId);
  if (query.list.sorting && query.view != View::kCostAndUsage) {
    throw validation("SortBy is only supported for the context COST_AND_USAGE.");
  }
  return query;
}

// True if the line belongs to the request's Context. Resource ids are listed for EC2 compute only.
bool in_view(const ValuesQuery& query, const Line& line, const Account& account) {
  const auto has = [&](Dimension dimension) { return account.text(line.value(dimension)) != absent_text(dimension); };
  if (query.view == View::kReservations) return has(Dimension::kReservationId);
  if (query.view == View::kSavingsPlans) return has(Dimension::kSavingsPlanArn);
  return query.dimension != Dimension::kResourceId || account.text(line.value(Dimension::kService)) == kComputeService;
}

json::object attributes(const Value& value, Dimension dimension, const Account& account) {
  json::object result;
  if (dimension == Dimension::kLinkedAccount || dimension == Dimension::kPayerAccount) {
    if (const auto name = account.member_name(value.text)) result["description"] = *name;
  }
  if (dimension == Dimension::kUsageType) result["unit"] = value.tally.unit(Metric::kUsageQuantity, account);
  return result;
}

}  // namespace

json::object get_dimension_values(const Context& context, const json::value& request) {
  const ValuesQuery query = read_query(Structure(request), context);
  const TextsOf value_of = [&](const Line& line, Texts& texts) {
    if (in_view(query, line, context.account)) texts.push_back(line.value(query.dimension));
  };
  ValuePage page = cut_page(find_values(query.list, context, value_of), query.list, request.get_object(), kOperation);
  json::array values;
  for (const Value& value : page.values) {
    values.push_back(
        json::object{{"Value", value.text}, {"Attributes", attributes(value, query.dimension, context.account)}});
  }
  page.answer["DimensionValues"] = std::move(values);
  return std::move(page.answer);
}

}  // namespace awscost::sandbox
