// How a statement is stopped from outside (sqlite3_interrupt, Ctrl-C), for everybody who waits or works long.
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

// Asked while waiting: true once the user wants the statement to stop. May be empty: nobody asks it to.
using Interrupted = std::function<bool()>;

// The user stopped the statement: no sentence is owed.
class InterruptError : public std::runtime_error {
 public:
  // `maybe_charged`: a request was under way that AWS may have received.
  explicit InterruptError(bool maybe_charged = false)
      : std::runtime_error("interrupted"), maybe_charged_(maybe_charged) {}
  bool maybe_charged() const { return maybe_charged_; }

 private:
  bool maybe_charged_;
};

}  // namespace awscost::sql
