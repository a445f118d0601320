// Words for what a declaration says about a table or a column: cells of the catalog's tables, lines of the reference
// page.
//
// The kinds of column, in the words of the documentation:
//
//   result       comes back in the response
//   metric       a result that is requested only where a statement uses it
//   companion    unit or exact text of a metric, requested with it
//   dimension    a key where it stands in group_by, else a slice: its bound values choose what is summed
//   parent       a result that says whose list the row stands in; unbound, every parent is asked
//   input        goes out and decides which rows exist: a condition with = or IN, or an argument of the table
//   write-only   set by INSERT and UPDATE, reads NULL
//
// Example:
//
//   bool is_input(const sql::Column& column) {
//     return kind(column.role) == "input";
//   }
#pragma once

#include <string>
#include <string_view>

#include "connectors/tables/catalog/entry.h"

namespace awscost::catalog {

std::string_view kind(sql::Role role);

// "INSERT", "INSERT, UPDATE"; empty: no statement sets it.
std::string_view written_by(sql::Write write);

// "read" or "read, write".
std::string_view access(const sql::Table& table);

// What a statement must give, separated by ", "; empty: nothing.
std::string required(const sql::Table& table);

// "the 14 days through today"; empty: the table has no window.
std::string default_window(const sql::History& history);

// The actions that a policy must allow, separated by ", ": also those of changes and of the list of parents; empty:
// none.
std::string iam_actions(const Entry& entry);

// "Cost Explorer"; empty for tables about the extension.
std::string_view service(const Entry& entry);

}  // namespace awscost::catalog
