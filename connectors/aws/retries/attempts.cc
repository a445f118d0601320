#include "connectors/aws/retries/attempts.h"

#include <utility>

namespace awscost::retries {

Attempts::Attempts(Options options) : options_(std::move(options)) {}

std::optional<Retry> Attempts::next(const AttemptOutcome& outcome) {
  ++sent_;
  const bool succeeded = outcome.reply != nullptr && wire::is_success(*outcome.reply);
  if (outcome.is_corrected && !succeeded && !corrected_) {
    corrected_ = true;
    return Retry{.is_correction = true};
  }
  ++counted_;
  if (succeeded && options_.quota != nullptr) options_.quota->give_back(options_.service, last_);
  if (outcome.reason == RetryReason::kNone || counted_ >= options_.max_attempts) return std::nullopt;
  if (options_.quota != nullptr && !options_.quota->take(options_.service, outcome.reason)) return std::nullopt;
  last_ = outcome.reason;
  if (options_.fixed_delay) return Retry{.delay = *options_.fixed_delay};
  return Retry{.delay = backoff(outcome.reason, counted_, options_.random(), outcome.reply)};
}

}  // namespace awscost::retries
