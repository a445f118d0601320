// What a loop has spent, and whether it may spend a further page on a wide answer.
//
// Nobody knows how many rounds a loop has. So what it spends is compared with what its rounds so far cost singly,
// whether they were asked singly or answered from held rows: an answer from held rows earns a page, as a single question
// costs one.
//   - All together never spends more than twice that.
//   - The widest question spends no more than everything else, and one page.
//   - Everything else but the widest question spends no more than asking singly.
// If the loop ends, it has cost at most twice what asking singly costs. When the widest question is answered, the rest
// had cost at most as many pages as it has, because a single question is asked only where the widest one has had its turn.
//
// Example:
//
//   bool is_worth_a_turn(Spending& spending, const sql::Scan& scan, std::int64_t pages_of_the_widest) {
//     spending.note_answer_from_held_rows(scan);
//     return spending.may_read_widest(pages_of_the_widest);
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

#include "sql/scan.h"

namespace awscost::joins {

class Spending {
 public:
  std::int64_t single_pages = 0;
  std::int64_t wide_pages = 0;  // of all wide questions

  void note_single_question(const sql::Scan& scan) { is_new(scan); }
  void note_answer_from_held_rows(const sql::Scan& scan) { saved_ += is_new(scan) ? 1 : 0; }

  // Whether a page more may be read for the question at hand, if a single question follows all the same.
  // `pages`: what the widest question has cost so far.
  bool may_read_widest(std::int64_t pages) const { return pages <= all() - pages && may_read(); }
  // Likewise of a less wide one, where the widest one costs so much so far.
  bool may_read_piece(std::int64_t pages_of_widest) const { return all() - pages_of_widest < singly() && may_read(); }
  // Likewise where there is no wider question.
  bool may_read() const { return all() + 2 <= 2 * singly(); }

 private:
  std::int64_t all() const { return single_pages + wide_pages; }
  // With the question at hand.
  std::int64_t singly() const { return single_pages + saved_ + 1; }
  // Whether the loop has not had these values yet. All scans of a loop are bound in the same columns.
  bool is_new(const sql::Scan& scan);

  std::int64_t saved_ = 0;                           // questions that held rows answered: a page each at least
  std::optional<std::vector<std::size_t>> columns_;  // bound ones
  std::unordered_set<std::uint64_t> known_;          // hashes of values
};

}  // namespace awscost::joins
