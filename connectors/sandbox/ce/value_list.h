// What GetDimensionValues, GetTags and GetCostCategories share: texts that lines of the bill have, searched, filtered,
// sorted by what they cost, and cut into pages.
//
// How: read_list_query() reads the members that all three requests have; find_values() asks a function for the texts of
// every line that costs something in the period, and adds up each text's lines; cut_page() takes one page of them and
// begins the answer.
//
//   const ListQuery query = read_list_query(request, context, false);
//   auto values = find_values(query, context, [key](const Line& line, Texts& texts) { … texts.push_back(id) … });
//   ValuePage page = cut_page(std::move(values), query, request_object, "GetTags");
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/ce/tally.h"
#include "connectors/sandbox/expression.h"
#include "connectors/sandbox/operation.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

// By a metric, instead of by the text.
struct Sorting {
  Metric metric;
  bool ascending;
};

struct ListQuery {
  Span period{};
  std::string search;  // part of the text, in any case
  std::optional<Expression> filter;
  std::optional<Sorting> sorting;
  std::size_t page_size = 0;
};

// `with_resources`: what is listed is known for the days and filters of resources only.
ListQuery read_list_query(const Structure& request, const Context& context, bool with_resources);

// A text and what it cost in the period.
struct Value {
  std::string text;
  Tally tally;
};

// The texts of one line; nothing stands for the empty text, which is how "none" reads in a list of values.
using Texts = std::vector<std::optional<TextId>>;
using TextsOf = std::function<void(const Line& line, Texts& texts)>;

// In the order of the answer. `texts_of` adds to a list that is empty.
std::vector<Value> find_values(const ListQuery& query, const Context& context, const TextsOf& texts_of);

struct ValuePage {
  std::vector<Value> values;
  boost::json::object answer;  // ReturnSize, TotalSize, and NextPageToken where there are more
};

ValuePage cut_page(std::vector<Value> values, const ListQuery& query, const boost::json::object& request,
                   std::string_view operation);

}  // namespace awscost::sandbox
