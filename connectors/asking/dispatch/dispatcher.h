// Several calls under way at once: the Connector that turns send_all into at most `width` calls at a time.
//
// How: a batch starts its worker threads and joins them before send_all returns, so no thread outlives a statement and
// there is nothing to go wrong when the host forks between two of them. Workers do nothing but send: they see neither
// SQLite nor ledger nor cache. The calling thread waits for what arrives, tells the asker, and asks `interrupted`,
// every 50 ms at the least; workers see a flag of the batch in its place. All of them are needed only while answers are
// slow, so where the system has no more threads fewer do the work, or the calling thread alone.
//
//   Dispatcher dispatcher(paced);   // Dispatcher > (retries >) Paced > aws::Client > http::CurlPool
//   dispatcher.send_all(calls, interrupted, [&](std::size_t call, wire::Outcome outcome) { … });
#pragma once

#include <cstddef>
#include <functional>
#include <thread>

#include "connectors/wire/call.h"

namespace awscost::dispatch {

// Starts a thread or throws. Passed in, so that a test can be a system without threads.
using StartThread = std::function<std::thread(std::function<void()>)>;

// A thread that leaves the signals of the process to the host's own threads: a handler of Python's, or of a shell's,
// must not find itself on a thread that it knows nothing of.
std::thread start_quiet_thread(std::function<void()> run);

class Dispatcher : public wire::Connector {
 public:
  struct Options {
    std::size_t width = 8;  // calls under way at once; API Gateway gives out 10 a second and answers within one
    StartThread start_thread = start_quiet_thread;
  };

  // `connector` answers several threads at once, lets none of them wait much longer than 100 ms once `interrupted` says
  // true, and outlives the dispatcher.
  explicit Dispatcher(wire::Connector& connector);
  Dispatcher(wire::Connector& connector, Options options);

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;
  void send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                const wire::Answered& answered) override;

 private:
  wire::Connector& connector_;
  Options options_;
};

}  // namespace awscost::dispatch
