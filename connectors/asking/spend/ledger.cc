#include "connectors/asking/spend/ledger.h"

#include <algorithm>

namespace awscost::spend {
namespace {

void add_attempt(Entry& row, Entry& attempt) noexcept {
  row.attempts += attempt.attempts;
  row.bytes += attempt.bytes;
  row.duration += attempt.duration;
  row.charge += attempt.charge;
  row.status = attempt.status;
  row.request_id = std::move(attempt.request_id);
  // An earlier attempt may have arrived, even if the last one was not sent.
  const bool stays_unknown = row.error_code == kUnknown && attempt.error_code == kNotSent;
  if (!stays_unknown) row.error_code = std::move(attempt.error_code);
}

}  // namespace

void Ledger::make_room(std::size_t rows) {
  const std::size_t needed = entries_.size() + rows;
  if (needed > entries_.capacity()) entries_.reserve(std::max(needed, 2 * entries_.capacity()));
}

std::uint64_t Ledger::add(std::unique_ptr<Entry> entry, std::uint64_t row) noexcept {
  if (row != 0 && row <= entries_.size()) {
    add_attempt(*entries_[row - 1], *entry);
    return row;
  }
  if (entry->request) request_text_ += entry->request->size();
  entries_.push_back(std::move(entry));
  drop_old_texts();
  return entries_.size();
}

void Ledger::drop_old_texts() noexcept {
  for (; request_text_ > most_request_text_; ++oldest_kept_) {
    std::optional<std::string>& text = entries_[oldest_kept_]->request;
    if (!text) continue;
    request_text_ -= text->size();
    text.reset();
  }
}

void Ledger::set_rows(std::uint64_t id, std::size_t rows) noexcept {
  if (id == 0 || id > entries_.size()) return;
  entries_[id - 1]->rows = static_cast<std::int64_t>(rows);
}

}  // namespace awscost::spend
