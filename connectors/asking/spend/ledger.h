// The record of what a connection sent: one row per request, in the order answered. Shown as `awscost_requests`.
//
// How: the attempts of a request share its row, which stands where the first of them ended: charges and times add up,
// the answer is the last attempt's. Rows are kept as long as the connection, so that sums over the table are right. The
// texts of requests may be large: the newest are kept, kMostRequestText bytes together; older ones read NULL.
//
// Room for a row is made before its request is sent: once AWS has charged it, writing it down cannot fail.
//
// Example:
//
//   std::uint64_t write_down(Ledger& ledger) {
//     auto entry = std::make_unique<Entry>(Entry{.service = "ce", .operation = "GetCostAndUsage"});
//     ledger.make_room(1);
//     entry->charge = asking::from_dollars(0.01);
//     return ledger.add(std::move(entry), 0);
//   }
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/question/money.h"

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
  asking::MicroDollars charge = 0;
  std::string request_id;
  // Of the destination; empty where nobody said.
  std::string connector;
  std::string profile;  // the statement's, else the setting's
  std::string region;
  std::string endpoint;
  std::string account_id;
  std::string credentials;
};

class Ledger {
 public:
  explicit Ledger(std::size_t most_request_text = kMostRequestText) : most_request_text_(most_request_text) {}

  // The next `rows` calls of add() cannot fail. Throws std::bad_alloc.
  void make_room(std::size_t rows);

  // `row` 0: a new row. Else a further attempt of the request with that id, into the same row; where there is no such
  // row, a new one. Returns the row's id: 1, 2, 3, ... Never fails after make_room().
  std::uint64_t add(std::unique_ptr<Entry> entry, std::uint64_t row) noexcept;

  // How many rows the answer held. An id that is no row's is ignored: 0 stands for none.
  void set_rows(std::uint64_t id, std::size_t rows) noexcept;

  std::size_t size() const { return entries_.size(); }
  const Entry& entry(std::uint64_t id) const { return *entries_.at(id - 1); }

 private:
  void drop_old_texts() noexcept;

  std::size_t most_request_text_;
  std::vector<std::unique_ptr<Entry>> entries_;  // the row with id n stands at n - 1
  std::size_t request_text_ = 0;                 // bytes kept
  std::size_t oldest_kept_ = 0;                  // index of the first entry whose text may still be there
};

}  // namespace awscost::spend
