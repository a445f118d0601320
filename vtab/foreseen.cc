#include "vtab/foreseen.h"

#include <optional>
#include <string>
#include <string_view>

#include "sql/cures.h"
#include "sql/error.h"
#include "sql/exact_sum.h"
#include "vtab/calls.h"

namespace awscost::vtab {
namespace {

// SQLite has a match() that always fails; somebody may have registered another one.
bool match_fails(sqlite3* db) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(db, "SELECT match('', '')", -1, &statement, nullptr);
  if (code == SQLITE_OK) code = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return code == SQLITE_ERROR;
}

// The column that the register holds at that address, or what makes it a REAL. Null where another instruction has to do
// with the register in between: a cast, a call, an operator.
const Program::Instruction* writer_of(const Program::Block& block, std::size_t at, int reg) {
  while (at-- > 0) {
    const Program::Instruction& each = block[at];
    if (each.opcode == "RealAffinity" && each.p1 == reg) return &each;
    if (each.opcode == "VColumn" && each.p3 == reg) return &each;
    if (each.p1 == reg || each.p2 == reg || each.p3 == reg) return nullptr;
  }
  return nullptr;
}

// The table's column that the register holds; nothing where it is another value.
std::optional<std::size_t> column_in(const Program& program, const Program::Block& block, std::size_t at, int reg,
                                     const sqlite3_vtab* base, const sql::Table& table) {
  const Program::Instruction* const writer = writer_of(block, at, reg);
  if (writer == nullptr || writer->opcode != "VColumn" || !program.is_cursor(block, writer->p1, base)) return {};
  const auto column = static_cast<std::size_t>(writer->p2);
  return column < table.columns.size() ? std::optional(column) : std::nullopt;
}

// Behind a sorter it is not known which column it is: the first that has an exact text is an example.
std::string sum_of_a_real(const sql::Table& table, std::optional<std::size_t> column) {
  std::string wrong = sql::sum_of_rounded(column ? table.columns[*column].name : "REAL");
  for (std::size_t i = column.value_or(0); i < table.columns.size(); ++i) {
    const std::string exact = std::string(table.columns[i].name) + "_exact";
    if (sql::find(table, exact)) return wrong + " Write " + std::string(sql::exact_sum().name) + "(" + exact + ").";
    if (column) break;
  }
  return wrong;
}

}  // namespace

bool may_end_in_error(sqlite3_stmt* running) {
  const char* text = running == nullptr ? nullptr : sqlite3_sql(running);
  return text != nullptr && (holds_name(text, "match") || holds_name(text, sql::exact_sum().name));
}

void refuse_foreseen(sqlite3* db, const Program& program, const sqlite3_vtab* base, const sql::Table& table) {
  const std::string sum = std::string(sql::exact_sum().name) + "(1)";
  for (const Program::Block& block : program.blocks()) {
    for (std::size_t at = 0; at < block.size(); ++at) {
      const Program::Instruction& each = block[at];
      if (each.p4 == "match(2)" && each.opcode != "VFilter") {
        const auto column = column_in(program, block, at, each.p2 + 1, base, table);  // x MATCH y is match(y, x)
        if (column && match_fails(db)) throw sql::Error(sql::cure::match(table, *column));
      }
      if (each.p4 != sum || !each.opcode.starts_with("AggStep")) continue;
      const Program::Instruction* const writer = writer_of(block, at, each.p2);
      const bool is_real = writer != nullptr && writer->opcode == "RealAffinity";
      const auto column = column_in(program, block, at, each.p2, base, table);
      if (is_real || (column && table.columns[*column].type == sql::Type::kReal)) {
        throw sql::Error(sum_of_a_real(table, column));
      }
    }
  }
}

}  // namespace awscost::vtab
