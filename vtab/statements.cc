#include "vtab/statements.h"

#include <algorithm>
#include <string>

#include "vtab/calls.h"
#include "vtab/running.h"

namespace awscost::vtab {
namespace {

bool is_running(sqlite3* db, const sqlite3_stmt* handle) {
  bool running = false;
  each_running(db, [&](const sqlite3_stmt* each) { running = running || each == handle; });
  return running;
}

// SQLite adds to the counter when sqlite3_step returns, so it tells one call from the next, and a rerun of a statement
// from its earlier run.
int steps_of(sqlite3_stmt* handle) {
  return handle == nullptr ? 0 : sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_VM_STEP, 0);
}

}  // namespace

sqlite3_stmt* Statements::find_running(sqlite3* db) const {
  if (only_ != nullptr) return only_;
  sqlite3_stmt* only = nullptr;
  sqlite3_stmt* without_row = nullptr;  // sqlite3_next_stmt begins with the one prepared last
  bool last_used_is_running = false;
  int count = 0;
  each_running(db, [&](sqlite3_stmt* each) {
    ++count;
    only = each;
    last_used_is_running = last_used_is_running || each == last_used_;
    if (without_row == nullptr && sqlite3_data_count(each) == 0) without_row = each;
  });
  if (count == 1) return only;
  if (without_row != nullptr) return without_row;
  return last_used_is_running ? last_used_ : only;
}

Statements::Running Statements::running(sqlite3* db) {
  end_finished(db);
  sqlite3_stmt* const handle = find_running(db);
  last_used_ = handle;
  const auto known = std::find_if(open_.begin(), open_.end(), [&](const Open& open) { return open.handle == handle; });
  if (known != open_.end()) {
    if (auto statement = known->statement.lock()) return {handle, std::move(statement)};
    open_.erase(known);
  }
  std::shared_ptr<sql::Statement> statement = begin_();
  if (const char* text = handle == nullptr ? nullptr : sqlite3_sql(handle))
    statement->set_text(std::string(without_empty_statements(text)));
  const bool writes = handle != nullptr && sqlite3_stmt_readonly(handle) == 0;
  open_.push_back(
      {.handle = handle, .steps = steps_of(handle), .statement = statement, .held = writes ? statement : nullptr});
  return {handle, std::move(statement)};
}

void Statements::end_finished(sqlite3* db) {
  const auto is_finished = [&](const Open& open) {
    if (open.statement.expired()) return true;
    if (open.held == nullptr || open.held.use_count() > 1) return false;  // cursors hold it
    return !is_running(db, open.handle) || steps_of(open.handle) != open.steps;
  };
  open_.erase(std::remove_if(open_.begin(), open_.end(), is_finished), open_.end());
}

}  // namespace awscost::vtab
