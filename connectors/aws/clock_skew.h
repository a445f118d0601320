// How far this machine's clock is from AWS's. AWS refuses a signature that is more than some minutes (5; 15 where the
// service is lenient) off, and its answer bears the right time in the Date header.
//
//   if (skew.learn(reply, error.code, clock())) …;      // the next signature is made with skew.corrected(clock())
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "connectors/wire/call.h"

namespace awscost::aws {

// For several threads at once.
class ClockSkew {
 public:
  std::chrono::sys_seconds corrected(std::chrono::sys_seconds local) const {
    return local + std::chrono::seconds(seconds_.load());
  }

  // True where the refusal may be one of the clock and the Date header differs from the corrected time by more than AWS
  // always tolerates: from now on it is corrected by that header. `local`: this machine's time when the answer came.
  bool learn(const wire::Reply& refusal, std::string_view code, std::chrono::sys_seconds local);

 private:
  std::atomic<std::int64_t> seconds_ = 0;  // what AWS's clock is ahead
};

}  // namespace awscost::aws
