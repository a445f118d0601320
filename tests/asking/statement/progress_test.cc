// The line about a running statement: when it shows, what it says, and that nothing stays of it.
#include "connectors/asking/statement/progress.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace awscost::asking {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ProgressTest : public ::testing::Test {
 protected:
  Progress::Terminal terminal() {
    return {.is_wanted = [this] { return wanted_; },
            .steady = [this] { return Progress::Time(now_); },
            .write = [this](std::string_view text) { written_ += text; }};
  }
  std::string take() { return std::exchange(written_, std::string()); }

  std::chrono::steady_clock::duration now_ = seconds(100);
  bool wanted_ = true;
  std::string written_;
};

TEST_F(ProgressTest, ShowsAfterASecondAndIsErased) {
  Progress progress(terminal());
  progress.begin();
  now_ += milliseconds(999);
  progress.step({});
  EXPECT_EQ(take(), "");
  now_ += milliseconds(1);
  progress.step({.pages = 1, .rows = 5000, .cost = 10'000});
  EXPECT_EQ(take(), "\rawscost: 1 page, 5000 rows, $0.01, 1 s");
  progress.erase();
  EXPECT_EQ(take(), "\r" + std::string(38, ' ') + "\r");
  progress.erase();
  EXPECT_EQ(take(), "") << "there is nothing to erase";
}

TEST_F(ProgressTest, IsWrittenAnewTenTimesASecondAtMost) {
  Progress progress(terminal());
  progress.begin();
  now_ += seconds(10);
  progress.step({.pages = 100, .rows = 500'000, .cost = 1'000'000});
  take();
  now_ += milliseconds(99);
  progress.step({.pages = 101});
  EXPECT_EQ(take(), "");
  now_ += milliseconds(1);
  progress.step({});
  EXPECT_EQ(take(), "\rawscost: 0 pages, 0 rows, $0.00, 10 s       ") << "it covers the longer line before";
}

TEST_F(ProgressTest, WritesNothingWhereItIsNotWanted) {
  Progress off((Progress::Terminal()));
  off.begin();
  off.step({});
  wanted_ = false;
  Progress progress(terminal());
  progress.begin();
  now_ += seconds(10);
  progress.step({.pages = 1});
  progress.erase();
  EXPECT_EQ(written_, "");
  wanted_ = true;
  progress.begin();  // the setting has changed meanwhile
  progress.step({.pages = 1});
  EXPECT_NE(written_, "");
}

TEST_F(ProgressTest, IsErasedWithItsStatement) {
  {
    Progress progress(terminal());
    progress.begin();
    now_ += seconds(2);
    progress.step({});
    take();
  }
  EXPECT_TRUE(take().ends_with(" \r"));
}

TEST_F(ProgressTest, WhatCannotBeWrittenEndsNoQuery) {
  Progress::Terminal broken = terminal();
  broken.write = [](std::string_view) { throw std::runtime_error("closed"); };
  Progress progress(broken);
  progress.begin();
  now_ += seconds(2);
  progress.step({});
  progress.erase();
}

}  // namespace
}  // namespace awscost::asking
