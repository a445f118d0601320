// Remembers the lines that a failed transaction created at AWS. SQLite rolls the INSERT back, AWS does not; when the
// user repeats the INSERT, those lines must not be created twice.
//
// How: a batch with an unknown line is kept with its token and bytes. When all its lines are inserted again, the same
// request is sent; AWS creates the lines of one token only once. Other batches are kept line by line: a line that AWS
// created is standing and is not sent again, so the repeated INSERT may have another order or leave out the line that
// AWS refused. Among equal lines, those that AWS did not create are matched first.
//
// The lines of a failed transaction are remembered until transactions that repeat them have ended well: from then on,
// equal lines are new lines. Other transactions in between change nothing. A deleted line no longer counts as
// standing.
//
// Example:
//
//   bool is_new(const UnsettledCreations& unsettled, Lines inserted, const PendingState& state) {
//     return unsettled.take_out_of(inserted, state).again.empty() && !inserted.empty();
//   }
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/tables/bill_scenarios/pending_changes.h"

namespace awscost::bill_scenarios {

// `results`: one a line, in the order of the batch.
struct BatchResults {
  Batch batch;
  std::vector<LineResult> results;
};

class UnsettledCreations {
 public:
  struct Matches {
    std::vector<Batch> again;  // to be sent with the same bytes and keys as before
    BatchResults standing;     // created earlier, not to be sent; may be empty
  };

  // Moves the lines that are known from earlier transactions out of `lines`, which are creations in one scenario of one
  // destination. `state` tells which lines this transaction deletes.
  Matches take_out_of(Lines& lines, const PendingState& state) const;

  // Called after each answer. Keeps a batch of creations that has an unknown line and drops it once it has none; notes
  // deleted lines. A repetition that is refused as a whole, or not sent, leaves its lines unknown: it says nothing
  // about the attempt before. AWS repeats its answer for a known token, so a line that was deleted since is corrected
  // to kNotSent.
  void record(const Batch& batch, std::vector<LineResult>& results);

  // Called at the end of a transaction with its batches of creations, sent or not, and the standing lines.
  void end(bool all_applied, const std::vector<BatchResults>& creations, const std::vector<BatchResults>& standing);

 private:
  struct EarlierLine {
    std::string token;
    std::string key;
    LineResult result;
    int transaction = 0;  // the failed one, of which it is a part
  };
  struct EqualLines {
    std::vector<EarlierLine> applied;
    std::vector<EarlierLine> owed;  // refused, unknown or not sent
  };

  using Transactions = std::unordered_set<int>;

  // Both return the failed transactions that these lines repeat.
  Transactions forget(const BatchResults& creations);
  Transactions forget_standing(const BatchResults& standing);
  void keep(const BatchResults& creations);
  void forget_ended(Transactions repeated);
  bool is_unknown(const EarlierLine& line) const;

  std::vector<Batch> unknown_;
  std::unordered_map<std::string, EqualLines> lines_;  // by content_of()
  // Ids of deleted lines, while anything is kept. The profile does not matter: AWS gives an id only once, and several
  // profiles may name one account.
  std::unordered_set<std::string> deleted_;
  int transaction_ = 0;  // counts those that end
};

}  // namespace awscost::bill_scenarios
