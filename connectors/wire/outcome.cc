#include "connectors/wire/outcome.h"

#include <stdexcept>

namespace awscost::wire {
namespace {

struct MaybeCharged {
  bool operator()(const Reply&) const { return false; }
  bool operator()(const SendError& error) const { return error.maybe_charged(); }
  bool operator()(const sql::InterruptError& error) const { return error.maybe_charged(); }
  bool operator()(const sql::Error&) const { return false; }
  bool operator()(const std::exception_ptr&) const { return true; }
};

struct Words {
  std::string operator()(const Reply&) const { return {}; }
  std::string operator()(const std::exception& error) const { return error.what(); }
  std::string operator()(const std::exception_ptr& error) const {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& known) {
      return known.what();
    } catch (...) {
      return "An error without a description ended the request.";
    }
  }
};

struct Throw {
  [[noreturn]] void operator()(const Reply&) const { throw std::logic_error("A reply is not a failure."); }
  [[noreturn]] void operator()(const std::exception_ptr& error) const { std::rethrow_exception(error); }
  template <class Error>
  [[noreturn]] void operator()(const Error& error) const {
    throw error;
  }
};

}  // namespace

Outcome outcome_of(Connector& connector, const Call& call, const sql::Interrupted& interrupted) {
  try {
    return connector.send(call, interrupted);
  } catch (...) {
    return caught();
  }
}

Outcome caught() noexcept {
  try {
    throw;
  } catch (const SendError& error) {
    return error;
  } catch (const sql::InterruptError& error) {
    return error;
  } catch (const sql::Error& error) {
    return error;
  } catch (...) {
    return std::current_exception();
  }
}

bool maybe_charged(const Outcome& outcome) {
  return std::visit(MaybeCharged(), outcome);
}

std::string words_of(const Outcome& outcome) {
  return std::visit(Words(), outcome);
}

void throw_failure(const Outcome& outcome) {
  std::visit(Throw(), outcome);
  throw std::logic_error("Every outcome without a reply throws.");
}

}  // namespace awscost::wire
