// What lives as long as a statement: one state a source and type.
#include "sql/statement.h"

#include <gtest/gtest.h>

#include <memory>

namespace awscost::sql {
namespace {

struct Asked {
  int times = 0;
};

struct Alive {
  Alive() { ++count; }
  ~Alive() { --count; }
  Alive(const Alive&) = delete;
  Alive& operator=(const Alive&) = delete;
  static inline int count = 0;
};

const int kOne = 1;  // their addresses name two sources
const int kOther = 2;

TEST(Statement, KeepsOneStateForEachOwnerAndType) {
  Statement statement;
  ++statement.state<Asked>(&kOne).times;
  ++statement.state<Asked>(&kOne).times;
  EXPECT_EQ(statement.state<Asked>(&kOne).times, 2);
  EXPECT_EQ(statement.state<Asked>(&kOther).times, 0);
  EXPECT_EQ(statement.state<int>(&kOne), 0) << "another type";
}

TEST(Statement, SharesNothingWithAnother) {
  Statement statement;
  Statement other;
  ++statement.state<Asked>(&kOne).times;
  EXPECT_EQ(other.state<Asked>(&kOne).times, 0);
}

TEST(Statement, EndsWithWhatItKeeps) {
  auto statement = std::make_unique<Statement>();
  statement->state<Alive>(&kOne);
  statement->state<Alive>(&kOther);
  EXPECT_EQ(Alive::count, 2);
  statement.reset();
  EXPECT_EQ(Alive::count, 0);
}

}  // namespace
}  // namespace awscost::sql
