#include "connectors/tables/joins/spending.h"

#include <string_view>

#include "sql/text/fnv.h"

namespace awscost::joins {
namespace {

void add(text::Fnv1a& hash, std::string_view text) {
  hash.add(text);
  hash.add(static_cast<unsigned char>(0xFF));  // in no UTF-8
}

}  // namespace

bool Spending::is_new(const sql::Scan& scan) {
  // More than any budget.
  constexpr std::size_t kMostKnown = 65'536;
  if (known_.size() == kMostKnown) return false;
  if (!columns_) {
    columns_.emplace();
    for (std::size_t i = 0; i < scan.selections.size(); ++i) {
      if (scan.selections[i].bound) columns_->push_back(i);
    }
  }
  text::Fnv1a hash;
  for (const std::size_t column : *columns_) {
    for (const std::string& value : scan.selections[column].values) add(hash, value);
    add(hash, {});
  }
  if (scan.window) {
    add(hash, scan.window->start);
    add(hash, scan.window->end);
  }
  return known_.insert(hash.value()).second;
}

}  // namespace awscost::joins
