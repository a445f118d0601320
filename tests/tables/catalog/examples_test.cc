// Every example of every table runs in the sandbox, and every operation has at least three.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "every_table.h"
#include "loaded.h"

namespace awscost::catalog {
namespace {

constexpr std::size_t kFewest = 3;

bool reads(std::string_view example) {
  return example.starts_with("SELECT") || example.starts_with("WITH");
}

class Example : public testing::Test {
 public:
  Example(std::string_view statement, bool writes) : statement_(statement), writes_(writes) {}

  void TestBody() override {
    golden::Database database = loaded();
    if (writes_) {
      ASSERT_EQ(database.run("SELECT awscost_config('writes', 'on')").error, "");
    }
    const golden::Outcome outcome = database.run(statement_);
    EXPECT_EQ(outcome.error, "") << statement_;
    if (reads(statement_)) {
      EXPECT_NE(outcome.rows, "") << "no row to show: " << statement_;
    }
  }

 private:
  std::string statement_;
  bool writes_;
};

TEST(Examples, AreThreeAtLeastForEveryOperation) {
  for (const Entry& entry : EveryTable().entries()) {
    if (entry.operation == nullptr) continue;
    EXPECT_GE(entry.table->examples.size(), kFewest) << entry.table->name << ": Table.examples";
  }
}

TEST(Examples, AreOfTheirTable) {
  for (const Entry& entry : EveryTable().entries()) {
    for (const std::string_view example : entry.table->examples) {
      EXPECT_NE(example.find(entry.table->name), example.npos) << entry.table->name << ": " << example;
    }
  }
}

// One test per example, so that each failure has a name: ExamplesRun.ce_tags_1.
const bool kRegistered = [] {
  for (const Entry& entry : EveryTable().entries()) {
    int number = 0;
    for (const std::string_view example : entry.table->examples) {
      const std::string name = std::string(entry.table->name) + "_" + std::to_string(++number);
      const bool writes = entry.table->writable;
      testing::RegisterTest("ExamplesRun", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [example, writes]() -> testing::Test* { return new Example(example, writes); });
    }
  }
  return true;
}();

}  // namespace
}  // namespace awscost::catalog
