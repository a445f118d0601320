#include "connectors/asking/spend/ledger.h"

#include <utility>

namespace awscost::spend {

std::uint64_t Ledger::add(Entry entry) {
  if (entry.request) request_text_ += entry.request->size();
  entries_.push_back(std::move(entry));
  drop_old_texts();
  return entries_.size();
}

std::uint64_t Ledger::add_attempt(std::uint64_t id, Entry attempt) {
  if (id == 0 || id > entries_.size()) return add(std::move(attempt));
  Entry& row = entries_[id - 1];
  row.attempts += attempt.attempts;
  row.bytes += attempt.bytes;
  row.duration += attempt.duration;
  row.charge += attempt.charge;
  row.status = attempt.status;
  if (!attempt.credentials.empty()) row.credentials = std::move(attempt.credentials);
  row.request_id = std::move(attempt.request_id);
  // That the last attempt never left does not undo that an earlier one may have arrived.
  const bool stays_unknown = row.error_code == kUnknown && attempt.error_code == kNotSent;
  if (!stays_unknown) row.error_code = std::move(attempt.error_code);
  return id;
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
