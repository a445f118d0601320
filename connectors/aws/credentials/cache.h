// Credentials that cost a request or a program, kept until shortly before they expire.
//
// How: from 15 minutes before the end they are asked for anew, and where that fails they hold for a while yet; from 10
// minutes before it (or where they never were longer) a failure is an error. Those are botocore's times. What comes
// with less than an hour to live has its last quarter, and its last sixth, for them, or it would be asked for with
// every request.
//
//   std::shared_ptr<const Found> found = kept.get("process|/opt/sign-in", [&] { return from_process(…); }, asking);
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
class Kept {
 public:
  // What is kept under `key`, fetched where there is nothing, or nothing fresh. One thread fetches a key at a time; the
  // others use what is kept while it may still be used, else they wait for it and notice an interrupt. Where it fails,
  // those who wait end in the same error; who asks later tries anew, and so do they where the one was interrupted.
  std::shared_ptr<const Found> get(const std::string& key, const std::function<Found()>& fetch, const Asking& asking);

  // Drops whatever has this access key.
  void forget(std::string_view access_key_id);

 private:
  using Time = std::chrono::sys_seconds;

  struct Attempt {
    std::exception_ptr failure;
  };
  struct Entry {
    std::shared_ptr<const Found> found;
    Time fresh_until;                    // not asked for anew before
    Time usable_until;                   // not handed out after
    std::shared_ptr<Attempt> under_way;  // while somebody fetches it
  };
  class Fetching;

  std::shared_ptr<const Found> fetched(Fetching& fetching, const std::function<Found()>& fetch, const Asking& asking);
  void drop_what_expired(Time now);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace awscost::credentials
