#include "sql/group_by.h"

#include <algorithm>
#include <optional>

#include "sql/cures.h"
#include "sql/error.h"
#include "sql/text/nearest.h"
#include "sql/text/words.h"
#include "sql/value.h"

namespace awscost::sql {
namespace {

// What follows `prefix` (any case) in `text`, or nothing.
std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size() || text::lower(text.substr(0, prefix.size())) != prefix) return std::nullopt;
  return text::trimmed(text.substr(prefix.size()));
}

std::string example_of(const Table& table) {
  const auto input = find(table, Role::kGroupBy);
  if (!input || table.columns[*input].example.empty()) return {};
  return ", such as " + std::string(table.columns[*input].example);
}

[[noreturn]] void unknown_key(const Table& table, std::string_view text) {
  throw Error(cure::unknown_key(table, text));
}

// A name as AWS gives them: letters, digits and underscores, and not long.
bool is_name(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto fits = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= kLongest && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), fits);
}

// A key that only AWS may know. A slip of a known one has its cure here.
GroupKey key_of_aws(const Table& table, std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) {
    if (!is_name(text) || !text::likely(text, key_names(table)).empty()) unknown_key(table, text);
    return {.type = KeyType::kDimension, .name = std::string(text)};
  }
  constexpr std::string_view kTypes[] = {"tag", "cost_category"};
  const std::string_view type = text::trimmed(text.substr(0, colon));
  const std::string_view name = text::trimmed(text.substr(colon + 1));
  if (!is_name(type) || name.empty()) unknown_key(table, text);
  const std::string_view meant = text::likely(type, kTypes);
  if (meant.empty()) return {.type = KeyType::kOther, .other_type = std::string(type), .name = std::string(name)};
  throw Error(std::string(table.name) + ": the group_by key '" + std::string(text) + "' is unknown; write '" +
              std::string(meant) + ":" + std::string(name) + "'.");
}

// The key of a tag or cost category, with the columns that show it.
GroupKey labelled_key(const Table& table, KeyType type, std::string_view name) {
  const bool tag = type == KeyType::kTag;
  GroupKey key{.type = type,
               .name = std::string(name),
               .value_column = find(table, tag ? Role::kTagValue : Role::kCostCategoryValue)};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    if (column.role == (tag ? Role::kTag : Role::kCostCategory) && column.wire == name) key.column = i;
  }
  return key;
}

GroupKey parse_key(const Table& table, std::string_view text) {
  for (const auto& [prefix, type] :
       {std::pair{"tag:", KeyType::kTag}, std::pair{"cost_category:", KeyType::kCostCategory}}) {
    const auto name = after(text, prefix);
    if (!name) continue;
    if (name->empty()) {
      throw Error(std::string(table.name) + ": the group_by key '" + std::string(text) + "' names no key; write '" +
                  prefix + "team'.");
    }
    return labelled_key(table, type, *name);
  }
  const std::string name = text::lower(text);
  const auto index = find(table, name);
  if (!index && name == table.foreign_key.key) unknown_key(table, text);
  if (!index) return key_of_aws(table, text);
  const Column& column = table.columns[*index];
  if (column.role == Role::kTag) return labelled_key(table, KeyType::kTag, column.wire);
  if (column.role == Role::kCostCategory) return labelled_key(table, KeyType::kCostCategory, column.wire);
  if (column.role != Role::kDimension) unknown_key(table, text);
  return {.type = KeyType::kDimension, .name = name, .column = index};
}

void require_distinct(const Table& table, const GroupBy& group_by, const GroupKey& key) {
  if (std::find(group_by.keys.begin(), group_by.keys.end(), key) == group_by.keys.end()) return;
  throw Error(std::string(table.name) + ": group_by names " + key.name + " twice; name each key once.");
}

// Of two tags, tag_value could not say which one it shows: only group_1 and group_2 tell them apart.
void blur_shared_columns(GroupBy& group_by) {
  if (group_by.keys.size() < 2) return;
  GroupKey& first = group_by.keys[0];
  GroupKey& second = group_by.keys[1];
  if (first.type != second.type) return;
  first.value_column.reset();
  second.value_column.reset();
}

}  // namespace

std::optional<std::size_t> GroupBy::position(std::size_t column) const {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const GroupKey& key) {
    return key.column == column || key.value_column == column;
  });
  if (found == keys.end()) return std::nullopt;
  return static_cast<std::size_t>(found - keys.begin());
}

std::vector<std::string_view> key_names(const Table& table) {
  std::vector<std::string_view> names;
  for (const Column& column : table.columns) {
    if (is_dimension(column.role) && !is_named_by_group_by(column.role)) names.push_back(column.name);
  }
  return names;
}

std::string_view api_name(const Table& table, const GroupKey& key) {
  return key.column ? table.columns[*key.column].wire : std::string_view(key.name);
}

GroupBy parse_group_by(const Table& table, std::string_view text) {
  GroupBy group_by;
  if (text::trimmed(text).empty()) return group_by;
  for (const std::string_view word : text::comma_separated(text)) {
    if (word.empty()) {
      throw Error(std::string(table.name) + ": group_by = " + literal(std::string(text)) +
                  " has an empty key; write keys separated by single commas" + example_of(table) + ".");
    }
    GroupKey key = parse_key(table, word);
    require_distinct(table, group_by, key);
    group_by.keys.push_back(std::move(key));
  }
  if (group_by.keys.size() > table.most_keys) {
    throw Error(cure::too_many_keys(table, group_by, std::string(text)));
  }
  blur_shared_columns(group_by);
  return group_by;
}

}  // namespace awscost::sql
