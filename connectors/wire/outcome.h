// What became of a call, as a value: classified once, where it is caught, and never rethrown to be looked at.
//
// Example:
//
//   bool was_answered(Connector& connector, const Call& call, const sql::Interrupted& interrupted) {
//     return std::holds_alternative<Reply>(outcome_of(connector, call, interrupted));
//   }
#pragma once

#include <exception>
#include <string>
#include <variant>

#include "connectors/wire/call.h"
#include "sql/error.h"
#include "sql/interrupt.h"

namespace awscost::wire {

// sql::Error: a limit or a setting kept the call from being sent. exception_ptr: anything else, such as
// std::bad_alloc; whether AWS has received the call is unknown then.
using Outcome = std::variant<Reply, SendError, sql::InterruptError, sql::Error, std::exception_ptr>;

// Sends the call; what is thrown becomes the outcome.
Outcome outcome_of(Connector& connector, const Call& call, const sql::Interrupted& interrupted);

// The exception that is being handled, as an outcome. To be called inside a catch block.
Outcome caught() noexcept;

// The reply, or null.
inline const Reply* reply_of(const Outcome& outcome) {
  return std::get_if<Reply>(&outcome);
}
inline Reply* reply_of(Outcome& outcome) {
  return std::get_if<Reply>(&outcome);
}

inline bool is_interrupt(const Outcome& outcome) {
  return std::holds_alternative<sql::InterruptError>(outcome);
}

// Of an outcome without a reply: AWS may have received the call, so a charge cannot be ruled out.
bool maybe_charged(const Outcome& outcome);

// Of an outcome without a reply: its sentence.
std::string words_of(const Outcome& outcome);

// Throws what stands in an outcome without a reply.
[[noreturn]] void throw_failure(const Outcome& outcome);

}  // namespace awscost::wire
