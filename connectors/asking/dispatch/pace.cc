#include "connectors/asking/dispatch/pace.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace awscost::dispatch {
namespace {

using std::chrono::nanoseconds;

// The calling thread and then a worker notice an interrupt within one step each: within 200 ms in all.
constexpr nanoseconds kStep = std::chrono::milliseconds(50);

}  // namespace

Clock process_clock() {
  return {.now = [] { return std::chrono::steady_clock::now(); },
          .sleep = [](nanoseconds time) { std::this_thread::sleep_for(time); }};
}

Pace::Pace(std::span<const Rate> rates, Clock clock) : clock_(std::move(clock)) {
  services_.reserve(rates.size());
  for (const Rate& rate : rates) {
    const nanoseconds interval = nanoseconds(std::chrono::seconds(1)) / rate.per_second;
    services_.push_back({.name = std::string(rate.service),
                         .interval = interval,
                         .slack = interval * (rate.burst - 1),
                         .full_again = {}});
  }
}

void Pace::take(std::string_view service, const std::string& account, const sql::Interrupted& interrupted) {
  const auto paced =
      std::find_if(services_.begin(), services_.end(), [&](const Service& known) { return known.name == service; });
  if (paced == services_.end()) return;
  for (;;) {
    if (interrupted && interrupted()) throw sql::InterruptError(false);
    const nanoseconds wait = try_take(*paced, account);
    if (wait == nanoseconds::zero()) return;
    clock_.sleep(std::min(wait, kStep));
  }
}

// Zero: a token was taken. Else the time until the next one is due. A bucket that is full again is dropped: an account
// without one has a full one.
nanoseconds Pace::try_take(Service& service, const std::string& account) {
  const std::lock_guard lock(mutex_);
  const Time now = clock_.now();
  std::erase_if(service.full_again, [&](const auto& bucket) { return bucket.second <= now; });
  Time& full_again = service.full_again.try_emplace(account, now).first->second;
  const nanoseconds early = full_again - now - service.slack;
  if (early > nanoseconds::zero()) return early;
  full_again += service.interval;
  return nanoseconds::zero();
}

}  // namespace awscost::dispatch
