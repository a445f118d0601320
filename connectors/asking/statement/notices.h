// What the statements of one connection told beside their rows, and the table `awscost_notices` that shows it: no errors,
// but nothing that a user would expect either.
//
// The newest 1,000 notices are kept, in memory. A statement tells each of them once and counts how often it applied.
//
//   SELECT table_name, notice, count FROM awscost_notices ORDER BY id DESC LIMIT 5
//
// Example:
//
//   void tell_twice(Notices& notices) {
//     notices.again(notices.add("ce_cost_and_usage", "ce_cost_and_usage: period_start is compared with ..."));
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sql/source.h"
#include "sql/text/instant.h"

namespace awscost::asking {

class Notices {
 public:
  struct Entry {
    std::int64_t id = 0;  // 1, 2, 3, ...
    text::Seconds at;
    std::string table;
    std::string text;
    std::string statement = {};  // its SQL, shortened
    std::int64_t count = 1;
  };
  static constexpr std::size_t kMostEntries = 1000;

  // `told` is called for each new entry.
  explicit Notices(std::function<text::Seconds()> now, std::function<void(const Entry& entry)> told = {})
      : now_(std::move(now)), told_(std::move(told)) {}

  // The new entry's id. `statement`: the SQL that it is about.
  std::int64_t add(std::string_view table, std::string_view text, std::string_view statement = {});
  // The same notice once more. Does nothing where the entry is no longer kept.
  void again(std::int64_t id);

  const std::deque<Entry>& entries() const { return entries_; }

 private:
  std::function<text::Seconds()> now_;
  std::function<void(const Entry& entry)> told_;
  std::int64_t last_id_ = 0;
  std::deque<Entry> entries_;
};

// `notices` outlives it.
std::unique_ptr<sql::Source> notices_table(const Notices& notices);

}  // namespace awscost::asking
