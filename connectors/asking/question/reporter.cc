#include "connectors/asking/question/reporter.h"

#include <utility>

namespace awscost::asking {

void Reporter::report(std::size_t place, Answer answer) {
  if (failure_) return;
  try {
    answered_(place, std::move(answer));
  } catch (...) {
    failure_ = std::current_exception();
  }
}

bool Reporter::wants_to_stop() {
  if (failure_) return true;
  try {
    return interrupted_ && interrupted_();
  } catch (...) {
    failure_ = std::current_exception();
    return true;
  }
}

void Reporter::end() const {
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace awscost::asking
