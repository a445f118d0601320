// Runs several jobs at once, at most `width` of them, and reports each on the calling thread when it is done.
//
// How: run() starts its worker threads and joins them before it returns, so no thread outlives a statement and the host
// may fork between two statements. Workers touch neither SQLite nor the ledger nor kept replies. The calling thread
// reports finished jobs and checks `interrupted` at least every 50 ms; jobs see a flag of the run instead. Where the
// system has no more threads, fewer workers do the jobs, or the calling thread alone.
//
// Example:
//
//   std::size_t count_done(const Dispatcher& dispatcher, std::size_t jobs, const sql::Interrupted& interrupted) {
//     std::size_t done = 0;
//     dispatcher.run(jobs, [](std::size_t, const sql::Interrupted&) { return true; }, interrupted,
//                    [&done](std::size_t) { ++done; });
//     return done;
//   }
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <thread>

#include "connectors/asking/question/question.h"
#include "sql/interrupt.h"

namespace awscost::dispatch {

// Starts a thread or throws. Injected, so that a test can simulate a system without threads.
using StartThread = std::function<std::thread(std::function<void()>)>;

// Starts a thread with the process's signals blocked. They stay with the host's threads, because a handler of Python or
// of a shell must not run on a thread that it does not know.
std::thread start_quiet_thread(std::function<void()> run);

// Does the nth job. Throws nothing. False: the job was interrupted, and jobs that have not begun are skipped.
using Job = std::function<bool(std::size_t nth, const sql::Interrupted& interrupted)>;

// Called on the calling thread, once for each job that is done or skipped, in the order in which they end. Throws
// nothing.
using Done = std::function<void(std::size_t nth)>;

class Dispatcher {
 public:
  struct Options {
    std::size_t width = 8;  // API Gateway allows 10 requests a second and answers within a second
    StartThread start_thread = start_quiet_thread;
  };

  Dispatcher() = default;
  explicit Dispatcher(Options options);

  // A job must return within some 100 ms once its `interrupted` is true. `interrupted` throws nothing and may be empty.
  // Jobs that an interrupt skips are reported too.
  void run(std::size_t jobs, const Job& job, const sql::Interrupted& interrupted, const Done& done) const;

  // Runs the jobs one after the other on the calling thread.
  static void run_in_turn(std::size_t jobs, const Job& job, const sql::Interrupted& interrupted, const Done& done);

 private:
  Options options_;
};

// The last sender of the chain: hands each question to its destination's connection, several at once where all
// destinations allow it.
class Dispatching : public asking::Sender {
 public:
  Dispatching() = default;
  explicit Dispatching(Dispatcher dispatcher) : dispatcher_(std::move(dispatcher)) {}

  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override;

 private:
  Dispatcher dispatcher_;
};

}  // namespace awscost::dispatch
