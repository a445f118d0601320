// Waiting: the length of a step, and when an interrupt is noticed.
#include "connectors/aws/retries/wait.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace awscost::retries {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

struct WaitTest : testing::Test {
  std::vector<milliseconds> steps;
  const Sleep sleep = [this](milliseconds step) { steps.push_back(step); };
};

TEST_F(WaitTest, SleepsInStepsOfFiftyMilliseconds) {
  EXPECT_TRUE(wait(120ms, sleep, {}));
  EXPECT_THAT(steps, ElementsAre(50ms, 50ms, 20ms));
}

TEST_F(WaitTest, ADelayOfZeroSleepsNot) {
  EXPECT_TRUE(wait(0ms, sleep, [] { return false; }));
  EXPECT_THAT(steps, IsEmpty());
}

TEST_F(WaitTest, AnInterruptBeforehandEndsItBeforeTheFirstStep) {
  EXPECT_FALSE(wait(120ms, sleep, [] { return true; }));
  EXPECT_FALSE(wait(0ms, sleep, [] { return true; }));
  EXPECT_THAT(steps, IsEmpty());
}

TEST_F(WaitTest, AnInterruptIsNoticedAfterTheStepInWhichItCame) {
  EXPECT_FALSE(wait(1s, sleep, [this] { return steps.size() == 3; }));
  EXPECT_EQ(steps.size(), 3U);
}

TEST_F(WaitTest, AnInterruptInTheLastStepCounts) {
  EXPECT_FALSE(wait(100ms, sleep, [this] { return steps.size() == 2; }));
}

}  // namespace
}  // namespace awscost::retries
