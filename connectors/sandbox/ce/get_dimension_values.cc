#include "connectors/sandbox/ce/get_dimension_values.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/ce/cost_query.h"
#include "connectors/sandbox/ce/period.h"
#include "connectors/sandbox/ce/tally.h"
#include "connectors/sandbox/expression.h"
#include "connectors/sandbox/page_token.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kOperation = "GetDimensionValues";
constexpr std::size_t kMostResults = 1000;

enum class View { kCostAndUsage, kReservations, kSavingsPlans };

struct Sorting {
  Metric metric;
  bool ascending;
};

struct ValuesQuery {
  Dimension dimension;
  View view = View::kCostAndUsage;
  Span period;
  std::string search;
  std::optional<Expression> filter;
  std::optional<Sorting> sorting;
  std::size_t page_size = 0;
};

// A value and what it cost in the period.
struct Value {
  std::string text;
  Tally tally;
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

// SortBy has rules of its own: one key, cost context only, no search, no pages.
std::optional<Sorting> read_sorting(const Structure& request, View view) {
  const auto definitions = request.structures("SortBy");
  if (definitions.empty()) return std::nullopt;
  if (definitions.size() > 1) throw validation("SortBy takes one definition only.");
  if (view != View::kCostAndUsage) throw validation("SortBy is only supported for the context COST_AND_USAGE.");
  if (request.has("NextPageToken")) throw validation("NextPageToken is not supported when SortBy is used.");
  if (request.has("SearchString")) throw validation("SearchString is not supported when SortBy is used.");
  const std::string key = definitions.front().required_text("Key");
  const auto metric = find_metric(key);
  if (!metric) throw validation("SortBy key " + key + " is invalid.");
  const std::string order = definitions.front().text("SortOrder").value_or("DESCENDING");
  if (order != "ASCENDING" && order != "DESCENDING") {
    throw not_in_enum(order, definitions.front().path("SortOrder"), "ASCENDING, DESCENDING");
  }
  return Sorting{*metric, order == "ASCENDING"};
}

// MaxResults only counts beside SortBy, but is checked wherever it stands.
std::size_t read_page_size(const Structure& request, bool sorted, std::size_t page_size) {
  const auto most = request.integer("MaxResults");
  if (most && *most < 1) {
    throw validation(
        "1 validation error detected: Value '" + std::to_string(*most) +
        "' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1");
  }
  if (most && *most > static_cast<std::int64_t>(kMostResults)) throw validation("MaxResults should not exceed 1000.");
  if (!sorted) return std::min(page_size, kMostResults);
  return most ? static_cast<std::size_t>(*most) : kMostResults;
}

ValuesQuery read_query(const Structure& request, const Context& context) {
  check_billing_view(request, context.account);
  ValuesQuery query{};
  query.view = read_view(request);
  query.dimension = read_dimension(request, query.view);
  const bool resources = query.dimension == Dimension::kResourceId;
  query.period = read_period(request, resources ? History::kDays : History::kMonths, false, context.now);
  query.search = request.text("SearchString").value_or("");
  if (const auto filter = request.structure("Filter")) query.filter = parse_expression(*filter, resources);
  query.sorting = read_sorting(request, query.view);
  query.page_size = read_page_size(request, query.sorting.has_value(), context.page_size);
  return query;
}

// Which lines a context knows; resource ids are kept for compute only.
bool in_view(const ValuesQuery& query, const Line& line, const Account& account) {
  const auto has = [&](Dimension dimension) { return account.text(line.value(dimension)) != absent_text(dimension); };
  if (query.view == View::kReservations) return has(Dimension::kReservationId);
  if (query.view == View::kSavingsPlans) return has(Dimension::kSavingsPlanArn);
  return query.dimension != Dimension::kResourceId || account.text(line.value(Dimension::kService)) == kComputeService;
}

bool contains(std::string_view text, std::string_view part) {
  const auto same = [](unsigned char left, unsigned char right) { return std::tolower(left) == std::tolower(right); };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

std::vector<Value> find_values(const ValuesQuery& query, const Context& context) {
  std::optional<Matcher> filter;
  if (query.filter) filter.emplace(*query.filter, context.account);
  const Span past =
      intersection(query.period, {query.period.from, std::chrono::floor<std::chrono::hours>(context.now)});
  std::map<TextId, Tally> tallies;
  for (const Line& line : context.account.lines()) {
    if ((filter && !(*filter)(line)) || !in_view(query, line, context.account)) continue;
    const std::int64_t weight = past.empty() ? 0 : line.course.weight(past);
    if (weight != 0) tallies[line.value(query.dimension)].add(line, weight);
  }
  std::vector<Value> values;
  for (const auto& [id, tally] : tallies) {
    const std::string& text = context.account.text(id);
    if (contains(text, query.search)) values.push_back({text, tally});
  }
  return values;
}

void sort_values(std::vector<Value>& values, const std::optional<Sorting>& sorting) {
  std::sort(values.begin(), values.end(), [](const Value& left, const Value& right) { return left.text < right.text; });
  if (!sorting) return;
  std::stable_sort(values.begin(), values.end(), [&](const Value& left, const Value& right) {
    const Amount a = left.tally.amount(sorting->metric);
    const Amount b = right.tally.amount(sorting->metric);
    return sorting->ascending ? a < b : b < a;
  });
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
  const Place place = read_token(request.get_object(), kOperation);
  std::vector<Value> values = find_values(query, context);
  sort_values(values, query.sorting);
  json::array page;
  const std::size_t end = std::min(values.size(), place.offset + query.page_size);
  for (std::size_t i = place.offset; i < end; ++i) {
    page.push_back(json::object{{"Value", values[i].text},
                                {"Attributes", attributes(values[i], query.dimension, context.account)}});
  }
  json::object answer{{"ReturnSize", page.size()}, {"TotalSize", values.size()}, {"DimensionValues", std::move(page)}};
  if (end < values.size() && !query.sorting) {
    const Place next{0, static_cast<std::uint32_t>(end)};
    answer["NextPageToken"] = write_token(next, request.get_object(), kOperation);
  }
  return answer;
}

}  // namespace awscost::sandbox
