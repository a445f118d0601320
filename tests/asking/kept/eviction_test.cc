// What goes first where there is no more room, and what stays whatever happens: the answers of a running statement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/asking/kept/connection.h"

namespace awscost::kept {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Three answers of this size have room, a fourth has not.
constexpr std::int64_t kRoom = 35'000;
constexpr std::size_t kSize = 10'000;

class EvictionTest : public testing::TestWithParam<bool> {
 protected:
  EvictionTest() {
    connection_.aws.filling = std::string(kSize, '.');
    connection_.settings.most = kRoom;
  }

  // A question of a statement of its own. True where it was sent.
  bool sends(const std::string& body) {
    const std::size_t before = connection_.aws.sent.size();
    connection_.kept.statement_begins();
    connection_.ask(body);
    connection_.kept.statement_ends();
    return connection_.aws.sent.size() > before;
  }

  std::vector<std::string> kept() {
    std::vector<std::string> requests;
    for (const Listed& one : connection_.kept.list()) requests.push_back(one.asked.request);
    return requests;
  }

  Folder folder_;
  std::string path_ = GetParam() ? folder_.file() : "";
  Connection connection_{path_};
};

TEST_P(EvictionTest, TheLeastRecentlyUsedGoesFirst) {
  for (const char* body : {"a", "b", "c"}) sends(body);
  EXPECT_FALSE(sends("a"));
  sends("d");
  EXPECT_THAT(kept(), ElementsAre("a", "c", "d"));
  sends("e");
  EXPECT_THAT(kept(), ElementsAre("a", "d", "e"));
}

TEST_P(EvictionTest, AnAnswerGoesWhole) {
  connection_.ask("a");
  connection_.next_page("a+t", 2);
  sends("b");
  sends("c");
  EXPECT_THAT(kept(), ElementsAre("b", "c"));
  EXPECT_TRUE(sends("a"));
  const std::int64_t id = connection_.last.kept_as;
  EXPECT_FALSE(connection_.kept.page(id, 2));
}

TEST_P(EvictionTest, ARunningStatementsAnswersStay) {
  connection_.kept.statement_begins();
  connection_.ask("a");
  const std::int64_t first = connection_.last.kept_as;
  connection_.ask("b");
  connection_.ask("c");
  connection_.ask("d");
  EXPECT_EQ(connection_.last.kept_as, 0) << "no room beside what is in use";
  EXPECT_EQ(connection_.kept.page(first, 1)->body.substr(0, 3), "a 1");
  connection_.kept.statement_ends();
  sends("d");
  EXPECT_THAT(kept(), ElementsAre("b", "c", "d"));
}

TEST_P(EvictionTest, AChainThatFindsNoRoomIsBrokenOff) {
  connection_.kept.statement_begins();
  connection_.ask("a");
  connection_.next_page("a+2", 2);
  connection_.next_page("a+3", 3);
  const std::int64_t id = connection_.last.kept_as;
  connection_.next_page("a+4", 4);
  EXPECT_EQ(connection_.last.kept_as, 0);
  connection_.last.kept_as = id;
  connection_.aws.filling = "";
  connection_.next_page("a+5", 5);
  EXPECT_EQ(connection_.last.kept_as, 0) << "a chain has no gap";
  EXPECT_TRUE(connection_.kept.page(id, 3));
  connection_.kept.statement_ends();
  EXPECT_THAT(connection_.notices, IsEmpty());
}

TEST_P(EvictionTest, WhatIsReplacedOrForgottenMeanwhileStaysReadable) {
  connection_.kept.statement_begins();
  connection_.ask("a");
  const std::int64_t id = connection_.last.kept_as;
  connection_.wait(std::chrono::seconds(3600));
  connection_.ask("a");
  const std::int64_t again = connection_.last.kept_as;
  EXPECT_NE(again, id);
  connection_.kept.forget({{again}});
  EXPECT_THAT(kept(), IsEmpty());
  EXPECT_TRUE(connection_.kept.page(id, 1));
  EXPECT_TRUE(connection_.kept.page(again, 1));
  connection_.kept.statement_ends();
  EXPECT_FALSE(connection_.kept.page(id, 1));
  EXPECT_FALSE(connection_.kept.page(again, 1));
}

TEST_P(EvictionTest, WhatIsLargerThanAllRoomIsNotKept) {
  sends("a");
  connection_.aws.filling = std::string(kRoom, '.');
  EXPECT_TRUE(sends("b"));
  EXPECT_THAT(kept(), ElementsAre("a")) << "nothing goes in vain";
}

INSTANTIATE_TEST_SUITE_P(Files, EvictionTest, testing::Bool(),
                         [](const auto& param) { return param.param ? "shared" : "private"; });

TEST(Eviction, AnotherConnectionsStatementKeepsItsAnswers) {
  const Folder folder;
  Connection one(folder.file());
  Connection other(folder.file());
  for (Connection* connection : {&one, &other}) {
    connection->aws.filling = std::string(kSize, '.');
    connection->settings.most = kRoom;
  }
  one.kept.statement_begins();
  one.ask("a");
  const std::int64_t id = one.last.kept_as;
  for (const char* body : {"b", "c", "d", "e"}) {
    other.ask(body);
    EXPECT_NE(other.last.kept_as, 0);
  }
  EXPECT_TRUE(one.kept.page(id, 1));
  one.kept.statement_ends();
  other.ask("f");
  other.ask("g");
  other.ask("h");
  EXPECT_FALSE(one.kept.page(id, 1));
}

// Where a process died in the middle of a statement, its answers may go.
TEST(Eviction, TheDeadUseNothing) {
  const Folder folder;
  {
    Connection dead(folder.file(), open_database(), {.name = "dead", .host = new_owner().host, .pid = 0x3FFFFFFF});
    dead.settings.most = kRoom;
    dead.aws.filling = std::string(3 * kSize, '.');
    dead.kept.statement_begins();
    dead.ask("a");
    ASSERT_NE(dead.last.kept_as, 0);
    // It is "killed": the copy of the file has what it left.
    std::filesystem::copy_file(folder.file(), folder.file("copy"));
    std::filesystem::copy_file(folder.file() + "-wal", folder.file("copy-wal"));
  }
  Connection one(folder.file("copy"));
  one.settings.most = kRoom;
  one.aws.filling = std::string(kSize, '.');
  one.ask("b");
  EXPECT_NE(one.last.kept_as, 0);
  EXPECT_EQ(one.kept.list().size(), 1U);
}

}  // namespace
}  // namespace awscost::kept
