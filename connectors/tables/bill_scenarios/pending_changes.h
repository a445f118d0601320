// The queue of a transaction: at most one change for each line, in the order of first changes, with savepoints.
//
// How: a change is one slot of a list; the next change of the same line replaces it. Replacements go into an undo log,
// so a savepoint costs nothing. Open scans share the list; the first change after that copies it.
//
// Example:
//
//   void delete_and_take_back(PendingChanges& changes, const Line& line) {
//     changes.savepoint(0);
//     changes.put({.action = Action::kDelete, .line = line, .usage_group = {}, .amounts = {}, .new_line = {}});
//     changes.rollback_to(0);
//   }
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/tables/bill_scenarios/pending_line.h"

namespace awscost::bill_scenarios {

// A snapshot of the queue.
class PendingState {
 public:
  // By slot; null where a new line was deleted again.
  const std::vector<std::shared_ptr<const PendingLine>>& lines() const { return lines_; }
  // The change of a line that exists at AWS, by scenario, id and place_of(); null where there is none.
  const PendingLine* of(const Line& line) const;
  bool empty() const { return count_ == 0; }
  std::size_t count() const { return count_; }

 private:
  friend class PendingChanges;
  std::vector<std::shared_ptr<const PendingLine>> lines_;
  std::unordered_map<std::string, std::size_t> slots_;  // of the lines that exist at AWS
  std::size_t count_ = 0;
};

class PendingChanges {
 public:
  std::shared_ptr<const PendingState> now() const { return state_; }
  bool empty() const { return state_->empty(); }

  // Replaces an earlier change of the same line; a new line gets a slot of its own. Returns the slot.
  std::size_t put(PendingLine change);
  void replace(std::size_t slot, PendingLine change);
  void drop(std::size_t slot);
  // The new line in that slot; null where there is none.
  const PendingLine* new_line(std::size_t slot) const;

  void savepoint(int number);
  void release(int number);
  // SQLite announces savepoints only from the table's first change on: an unknown number takes everything back.
  void rollback_to(int number);

  void clear();  // queue and savepoints

 private:
  struct Undo {
    std::size_t slot;
    std::shared_ptr<const PendingLine> before;
    bool is_new;  // the slot was added
  };
  struct Mark {
    int number;
    std::size_t undo_size;
  };

  PendingState& own();
  void set(std::size_t slot, std::shared_ptr<const PendingLine> change);
  void undo_to(std::size_t size);

  std::shared_ptr<PendingState> state_ = std::make_shared<PendingState>();
  std::vector<Undo> undo_;  // only while there are savepoints
  std::vector<Mark> marks_;
};

}  // namespace awscost::bill_scenarios
