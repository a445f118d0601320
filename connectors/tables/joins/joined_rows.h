// The rows of one question of a loop, by where they come from.
//
// Example:
//
//   std::unique_ptr<asking::AskedRows> from(const std::shared_ptr<const HeldRows>& held, const sql::Scan& scan) {
//     std::optional<HeldRows::Found> found = held->find(scan);
//     return found ? found_rows(held, *std::move(found), scan, {}) : nullptr;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "connectors/tables/joins/asker.h"
#include "connectors/tables/joins/held_rows.h"

namespace awscost::joins {

// Of all these: the asker and `scan`, the narrow one, outlive the rows.

// Rows in memory. `other`: those of the same question whose window contains that of `scan`, once it is bound to another one;
// null: none.
using OtherWindow = std::function<std::shared_ptr<const HeldRows>(const sql::Scan& scan)>;
std::unique_ptr<asking::AskedRows> found_rows(std::shared_ptr<const HeldRows> held, HeldRows::Found found,
                                              const sql::Scan& scan, OtherWindow other);

// Those of a wide answer that found no room: it is read again.
std::unique_ptr<asking::AskedRows> reread_rows(Asker& asker, std::shared_ptr<const HeldRows> wide,
                                               const sql::Scan& scan);

// The rows that `ask` opens, held as they pass. `complete` is called after the last one. `held_already`: bytes of other
// rows.
using Ask = std::function<std::unique_ptr<asking::AskedRows>(const sql::Scan& scan)>;  // the scan outlives the rows
using Complete = std::function<void(std::shared_ptr<HeldRows> held)>;
std::unique_ptr<asking::AskedRows> passing_rows(const Asker& asker, const sql::Scan& scan, const Ask& ask,
                                                std::size_t held_already, Complete complete);

// A single question of a loop; `owner` keeps the numbers.
struct SingleQuestion {
  std::shared_ptr<const void> owner;
  std::int64_t& pages;       // of all single questions
  std::int64_t& last_pages;  // of this one
  sql::ColumnSet varied;     // the columns in which the questions differ
  std::size_t asked = 0;     // how many were, with this one
};
std::unique_ptr<asking::AskedRows> single_rows(Asker& asker, const sql::Scan& scan, SingleQuestion question);

}  // namespace awscost::joins
