#include "connectors/asking/dispatch/dispatcher.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <utility>
#include <vector>

#include "connectors/asking/question/reporter.h"
#include "connectors/wire/outcome.h"

namespace awscost::dispatch {
namespace {

constexpr auto kStep = std::chrono::milliseconds(50);

// All but the signals of a thread's own faults. If those were blocked, a crash would end the process without the host's
// crash report.
sigset_t signals_from_outside() {
  sigset_t set;
  sigfillset(&set);
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT}) sigdelset(&set, fault);
  return set;
}

// Blocks signals on the calling thread while a thread starts, because a new thread inherits the mask.
class SignalBlock {
 public:
  SignalBlock() {
    const sigset_t set = signals_from_outside();
    pthread_sigmask(SIG_BLOCK, &set, &before_);
  }
  ~SignalBlock() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalBlock(const SignalBlock&) = delete;
  SignalBlock& operator=(const SignalBlock&) = delete;

 private:
  sigset_t before_{};
};

// The jobs of one run: workers take them in order and note which are done; the calling thread reports them.
class Batch {
 public:
  Batch(std::size_t jobs, const Job& job) : jobs_(jobs), job_(job) {
    done_.reserve(jobs);  // so that a worker cannot run out of memory after its job
  }
  ~Batch() {
    stop();
    for (std::thread& worker : workers_) worker.join();
  }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  // Returns how many threads could be started.
  std::size_t start(std::size_t width, const StartThread& start_thread) {
    workers_.reserve(width);
    try {
      while (workers_.size() < width) workers_.push_back(start_thread([this] { work(); }));
    } catch (const std::exception&) {  // std::system_error or std::bad_alloc: no more threads
    }
    return workers_.size();
  }

  void report_all(const sql::Interrupted& interrupted, const Done& done) {
    for (std::size_t reported = 0; reported < jobs_;) {
      if (wait_for(reported)) done(nth(reported++));
      if (interrupted && interrupted()) stop();
    }
  }

 private:
  void stop() { stop_ = true; }

  void work() {
    const sql::Interrupted stopped = [this] { return stop_.load(); };
    for (std::size_t nth = next_++; nth < jobs_; nth = next_++) {
      if (!stopped() && !job_(nth, stopped)) stop();
      const std::lock_guard lock(mutex_);
      done_.push_back(nth);
      changed_.notify_one();
    }
  }

  // True where nth + 1 jobs have ended. Waits for one step at most, so that the caller can check for an interrupt.
  bool wait_for(std::size_t nth) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kStep, [&] { return done_.size() > nth; });
  }

  std::size_t nth(std::size_t reported) {
    const std::lock_guard lock(mutex_);
    return done_[reported];
  }

  const std::size_t jobs_;
  const Job& job_;
  std::vector<std::thread> workers_;  // used by the calling thread only
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::size_t> done_;  // jobs in the order in which they ended
};

}  // namespace

std::thread start_quiet_thread(std::function<void()> run) {
  const SignalBlock block;
  return std::thread(std::move(run));
}

Dispatcher::Dispatcher(Options options) : options_(std::move(options)) {}

void Dispatcher::run(std::size_t jobs, const Job& job, const sql::Interrupted& interrupted, const Done& done) const {
  const std::size_t width = std::min(options_.width, jobs);
  if (width > 1 && !(interrupted && interrupted())) {
    Batch batch(jobs, job);
    if (batch.start(width, options_.start_thread) > 0) return batch.report_all(interrupted, done);
  }
  run_in_turn(jobs, job, interrupted, done);
}

void Dispatcher::run_in_turn(std::size_t jobs, const Job& job, const sql::Interrupted& interrupted, const Done& done) {
  bool stopped = false;
  for (std::size_t nth = 0; nth < jobs; ++nth) {
    stopped = stopped || (interrupted && interrupted());
    if (!stopped) stopped = !job(nth, interrupted);
    done(nth);
  }
}

void Dispatching::send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                           const asking::Answered& answered) {
  asking::Reporter reporter(answered, interrupted);
  std::vector<asking::Answer> answers(questions.size());
  for (asking::Answer& answer : answers) answer = asking::not_sent();
  const Job send = [&](std::size_t nth, const sql::Interrupted& stop) {
    const asking::Question& question = questions[nth];
    answers[nth].outcome = wire::outcome_of(*question.destination->connection, question.call, stop);
    return !wire::is_interrupt(answers[nth].outcome);
  };
  const Done report = [&](std::size_t nth) { reporter.report(nth, std::move(answers[nth])); };
  const sql::Interrupted stop = [&reporter] { return reporter.wants_to_stop(); };
  const bool several = std::all_of(questions.begin(), questions.end(),
                                   [](const asking::Question& q) { return q.destination->several_at_once; });
  if (several) {
    dispatcher_.run(questions.size(), send, stop, report);
  } else {
    Dispatcher::run_in_turn(questions.size(), send, stop, report);
  }
  reporter.end();
}

}  // namespace awscost::dispatch
