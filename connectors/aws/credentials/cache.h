// The credentials cache: identities that cost a request or a program run, kept until shortly before they expire.
//
// How: from 15 minutes before the expiry an identity is refreshed, and a refresh that fails is passed over while the
// old identity can be used. From 10 minutes before the expiry a failed refresh is an error. These are botocore's times.
// An identity that arrives with less than an hour left has its last quarter and its last sixth instead; otherwise every
// request would refresh it.
//
// Example:
//
//   SharedIdentity cached(Cache& cache, const std::function<Identity()>& fetch, const ProviderContext& context) {
//     return cache.get("process /opt/sign-in", fetch, context);
//   }
#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

// For several threads at once.
class Cache {
 public:
  // The identity under `key`; `fetch` makes one where there is none that is fresh. One thread fetches a key at a time.
  // The others use the old identity while it can be used; else they wait, and notice an interrupt. A fetch that fails
  // ends all of them in its error; later callers fetch anew, and so do the waiting ones where an interrupt ended it.
  SharedIdentity get(const std::string& key, const std::function<Identity()>& fetch, const ProviderContext& context);

  // Drops every identity with this access key.
  void forget(std::string_view access_key_id);

 private:
  using Time = std::chrono::sys_seconds;

  struct Refresh {
    std::exception_ptr failure;
  };
  struct Entry {
    SharedIdentity identity;           // null: none yet, or forgotten
    Time fresh_until;                  // not refreshed before
    Time usable_until;                 // not handed out after
    std::shared_ptr<Refresh> refresh;  // null: no thread fetches it
  };
  class RefreshScope;

  SharedIdentity refreshed(RefreshScope& scope, const std::function<Identity()>& fetch, const ProviderContext& context);
  void drop_expired(Time now);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace awscost::credentials
