// An answer put together from held answers whose windows follow one another, and from what none of them tells.
//
// A range of a loop often begins in one held answer and ends in the next, or beyond both. Only what is missing is asked
// for, and as one question, because each question is a page at least.
//
// Example:
//
//   std::unique_ptr<asking::AskedRows> rows_of(const sql::Scan& scan, const HeldAnswers& held, const Ask& ask) {
//     std::vector<Part> parts = cut(scan, held);
//     return parts.empty() ? ask(scan) : composed_rows(scan, std::move(parts), ask);
//   }
#pragma once

#include <memory>
#include <vector>

#include "connectors/asking/statement/asked_rows.h"
#include "connectors/tables/joins/held_rows.h"
#include "connectors/tables/joins/joined_rows.h"
#include "sql/scan.h"

namespace awscost::joins {

using HeldAnswers = std::vector<std::shared_ptr<const HeldRows>>;

// A part of a scan's window.
struct Part {
  sql::Window window;
  std::shared_ptr<const HeldRows> held;  // null: it is asked for
};

// The parts of the scan's window in the order of time, of which at most one is asked for; empty where held answers tell
// nothing that saves time of it. All of `held` cover the scan but for its window.
std::vector<Part> cut(const sql::Scan& scan, const HeldAnswers& held);

// The rows of the parts, one after the other; a part is opened, by `ask` where it is not held, when the one before has no
// more rows.
std::unique_ptr<asking::AskedRows> composed_rows(const sql::Scan& scan, std::vector<Part> parts, Ask ask);

}  // namespace awscost::joins
