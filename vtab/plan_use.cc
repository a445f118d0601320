#include "vtab/plan_use.h"

#include "vtab/origin.h"

namespace awscost::vtab {

const Program& PlanUse::program() {
  return uses_.program(db_, running_);
}

const Program& PlanUses::program(sqlite3* db, sqlite3_stmt* running) {
  if (!program_) program_.emplace(db, running);
  return *program_;
}

bool PlanUse::begins_in_loop() {
  if (++begun_ == 1) return false;
  if (!in_text_) in_text_ = program().count_scans(table_, plan_text_.c_str());
  return begun_ > *in_text_;
}

bool PlanUse::is_own(std::size_t argument) {
  const auto found = own_.find(argument);
  if (found != own_.end()) return found->second;
  return own_[argument] = vtab::is_own(program(), table_, plan_text_.c_str(), argument);
}

bool PlanUse::reads_rowid() {
  if (!reads_rowid_) reads_rowid_ = !program().is_known() || program().reads_rowid(table_, plan_text_.c_str());
  return *reads_rowid_;
}

bool PlanUse::reads_column(std::size_t column) {
  return program().reads_column(table_, plan_text_.c_str(), static_cast<int>(column));
}

PlanUse& PlanUses::of(sqlite3* db, sqlite3_stmt* running, const sqlite3_vtab* table, const std::string& plan_text) {
  std::unique_ptr<PlanUse>& use = uses_[{table, plan_text}];
  if (!use) use = std::make_unique<PlanUse>(*this, db, running, table, plan_text);
  return *use;
}

}  // namespace awscost::vtab
