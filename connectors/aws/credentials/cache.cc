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
constexpr seconds kAskAnew = minutes(15);      // before the end: where it fails, what is kept holds
constexpr seconds kMustSucceed = minutes(10);  // before the end: a failure is an error

// After a failed try, and for what comes as good as expired: a clock that is ahead makes everything look so, and AWS
// corrects us later.
constexpr seconds kPause = minutes(1);

struct Times {
  sys_seconds fresh_until = kForever;
  sys_seconds usable_until = kForever;
};

Times times_of(const Found& found, sys_seconds now) {
  if (!found.expires_at) return {};
  const seconds left = std::max(seconds(0), *found.expires_at - now);
  const sys_seconds soonest = now + kPause;
  return {.fresh_until = std::max(soonest, *found.expires_at - std::min(kAskAnew, left / 4)),
          .usable_until = std::max(soonest, *found.expires_at - std::min(kMustSucceed, left / 6))};
}

}  // namespace

// The one who fetches an entry, which stays in its place meanwhile. However it ends, the others are told.
class Kept::Fetching {
 public:
  Fetching(Kept& kept, Entry& entry, std::unique_lock<std::mutex>& lock) : kept_(kept), entry_(entry), lock_(lock) {
    entry_.under_way = std::make_shared<Attempt>();
  }
  ~Fetching() {
    if (!lock_.owns_lock()) lock_.lock();
    entry_.under_way = nullptr;
    kept_.changed_.notify_all();
  }
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;

  Entry& entry() { return entry_; }
  std::unique_lock<std::mutex>& lock() { return lock_; }
  // Locked. For those who wait for this attempt, and for nobody who asks later.
  void failed(std::exception_ptr reason) { entry_.under_way->failure = std::move(reason); }

 private:
  Kept& kept_;
  Entry& entry_;
  std::unique_lock<std::mutex>& lock_;
};

std::shared_ptr<const Found> Kept::fetched(Fetching& fetching, const std::function<Found()>& fetch,
                                           const Asking& asking) {
  Entry& entry = fetching.entry();
  std::shared_ptr<const Found> before = entry.found;
  fetching.lock().unlock();
  std::shared_ptr<const Found> after;
  try {
    after = std::make_shared<const Found>(fetch());
  } catch (const sql::InterruptError&) {
    throw;
  } catch (...) {
    const sys_seconds now = asking.world.now();
    fetching.lock().lock();
    // Whoever forgot it meanwhile knows that AWS takes it no longer.
    if (before == nullptr || entry.found != before || now >= entry.usable_until) {
      fetching.failed(std::current_exception());
      throw;
    }
    entry.fresh_until = std::min(now + kPause, entry.usable_until);
    return before;
  }
  const sys_seconds now = asking.world.now();
  const Times times = times_of(*after, now);
  fetching.lock().lock();
  entry.found = after;
  entry.fresh_until = times.fresh_until;
  entry.usable_until = times.usable_until;
  drop_what_expired(now);
  return after;
}

std::shared_ptr<const Found> Kept::get(const std::string& key, const std::function<Found()>& fetch,
                                       const Asking& asking) {
  constexpr std::chrono::milliseconds kStep{50};
  std::unique_lock lock(mutex_);
  for (;;) {
    Entry& entry = entries_[key];
    const sys_seconds now = asking.world.now();
    if (entry.found != nullptr && now < entry.fresh_until) return entry.found;
    if (entry.under_way == nullptr) {
      Fetching fetching(*this, entry, lock);
      return fetched(fetching, fetch, asking);
    }
    if (entry.found != nullptr && now < entry.usable_until) return entry.found;
    const std::shared_ptr<const Attempt> awaited = entry.under_way;
    lock.unlock();
    if (asking.interrupted && asking.interrupted()) throw sql::InterruptError(false);
    lock.lock();
    // Told in between: then there is nothing to wait for.
    const auto place = entries_.find(key);
    if (place != entries_.end() && place->second.under_way == awaited) changed_.wait_for(lock, kStep);
    // One after the other they would ask a source that is silent, each for as long as a request may take.
    if (awaited->failure) std::rethrow_exception(awaited->failure);
  }
}

void Kept::forget(std::string_view access_key_id) {
  const std::lock_guard lock(mutex_);
  for (auto& [key, entry] : entries_) {
    if (entry.found != nullptr && entry.found->keys.access_key_id == access_key_id) entry.found = nullptr;
  }
}

// An entry for each pair of source keys there ever was would fill the memory of a process that runs for months.
void Kept::drop_what_expired(Time now) {
  for (auto at = entries_.begin(); at != entries_.end();) {
    const Entry& entry = at->second;
    const bool useless = entry.found == nullptr || now >= entry.usable_until;
    at = useless && entry.under_way == nullptr ? entries_.erase(at) : std::next(at);
  }
}

}  // namespace awscost::credentials
