// Several connections, threads and processes over one file: who asks, who waits, and what becomes of the dead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <new>
#include <string_view>
#include <thread>
#include <utility>

#include "connectors/asking/kept/request_key.h"
#include "tests/asking/kept/connection.h"
#include "tests/asking/kept/database_around.h"

namespace awscost::kept {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ClaimsTest : public testing::Test {
 protected:
  Folder folder_;
  std::string path_ = folder_.file();
  Connection one_{path_};
  Connection other_{path_};
};

TEST_F(ClaimsTest, AnotherConnectionFindsTheAnswer) {
  one_.ask("a");
  EXPECT_EQ(other_.ask("a"), "a 1");
  EXPECT_THAT(other_.aws.sent, IsEmpty());
}

// The other one asks while this one's request is under way, and gets its answer.
TEST_F(ClaimsTest, WhoComesLaterWaits) {
  std::thread later;
  std::string answer;
  std::atomic<bool> waits = false;
  other_.while_sleeping = [&] {
    waits = true;
    std::this_thread::yield();
  };
  one_.aws.while_sending = [&](const std::string&) {
    later = std::thread([&] { answer = other_.ask("a"); });
    while (!waits) std::this_thread::yield();
  };
  EXPECT_EQ(one_.ask("a"), "a 1");
  later.join();
  EXPECT_EQ(answer, "a 1");
  EXPECT_THAT(other_.aws.sent, IsEmpty());
}

// Each has claimed what the other waits for.
TEST_F(ClaimsTest, OwnQuestionsAreSentBeforeOthersAreWaitedFor) {
  std::thread later;
  std::vector<std::string> answers(2);
  std::atomic<bool> waits = false;
  other_.while_sleeping = [&] { waits = true; };
  const std::vector<asking::Question> batch = {other_.question("a"), other_.question("b")};
  one_.aws.while_sending = [&](const std::string&) {
    later = std::thread([&] {
      other_.keeping.send_all(
          batch, {}, [&](std::size_t place, asking::Answer answer) { answers[place] = test::text_of(answer.outcome); });
    });
    while (!waits) std::this_thread::yield();
  };
  one_.ask("a");
  later.join();
  EXPECT_THAT(answers, ElementsAre("a 1", "b 1"));
  EXPECT_THAT(other_.aws.sent, ElementsAre("b"));
}

TEST_F(ClaimsTest, WhatFailedElsewhereIsAskedHere) {
  one_.aws.status["a"] = 500;
  std::thread later;
  std::string answer;
  std::atomic<bool> waits = false;
  other_.while_sleeping = [&] { waits = true; };
  one_.aws.while_sending = [&](const std::string&) {
    later = std::thread([&] { answer = other_.ask("a"); });
    while (!waits) std::this_thread::yield();
  };
  one_.ask("a");
  later.join();
  EXPECT_EQ(answer, "a 1");
  EXPECT_THAT(other_.aws.sent, ElementsAre("a"));
}

TEST_F(ClaimsTest, AnInterruptEndsTheWaiting) {
  ASSERT_THAT(one_.kept.claim({{one_.question("a")}}), ElementsAre(true));
  int looks = 0;
  const auto stop = [&looks] { return ++looks > 3; };
  EXPECT_EQ(test::text_of(other_.keeping.send(other_.question("a"), stop).outcome), "interrupted before sending");
  EXPECT_GE(other_.slept, 1);
}

TEST_F(ClaimsTest, AClaimEndsAfterAMinuteWithoutARenewal) {
  ASSERT_THAT(one_.kept.claim({{one_.question("a")}}), ElementsAre(true));
  other_.while_sleeping = [this] { other_.clock += seconds(20); };
  EXPECT_EQ(other_.ask("a"), "a 1");
  EXPECT_EQ(other_.slept, 3);
}

TEST_F(ClaimsTest, ARequestUnderWayKeepsItsClaim) {
  ASSERT_THAT(one_.kept.claim({{one_.question("a")}}), ElementsAre(true));
  one_.clock += seconds(40);
  one_.kept.renew();
  other_.clock += seconds(80);
  EXPECT_THAT(other_.kept.claim({{other_.question("a")}}), ElementsAre(false));
  other_.clock += seconds(20);
  EXPECT_THAT(other_.kept.claim({{other_.question("a")}}), ElementsAre(true));
}

TEST_F(ClaimsTest, AClosedConnectionLeavesNoClaim) {
  {
    Connection closed(path_);
    closed.kept.claim({{closed.question("a")}});
  }
  EXPECT_EQ(one_.ask("a"), "a 1");
  EXPECT_EQ(one_.slept, 0);
}

// A file that claims but does not let go, for as long as `stuck`.
class Stuck : public DatabaseAround {
 public:
  Stuck(std::unique_ptr<sql::Database> file, const bool& stuck) : DatabaseAround(std::move(file)), stuck_(stuck) {}
  void before(std::string_view sql) override {
    if (stuck_ && sql.starts_with("DELETE FROM claims")) throw std::bad_alloc();
  }

 private:
  const bool& stuck_;
};

TEST_F(ClaimsTest, AReleaseThatFailedIsMadeUpForWhenTheNextBatchEnds) {
  bool stuck = true;
  const auto open = [&](const std::string& path) { return std::make_unique<Stuck>(open_database()(path), stuck); };
  Connection failing(path_, open);
  EXPECT_EQ(failing.ask("a"), "a 1") << "a paid answer is reported all the same";
  EXPECT_EQ(number_in(path_, "SELECT count(*) FROM claims"), 1);
  stuck = false;
  EXPECT_EQ(failing.ask("b"), "b 2");
  EXPECT_EQ(number_in(path_, "SELECT count(*) FROM claims"), 0);
}

// Of a process on another machine nobody can tell whether it lives.
TEST_F(ClaimsTest, AConnectionDoesNotWaitForItself) {
  ASSERT_THAT(one_.kept.claim({{one_.question("a")}}), ElementsAre(true));
  EXPECT_EQ(one_.ask("a"), "a 1");
  EXPECT_EQ(one_.slept, 0);
}

TEST_F(ClaimsTest, AnotherMachinesClaimCountsUntilItsTime) {
  Connection far(path_, open_database(), {.name = "far", .host = "elsewhere", .pid = 1});
  ASSERT_THAT(far.kept.claim({{far.question("a")}}), ElementsAre(true));
  EXPECT_THAT(one_.kept.claim({{one_.question("a")}}), ElementsAre(false));
  one_.clock += kClaimLasts;
  EXPECT_THAT(one_.kept.claim({{one_.question("a")}}), ElementsAre(true));
}

TEST_F(ClaimsTest, WhatIsNotKeptIsNotWaitedFor) {
  one_.settings.freshness.ttl = other_.settings.freshness.ttl = seconds(0);
  ASSERT_THAT(one_.kept.claim({{one_.question("a")}}), ElementsAre(true));
  EXPECT_THAT(other_.kept.claim({{other_.question("a")}}), ElementsAre(true));
}

// Runs `body` in a process of its own.
template <class Body>
pid_t in_a_process(const Body& body) {
  const pid_t child = fork();
  if (child != 0) return child;
  body();
  _exit(0);
}

int end_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

TEST(Processes, AKilledOnesClaimIsNobodys) {
  const Folder folder;
  const pid_t child = in_a_process([&] {
    Connection connection(folder.file());
    connection.kept.claim({{connection.question("a")}});
    kill(getpid(), SIGKILL);
  });
  EXPECT_TRUE(WIFSIGNALED(end_of(child)));
  ASSERT_EQ(number_in(folder.file(), "SELECT count(*) FROM claims"), 1);
  Connection connection(folder.file());
  EXPECT_EQ(connection.ask("a"), "a 1");
  EXPECT_EQ(connection.slept, 0);
}

// What was paid is in the file although its process was killed before it told anybody.
TEST(Processes, AKilledOnesAnswerIsKept) {
  const Folder folder;
  const pid_t child = in_a_process([&] {
    Connection connection(folder.file());
    connection.keeping.send_all({{connection.question("a")}}, {},
                                [](std::size_t, const asking::Answer&) { kill(getpid(), SIGKILL); });
  });
  EXPECT_TRUE(WIFSIGNALED(end_of(child)));
  Connection connection(folder.file());
  EXPECT_EQ(connection.ask("a"), "a 1");
  EXPECT_THAT(connection.aws.sent, IsEmpty());
}

// Two processes of four threads each ask the same questions, beginning with a file that is not there yet: each question
// is sent once.
TEST(Processes, TwoOfFourThreadsAskEachQuestionOnce) {
  constexpr int kQuestions = 12;
  const Folder folder;
  const auto ask_all = [&](const std::string& sent_file) {
    std::atomic<int> sent = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&, thread] {
        Connection connection(folder.file());
        connection.while_sleeping = [] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); };
        for (int i = 0; i < kQuestions; ++i) {
          const std::string body = "q" + std::to_string((i + 3 * thread) % kQuestions);
          if (!connection.ask(body).starts_with(body + " ")) _exit(2);
        }
        if (!connection.notices.empty()) _exit(3);
        sent += static_cast<int>(connection.aws.sent.size());
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::filesystem::resize_file(sent_file, static_cast<std::uintmax_t>(sent.load()));
  };
  std::vector<pid_t> children;
  open_database();
  for (const char* name : {"one", "two"}) {
    const std::string sent_file = folder.file(name);
    std::fclose(std::fopen(sent_file.c_str(), "w"));
    children.push_back(in_a_process([&] { ask_all(sent_file); }));
  }
  for (const pid_t child : children) EXPECT_EQ(end_of(child), 0);
  EXPECT_EQ(std::filesystem::file_size(folder.file("one")) + std::filesystem::file_size(folder.file("two")),
            kQuestions);
  EXPECT_EQ(number_in(folder.file(), "SELECT count(*) FROM answers"), kQuestions);
  EXPECT_EQ(number_in(folder.file(), "SELECT count(*) FROM claims"), 0);
  EXPECT_EQ(number_in(folder.file(), "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
}

}  // namespace
}  // namespace awscost::kept
