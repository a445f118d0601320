// Two processes of four threads over one file, for a while: with requests that fail, a clock under which answers grow old,
// a file that has room for few of them, statements that overlap, and processes that are killed and started again.
//
// No answer is another question's, no question is asked twice at the same time, and the file stays whole. A second
// run lets the file itself fail; then a question may be asked twice, and nothing else changes.
//
//   AWSCOST_SOAK_SECONDS=600 build/release/tests/asking/kept/kept_test --gtest_filter='Soak.*'
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "tests/asking/kept/connection.h"
#include "tests/asking/kept/database_around.h"

namespace awscost::kept {
namespace {

constexpr int kQuestions = 24;
constexpr int kThreads = 4;

// Shared by the processes.
struct Shared {
  std::array<std::atomic<pid_t>, kQuestions> asking;  // the process that asks the question; 0: none
  std::atomic<int> twice_at_once;
  std::atomic<int> wrong;
  std::atomic<int> sent;
  std::atomic<int> answered;
};

class Shaky : public DatabaseAround {
 public:
  Shaky(std::unique_ptr<sql::Database> inside, unsigned seed) : DatabaseAround(std::move(inside)), random_(seed) {}

  void before(std::string_view) override {
    if (random_() % 200 == 0) {
      throw sql::DatabaseError(
          "made up", random_() % 2 == 0 ? sql::DatabaseError::Cause::kBusy : sql::DatabaseError::Cause::kFull);
    }
  }

 private:
  std::minstd_rand random_;
};

Seconds real_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

void ask_for_a_while(const std::string& path, Shared& shared, bool shaky, unsigned seed) {
  std::minstd_rand random(seed);
  sql::OpenDatabase open = open_database();
  if (shaky) {
    open = [seed](const std::string& name) -> std::unique_ptr<sql::Database> {
      return std::make_unique<Shaky>(open_database()(name), seed);
    };
  }
  Connection connection(path, open);
  connection.settings.most = 60'000;
  connection.settings.freshness.ttl = std::chrono::seconds(2);
  connection.aws.filling = std::string(4000, '.');
  connection.while_sleeping = [] { std::this_thread::sleep_for(std::chrono::milliseconds(2)); };
  int place = 0;
  connection.aws.while_sending = [&](const std::string& body) {
    if (body.find('+') != std::string::npos) return;
    pid_t nobody = 0;
    std::atomic<pid_t>& asking = shared.asking[place];
    if (!asking.compare_exchange_strong(nobody, getpid()) && (nobody == getpid() || kill(nobody, 0) == 0)) {
      ++shared.twice_at_once;
    }
    asking = getpid();
    ++shared.sent;
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 4));
    connection.aws.status[body] = random() % 10 == 0 ? 500 : 200;
    asking = 0;
  };
  for (int i = 0; i < 40; ++i) {
    connection.settings.freshness.now = real_time();
    // A file that failed is left alone for ten seconds: these are over at once.
    connection.clock = real_time() + std::chrono::seconds(shaky ? 11 * i : 0);
    place = static_cast<int>(random() % kQuestions);
    const std::string body = "q" + std::to_string(place);
    connection.kept.statement_begins();
    const std::string answer = connection.ask(body);
    if (!answer.starts_with(body + " ")) ++shared.wrong;
    if (connection.last.kept_as != 0 && random() % 2 == 0) {
      const std::int64_t id = connection.last.kept_as;
      const std::string page = connection.next_page(body + "+2", 2);
      if (!page.starts_with(body + "+2 ")) ++shared.wrong;
      connection.kept.describe(id, {.table = "t", .subject = "s"});
      const auto first = connection.kept.page(id, 1);
      if (first ? first->body != answer : !shaky) ++shared.wrong;
    }
    if (random() % 20 == 0) connection.kept.forget(*connection.question("").destination, "ce");
    connection.kept.statement_ends();
    ++shared.answered;
  }
}

pid_t start(const std::string& path, Shared& shared, bool shaky, unsigned seed) {
  const pid_t child = fork();
  if (child != 0) return child;
  std::vector<std::thread> threads;
  for (unsigned thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (unsigned round = 0;; ++round) ask_for_a_while(path, shared, shaky, seed + 100 * round + thread);
    });
  }
  for (std::thread& thread : threads) thread.join();
  _exit(0);
}

class Soak : public testing::TestWithParam<bool> {};

TEST_P(Soak, TwoProcessesOfFourThreads) {
  const char* wanted = std::getenv("AWSCOST_SOAK_SECONDS");
  const auto until = std::chrono::steady_clock::now() +
                     (wanted == nullptr ? std::chrono::milliseconds(1500) : std::chrono::seconds(std::atoi(wanted)));
  const Folder folder;
  open_database();
  void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  Shared& shared = *new (memory) Shared();
  std::mt19937 random(20261130);
  std::array<pid_t, 2> children{};
  unsigned seed = 1;
  for (pid_t& child : children) child = start(folder.file(), shared, GetParam(), ++seed * 1'000'000);
  while (std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100 + random() % 400));
    pid_t& child = children[random() % children.size()];
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    child = start(folder.file(), shared, GetParam(), ++seed * 1'000'000);
  }
  for (const pid_t child : children) {
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  EXPECT_EQ(shared.wrong, 0);
  EXPECT_TRUE(GetParam() || shared.twice_at_once == 0) << shared.twice_at_once;
  EXPECT_GT(shared.answered, 0);
  std::printf("%d answers, %d requests, %u processes\n", shared.answered.load(), shared.sent.load(), seed - 1);
  EXPECT_EQ(number_in(folder.file(), "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
  EXPECT_LE(number_in(folder.file(), "SELECT stored FROM totals"), 60'000);
  EXPECT_EQ(
      number_in(folder.file(), "SELECT (SELECT stored FROM totals) - (SELECT coalesce(sum(stored), 0) FROM answers)"),
      0);
  EXPECT_EQ(number_in(folder.file(), "SELECT count(*) FROM pages WHERE answer NOT IN (SELECT id FROM answers)"), 0);
  munmap(memory, sizeof(Shared));
}

INSTANTIATE_TEST_SUITE_P(Files, Soak, testing::Bool(),
                         [](const auto& param) { return param.param ? "that_fail" : "that_work"; });

}  // namespace
}  // namespace awscost::kept
