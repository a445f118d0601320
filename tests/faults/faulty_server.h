// The sandbox's server on a thread of the test, with a script of faults (connectors/sandbox/server/faults.h).
//
// How: all servers of the process share one account, unless one gets its own; each server has its own faults, port and
// count of requests. A test waits for a stage of a request, never for a time.
//
// Example:
//
//   inline bool stalls(const FaultyServer& server) {  // FaultyServer server("2:stall")
//     point_at(server);
//     return server.wait_for(sandbox::Stage::kAsked, 2);  // the second request has come and stays unanswered
//   }
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "connectors/sandbox/sandbox.h"
#include "connectors/sandbox/server/server.h"

namespace awscost {

inline constexpr const char* kAccessKey = "AKIDEXAMPLE";
inline constexpr const char* kSecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
// The next pair, after the first one has expired.
inline constexpr const char* kNextAccessKey = "AKIDRENEWED";
inline constexpr const char* kNextSecretKey = "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY";

class FaultyServer {
 public:
  enum class Account : std::uint8_t { kShared, kOwn };  // kOwn: for tests that change the account

  explicit FaultyServer(const std::string& faults = "", Account account = Account::kShared);
  ~FaultyServer();
  FaultyServer(const FaultyServer&) = delete;
  FaultyServer& operator=(const FaultyServer&) = delete;

  std::string url() const;
  std::uint64_t requests() const;

  // Waits until request `request` has reached `stage` `times` times (a trickle is answering again and again). False
  // after 20 s, so that a test fails instead of hanging.
  bool wait_for(sandbox::Stage stage, std::uint64_t request, int times = 1) const;

 private:
  void record(sandbox::Stage stage, std::uint64_t request);

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::pair<std::uint64_t, sandbox::Stage>, int> seen_;
  std::uint64_t requests_ = 0;
  std::unique_ptr<sandbox::Sandbox> own_;
  std::unique_ptr<sandbox::Server> server_;
  std::thread thread_;
};

// Sets everything by environment, as a user would; removes the machine's own settings.
void point_at(const FaultyServer& server);

}  // namespace awscost
