#include "connectors/sandbox/ce/value_list.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/ce/cost_query.h"
#include "connectors/sandbox/ce/period.h"
#include "connectors/sandbox/page_token.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostResults = 1000;

// With SortBy, AWS allows one key, no SearchString and no page token.
std::optional<Sorting> read_sorting(const Structure& request) {
  const auto definitions = request.structures("SortBy");
  if (definitions.empty()) return std::nullopt;
  if (definitions.size() > 1) throw validation("SortBy takes one definition only.");
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

// MaxResults has an effect only with SortBy, but is always validated.
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

bool contains(std::string_view text, std::string_view part) {
  const auto same = [](unsigned char left, unsigned char right) { return std::tolower(left) == std::tolower(right); };
  // std::search finds an empty part at the end of an empty text, which looks like "not found".
  return part.empty() || std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
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

}  // namespace

ListQuery read_list_query(const Structure& request, const Context& context, bool with_resources) {
  ListQuery query;
  query.view = billing_view_of(request, context.account);
  query.period = read_period(request, with_resources ? History::kDays : History::kMonths, false, context.now);
  query.search = request.text("SearchString").value_or("");
  if (const auto filter = request.structure("Filter")) query.filter = parse_expression(*filter, with_resources);
  query.sorting = read_sorting(request);
  query.page_size = read_page_size(request, query.sorting.has_value(), context.page_size);
  return query;
}

std::vector<Value> find_values(const ListQuery& query, const Context& context, const TextsOf& texts_of) {
  std::optional<Matcher> filter;
  if (query.filter) filter.emplace(*query.filter, context.account);
  const Span past =
      intersection(query.period, {query.period.from, std::chrono::floor<std::chrono::hours>(context.now)});
  std::map<std::optional<TextId>, Tally> tallies;
  Texts texts;
  for (const Line& line : context.account.lines()) {
    if (!query.view.shows(line, context.account) || (filter && !(*filter)(line))) continue;
    texts.clear();
    texts_of(line, texts);
    if (texts.empty()) continue;
    const std::int64_t weight = past.empty() ? 0 : line.course.weight(past);
    if (weight == 0) continue;
    for (const auto& text : texts) tallies[text].add(line, weight);
  }
  std::vector<Value> values;
  for (const auto& [id, tally] : tallies) {
    const std::string text = id ? context.account.text(*id) : std::string();
    if (contains(text, query.search)) values.push_back({text, tally});
  }
  sort_values(values, query.sorting);
  return values;
}

ValuePage cut_page(std::vector<Value> values, const ListQuery& query, const json::object& request,
                   std::string_view operation) {
  const std::size_t begin = std::min<std::size_t>(values.size(), read_token(request, operation).offset);
  const std::size_t end = std::min(values.size(), begin + query.page_size);
  ValuePage page;
  page.answer = {{"ReturnSize", end - begin}, {"TotalSize", values.size()}};
  // A sorted list has one page, which MaxResults limits.
  if (end < values.size() && !query.sorting) {
    page.answer["NextPageToken"] = write_token({0, static_cast<std::uint32_t>(end)}, request, operation);
  }
  const auto at = [&values](std::size_t index) {
    return std::make_move_iterator(values.begin() + static_cast<std::ptrdiff_t>(index));
  };
  page.values.assign(at(begin), at(end));
  return page;
}

}  // namespace awscost::sandbox
