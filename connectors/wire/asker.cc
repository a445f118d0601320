#include "connectors/wire/asker.h"

#include <utility>

namespace awscost::wire {

void Asker::tell(std::size_t call, Outcome outcome) {
  if (failure_) return;
  try {
    answered_(call, std::move(outcome));
  } catch (...) {
    failure_ = std::current_exception();
  }
}

bool Asker::wants_to_stop() {
  if (failure_) return true;
  try {
    return interrupted_ && interrupted_();
  } catch (...) {
    failure_ = std::current_exception();
    return true;
  }
}

void Asker::end() const {
  if (failure_) std::rethrow_exception(failure_);
}

Outcome outcome_of(Connector& connector, const Call& call, const sql::Interrupted& interrupted) {
  try {
    return {.reply = connector.send(call, interrupted)};
  } catch (...) {
    return {.error = std::current_exception()};
  }
}

Outcome not_sent() {
  return {.error = std::make_exception_ptr(sql::InterruptError(false))};
}

bool is_interrupt(const Outcome& outcome) {
  if (!outcome.error) return false;
  try {
    std::rethrow_exception(outcome.error);
  } catch (const sql::InterruptError&) {
    return true;
  } catch (...) {
    return false;
  }
}

void Connector::send_all(std::span<const Call> calls, const sql::Interrupted& interrupted, const Answered& answered) {
  Asker asker(answered, interrupted);
  const sql::Interrupted stop = [&asker] { return asker.wants_to_stop(); };
  bool stopped = false;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    stopped = stopped || stop();
    Outcome outcome = stopped ? not_sent() : outcome_of(*this, calls[i], stop);
    stopped = stopped || is_interrupt(outcome);
    asker.tell(i, std::move(outcome));
  }
  asker.end();
}

}  // namespace awscost::wire
