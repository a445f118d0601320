#include "vtab/dry_run.h"

#include "sql/error.h"
#include "vtab/calls.h"
#include "vtab/prepared.h"

namespace awscost::vtab {
namespace {

constexpr const char* kOneSelect =
    "awscost_dry_run takes the text of one SELECT, as in "
    "SELECT awscost_dry_run('SELECT service, sum(unblended_cost) FROM "
    "ce_cost_and_usage(''service'') GROUP BY 1').";

constexpr const char* kEnds = "awscost_dry_run: the query ends with an error: ";

Prepared prepare(sqlite3* db, const std::string& query) {
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const std::string text(without_empty_statements(query));
  const int code = sqlite3_prepare_v2(db, text.c_str(), -1, &raw, &rest);
  Prepared prepared(raw);
  if (code != SQLITE_OK) throw_failure(db, code, kEnds);
  const std::string word = first_word(text);
  const bool is_query = word == "select" || word == "with" || word == "values";
  const bool is_only = without_empty_statements(rest).empty();
  if (!prepared || !is_query || !is_only || sqlite3_stmt_readonly(raw) == 0) throw sql::Error(kOneSelect);
  if (sqlite3_bind_parameter_count(raw) > 0) {
    throw sql::Error(
        "awscost_dry_run: the query has parameters, which have no values here. Write the values in their place.");
  }
  return prepared;
}

}  // namespace

void run_dry(sqlite3* db, Statements& statements, const std::string& query) {
  const Prepared prepared = prepare(db, query);
  const Statements::Only only(statements, prepared.get());
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(prepared.get());
  if (code != SQLITE_DONE) throw_failure(db, code, kEnds);
}

}  // namespace awscost::vtab
