// The line that tells how far a running statement is, on a terminal: the setting `progress`.
//
//   awscost: 12 pages, 60000 rows, $0.12, 14 s
//
// How: while the statement waits for AWS, the line is written anew at most ten times a second, behind a carriage return,
// and it is erased when the wait ends: rows may be on their way to the same terminal. It first shows a second after the
// statement began.
//
// Example:
//
//   Progress::Terminal terminal_of(std::string& written) {
//     return {.is_wanted = [] { return true; },
//             .steady = [] { return std::chrono::steady_clock::time_point(std::chrono::seconds(5)); },
//             .write = [&written](std::string_view text) { written += text; }};
//   }
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "connectors/asking/question/money.h"

namespace awscost::asking {

class Progress {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Terminal {
    std::function<bool()> is_wanted = {};  // the setting asks for it, and there is a terminal; empty: never
    std::function<Time()> steady = {};
    std::function<void(std::string_view)> write = {};
  };
  struct Done {
    std::int64_t pages = 0;
    std::int64_t rows = 0;
    MicroDollars cost = 0;
  };

  // The statement begins.
  explicit Progress(Terminal terminal);
  ~Progress() { erase(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // A wait begins: asks whether the line is wanted. Throws what is_wanted throws.
  void begin();
  // Shows how far the statement is, where it is time to.
  void step(const Done& done) noexcept;
  // The wait has ended.
  void erase() noexcept;

 private:
  void show(const Done& done, Time now);

  Terminal terminal_;
  bool is_wanted_ = false;
  Time begun_;
  Time shown_at_;
  std::size_t shown_ = 0;  // characters of the line on the terminal
};

}  // namespace awscost::asking
