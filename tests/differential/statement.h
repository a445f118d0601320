// A query as SQL: the statement asked of the virtual tables, and the same asked of plain tables.
//
// Both are written by the same code from the same query. On the plain side the table ce_… of source n is `o<n>`, its
// arguments are gone, and a predicate that chose what is summed has become "there is a row".
//
//   Statement statement = write(query, Side::kAsked);
//   statement.views   CREATE TEMP VIEW …       statement.text   SELECT …
#pragma once

#include <string>
#include <vector>

#include "query.h"

namespace awscost::differential {

enum class Side : std::uint8_t { kAsked, kPlain };

struct Statement {
  std::vector<std::string> views;  // to be created first, named w0, w1
  std::string text;
};

Statement write(const Query& query, Side side);

// Columns that a source shows beside those of its keys.
extern const std::vector<std::string> kResultColumns;

// The columns by which the keys of a source can be named: not those of two tags, which share one.
std::vector<std::string> key_columns(const Source& source);

// Where the statement has the predicates of the source: WHERE, or the ON of a LEFT JOIN on whose right it stands.
bool stands_in_on(const Query& query, std::size_t source);

}  // namespace awscost::differential
