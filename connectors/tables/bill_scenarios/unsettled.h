// Creations of transactions that AWS did not take as a whole: what was made by then must not be made again when the
// user repeats the INSERT, which SQLite has rolled back.
//
// How: a batch with an unknown line is kept with its token and bytes; when all of its lines are inserted again, the
// same request goes out, and AWS, which creates the lines of a token once, cannot create them twice. Of the other
// batches the lines are kept one by one: one that was applied stands already and is not sent again, so the INSERT may
// also come in another order or without the line that AWS refused. Where lines are alike, the ones that AWS did not
// take are met first: inserting only those is no repetition of the others.
//
// Forgotten once a transaction has created lines and ended well, with nothing unknown or unsent left over: from then on
// the same lines are new lines. A line that was deleted since stands no more.
//
//   Known known = unsettled.take_out_of(creations, state);   // before new batches are made of what remains
//   unsettled.settle(batch, results);                        // after each answer
//   unsettled.end(all_applied, creations, {known.standing});  // after the last one
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/tables/bill_scenarios/pending_changes.h"

namespace awscost::bill_scenarios {

// A batch and what came of each of its lines.
struct Settled {
  Batch batch;
  std::vector<LineResult> results;
};

class Unsettled {
 public:
  struct Known {
    std::vector<Batch> again;  // to be sent with the bytes of the first time
    Settled standing;          // applied earlier; not to be sent; perhaps without a line
  };

  // What of `lines` is known; `lines` lose it. They are creations in one scenario with one profile; `state` tells which
  // lines the transaction deletes. The keys are those of the first time.
  Known take_out_of(Lines& lines, const PendingState& state) const;

  // Keeps a batch of creations with an unknown line, forgets it once there is none; notes what was deleted. Where AWS
  // repeats the answer of a line that was deleted since, the result is corrected: nothing was created.
  void settle(const Batch& batch, std::vector<LineResult>& results);

  // The end of a transaction: its batches of creations, sent or not, and what stood already.
  void end(bool all_applied, const std::vector<Settled>& creations, const std::vector<Settled>& standing);

 private:
  struct Kept {
    std::string token;
    std::string key;
    LineResult result;
  };
  // Lines that say the same.
  struct Alike {
    std::vector<Kept> applied;
    std::vector<Kept> owed;  // refused, unknown or not sent
  };

  void forget(const Settled& creations);
  void keep(const Settled& creations);
  void forget_standing(const Settled& standing);
  bool anything_open() const;
  bool anything_applied() const;

  std::vector<Batch> unknown_;
  std::unordered_map<std::string, Alike> lines_;  // by scenario, profile and what the user said
  // Ids, while anything is kept. Whoever deleted it: several profiles may name one account, and an id is given once.
  std::unordered_set<std::string> deleted_;
};

}  // namespace awscost::bill_scenarios
