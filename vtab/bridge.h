// Converts between SQLite's C structures and the values of sql/. Decides nothing.
//
// Example:
//
//   void plan(const sql::Table& table, sqlite3_index_info* info) {
//     write_plan(table, sql::make_plan(table, read_offer(table, info)), info);
//   }
#pragma once

#include <span>
#include <vector>

#include "sql/offer.h"
#include "sql/plan.h"
#include "sql/scan.h"
#include "sql/table.h"
#include "sql/value.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

sql::Offer read_offer(const sql::Table& table, sqlite3_index_info* info);

// Fills in argvIndex, omit, idxStr (the plan's text), cost and rows. Throws std::bad_alloc where SQLite has no memory.
void write_plan(const sql::Table& table, const sql::BestIndex& planned, sqlite3_index_info* info);

// xFilter's values by argument: all members of an IN that arrives as a set, else one value.
std::vector<sql::ArgumentValues> read_arguments(const sql::Plan& plan, std::span<sqlite3_value*> values);

sql::Value read_value(sqlite3_value* value);

// Text is copied (SQLITE_TRANSIENT), because SQLite's min() and max() keep a value after its page is gone.
void write_result(sqlite3_context* context, const sql::Cell& cell);
void write_result(sqlite3_context* context, const sql::Value& value);

}  // namespace awscost::vtab
