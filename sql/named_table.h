// A named table: what CREATE VIRTUAL TABLE ... USING ce_cost_and_usage(...) makes of an eponymous one.
//
// Arguments fix inputs and slices, which become constants of the table, fix a window that moves with the clock
// (window = '90 days') and declare columns for tags and cost categories, which group or slice like any dimension. The keys
// of a fixed group_by and the fixed slices become visible: BI tools list visible columns. Some tools select every column
// that PRAGMA table_xinfo lists, the hidden ones too: hidden = 'none' declares visible columns alone, among them what
// `tags`, `cost_categories` and `slices` name.
//
//   CREATE VIRTUAL TABLE team_cost USING ce_cost_and_usage(
//     group_by = 'tag:team', tags = 'team, env', granularity = 'MONTHLY')
//   its columns: ..., group_1, group_2, tag_team, ..., tag_env HIDDEN, ...
//
// Example:
//
//   std::size_t columns_of(const Table& base, std::span<const std::string_view> arguments) {
//     const NamedTable named(base, "team_cost", arguments);
//     return named.table().columns.size();
//   }
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/table.h"

namespace awscost::sql {

class NamedTable {
 public:
  // `arguments` as SQLite passes them: "name = value", the value quoted or not. Throws sql::Error where an argument is
  // unknown or repeated, or a key, date or granularity is malformed.
  NamedTable(const Table& base, std::string_view name, std::span<const std::string_view> arguments);
  NamedTable(const NamedTable&) = delete;
  NamedTable& operator=(const NamedTable&) = delete;

  const Table& table() const { return table_; }  // as long as this object lives

 private:
  class Arguments;

  void declare_columns(const Table& base, Arguments& given);
  void fix(std::string_view name, std::string value);
  void fix_slice(Column& slice, std::string value);
  void fix_window(const std::string& value);
  void declare(std::string_view list, Role role, std::string_view prefix);
  void declare_instants();
  void declare_dates(std::string_view how);
  void list_slices(std::string_view list, bool hides_none);
  void hide_none(std::string_view which);
  void show_keys();
  void check_dates() const;
  void check() const;
  void check_window(const std::optional<std::string>& granularity) const;
  std::string_view keep(std::string text);

  std::deque<std::string> texts_;  // the columns' views refer to them
  std::vector<Column> columns_;
  Table table_;
};

}  // namespace awscost::sql
