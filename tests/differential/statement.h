// A query as SQL: the statement for the virtual tables, and the same for plain tables.
//
// The same code writes both from the same query. On the plain side, the table of source n is `o<n>` without arguments,
// and a predicate that selects what is summed becomes "there is a row".
//
// Example:
//
//   std::string asked(const Query& query) {
//     return write(query, Side::kAsked).text;
//   }
#pragma once

#include <array>
#include <string>
#include <vector>

#include "query.h"

namespace awscost::differential {

enum class Side : std::uint8_t { kAsked, kPlain };

struct Statement {
  std::vector<std::string> views;  // to be created first, named w0, w1; of joins, whatever else they need
  std::vector<std::string> drops;  // and what drops them
  std::string text;
  std::string after;  // reads what the text wrote; empty: the text's own rows count
};

// `way`: of joins.
Statement write(const Query& query, Side side, std::size_t way = 0);

// Tables of other services, which exist on the plain side as copies.
struct OtherTable {
  const char* placeholder;
  const char* asked;
  const char* plain;
  const char* alias;
};
extern const std::array<OtherTable, 4> kOtherTables;
std::string with_other_services(std::string text, Side side);

// A source's columns except those of its keys.
extern const std::vector<std::string> kResultColumns;

// The columns that name a source's keys; not those of two tags, which share one column.
std::vector<std::string> key_columns(const Source& source);

// The place of the source's predicates: WHERE, or ON if the source is on the right of a LEFT JOIN.
bool stands_in_on(const Query& query, std::size_t source);

}  // namespace awscost::differential
