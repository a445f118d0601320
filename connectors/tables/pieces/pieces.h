// What of a question's window is kept already, and what has to be asked: the window in pieces, in the order of time.
//
// How: each period (bucket) of the window is served by a kept answer that covers it whole, holds for it (holding.h) and
// serves the question (serving.h); of several, by the one that goes on longest. What is left is asked for, with as few
// requests as its pages allow: two gaps become one question where what lies between them costs no page more. A bucket that
// the window cuts is served only by an answer that cuts it alike.
//
//   13 months by day, asked again the next day  ->  {2025-10-01 .. 2026-11-01 kept}, {2026-11-01 .. 2026-11-23 asked}
//
// Example:
//
//   bool costs_nothing(const CostsAsked& question, const sql::Window& window, const Known& known) {
//     const std::vector<Piece> pieces = pieces_of(question, window, known);
//     return std::all_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.answer != nullptr; });
//   }
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/tables/pieces/costs_asked.h"
#include "connectors/tables/pieces/serving.h"
#include "sql/periods.h"

namespace awscost::pieces {

// A kept answer, and what it answered.
struct KnownAnswer {
  kept::KeptAnswer kept;
  CostsAsked asked;
};

// What is known about the question's subject.
struct Known {
  std::vector<KnownAnswer> answers;
  kept::Freshness freshness;
  std::optional<kept::Seconds> filled_in;  // holding.h; it says nothing about cost categories
};

struct Piece {
  sql::Window window;
  const KnownAnswer* answer = nullptr;  // of Known; null: it has to be asked for
  Serving serving = Serving::kNone;
};

// Whether the answer was broken off and the question, with the answer's metrics, is the same request: the pages that are
// kept answer it, and it goes on with their token as long as AWS takes it.
bool goes_on_by_its_token(const KnownAnswer& answer, const CostsAsked& question, const sql::Window& window,
                          const kept::Freshness& freshness);

// How many requests it would save to know when AWS last filled in the past of tags.
std::int64_t saved_by_knowing_backfills(const CostsAsked& question, const sql::Window& window, const Known& known);

// One piece without an answer where nothing is known.
std::vector<Piece> pieces_of(const CostsAsked& question, const sql::Window& window, const Known& known);

}  // namespace awscost::pieces
