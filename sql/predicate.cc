#include "sql/predicate.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "sql/error.h"

namespace awscost::sql {
namespace {

template <typename T>
void sort_unique(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

Predicate group(Predicate::Kind kind, std::vector<Predicate> operands) {
  Predicate predicate;
  predicate.kind = kind;
  predicate.operands = std::move(operands);
  return predicate;
}

// The operands in canonical form; a nested group of the same kind is replaced by its operands.
std::vector<Predicate> flattened(Predicate::Kind kind, std::vector<Predicate> operands) {
  std::vector<Predicate> out;
  for (Predicate& operand : operands) {
    Predicate inner = canonical(std::move(operand));
    if (inner.kind == kind) {
      std::move(inner.operands.begin(), inner.operands.end(), std::back_inserter(out));
    } else {
      out.push_back(std::move(inner));
    }
  }
  return out;
}

KeyType key_type(Role role) {
  if (role == Role::kTag || role == Role::kTagValue) return KeyType::kTag;
  const bool category = role == Role::kCostCategory || role == Role::kCostCategoryValue;
  return category ? KeyType::kCostCategory : KeyType::kDimension;
}

// The API's key of a dimension column. tag_value and cost_category_value take theirs from group_by.
std::string api_key(const Scan& scan, std::size_t index) {
  const Column& column = scan.table->columns[index];
  if (!is_named_by_group_by(column.role)) return std::string(column.wire);
  const auto position = scan.group_by.position(index);
  if (!position) {
    const bool tag = column.role == Role::kTagValue;
    throw Error(std::string(scan.table->name) + ": " + std::string(column.name) +
                " is bound but group_by has no single " + (tag ? "tag" : "cost category") + "; write group_by = '" +
                (tag ? "tag:team" : "cost_category:unit") +
                "', or filter = " + (tag ? "awscost_tag('team', '...')." : "awscost_cost_category('unit', '...')."));
  }
  return scan.group_by.keys[*position].name;
}

Predicate predicate_of_column(const Scan& scan, std::size_t index) {
  const Selection& selection = scan.selections[index];
  const KeyType type = key_type(scan.table->columns[index].role);
  const std::string key = api_key(scan, index);
  if (!selection.absent) return leaf(type, key, selection.values);
  if (selection.values.empty()) return absent(type, key);
  return disjunction({leaf(type, key, selection.values), absent(type, key)});
}

}  // namespace

bool operator==(const Predicate& a, const Predicate& b) {
  return std::tie(a.kind, a.key_type, a.key, a.values, a.match_options, a.operands) ==
         std::tie(b.kind, b.key_type, b.key, b.values, b.match_options, b.operands);
}

bool operator<(const Predicate& a, const Predicate& b) {
  return std::tie(a.kind, a.key_type, a.key, a.values, a.match_options, a.operands) <
         std::tie(b.kind, b.key_type, b.key, b.values, b.match_options, b.operands);
}

Predicate foreign(std::string name, std::string json) {
  Predicate predicate;
  predicate.kind = Predicate::Kind::kForeign;
  predicate.key = std::move(name);
  predicate.values = {std::move(json)};
  return predicate;
}

Predicate leaf(KeyType type, std::string key, std::vector<std::string> values) {
  Predicate predicate;
  predicate.key_type = type;
  predicate.key = std::move(key);
  predicate.values = std::move(values);
  return predicate;
}

Predicate absent(KeyType type, std::string key) {
  Predicate predicate = leaf(type, std::move(key), {});
  predicate.match_options = {kAbsent};
  return predicate;
}

Predicate negation(Predicate operand) {
  std::vector<Predicate> operands;
  operands.push_back(std::move(operand));
  return group(Predicate::Kind::kNot, std::move(operands));
}

Predicate conjunction(std::vector<Predicate> operands) {
  return group(Predicate::Kind::kAnd, std::move(operands));
}

Predicate disjunction(std::vector<Predicate> operands) {
  return group(Predicate::Kind::kOr, std::move(operands));
}

Predicate canonical(Predicate predicate) {
  switch (predicate.kind) {
    case Predicate::Kind::kForeign:
      return predicate;
    case Predicate::Kind::kLeaf:
      sort_unique(predicate.values);
      sort_unique(predicate.match_options);
      return predicate;
    case Predicate::Kind::kNot:
      predicate.operands.front() = canonical(std::move(predicate.operands.front()));
      return predicate;
    case Predicate::Kind::kAnd:
    case Predicate::Kind::kOr:
      break;
  }
  predicate.operands = flattened(predicate.kind, std::move(predicate.operands));
  sort_unique(predicate.operands);
  if (predicate.operands.size() > 1) return predicate;
  Predicate only = std::move(predicate.operands.front());
  return only;
}

std::size_t count_leaves(const Predicate& predicate) {
  if (predicate.operands.empty()) return 1;
  std::size_t leaves = 0;
  for (const Predicate& operand : predicate.operands) leaves += count_leaves(operand);
  return leaves;
}

std::optional<Predicate> predicate_of(const Scan& scan) {
  std::vector<Predicate> operands;
  for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
    if (!is_dimension(scan.table->columns[i].role) || !scan.selections[i].bound) continue;
    operands.push_back(predicate_of_column(scan, i));
  }
  if (operands.empty()) return std::nullopt;
  return canonical(conjunction(std::move(operands)));
}

}  // namespace awscost::sql
