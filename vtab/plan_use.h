// What a running statement does with a plan of a table, read from its program where somebody asks.
//
// A join asks for each outer row, so each fact is found once. PlanUses is a state of the sql::Statement: it lists the
// program when a table first needs it, for all of them.
//
// Example:
//
//   bool is_asked_in_a_loop(PlanUses& uses, sqlite3* db, sqlite3_stmt* running, const sqlite3_vtab* table) {
//     return uses.of(db, running, table, "GetCostAndUsage; window default").begins_in_loop();
//   }
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "vtab/program.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

class PlanUses;

class PlanUse {
 public:
  // `uses` outlives it.
  PlanUse(PlanUses& uses, sqlite3* db, sqlite3_stmt* running, const sqlite3_vtab* table, std::string plan_text)
      : uses_(uses), db_(db), running_(running), table_(table), plan_text_(std::move(plan_text)) {}

  // A scan begins. Whether there are more of them than the statement's text has: once for each row of something else.
  bool begins_in_loop();
  // Whether the statement itself gives that argument (vtab/origin.h).
  bool is_own(std::size_t argument);
  // Whether the rowid, or the column, is read. Where the program is not known: the rowid is, and no column.
  bool reads_rowid();
  bool reads_column(std::size_t column);

 private:
  const Program& program();

  PlanUses& uses_;
  sqlite3* db_;
  sqlite3_stmt* running_;
  const sqlite3_vtab* table_;
  std::string plan_text_;
  std::size_t begun_ = 0;
  std::optional<std::size_t> in_text_;
  std::map<std::size_t, bool> own_;  // by argument
  std::optional<bool> reads_rowid_;
};

class PlanUses {
 public:
  // Valid as long as this object. `running` may be null: nothing is known then.
  PlanUse& of(sqlite3* db, sqlite3_stmt* running, const sqlite3_vtab* table, const std::string& plan_text);

  // Listed when it is first asked for.
  const Program& program(sqlite3* db, sqlite3_stmt* running);

 private:
  std::optional<Program> program_;
  std::map<std::pair<const sqlite3_vtab*, std::string>, std::unique_ptr<PlanUse>> uses_;
};

}  // namespace awscost::vtab
