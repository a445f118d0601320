// The outcome of every line that this connection tried to change, and the table `awscost_writes` that shows it.
//
// The newest 100,000 lines are kept, in memory.
//
//   SELECT action, line_id, key, error_code, error_message FROM awscost_writes WHERE outcome <> 'applied'
//
// Example:
//
//   std::size_t rows(const WriteLog& log) {
//     return log.entries().size();
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>

#include "connectors/asking/question/destination.h"
#include "connectors/tables/bill_scenarios/batch.h"
#include "sql/source.h"
#include "sql/text/instant.h"

namespace awscost::bill_scenarios {

// "applied", "refused", "unknown", "not sent".
std::string_view word_of(Outcome outcome);

class WriteLog {
 public:
  struct Entry {
    std::int64_t id = 0;  // 1, 2, 3, ...
    text::Seconds at;
    Action action = Action::kUpdate;
    std::string scenario;
    std::string line_id;
    std::string key;
    LineResult result;
    std::shared_ptr<const asking::Destination> destination;
  };
  static constexpr std::size_t kMostEntries = 100'000;

  explicit WriteLog(std::size_t most_entries = kMostEntries) : most_entries_(most_entries) {}

  // `place`: the line's position in the batch.
  void add(text::Seconds at, const Batch& batch, std::size_t place, const LineResult& result);
  const std::deque<Entry>& entries() const { return entries_; }

 private:
  std::size_t most_entries_;
  std::int64_t last_id_ = 0;
  std::deque<Entry> entries_;
};

// `log` outlives it.
std::unique_ptr<sql::Source> writes_table(const WriteLog& log);

}  // namespace awscost::bill_scenarios
