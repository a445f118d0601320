// Runs several jobs at once: at most `width` under way, each reported on the calling thread when it is done.
//
// How: a batch starts its worker threads and joins them before run() returns, so no thread outlives a statement and
// nothing goes wrong when the host forks between two of them. Workers see neither SQLite nor ledger nor cache. The
// calling thread reports what is done and asks `interrupted`, every 50 ms at the least; jobs see a flag of the batch in
// its place. Where the system has no more threads, fewer do the work, or the calling thread alone.
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

// Starts a thread or throws. Passed in, so that a test can be a system without threads.
using StartThread = std::function<std::thread(std::function<void()>)>;

// A thread that leaves the signals of the process to the host's own threads: a handler of Python's, or of a shell's,
// must not find itself on a thread that it knows nothing of.
std::thread start_quiet_thread(std::function<void()> run);

// Does the nth job. Throws nothing; false: the job was interrupted, and those that have not begun are left out.
using Job = std::function<bool(std::size_t nth, const sql::Interrupted& interrupted)>;

// Told on the calling thread of each job that is done or was left out, once, in the order in which they end. Throws
// nothing.
using Done = std::function<void(std::size_t nth)>;

class Dispatcher {
 public:
  struct Options {
    std::size_t width = 8;  // jobs under way at once; API Gateway gives out 10 a second and answers within one
    StartThread start_thread = start_quiet_thread;
  };

  Dispatcher() = default;
  explicit Dispatcher(Options options);

  // A job lets the batch wait no longer than some 100 ms once its `interrupted` says true. `interrupted` throws
  // nothing and may be empty. Jobs that an interrupt keeps from beginning are reported all the same.
  void run(std::size_t jobs, const Job& job, const sql::Interrupted& interrupted, const Done& done) const;

  // One after the other, on the calling thread.
  static void run_in_turn(std::size_t jobs, const Job& job, const sql::Interrupted& interrupted, const Done& done);

 private:
  Options options_;
};

// The last of the senders: hands each question to its destination's connection, several at once where all destinations
// take that.
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
