// The sums of a kept answer's rows, as the answer that AWS would have given to the narrower question: a dropped key, or
// months from days.
//
// How: the amounts are added as exact decimals (sql/text/decimal.h), by period and by the keys that the question has, and
// written in the form of the operation's answers, which the reader of pages then reads like any other. Ungrouped, a period
// in which a slice has no row reads zero, in the currency of the other rows.
//
// Example:
//
//   bool can_be_added_up(const Operation& operation, const sql::Scan& scan, const Piece& piece, kept::KeptAnswers& kept) {
//     return added_up(operation, scan, piece, kept, {}).has_value();
//   }
#pragma once

#include <optional>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/tables/pieces/pieces.h"
#include "connectors/wire/call.h"
#include "sql/interrupt.h"
#include "sql/scan.h"

namespace awscost::pieces {

// Nothing where the sums cannot be known: the answer is gone, costs have several units, or a period has no row that would
// tell whether AWS may still change it. Throws sql::Error and InterruptError.
std::optional<wire::Reply> added_up(const Operation& operation, const sql::Scan& scan, const Piece& piece,
                                    kept::KeptAnswers& kept, const sql::Interrupted& interrupted);

}  // namespace awscost::pieces
