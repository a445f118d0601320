// The record of what a connection sent: one row per request, in the order answered. Shown as `awscost_requests`.
//
// How: the attempts of a request share one row, added when the first attempt ends: charges and times add up, the answer
// is the last attempt's. Rows are kept as long as the connection, so that sums over the table are right. Request texts
// may be large, so only the newest are kept, kMostRequestText bytes in all; older ones read NULL.
//
// Memory for a row is reserved before its request is sent: recording what AWS has charged cannot fail.
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
constexpr const char* kUnknown = "unknown";   // AWS may have received it, so it counts as charged
constexpr const char* kNotSent = "not sent";  // not charged

struct Entry {
  std::chrono::sys_seconds started_at;
  std::string service;
  std::string operation;
  std::optional<std::string> request;  // JSON; nothing once it is dropped
  int page = 1;
  std::optional<int> status;  // HTTP; nothing where no answer came
  std::string error_code;     // AWS's, or one of the above; empty for success
  int attempts = 1;
  std::optional<std::int64_t> rows;       // nothing until they are decoded
  std::int64_t bytes = 0;                 // of the answers' bodies, all attempts together
  std::chrono::milliseconds duration{0};  // all attempts together, without the pauses between them
  bool cached = false;                    // answered from a kept reply, not sent
  asking::MicroDollars charge = 0;
  std::string request_id;
  // The destination's; empty where it has none.
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

  // `row`: the id of the request's row, to which a further attempt is added; 0 or an unknown id: a new row. Returns the
  // row's id: 1, 2, 3, ... Never fails after make_room().
  std::uint64_t add(std::unique_ptr<Entry> entry, std::uint64_t row) noexcept;

  // How many rows the answer had. Unknown ids are ignored, and so is 0.
  void set_rows(std::uint64_t id, std::size_t rows) noexcept;

  std::size_t size() const { return entries_.size(); }
  const Entry& entry(std::uint64_t id) const { return *entries_.at(id - 1); }

 private:
  void drop_old_texts() noexcept;

  std::size_t most_request_text_;
  std::vector<std::unique_ptr<Entry>> entries_;  // row n is at n - 1
  std::size_t request_text_ = 0;                 // bytes kept
  std::size_t oldest_kept_ = 0;                  // index of the first entry that may still have its text
};

}  // namespace awscost::spend
