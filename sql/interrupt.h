// How a statement is stopped from outside (sqlite3_interrupt, Ctrl-C), for code that waits or works long.
//
// Example:
//
//   void wait_for(const Interrupted& interrupted) {
//     if (interrupted && interrupted()) throw InterruptError();
//   }
#pragma once

#include <functional>
#include <stdexcept>

namespace awscost::sql {

// Polled while waiting: true once the user wants the statement to stop. An empty one never stops it.
using Interrupted = std::function<bool()>;

// The user stopped the statement. SQLite reports SQLITE_INTERRUPT without a sentence.
class InterruptError : public std::runtime_error {
 public:
  // `maybe_charged`: AWS may have received a request that was under way.
  explicit InterruptError(bool maybe_charged = false)
      : std::runtime_error("interrupted"), maybe_charged_(maybe_charged) {}
  bool maybe_charged() const { return maybe_charged_; }

 private:
  bool maybe_charged_;
};

}  // namespace awscost::sql
