// How far this machine's clock is from AWS's. AWS refuses a signature that is more than some minutes (5; 15 where the
// service is lenient) off, and its answer bears the right time in the Date header.
//
//   const auto signed_at = skew.corrected(clock());
//   if (skew.learn(error.code, http::date_of(reply), {.local = clock(), .signed_at = signed_at})) …;   // sign anew
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace awscost::signing {

// For several threads at once.
class ClockSkew {
 public:
  std::chrono::sys_seconds corrected(std::chrono::sys_seconds local) const {
    return local + std::chrono::seconds(seconds_.load());
  }

  struct Refused {
    std::chrono::sys_seconds local;      // this machine's time when the answer came
    std::chrono::sys_seconds signed_at;  // the time that was signed: others may have corrected the clock since
  };

  // True where the refusal's code may be one of the clock and its date differs from what was signed by more than AWS
  // always tolerates: from now on the clock is corrected by that date.
  bool learn(std::string_view code, std::optional<std::chrono::sys_seconds> theirs, const Refused& refused);

 private:
  std::atomic<std::int64_t> seconds_ = 0;  // what AWS's clock is ahead
};

}  // namespace awscost::signing
