// A kept answer as the scan that it answered: what a reader needs to read its pages for a narrower question.
//
// Example:
//
//   bool reads_more_keys(const sql::Scan& scan, const KnownAnswer& answer) {
//     return wider_scan(scan, answer).group_by.keys.size() > scan.group_by.keys.size();
//   }
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "connectors/tables/pieces/pieces.h"
#include "sql/scan.h"

namespace awscost::pieces {

// The question with the answer's window, keys and granularity. It reads what the question reads.
sql::Scan wider_scan(const sql::Scan& scan, const KnownAnswer& answer);

// By column, for the columns group_<n>: which of them shows the question's nth key in the wider scan.
std::vector<std::optional<std::size_t>> groups_shown_by(const sql::Scan& scan, const sql::Scan& wider);

}  // namespace awscost::pieces
