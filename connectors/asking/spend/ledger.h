// The record of what a connection sent: one row per request, in the order answered. Shown as `awscost_requests`.
//
// The attempts of a request share its row, which stands where the first of them ended: what they cost and took is added
// up, the answer is the last one's.
//
// Rows are kept as long as the connection, so that sums over the table are right. What may be large, the text of the
// requests, is kept of the newest ones only, kMostRequestText bytes together; of older ones it reads NULL.
//
//   const std::uint64_t id = ledger.add({.service = "ce", .operation = "GetCostAndUsage", .charge = 10'000});
//   ledger.add_attempt(id, {.attempts = 1, .charge = 10'000});
//   ledger.set_rows(id, 280);
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "connectors/asking/spend/money.h"

namespace awscost::spend {

constexpr std::size_t kMostRequestText = std::size_t{16} * 1024 * 1024;

// error_code of requests without an answer.
constexpr const char* kUnknown = "unknown";   // AWS may have received it: it counts as charged
constexpr const char* kNotSent = "not sent";  // it never left, so it cost nothing

struct Entry {
  std::chrono::sys_seconds started_at;
  std::string service;
  std::string operation;
  std::optional<std::string> request;  // JSON; nothing once it was dropped
  int page = 1;
  std::optional<int> status;  // HTTP; nothing where no answer came
  std::string error_code;     // AWS's, or one of the above; empty for success
  int attempts = 1;
  std::optional<std::int64_t> rows;       // nothing until they are decoded
  std::int64_t bytes = 0;                 // of the answer's body; of all attempts together
  std::chrono::milliseconds duration{0};  // of the attempts together, without the pauses between them
  bool cached = false;                    // answered from a kept reply, not sent
  MicroDollars charge = 0;
  std::string request_id;
  std::string profile;      // that the statement named; empty: none
  std::string region;       // likewise
  std::string credentials;  // where the keys came from that it was signed with; empty where nobody said
};

class Ledger {
 public:
  explicit Ledger(std::size_t most_request_text = kMostRequestText) : most_request_text_(most_request_text) {}

  // Returns the row's id: 1, 2, 3, …
  std::uint64_t add(Entry entry);

  // A further attempt of the request with that id, into the same row. Returns the row's id: a new one where there is no
  // such row.
  std::uint64_t add_attempt(std::uint64_t id, Entry attempt);

  // How many rows the answer held. An id that is no row's is ignored: 0 stands for none.
  void set_rows(std::uint64_t id, std::size_t rows);

  const std::deque<Entry>& entries() const { return entries_; }  // the row with id n stands at n - 1

 private:
  void drop_old_texts();

  std::size_t most_request_text_;
  std::deque<Entry> entries_;
  std::size_t request_text_ = 0;  // bytes kept
  std::size_t oldest_kept_ = 0;   // index of the first entry whose text may still be there
};

}  // namespace awscost::spend
