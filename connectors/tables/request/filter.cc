#include "connectors/tables/request/filter.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "connectors/tables/operations/narrowing_place.h"
#include "connectors/tables/request/expression.h"

namespace awscost::request {
namespace {

using sql::KeyType;

bool fits(const sql::Column& column, const std::string& value) {
  const bool too_long = column.longest > 0 && value.size() > column.longest;
  return !value.empty() && !too_long;
}

}  // namespace

// An empty text equals no row: AWS's empty texts read NULL. Whether a request may hold one is written nowhere.
const sql::Selection* narrowing(const sql::Scan& scan, std::size_t column) {
  const sql::Selection& selection = scan.selections[column];
  const sql::Column& declared = scan.table->columns[column];
  if (declared.narrows.empty() || !selection.bound || selection.absent || selection.values.empty()) return nullptr;
  const bool all_fit = std::all_of(selection.values.begin(), selection.values.end(),
                                   [&](const std::string& value) { return fits(declared, value); });
  return all_fit ? &selection : nullptr;
}

std::optional<sql::Predicate> filter_of(const Operation& operation, const sql::Scan& scan) {
  std::vector<sql::Predicate> all;
  const std::optional<std::string_view> text = scan.input(sql::Role::kFilter);
  if (text) all.push_back(parse_expression(*text, std::string(scan.table->name) + ": filter"));
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    const sql::Column& column = scan.table->columns[i];
    if (column.role == sql::Role::kFilterBy) {
      const auto value = scan.input(i);
      if (value) all.push_back(sql::leaf(KeyType::kDimension, std::string(column.wire), {std::string(*value)}));
      continue;
    }
    const NarrowingPlace place = read_narrowing_place(column.narrows);
    if (place.form != NarrowingPlace::Form::kElement || place.member != operation.request.filter) continue;
    const sql::Selection* selection = narrowing(scan, i);
    if (selection == nullptr) continue;
    all.push_back(sql::leaf(KeyType::kDimension, std::string(place.name), selection->values));
  }
  if (auto bound = sql::predicate_of(scan)) all.push_back(std::move(*bound));
  if (all.empty()) return std::nullopt;
  return sql::canonical(sql::conjunction(std::move(all)));
}

}  // namespace awscost::request
