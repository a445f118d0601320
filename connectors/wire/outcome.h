// The outcome of a call as a value: an exception is classified once, where it is caught.
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

// sql::Error: a limit or a setting refused the call, so it was not sent. exception_ptr: anything else, such as
// std::bad_alloc; AWS may have received the call.
using Outcome = std::variant<Reply, SendError, sql::InterruptError, sql::Error, std::exception_ptr>;

// Sends the call. An exception becomes the outcome.
Outcome outcome_of(Connector& connector, const Call& call, const sql::Interrupted& interrupted);

// The exception that is being handled, as an outcome. Call it inside a catch block.
Outcome caught() noexcept;

// Null if there is no reply.
inline const Reply* reply_of(const Outcome& outcome) {
  return std::get_if<Reply>(&outcome);
}
inline Reply* reply_of(Outcome& outcome) {
  return std::get_if<Reply>(&outcome);
}

inline bool is_interrupt(const Outcome& outcome) {
  return std::holds_alternative<sql::InterruptError>(outcome);
}

// AWS may have received the call and may charge for it. False for a reply, whose status decides about the charge.
bool maybe_charged(const Outcome& outcome);

// The error's sentence. Empty for a reply.
std::string words_of(const Outcome& outcome);

// Throws the error again. std::logic_error for a reply.
[[noreturn]] void throw_failure(const Outcome& outcome);

}  // namespace awscost::wire
