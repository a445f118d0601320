#include "vtab/program.h"

#include <algorithm>
#include <memory>
#include <new>
#include <unordered_set>

#include "vtab/calls.h"
#include "vtab/prepared.h"

namespace awscost::vtab {
namespace {

// The columns of EXPLAIN.
constexpr int kAddress = 0;
constexpr int kOpcode = 1;
constexpr int kP1 = 2;
constexpr int kP2 = 3;
constexpr int kP3 = 4;
constexpr int kP4 = 5;

std::string text_at(sqlite3_stmt* row, int column) {
  const unsigned char* text = sqlite3_column_text(row, column);
  return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
}

// "vtab:55E0C0FFEE": SQLite's own spelling of P4 for a virtual table.
std::string name_of(const sqlite3_vtab* table) {
  const std::unique_ptr<char, decltype(sqlite3_free)> name{sqlite3_mprintf("vtab:%p", table), sqlite3_free};
  if (!name) throw std::bad_alloc();
  return name.get();
}

}  // namespace

Program::Program(sqlite3* db, sqlite3_stmt* running) {
  const char* text = running == nullptr ? nullptr : sqlite3_sql(running);
  if (text == nullptr) return;
  const std::string explain = "EXPLAIN " + std::string(without_empty_statements(text));
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(db, explain.c_str(), -1, &prepared, nullptr);
  const Prepared rows(prepared);
  if (code != SQLITE_OK || prepared == nullptr) return;
  std::vector<Block> blocks;
  int step = sqlite3_step(prepared);
  for (; step == SQLITE_ROW; step = sqlite3_step(prepared)) {
    if (sqlite3_column_int(prepared, kAddress) == 0) blocks.emplace_back();
    if (blocks.empty()) return;
    blocks.back().push_back({text_at(prepared, kOpcode), sqlite3_column_int(prepared, kP1),
                             sqlite3_column_int(prepared, kP2), sqlite3_column_int(prepared, kP3),
                             text_at(prepared, kP4)});
  }
  if (step == SQLITE_DONE) blocks_ = std::move(blocks);
  has_parameters_ = sqlite3_bind_parameter_count(running) > 0;
}

bool Program::writes(const sqlite3_vtab* table) const {
  if (blocks_.empty()) return false;
  const std::string name = name_of(table);
  return std::any_of(blocks_.front().begin(), blocks_.front().end(), [&](const Instruction& instruction) {
    return instruction.opcode == "VUpdate" && instruction.p4 == name;
  });
}

std::size_t Program::count_scans(const sqlite3_vtab* table, const char* plan_text) const {
  const std::string name = name_of(table);
  std::size_t count = 0;
  for (const Block& block : blocks_) {
    std::unordered_set<int> cursors;
    for (const Instruction& each : block) {
      if (each.opcode == "VOpen" && each.p4 == name) cursors.insert(each.p1);
    }
    for (const Instruction& each : block) {
      if (each.opcode == "VFilter" && each.p4 == plan_text && cursors.contains(each.p1)) ++count;
    }
  }
  return count;
}

template <class Reads>
bool Program::any_cursor(const sqlite3_vtab* table, const char* plan_text, Reads reads) const {
  const std::string name = name_of(table);
  return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
    return std::any_of(block.begin(), block.end(), [&](const Instruction& open) {
      if (open.opcode != "VOpen" || open.p4 != name) return false;
      const auto of_cursor = [&](auto accept) {
        return std::any_of(block.begin(), block.end(),
                           [&](const Instruction& each) { return each.p1 == open.p1 && accept(each); });
      };
      return of_cursor([&](const Instruction& each) { return each.opcode == "VFilter" && each.p4 == plan_text; }) &&
             of_cursor(reads);
    });
  });
}

bool Program::is_cursor(const Block& block, int cursor, const sqlite3_vtab* table) const {
  const std::string name = name_of(table);
  return std::any_of(block.begin(), block.end(), [&](const Instruction& open) {
    return open.opcode == "VOpen" && open.p1 == cursor && open.p4 == name;
  });
}

void Program::each_filter(const sqlite3_vtab* table, const char* plan_text,
                          const std::function<void(const Block& block, std::size_t address)>& filter) const {
  for (const Block& block : blocks_) {
    for (std::size_t at = 0; at < block.size(); ++at) {
      if (block[at].opcode != "VFilter" || block[at].p4 != plan_text) continue;
      if (is_cursor(block, block[at].p1, table)) filter(block, at);
    }
  }
}

bool Program::reads_column(const sqlite3_vtab* table, const char* plan_text, int column) const {
  return any_cursor(table, plan_text,
                    [&](const Instruction& each) { return each.opcode == "VColumn" && each.p2 == column; });
}

bool Program::reads_rowid(const sqlite3_vtab* table, const char* plan_text) const {
  return any_cursor(table, plan_text, [](const Instruction& each) { return each.opcode == "Rowid"; });
}

}  // namespace awscost::vtab
