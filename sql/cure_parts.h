// What the sentences of sql/cures.h have in common: how they begin, how they name a column, how they end.
//
// Example:
//
//   std::string sentence(const Table& table) {
//     return cure::start(table) + cure::name_of(table, 0) + " is wrong" + cure::more("keys") + ".";
//   }
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sql/table.h"

namespace awscost::sql::cure {

inline std::string start(const Table& table) {
  return std::string(table.name) + ": ";
}

inline std::string name_of(const Table& table, std::size_t column) {
  return std::string(table.columns[column].name);
}

// Puts the topic's call behind a sentence.
inline std::string more(std::string_view topic) {
  return " (SELECT awscost_help('" + std::string(topic) + "'))";
}

}  // namespace awscost::sql::cure
