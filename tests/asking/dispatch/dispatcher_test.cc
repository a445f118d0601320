// Several calls at once: how many, in which order, and the effect of an error, an interrupt and a lack of threads.
#include "connectors/asking/dispatch/dispatcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <system_error>

#include "tests/asking/support/destined.h"

namespace awscost::dispatch {
namespace {

using Clock = std::chrono::steady_clock;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::SizeIs;

// The promise is 200 ms; a loaded test machine gets more.
constexpr auto kPromptly = std::chrono::seconds(1);
constexpr auto kLongestWait = std::chrono::seconds(20);

// Counts the calls under way and does in each what the test says.
class Busy : public wire::Connector {
 public:
  using Work = std::function<wire::Reply(const wire::Call&, const sql::Interrupted&)>;

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override {
    {
      const std::lock_guard lock(mutex_);
      most_ = std::max(most_, ++inside_);
      ++sent_;
      threads_.insert(std::this_thread::get_id());
      changed_.notify_all();
    }
    const Leaving leaving{*this};
    return work(call, interrupted);
  }

  // Waits until that many calls have begun; false after 20 s, so that a test fails instead of hanging.
  bool wait_for_calls(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kLongestWait, [&] { return sent_ >= count; });
  }

  int inside() const { return locked(inside_); }
  int most() const { return locked(most_); }
  int sent() const { return locked(sent_); }
  std::set<std::thread::id> threads() const { return locked(threads_); }

  Work work = [](const wire::Call& call, const sql::Interrupted&) { return wire::Reply{.body = call.body}; };

 private:
  struct Leaving {
    ~Leaving() {
      const std::lock_guard lock(busy.mutex_);
      --busy.inside_;
    }
    Busy& busy;
  };

  template <typename Value>
  Value locked(const Value& value) const {
    const std::lock_guard lock(mutex_);
    return value;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int inside_ = 0;
  int most_ = 0;
  int sent_ = 0;
  std::set<std::thread::id> threads_;
};

// Blocks waiting threads until it is opened, or for 20 s.
class Door {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  bool pass() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kLongestWait, [&] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
};

// A call that AWS never answers.
wire::Reply hang(const wire::Call&, const sql::Interrupted& interrupted) {
  while (!interrupted()) std::this_thread::yield();
  throw sql::InterruptError(true);
}

std::vector<asking::Question> numbered(wire::Connector& connector, std::size_t count) {
  asking::Destination destination = test::destination_to(connector);
  destination.several_at_once = true;
  std::vector<asking::Question> questions;
  for (std::size_t i = 0; i < count; ++i) questions.push_back(test::question_to(destination, std::to_string(i)));
  return questions;
}

enum class End { kReply, kError, kInterruptedUnderWay, kInterruptedBefore };

End end_of(const wire::Outcome& outcome) {
  if (wire::reply_of(outcome) != nullptr) return End::kReply;
  if (!wire::is_interrupt(outcome)) return End::kError;
  return wire::maybe_charged(outcome) ? End::kInterruptedUnderWay : End::kInterruptedBefore;
}

class DispatcherTest : public ::testing::Test {
 protected:
  struct Told {
    std::vector<std::size_t> order;
    std::vector<End> ends;  // by call
    auto count(End end) const { return std::count(ends.begin(), ends.end(), end); }
  };

  Told ask(Dispatching& dispatching, std::size_t count, const sql::Interrupted& interrupted = {}) {
    Told told{.order = {}, .ends = std::vector<End>(count, End::kError)};
    const std::vector<asking::Question> questions = numbered(busy_, count);
    dispatching.send_all(questions, interrupted, [&](std::size_t place, const asking::Answer& answer) {
      EXPECT_EQ(std::this_thread::get_id(), caller_);
      if (const wire::Reply* reply = wire::reply_of(answer.outcome)) {
        EXPECT_EQ(reply->body, questions[place].call.body) << "the answer of another call";
      }
      told.order.push_back(place);
      told.ends.at(place) = end_of(answer.outcome);
    });
    EXPECT_EQ(busy_.inside(), 0) << "a call outlived the batch";
    std::vector<std::size_t> once = told.order;
    std::sort(once.begin(), once.end());
    std::vector<std::size_t> every(count);
    std::iota(every.begin(), every.end(), 0U);
    EXPECT_EQ(once, every) << "each call is told of once";
    return told;
  }

  const std::thread::id caller_ = std::this_thread::get_id();
  Busy busy_;
};

TEST_F(DispatcherTest, AnswersAreToldInTheOrderInWhichTheyCome) {
  Dispatching dispatching(Dispatcher({.width = 3}));
  Door first;
  Door second;
  busy_.work = [&](const wire::Call& call, const sql::Interrupted&) {
    if (call.body != "2") {
      EXPECT_TRUE(call.body == "0" ? first.pass() : second.pass());
    }
    return wire::Reply{.body = call.body};
  };
  std::vector<std::size_t> order;
  dispatching.send_all(numbered(busy_, 3), {}, [&](std::size_t call, const asking::Answer&) {
    order.push_back(call);
    if (call == 2) second.open();
    if (call == 1) first.open();
  });
  EXPECT_THAT(order, ElementsAre(2U, 1U, 0U));
}

TEST_F(DispatcherTest, TheWidthIsUsedAndNeverExceeded) {
  constexpr int kWidth = 4;
  Dispatching dispatching(Dispatcher({.width = kWidth}));
  // Each waits until its group of four is complete, which needs four under way at once.
  busy_.work = [&](const wire::Call& call, const sql::Interrupted&) {
    EXPECT_TRUE(busy_.wait_for_calls((std::stoi(call.body) / kWidth + 1) * kWidth));
    return wire::Reply{.body = call.body};
  };
  EXPECT_EQ(ask(dispatching, 40).count(End::kReply), 40);
  EXPECT_EQ(busy_.most(), kWidth);
  EXPECT_EQ(busy_.threads().count(caller_), 0U);
  EXPECT_LE(busy_.threads().size(), static_cast<std::size_t>(kWidth));
}

TEST_F(DispatcherTest, ASingleCallNeedsNoThread) {
  Dispatching dispatching;
  ask(dispatching, 1);
  EXPECT_THAT(busy_.threads(), ElementsAre(caller_));
  dispatching.send(numbered(busy_, 1).front(), {});
  EXPECT_THAT(busy_.threads(), ElementsAre(caller_));
}

TEST_F(DispatcherTest, NothingAskedNothingDone) {
  Dispatching dispatching;
  ask(dispatching, 0);
  EXPECT_EQ(busy_.sent(), 0);
}

TEST_F(DispatcherTest, AnErrorOfOneDoesNotTouchTheOthers) {
  Dispatching dispatching(Dispatcher({.width = 3}));
  busy_.work = [](const wire::Call& call, const sql::Interrupted&) -> wire::Reply {
    if (call.body == "2") throw wire::SendError("no route.", false);
    if (call.body == "5") throw std::bad_alloc();
    if (call.body == "7") throw 7;  // NOLINT(hicpp-exception-baseclass)
    return {.body = call.body};
  };
  const Told told = ask(dispatching, 20);
  EXPECT_EQ(told.count(End::kReply), 17);
  for (const std::size_t failed : {2U, 5U, 7U}) EXPECT_EQ(told.ends[failed], End::kError);
}

TEST_F(DispatcherTest, AnInterruptStopsWhatHangsAndWhatWaits) {
  Dispatching dispatching(Dispatcher({.width = 4}));
  busy_.work = hang;
  std::atomic<bool> interrupted = false;
  Clock::time_point raised;
  std::thread user([&] {
    EXPECT_TRUE(busy_.wait_for_calls(4));
    raised = Clock::now();
    interrupted = true;
  });
  const Told told = ask(dispatching, 10, [&] {
    EXPECT_EQ(std::this_thread::get_id(), caller_) << "only the calling thread may ask SQLite";
    return interrupted.load();
  });
  const auto end = Clock::now();
  user.join();
  EXPECT_LT(end - raised, kPromptly);
  RecordProperty("interrupt_milliseconds",
                 static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(end - raised).count()));
  EXPECT_EQ(told.count(End::kInterruptedUnderWay), 4);
  EXPECT_EQ(told.count(End::kInterruptedBefore), 6);
  EXPECT_EQ(busy_.sent(), 4);
}

TEST_F(DispatcherTest, AnInterruptBeforeTheStartSendsNothing) {
  Dispatching dispatching;
  EXPECT_EQ(ask(dispatching, 5, [] { return true; }).count(End::kInterruptedBefore), 5);
  EXPECT_EQ(busy_.sent(), 0);
}

TEST_F(DispatcherTest, AnInterruptThatOneCallNoticesIsEverybodys) {
  Dispatching dispatching(Dispatcher({.width = 2}));
  busy_.work = [this](const wire::Call& call, const sql::Interrupted& interrupted) -> wire::Reply {
    EXPECT_TRUE(busy_.wait_for_calls(2));
    if (call.body == "0") throw sql::InterruptError(true);
    return hang(call, interrupted);
  };
  const Told told = ask(dispatching, 5);
  EXPECT_EQ(told.count(End::kInterruptedUnderWay), 2);
  EXPECT_EQ(told.count(End::kInterruptedBefore), 3);
}

TEST_F(DispatcherTest, WhatTheAskerThrowsEndsTheBatchAndIsThrown) {
  Dispatching dispatching(Dispatcher({.width = 3}));
  busy_.work = [](const wire::Call& call, const sql::Interrupted& interrupted) {
    return call.body == "1" ? wire::Reply{.body = call.body} : hang(call, interrupted);
  };
  int told = 0;
  const asking::Answered answered = [&](std::size_t, const asking::Answer&) {
    ++told;
    throw std::out_of_range("unreadable");
  };
  EXPECT_THROW(dispatching.send_all(numbered(busy_, 20), {}, answered), std::out_of_range);
  EXPECT_EQ(told, 1);
  EXPECT_EQ(busy_.inside(), 0);
  EXPECT_LE(busy_.sent(), 4) << "0, 1, 2 and the one after 1";
}

TEST_F(DispatcherTest, WithoutThreadsTheCallingThreadDoesTheWork) {
  Dispatching dispatching(Dispatcher({.width = 4, .start_thread = [](const std::function<void()>&) -> std::thread {
                                        throw std::system_error(
                                            std::make_error_code(std::errc::resource_unavailable_try_again));
                                      }}));
  EXPECT_EQ(ask(dispatching, 10).count(End::kReply), 10);
  EXPECT_THAT(busy_.threads(), ElementsAre(caller_));
}

TEST_F(DispatcherTest, WithOneThreadThatOneDoesTheWork) {
  int started = 0;
  Dispatching dispatching(Dispatcher({.width = 4, .start_thread = [&](std::function<void()> run) {
                                        if (++started > 1) throw std::bad_alloc();
                                        return start_quiet_thread(std::move(run));
                                      }}));
  EXPECT_EQ(ask(dispatching, 10).count(End::kReply), 10);
  EXPECT_EQ(busy_.most(), 1);
  EXPECT_THAT(busy_.threads(), SizeIs(1));
}

TEST_F(DispatcherTest, WhatTakesOneAtATimeGetsOneAfterTheOther) {
  std::vector<asking::Question> questions = numbered(busy_, 3);
  questions[1] = test::question_to(busy_, "1");
  std::vector<std::size_t> order;
  Dispatching dispatching;
  dispatching.send_all(questions, {}, [&](std::size_t place, const asking::Answer&) { order.push_back(place); });
  EXPECT_THAT(order, ElementsAre(0U, 1U, 2U));
  EXPECT_THAT(busy_.threads(), ElementsAre(caller_));
}

TEST_F(DispatcherTest, InTurnAnInterruptKeepsTheNextOnesFromBeingSent) {
  busy_.work = [](const wire::Call& call, const sql::Interrupted&) -> wire::Reply {
    if (call.body == "1") throw sql::InterruptError(true);
    return {.body = call.body};
  };
  std::vector<asking::Question> questions;
  for (const char* body : {"0", "1", "2"}) questions.push_back(test::question_to(busy_, body));
  std::vector<std::string> told;
  Dispatching().send_all(
      questions, {}, [&](std::size_t, const asking::Answer& answer) { told.push_back(test::text_of(answer.outcome)); });
  EXPECT_THAT(told, ElementsAre("0", "interrupted, maybe charged", "interrupted before sending"));
  EXPECT_EQ(busy_.sent(), 2);
}

TEST_F(DispatcherTest, BatchesCanFollowEachOther) {
  Dispatching dispatching;
  for (int i = 0; i < 50; ++i) EXPECT_EQ(ask(dispatching, 20).count(End::kReply), 20);
}

sigset_t mask_of_this_thread() {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return mask;
}

TEST_F(DispatcherTest, WorkersLeaveTheSignalsToTheHost) {
  Dispatching dispatching(Dispatcher({.width = 2}));
  busy_.work = [](const wire::Call& call, const sql::Interrupted&) {
    const sigset_t mask = mask_of_this_thread();
    for (const int signal : {SIGINT, SIGTERM, SIGALRM, SIGCHLD, SIGPIPE}) EXPECT_EQ(sigismember(&mask, signal), 1);
    for (const int signal : {SIGSEGV, SIGABRT}) EXPECT_EQ(sigismember(&mask, signal), 0) << "the thread's own fault";
    return wire::Reply{.body = call.body};
  };
  ask(dispatching, 4);
  const sigset_t mask = mask_of_this_thread();
  EXPECT_EQ(sigismember(&mask, SIGINT), 0) << "the host's own thread is as it was";
}

}  // namespace
}  // namespace awscost::dispatch
