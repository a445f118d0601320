// The input `group_by`: the keys by which the rows of a cost table are told apart.
//
// The text is a list of keys, separated by commas: a dimension's column name, `tag:<key>` or `cost_category:<name>`. A
// named table takes its own columns too (`tag_team`). White space around a key and the case of a column's name do not
// count. How many keys the API takes at most, the table declares.
//
//   "service, tag:Team"  ->  the dimension service, then the tag Team
//
// Example:
//
//   bool is_grouped_by(const Table& table, std::string_view text, std::size_t column) {
//     return parse_group_by(table, text).has(column);
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/table.h"

namespace awscost::sql {

enum class KeyType : std::uint8_t { kDimension, kTag, kCostCategory };

struct GroupKey {
  KeyType type = KeyType::kDimension;
  std::string name;                         // the dimension's column name, the tag's key or the cost category's name
  std::optional<std::size_t> column;        // the dimension, tag_... or cost_category_... column that shows its value
  std::optional<std::size_t> value_column;  // tag_value or cost_category_value, where this is the only key of its type
  bool operator==(const GroupKey&) const = default;
};

struct GroupBy {
  std::vector<GroupKey> keys;  // in the order written
  // The position of the key that this column shows; nothing where it shows none.
  std::optional<std::size_t> position(std::size_t column) const;
  bool has(std::size_t column) const { return position(column).has_value(); }
};

// Throws sql::Error for an unknown, empty or repeated key and for more than the table takes.
GroupBy parse_group_by(const Table& table, std::string_view text);

}  // namespace awscost::sql
