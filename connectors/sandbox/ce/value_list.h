// The parts that GetDimensionValues, GetTags and GetCostCategories share: texts of bill lines, searched, filtered,
// sorted by cost and split into pages.
//
// How: read_list_query() reads the common members of the requests. find_values() calls a function for the texts of
// every line with cost in the period and sums up the lines of each text. cut_page() takes one page and begins the
// answer.
//
// Example:
//
//   std::vector<Value> services(const Structure& request, const Context& context) {
//     return find_values(read_list_query(request, context, false), context, [](const Line& line, Texts& texts) {
//       texts.push_back(line.value(Dimension::kService));
//     });
//   }
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sandbox/billing_view.h"
#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/ce/tally.h"
#include "connectors/sandbox/expression.h"
#include "connectors/sandbox/operation.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

// Sorting by a metric instead of by text.
struct Sorting {
  Metric metric;
  bool ascending;
};

struct ListQuery {
  Span period{};
  std::string search;  // part of the text, ignoring case
  std::optional<Expression> filter;
  BillingView view;
  std::optional<Sorting> sorting;
  std::size_t page_size = 0;
};

// `with_resources`: applies the period limits and filters of resource-level data.
ListQuery read_list_query(const Structure& request, const Context& context, bool with_resources);

// A text and its sums in the period.
struct Value {
  std::string text;
  Tally tally;
};

// The texts of one line. nullopt is the empty text, which means "none" in a list of values.
using Texts = std::vector<std::optional<TextId>>;
using TextsOf = std::function<void(const Line& line, Texts& texts)>;

// In the order of the answer. `texts_of` receives an empty list to fill.
std::vector<Value> find_values(const ListQuery& query, const Context& context, const TextsOf& texts_of);

struct ValuePage {
  std::vector<Value> values;
  boost::json::object answer;  // ReturnSize, TotalSize, and NextPageToken if there are more pages
};

ValuePage cut_page(std::vector<Value> values, const ListQuery& query, const boost::json::object& request,
                   std::string_view operation);

}  // namespace awscost::sandbox
