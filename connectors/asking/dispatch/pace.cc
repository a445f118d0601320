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
  buckets_.reserve(rates.size());
  for (const Rate& rate : rates) {
    const nanoseconds interval = nanoseconds(std::chrono::seconds(1)) / rate.per_second;
    buckets_.push_back({.service = std::string(rate.service),
                        .interval = interval,
                        .slack = interval * (rate.burst - 1),
                        .full_again = std::chrono::steady_clock::time_point::min()});
  }
}

void Pace::take(std::string_view service, const sql::Interrupted& interrupted) {
  const auto bucket =
      std::find_if(buckets_.begin(), buckets_.end(), [&](const Bucket& b) { return b.service == service; });
  if (bucket == buckets_.end()) return;
  for (;;) {
    if (interrupted && interrupted()) throw sql::InterruptError(false);
    const nanoseconds wait = try_take(*bucket);
    if (wait == nanoseconds::zero()) return;
    clock_.sleep(std::min(wait, kStep));
  }
}

// Zero: a token was taken. Else the time until the next one is due.
nanoseconds Pace::try_take(Bucket& bucket) {
  const std::lock_guard lock(mutex_);
  const auto now = clock_.now();
  const auto full_again = std::max(bucket.full_again, now);
  const nanoseconds early = full_again - now - bucket.slack;
  if (early > nanoseconds::zero()) return early;
  bucket.full_again = full_again + bucket.interval;
  return nanoseconds::zero();
}

}  // namespace awscost::dispatch
