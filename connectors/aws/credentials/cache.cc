#include "connectors/aws/credentials/cache.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr auto kForever = sys_seconds::max();
constexpr seconds kAdvisoryRefresh = minutes(15);   // before the expiry
constexpr seconds kMandatoryRefresh = minutes(10);  // before the expiry

// After a refresh that failed, and for an identity that arrives expired: a clock that is ahead makes every identity
// look expired, and AWS corrects the clock later.
constexpr seconds kPause = minutes(1);

struct Times {
  sys_seconds fresh_until = kForever;
  sys_seconds usable_until = kForever;
};

Times times_of(const Identity& identity, sys_seconds now) {
  if (!identity.expires_at) return {};
  const seconds left = std::max(seconds(0), *identity.expires_at - now);
  const sys_seconds soonest = now + kPause;
  return {.fresh_until = std::max(soonest, *identity.expires_at - std::min(kAdvisoryRefresh, left / 4)),
          .usable_until = std::max(soonest, *identity.expires_at - std::min(kMandatoryRefresh, left / 6))};
}

}  // namespace

// One thread's refresh of an entry, which stays in the map meanwhile. Its end wakes the threads that wait.
class Cache::RefreshScope {
 public:
  RefreshScope(Cache& cache, Entry& entry, std::unique_lock<std::mutex>& lock)
      : cache_(cache), entry_(entry), lock_(lock) {
    entry_.refresh = std::make_shared<Refresh>();
  }
  ~RefreshScope() {
    if (!lock_.owns_lock()) lock_.lock();
    entry_.refresh = nullptr;
    cache_.changed_.notify_all();
  }
  RefreshScope(const RefreshScope&) = delete;
  RefreshScope& operator=(const RefreshScope&) = delete;

  Entry& entry() { return entry_; }
  std::unique_lock<std::mutex>& lock() { return lock_; }
  // Needs the lock. The threads that wait for this refresh see the reason; later callers do not.
  void failed(std::exception_ptr reason) { entry_.refresh->failure = std::move(reason); }

 private:
  Cache& cache_;
  Entry& entry_;
  std::unique_lock<std::mutex>& lock_;
};

SharedIdentity Cache::refreshed(RefreshScope& scope, const std::function<Identity()>& fetch,
                                const ProviderContext& context) {
  Entry& entry = scope.entry();
  SharedIdentity before = entry.identity;
  scope.lock().unlock();
  SharedIdentity after;
  try {
    after = std::make_shared<const Identity>(fetch());
  } catch (const sql::InterruptError&) {
    throw;
  } catch (...) {
    const sys_seconds now = context.world.now();
    scope.lock().lock();
    // forget() may have run meanwhile: AWS no longer accepts the old identity.
    if (before == nullptr || entry.identity != before || now >= entry.usable_until) {
      scope.failed(std::current_exception());
      throw;
    }
    entry.fresh_until = std::min(now + kPause, entry.usable_until);
    return before;
  }
  const sys_seconds now = context.world.now();
  const Times times = times_of(*after, now);
  scope.lock().lock();
  entry.identity = after;
  entry.fresh_until = times.fresh_until;
  entry.usable_until = times.usable_until;
  drop_expired(now);
  return after;
}

SharedIdentity Cache::get(const std::string& key, const std::function<Identity()>& fetch,
                          const ProviderContext& context) {
  constexpr std::chrono::milliseconds kStep{50};
  std::unique_lock lock(mutex_);
  for (;;) {
    Entry& entry = entries_[key];
    const sys_seconds now = context.world.now();
    if (entry.identity != nullptr && now < entry.fresh_until) return entry.identity;
    if (entry.refresh == nullptr) {
      RefreshScope scope(*this, entry, lock);
      return refreshed(scope, fetch, context);
    }
    if (entry.identity != nullptr && now < entry.usable_until) return entry.identity;
    const std::shared_ptr<const Refresh> awaited = entry.refresh;
    lock.unlock();
    if (context.interrupted && context.interrupted()) throw sql::InterruptError(false);
    lock.lock();
    // The refresh may have ended while the lock was free: then there is nothing to wait for.
    const auto place = entries_.find(key);
    if (place != entries_.end() && place->second.refresh == awaited) changed_.wait_for(lock, kStep);
    // Without this, each thread in turn would wait for a source that is silent.
    if (awaited->failure) std::rethrow_exception(awaited->failure);
  }
}

void Cache::forget(std::string_view access_key_id) {
  const std::lock_guard lock(mutex_);
  for (auto& [key, entry] : entries_) {
    if (entry.identity != nullptr && entry.identity->keys.access_key_id == access_key_id) entry.identity = nullptr;
  }
}

// A role's key holds its source's access key, so a process that runs for months would collect one entry per renewal.
void Cache::drop_expired(Time now) {
  for (auto at = entries_.begin(); at != entries_.end();) {
    const Entry& entry = at->second;
    const bool useless = entry.identity == nullptr || now >= entry.usable_until;
    at = useless && entry.refresh == nullptr ? entries_.erase(at) : std::next(at);
  }
}

}  // namespace awscost::credentials
