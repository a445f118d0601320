#include "sql/offer.h"

namespace awscost::sql {
namespace {

bool is_of_an_update(const Table& table, std::uint64_t col_used) {
  return table.writable && table.columns.size() <= kToldApart && (col_used >> table.columns.size()) != 0;
}

}  // namespace

ColumnSet mentioned_columns(const Table& table, std::uint64_t col_used) {
  ColumnSet mentioned;
  const bool update = is_of_an_update(table, col_used);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::size_t bit = i < kToldApart ? i : kToldApart;
    mentioned.set(i, ((col_used >> bit) & 1U) != 0 && !(update && is_input(table.columns[i].role)));
  }
  return mentioned;
}

}  // namespace awscost::sql
