// What a running statement does with a table: its instructions, as EXPLAIN lists them.
//
// Why: SQLite tells a table neither which columns a statement will read (colUsed counts conditions too) nor whether a
// trigger writes. Both are known before anything is sent, and both decide what may be sent.
//
// How: EXPLAIN of the statement's own text is prepared and read; nothing of it runs. VOpen and VUpdate name the table
// by its address, VFilter the cursor's plan by its text, VColumn and Rowid what is read. The instructions of triggers
// follow those of the statement itself and are numbered from 0 again.
//
// Example:
//
//   bool is_a_trigger_writing(sqlite3* db, sqlite3_stmt* running, const sqlite3_vtab* table) {
//     const Program program(db, running);
//     return program.is_known() && !program.writes(table);
//   }
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "vtab/sqlite.h"

namespace awscost::vtab {

class Program {
 public:
  // Lists the program of a statement under way. SQLite may have been built without EXPLAIN, and memory may be short:
  // the program is then not known.
  Program(sqlite3* db, sqlite3_stmt* running);

  bool is_known() const { return !blocks_.empty(); }

  // Whether the statement itself changes the table, and no trigger alone does.
  bool writes(const sqlite3_vtab* table) const;

  // How many instructions start a scan of the table with that plan; 0 where the program is not known.
  std::size_t count_scans(const sqlite3_vtab* table, const char* plan_text) const;

  // Whether the statement starts one scan in all, and that once: it cannot ask the same again. False where that is not
  // certain (vtab/scans_once.cc).
  bool scans_once() const;

  // Whether a cursor of the table with that plan reads the column, or the rowid.
  bool reads_column(const sqlite3_vtab* table, const char* plan_text, int column) const;
  bool reads_rowid(const sqlite3_vtab* table, const char* plan_text) const;

  struct Instruction {
    std::string opcode;
    int p1 = 0;
    int p2 = 0;
    int p3 = 0;
    std::string p4;
  };
  using Block = std::vector<Instruction>;

  // The statement itself, then one for each trigger program.
  const std::vector<Block>& blocks() const { return blocks_; }
  // Whether the cursor of that number is one of the table's.
  bool is_cursor(const Block& block, int cursor, const sqlite3_vtab* table) const;

  // Each VFilter of the table with that plan: its block and its address there.
  void each_filter(const sqlite3_vtab* table, const char* plan_text,
                   const std::function<void(const Block& block, std::size_t address)>& filter) const;

 private:
  template <class Reads>
  bool any_cursor(const sqlite3_vtab* table, const char* plan_text, Reads reads) const;

  std::vector<Block> blocks_;
  bool has_parameters_ = false;
};

}  // namespace awscost::vtab
