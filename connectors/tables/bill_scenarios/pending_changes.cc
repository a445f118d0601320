#include "connectors/tables/bill_scenarios/pending_changes.h"

#include <algorithm>
#include <utility>

namespace awscost::bill_scenarios {
namespace {

// 0xFF is never in UTF-8 text. A line that two destinations list is two lines.
std::string key_of(const Line& line) {
  return line.scenario + '\xFF' + line.id + '\xFF' + std::string(place_of(line));
}

}  // namespace

const PendingLine* PendingState::of(const Line& line) const {
  if (slots_.empty()) return nullptr;
  const auto found = slots_.find(key_of(line));
  return found == slots_.end() ? nullptr : lines_[found->second].get();
}

// Copies the list while open scans share it.
PendingState& PendingChanges::own() {
  if (state_.use_count() > 1) state_ = std::make_shared<PendingState>(*state_);
  return *state_;
}

std::size_t PendingChanges::put(PendingLine change) {
  auto line = std::make_shared<const PendingLine>(std::move(change));
  PendingState& state = own();
  const std::size_t slot = state.lines_.size();
  if (line->action != Action::kCreate) {
    const std::string key = key_of(line->line);
    if (const auto found = state.slots_.find(key); found != state.slots_.end()) {
      set(found->second, std::move(line));
      return found->second;
    }
    state.lines_.reserve(slot + 1);  // so that nothing after the new key can throw
    undo_.reserve(undo_.size() + 1);
    state.slots_.emplace(key, slot);
  }
  if (!marks_.empty()) undo_.push_back({slot, nullptr, true});
  state.lines_.push_back(std::move(line));
  ++state.count_;
  return slot;
}

void PendingChanges::replace(std::size_t slot, PendingLine change) {
  auto line = std::make_shared<const PendingLine>(std::move(change));
  own();
  set(slot, std::move(line));
}

void PendingChanges::drop(std::size_t slot) {
  own();
  set(slot, nullptr);
}

// Called after own(), so no scan shares `state_`.
void PendingChanges::set(std::size_t slot, std::shared_ptr<const PendingLine> change) {
  std::shared_ptr<const PendingLine>& line = state_->lines_[slot];
  if (!marks_.empty()) undo_.push_back({slot, line, false});
  if (line != nullptr) --state_->count_;
  if (change != nullptr) ++state_->count_;
  line = std::move(change);
}

const PendingLine* PendingChanges::new_line(std::size_t slot) const {
  if (slot >= state_->lines_.size()) return nullptr;
  const PendingLine* line = state_->lines_[slot].get();
  return line != nullptr && line->action == Action::kCreate ? line : nullptr;
}

// Two tables that share the queue both announce a savepoint; only the first counts.
void PendingChanges::savepoint(int number) {
  const bool known = std::any_of(marks_.begin(), marks_.end(), [&](const Mark& m) { return m.number == number; });
  if (!known) marks_.push_back({number, undo_.size()});
}

void PendingChanges::release(int number) {
  while (!marks_.empty() && marks_.back().number >= number) marks_.pop_back();
  if (marks_.empty()) undo_.clear();
}

void PendingChanges::rollback_to(int number) {
  while (!marks_.empty() && marks_.back().number > number) marks_.pop_back();
  if (marks_.empty() || marks_.back().number < number) {
    clear();
  } else {
    undo_to(marks_.back().undo_size);
  }
}

void PendingChanges::undo_to(std::size_t size) {
  if (undo_.size() == size) return;
  PendingState& state = own();
  while (undo_.size() > size) {
    Undo& last = undo_.back();
    std::shared_ptr<const PendingLine>& line = state.lines_[last.slot];
    if (line != nullptr) --state.count_;
    if (last.before != nullptr) ++state.count_;
    if (last.is_new) {
      if (line != nullptr) state.slots_.erase(key_of(line->line));
      state.lines_.pop_back();
    } else {
      line = std::move(last.before);
    }
    undo_.pop_back();
  }
}

void PendingChanges::clear() {
  state_ = std::make_shared<PendingState>();
  undo_.clear();
  marks_.clear();
}

}  // namespace awscost::bill_scenarios
