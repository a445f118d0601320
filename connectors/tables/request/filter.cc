#include "connectors/tables/request/filter.h"

#include <string>
#include <utility>
#include <vector>

#include "connectors/tables/operations/narrowing_place.h"
#include "connectors/tables/request/expression.h"
#include "connectors/tables/request/narrowing.h"

namespace awscost::request {

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
  if (auto bound = sql::predicate_of(scan)) all.push_back(std::move(*bound));
  if (all.empty()) return std::nullopt;
  return sql::canonical(sql::conjunction(std::move(all)));
}

}  // namespace awscost::request
