// Between SQLite's C structures and the values of sql/: nothing is decided here.
//
//   Offer offer = read_offer(table, *info);
//   write_plan(table, make_plan(table, offer), *info);
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

// Fills argv positions, omit, the plan's text, cost and rows. Throws std::bad_alloc where SQLite has no memory.
void write_plan(const sql::Table& table, const sql::BestIndex& planned, sqlite3_index_info* info);

// The values of xFilter by argument: the members of an IN that arrives whole, one value otherwise.
std::vector<sql::ArgumentValues> read_arguments(const sql::Plan& plan, std::span<sqlite3_value*> values);

sql::Value read_value(sqlite3_value* value);

// Text is copied (SQLITE_TRANSIENT): min() and max() keep a value after the page it came from is gone.
void write_result(sqlite3_context* context, const sql::Cell& cell);
void write_result(sqlite3_context* context, const sql::Value& value);

}  // namespace awscost::vtab
