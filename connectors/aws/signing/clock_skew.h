// The difference between this machine's clock and AWS's. AWS refuses a signature that is more than some minutes off (5,
// or 15 where the service is lenient), and the refusal's Date header has the right time.
//
// Example:
//
//   std::chrono::sys_seconds time_to_sign(const ClockSkew& skew, std::chrono::sys_seconds local) {
//     return skew.corrected(local);
//   }
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

  struct RefusalTimes {
    std::chrono::sys_seconds local;      // this machine's time when the answer came
    std::chrono::sys_seconds signed_at;  // the time in the signature: another thread may have corrected the clock since
  };

  // Corrects the clock by the refusal's date (`theirs`). True where it did: the code may mean a wrong clock, and the
  // date differs from the signed time by more than AWS always tolerates.
  bool learn(std::string_view code, std::optional<std::chrono::sys_seconds> theirs, const RefusalTimes& times);

 private:
  std::atomic<std::int64_t> seconds_ = 0;  // AWS's clock minus this one
};

}  // namespace awscost::signing
