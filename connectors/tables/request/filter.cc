#include "connectors/tables/request/filter.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "connectors/tables/operations/narrowing_place.h"
#include "connectors/tables/request/dimension_keys.h"
#include "connectors/tables/request/expression.h"
#include "connectors/tables/request/narrowing.h"
#include "sql/error.h"
#include "sql/value.h"

namespace awscost::request {
namespace {

// AWS does not say whether it counts conditions or values. More values than that may be right, so AWS judges those.
void require_few_leaves(const Operation& operation, const sql::Predicate& filter) {
  const std::size_t most = operation.request.most_filters;
  const std::size_t leaves = sql::count_leaves(filter);
  if (most == 0 || leaves <= most) return;
  throw sql::Error(std::string(operation.table.name) + ": the filter has " + std::to_string(leaves) +
                   " conditions, and AWS takes at most " + std::to_string(most) +
                   "; put the values of one key into one condition, as in awscost_dimension('SERVICE', 'a', 'b').");
}

// A condition on a dimension that names a text of AWS for "no value", such as NoRegion.
bool names_none(const sql::Scan& scan, std::size_t column) {
  const sql::Selection& selection = scan.selections[column];
  return scan.table->columns[column].role == sql::Role::kDimension && selection.bound &&
         std::any_of(selection.values.begin(), selection.values.end(), stands_for_none);
}

[[noreturn]] void refuse_none(const sql::Scan& scan, std::size_t column) {
  const sql::Column& slice = scan.table->columns[column];
  const std::vector<std::string>& values = scan.selections[column].values;
  const std::string none = sql::literal(*std::find_if(values.begin(), values.end(), stands_for_none));
  const std::string name(slice.name);
  throw sql::Error(std::string(scan.table->name) + ": " + none + " is AWS's text for costs without " + name +
                   ", and a filter by it may find nothing. Put " + name +
                   " into group_by, where any condition on it is right; or write filter = awscost_dimension('" +
                   std::string(slice.wire) + "', " + none + ") to let AWS judge.");
}

// What the dimensions are bound to. A key that names "no value" is left out: the request brings more rows, and those
// that do not fit are left out here. A slice that names it has no rows to choose from.
std::optional<sql::Predicate> bound_dimensions(const sql::Scan& scan) {
  std::optional<sql::Scan> wider;
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    if (!names_none(scan, i)) continue;
    if (!scan.is_key(i)) refuse_none(scan, i);
    if (!wider) wider = scan;
    wider->selections[i] = {};
  }
  return sql::predicate_of(wider ? *wider : scan);
}

}  // namespace

std::optional<sql::Predicate> filter_of(const Operation& operation, const sql::Scan& scan) {
  std::vector<sql::Predicate> all;
  const std::optional<std::string_view> text = scan.input(sql::Role::kFilter);
  if (text) all.push_back(parse_expression(*text, std::string(scan.table->name) + ": filter"));
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    const sql::Column& column = scan.table->columns[i];
    if (column.role == sql::Role::kFilterBy) {
      const auto value = scan.input(i);
      if (value) all.push_back(sql::leaf(sql::KeyType::kDimension, std::string(column.wire), {std::string(*value)}));
      continue;
    }
    const NarrowingPlace place = read_narrowing_place(column.narrows);
    if (place.form != NarrowingPlace::Form::kElement || place.member != operation.request.filter) continue;
    const sql::Selection* selection = narrowing_values(scan, i);
    if (selection == nullptr) continue;
    all.push_back(sql::leaf(sql::KeyType::kDimension, std::string(place.name), selection->values));
  }
  if (auto bound = bound_dimensions(scan)) all.push_back(std::move(*bound));
  if (all.empty()) return std::nullopt;
  sql::Predicate whole = sql::canonical(sql::conjunction(std::move(all)));
  require_few_leaves(operation, whole);
  return whole;
}

}  // namespace awscost::request
