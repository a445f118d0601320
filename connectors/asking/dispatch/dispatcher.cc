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

#include "connectors/wire/asker.h"

namespace awscost::dispatch {
namespace {

constexpr auto kStep = std::chrono::milliseconds(50);

// The signals that a thread raises by its own fault stay as they are: blocked, they would end the process without the
// host's crash report.
sigset_t signals_of_others() {
  sigset_t set;
  sigfillset(&set);
  for (const int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT}) sigdelset(&set, own);
  return set;
}

// A new thread inherits the mask: set before it starts, no signal can slip in.
class Quiet {
 public:
  Quiet() {
    const sigset_t set = signals_of_others();
    pthread_sigmask(SIG_BLOCK, &set, &before_);
  }
  ~Quiet() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  sigset_t before_{};
};

// The calls of one send_all: workers take them in order and put down what became of them, the calling thread collects.
class Batch {
 public:
  Batch(wire::Connector& connector, std::span<const wire::Call> calls)
      : connector_(connector), calls_(calls), outcomes_(calls.size()) {
    arrived_.reserve(calls.size());  // a worker must not run out of memory with an answer in its hands
  }
  ~Batch() {
    stop();
    for (std::thread& worker : workers_) worker.join();
  }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  // How many could be started.
  std::size_t start(std::size_t width, const StartThread& start_thread) {
    workers_.reserve(width);
    try {
      while (workers_.size() < width) workers_.push_back(start_thread([this] { work(); }));
    } catch (const std::exception&) {  // system_error: no more threads; bad_alloc: no memory for one
    }
    return workers_.size();
  }

  void stop() { stop_ = true; }

  void collect(wire::Asker& asker) {
    for (std::size_t told = 0; told < calls_.size();) {
      if (wait_for(told)) tell(asker, told++);
      if (asker.wants_to_stop()) stop();
    }
  }

 private:
  void work() {
    const sql::Interrupted stopped = [this] { return stop_.load(); };
    for (std::size_t call = next_++; call < calls_.size(); call = next_++) {
      wire::Outcome outcome = stopped() ? wire::not_sent() : wire::outcome_of(connector_, calls_[call], stopped);
      if (wire::is_interrupt(outcome)) stop();
      const std::lock_guard lock(mutex_);
      outcomes_[call] = std::move(outcome);
      arrived_.push_back(call);
      changed_.notify_one();
    }
  }

  // For the nth outcome. Gives up after one step: the caller has an interrupt to look for.
  bool wait_for(std::size_t nth) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kStep, [&] { return arrived_.size() > nth; });
  }

  void tell(wire::Asker& asker, std::size_t nth) {
    std::unique_lock lock(mutex_);
    const std::size_t call = arrived_[nth];
    wire::Outcome outcome = std::move(outcomes_[call]);
    lock.unlock();
    asker.tell(call, std::move(outcome));
  }

  wire::Connector& connector_;
  std::span<const wire::Call> calls_;
  std::vector<std::thread> workers_;  // of the calling thread alone
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<wire::Outcome> outcomes_;  // by call
  std::vector<std::size_t> arrived_;     // calls, in the order in which their outcomes came
};

}  // namespace

std::thread start_quiet_thread(std::function<void()> run) {
  const Quiet quiet;
  return std::thread(std::move(run));
}

Dispatcher::Dispatcher(wire::Connector& connector) : Dispatcher(connector, Options()) {}

Dispatcher::Dispatcher(wire::Connector& connector, Options options)
    : connector_(connector), options_(std::move(options)) {}

wire::Reply Dispatcher::send(const wire::Call& call, const sql::Interrupted& interrupted) {
  return connector_.send(call, interrupted);
}

void Dispatcher::send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                          const wire::Answered& answered) {
  const std::size_t width = std::min(options_.width, calls.size());
  wire::Asker asker(answered, interrupted);
  if (width > 1 && !asker.wants_to_stop()) {
    Batch batch(connector_, calls);
    if (batch.start(width, options_.start_thread) > 0) {
      batch.collect(asker);
      return asker.end();
    }
  }
  Connector::send_all(calls, interrupted, answered);
}

}  // namespace awscost::dispatch
