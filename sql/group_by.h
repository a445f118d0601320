// The input `group_by`: the keys by which the rows of a cost table are told apart.
//
// The text is a list of keys, separated by commas: a dimension's column name, `tag:<key>` or `cost_category:<name>`. A
// named table takes its own columns too (`tag_team`). White space around a key and the case of a column's name do not
// count. How many keys the API takes at most, the table declares.
//
// AWS adds keys. A key that is unknown here, and no slip of a known one, goes out as it is written, and AWS judges it:
// a word is a dimension, `TYPE:key` is a key of that type. Only group_1 and group_2 show its value, as AWS sends it.
//
//   "service, tag:Team"        ->  the dimension service, then the tag Team
//   "PRODUCT_ATTRIBUTE:model"  ->  {"Type":"PRODUCT_ATTRIBUTE","Key":"model"}
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

enum class KeyType : std::uint8_t {
  kDimension,
  kTag,
  kCostCategory,
  kOther,  // a type that only AWS knows; never the type of a Predicate
};

struct GroupKey {
  KeyType type = KeyType::kDimension;
  std::string other_type = {};              // of kOther: the API's name of the type
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

// Throws sql::Error for an empty or repeated key, for what is no name or a slip of a known one, and for more keys than
// the table takes.
GroupBy parse_group_by(const Table& table, std::string_view text);

// The dimensions of the table that have a column, by its name.
std::vector<std::string_view> key_names(const Table& table);

// The API's name of a dimension key: its column's, else the name as it was written.
std::string_view api_name(const Table& table, const GroupKey& key);

}  // namespace awscost::sql
