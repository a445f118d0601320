#include "connectors/aws/retries/wait.h"

#include <algorithm>

namespace awscost::retries {

bool wait(std::chrono::milliseconds delay, const Sleep& sleep, const sql::Interrupted& interrupted) {
  constexpr std::chrono::milliseconds kStep{50};
  const auto is_interrupted = [&] { return interrupted && interrupted(); };
  for (std::chrono::milliseconds left = delay; left.count() > 0; left -= kStep) {
    if (is_interrupted()) return false;
    sleep(std::min(left, kStep));
  }
  return !is_interrupted();
}

}  // namespace awscost::retries
