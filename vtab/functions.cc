#include "vtab/functions.h"

#include <memory>
#include <string>
#include <vector>

#include "sql/error.h"
#include "vtab/bridge.h"
#include "vtab/calls.h"
#include "vtab/guard.h"
#include "vtab/running.h"

namespace awscost::vtab {
namespace {

std::vector<sql::Value> read_values(int count, sqlite3_value** values) {
  std::vector<sql::Value> out;
  out.reserve(count);
  for (int i = 0; i < count; ++i) out.push_back(read_value(values[i]));
  return out;
}

std::string wrong_count(const sql::Function& function) {
  return std::string(function.name) + " takes " +
         (function.max_arguments < 0
              ? "at least " + std::to_string(function.min_arguments)
              : "from " + std::to_string(function.min_arguments) + " to " + std::to_string(function.max_arguments)) +
         " argument(s). " + std::string(function.doc);
}

// A CHECK or DEFAULT of a table runs in statements that write, and in PRAGMA integrity_check.
bool is_query(sqlite3_stmt* statement) {
  const char* text = sqlite3_sql(statement);
  if (text == nullptr || sqlite3_stmt_readonly(statement) == 0) return false;
  const std::string word = first_word(text);
  return word == "select" || word == "with" || word == "values";
}

// The client data of sqlite3_create_function_v2.
struct Registered {
  sql::Function function;
  // The calls in the text that was looked at last: one statement may run the function for every row.
  std::string text = {};
  std::vector<Call> calls = {};
};

bool holds_this_call(Registered& registered, const char* statement, const std::vector<sql::Value>& arguments) {
  if (registered.text != statement) {
    registered.calls = find_calls(statement, registered.function.name);
    registered.text = statement;
  }
  const std::string* first = arguments.empty() ? nullptr : sql::if_text(arguments.front());
  return holds_call(registered.calls, arguments.size(), first == nullptr ? "" : *first);
}

// Whether a query of the user holds this call, and not the schema of a database file, whose author chooses its names
// (vtab/calls.h). SQLite does not tell which statement runs: all that are under way have to be queries, and those that
// may be the one have to hold the call. A statement that is being stepped has no row; where all have one (SQLite 3.54
// keeps it meanwhile), any may be the one.
bool is_called_by_a_query(sqlite3* db, Registered& registered, const std::vector<sql::Value>& arguments) {
  bool all_are_queries = true;
  bool all_hold_it = true;
  bool any_without_row = false;
  bool those_hold_it = true;
  each_running(db, [&](sqlite3_stmt* each) {
    all_are_queries = all_are_queries && is_query(each);
    if (!all_are_queries) return;
    const bool holds_it = holds_this_call(registered, sqlite3_sql(each), arguments);
    all_hold_it = all_hold_it && holds_it;
    if (sqlite3_data_count(each) != 0) return;
    any_without_row = true;
    those_hold_it = those_hold_it && holds_it;
  });
  return all_are_queries && (any_without_row ? those_hold_it : all_hold_it);
}

void call(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  guard(context, [&] {
    auto& registered = *static_cast<Registered*>(sqlite3_user_data(context));
    const sql::Function& function = registered.function;
    const std::vector<sql::Value> arguments = read_values(count, values);
    if (function.risk == sql::Risk::kDirectOnly &&
        !is_called_by_a_query(sqlite3_context_db_handle(context), registered, arguments)) {
      throw sql::Error(std::string(function.name) +
                       " runs only in a SELECT of its own, while no other statement is under way that writes or may be "
                       "the one. Finish those, and write SELECT " +
                       std::string(function.example) + ".");
    }
    const bool too_many = function.max_arguments >= 0 && count > function.max_arguments;
    if (count < function.min_arguments || too_many) throw sql::Error(wrong_count(function));
    write_result(context, function.call(arguments));
  });
}

int flags(sql::Risk risk) {
  switch (risk) {
    case sql::Risk::kInnocuous:
      return SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    case sql::Risk::kReads:
      return SQLITE_UTF8;
    case sql::Risk::kDirectOnly:
      return SQLITE_UTF8 | SQLITE_DIRECTONLY;
  }
  return SQLITE_UTF8 | SQLITE_DIRECTONLY;
}

void require_ok(sqlite3* db, int code, const std::string& name) {
  if (code != SQLITE_OK) throw sql::Error("SQLite refused the function " + name + ": " + sqlite3_errmsg(db));
}

// SQLite keeps zeroed memory for each running aggregate; it holds a pointer to the accumulator, made at the first row.
sql::Accumulator** slot(sqlite3_context* context, int size) {
  return static_cast<sql::Accumulator**>(sqlite3_aggregate_context(context, size));
}

void step(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  guard(context, [&] {
    sql::Accumulator** running = slot(context, sizeof(sql::Accumulator*));
    if (running == nullptr) throw std::bad_alloc();
    if (*running == nullptr) *running = static_cast<sql::Aggregate*>(sqlite3_user_data(context))->start().release();
    (*running)->step(read_values(count, values));
  });
}

void finish(sqlite3_context* context) noexcept {
  guard(context, [&] {
    sql::Accumulator** running = slot(context, 0);  // 0: null where there was no row
    std::unique_ptr<sql::Accumulator> owned(running == nullptr ? nullptr : *running);
    if (running != nullptr) *running = nullptr;
    if (!owned) owned = static_cast<sql::Aggregate*>(sqlite3_user_data(context))->start();
    write_result(context, owned->finish());
  });
}

}  // namespace

void register_function(sqlite3* db, const sql::Function& function) {
  const std::string name(function.name);
  const int count = function.min_arguments == function.max_arguments ? function.min_arguments : -1;
  require_ok(db,
             sqlite3_create_function_v2(db, name.c_str(), count, flags(function.risk), new Registered{function}, call,
                                        nullptr, nullptr, [](void* kept) { delete static_cast<Registered*>(kept); }),
             name);
}

void register_aggregate(sqlite3* db, const sql::Aggregate& aggregate) {
  const std::string name(aggregate.name);
  require_ok(db,
             sqlite3_create_function_v2(db, name.c_str(), aggregate.arguments, flags(sql::Risk::kInnocuous),
                                        new sql::Aggregate(aggregate), nullptr, step, finish,
                                        [](void* kept) { delete static_cast<sql::Aggregate*>(kept); }),
             name);
}

}  // namespace awscost::vtab
