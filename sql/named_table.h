// A named table: what CREATE VIRTUAL TABLE … USING ce_cost_and_usage(…) makes of an eponymous one.
//
// Arguments fix inputs (they become constants of the table) and declare columns for tags and cost categories, which
// group or slice like any dimension. Keys of a fixed group_by become visible: they are what BI tools list.
//
//   CREATE VIRTUAL TABLE team_cost USING ce_cost_and_usage(
//     group_by = 'tag:team', tags = 'team, env', granularity = 'MONTHLY')
//   NamedTable named(base, "team_cost", arguments);   named.table().columns: …, "tag_team", …, "tag_env" HIDDEN, …
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/table.h"

namespace awscost::sql {

class NamedTable {
 public:
  // `arguments` as SQLite passes them: "name = value", the value quoted or not. Everything that can be known to be
  // wrong throws sql::Error here: an unknown or repeated argument, a malformed key, date or granularity.
  NamedTable(const Table& base, std::string_view name, std::span<const std::string_view> arguments);
  NamedTable(const NamedTable&) = delete;
  NamedTable& operator=(const NamedTable&) = delete;

  const Table& table() const { return table_; }  // as long as this object lives

 private:
  void fix_input(std::string_view name, std::string value);
  void declare(std::string_view list, Role role, std::string_view prefix);
  void declare_instants();
  void show_keys();
  void check() const;
  std::string_view keep(std::string text);

  std::deque<std::string> texts_;  // what the columns' views look at
  std::vector<Column> columns_;
  Table table_;
};

}  // namespace awscost::sql
