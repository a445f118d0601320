#include "connectors/asking/dispatch/pace.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace awscost::dispatch {
namespace {

using std::chrono::nanoseconds;

// The calling thread and then a worker notice an interrupt within one step each: within 200 ms in all.
constexpr nanoseconds kStep = std::chrono::milliseconds(50);

constexpr nanoseconds kOnePace = std::chrono::seconds(1);
constexpr nanoseconds kCalm = std::chrono::seconds(10);  // without throttling, doubles the pace
constexpr nanoseconds kSlowest = std::chrono::seconds(4);

// Of a pace that was halved so often at `throttled`, what is left by now.
int still_halved(int halved, std::chrono::steady_clock::time_point throttled,
                 std::chrono::steady_clock::time_point now) {
  if (halved == 0) return 0;
  const auto doubled = (now - throttled) / kCalm;
  return doubled >= halved ? 0 : halved - static_cast<int>(doubled);
}

// The most halvings of a pace.
int halvings_of(nanoseconds interval) {
  int halvings = 0;
  while (interval * (2 << halvings) <= kSlowest) ++halvings;
  return halvings;
}

}  // namespace

Clock process_clock() {
  return {.now = [] { return std::chrono::steady_clock::now(); },
          .sleep = [](nanoseconds time) { std::this_thread::sleep_for(time); }};
}

Pace::Pace(std::span<const Rate> rates, Clock clock) : clock_(std::move(clock)) {
  services_.reserve(rates.size());
  for (const Rate& rate : rates) {
    services_.push_back({.name = std::string(rate.service),
                         .interval = nanoseconds(std::chrono::seconds(1)) / rate.per_second,
                         .burst = rate.burst,
                         .buckets = {}});
  }
}

Pace::Service* Pace::paced(std::string_view service) {
  const auto known =
      std::find_if(services_.begin(), services_.end(), [&](const Service& one) { return one.name == service; });
  return known == services_.end() ? nullptr : &*known;
}

void Pace::take(std::string_view service, const std::string& account, const sql::Interrupted& interrupted) {
  Service* const known = paced(service);
  if (known == nullptr) return;
  for (;;) {
    if (interrupted && interrupted()) throw sql::InterruptError(false);
    const nanoseconds wait = try_take(*known, account);
    if (wait == nanoseconds::zero()) return;
    clock_.sleep(std::min(wait, kStep));
  }
}

// Zero: a token was taken. Else the time until the next one is due. A bucket that is full again, at the usual pace, is
// dropped. A slowed account has no burst.
nanoseconds Pace::try_take(Service& service, const std::string& account) {
  const std::lock_guard lock(mutex_);
  const Time now = clock_.now();
  std::erase_if(service.buckets, [&](const auto& one) {
    return one.second.full_again <= now && still_halved(one.second.halved, one.second.throttled, now) == 0;
  });
  Bucket& bucket = service.buckets.try_emplace(account, Bucket{.full_again = now}).first->second;
  bucket.full_again = std::max(bucket.full_again, now);
  const int halved = still_halved(bucket.halved, bucket.throttled, now);
  const nanoseconds interval = service.interval * (1 << halved);
  const nanoseconds slack = halved == 0 ? service.interval * (service.burst - 1) : nanoseconds::zero();
  const nanoseconds early = bucket.full_again - now - slack;
  if (early > nanoseconds::zero()) return early;
  bucket.full_again += interval;
  return nanoseconds::zero();
}

void Pace::slow_down(std::string_view service, const std::string& account) {
  Service* const known = paced(service);
  if (known == nullptr) return;
  const std::lock_guard lock(mutex_);
  const Time now = clock_.now();
  Bucket& bucket = known->buckets.try_emplace(account, Bucket{.full_again = now}).first->second;
  if (bucket.halved > 0 && now - bucket.throttled < kOnePace) return;
  bucket.halved = std::min(still_halved(bucket.halved, bucket.throttled, now) + 1, halvings_of(known->interval));
  bucket.throttled = now;
  bucket.full_again = now + known->interval * (1 << bucket.halved);
}

}  // namespace awscost::dispatch
