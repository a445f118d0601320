#include "connectors/spend/ledger.h"

#include <utility>

namespace awscost::spend {

std::uint64_t Ledger::add(Entry entry) {
  if (entry.request) request_text_ += entry.request->size();
  entries_.push_back(std::move(entry));
  drop_old_texts();
  return entries_.size();
}

void Ledger::drop_old_texts() {
  for (; request_text_ > most_request_text_; ++oldest_kept_) {
    std::optional<std::string>& text = entries_[oldest_kept_].request;
    if (!text) continue;
    request_text_ -= text->size();
    text.reset();
  }
}

void Ledger::set_rows(std::uint64_t id, std::size_t rows) {
  if (id == 0 || id > entries_.size()) return;
  entries_[id - 1].rows = static_cast<std::int64_t>(rows);
}

}  // namespace awscost::spend
