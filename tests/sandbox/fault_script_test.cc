// The grammar of --faults: which rule hits which request, and the message for a malformed rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "connectors/sandbox/server/faults.h"

namespace awscost::sandbox {
namespace {

using namespace std::chrono_literals;
using Asked = FaultScript::Asked;

// The next requests: x for a fault, . for none.
std::string struck(FaultScript& script, int requests, const Asked& asked = {}) {
  std::string text;
  for (int i = 0; i < requests; ++i) text += script.next(asked) ? 'x' : '.';
  return text;
}

std::string struck(std::string_view spec, int requests, const Asked& asked = {}) {
  FaultScript script(spec);
  return struck(script, requests, asked);
}

TEST(FaultScriptRules, StrikeOnceFromTheFirstRequestUnlessTold) {
  EXPECT_EQ(struck("", 2), "..");
  EXPECT_EQ(struck("stall", 3), "x..");
  EXPECT_EQ(struck("throttle*2", 4), "xx..");
  EXPECT_EQ(struck("2:close", 3), ".x.");
  EXPECT_EQ(struck("2:close*2", 4), ".xx.");
  EXPECT_EQ(struck("3:500*all", 5), "..xxx");
  EXPECT_EQ(struck("stall, 3:close", 4), "x.x.");
}

TEST(FaultScriptRules, AreAskedInTheirOrder) {
  FaultScript script("throttle*2,503,stall");
  EXPECT_EQ(script.next({})->kind, FaultKind::kThrottle);
  EXPECT_EQ(script.next({})->kind, FaultKind::kThrottle);
  EXPECT_EQ(script.next({})->kind, FaultKind::kStatus503);
  EXPECT_EQ(script.next({})->kind, FaultKind::kStall);
  EXPECT_FALSE(script.next({}));
}

TEST(FaultScriptRules, FitPagesTokensAndKeys) {
  FaultScript script("page-2:stall");
  EXPECT_FALSE(script.next({.page = 1}));
  EXPECT_TRUE(script.next({.page = 2, .has_token = true}));
  EXPECT_FALSE(script.next({.page = 2, .has_token = true}));
  EXPECT_EQ(struck("same-token", 1), ".") << "the first page was asked for without a token";
  EXPECT_EQ(struck("same-token", 2, {.page = 2, .has_token = true}), "x.");
  EXPECT_EQ(struck("expired-token", 3), "xxx") << "TIMES is all by default";
  EXPECT_EQ(struck("expired-token", 3, {.first_key_pair = false}), "...");
  EXPECT_EQ(struck("expired-token*1", 3), "x..");
  EXPECT_EQ(struck("2:clock", 3), ".xx") << "TIMES is all by default";
}

TEST(FaultScriptRules, HaveValues) {
  const auto value = [](std::string_view spec) { return *FaultScript(spec).next({.page = 2, .has_token = true}); };
  EXPECT_EQ(value("throttle").time, 0ms);
  EXPECT_EQ(value("throttle=2s").time, 2000ms);
  EXPECT_FALSE(value("throttle=2s").in_milliseconds);
  EXPECT_TRUE(value("2:503=300ms*2,503=300ms").in_milliseconds);
  EXPECT_EQ(value("trickle").time, 1000ms);
  EXPECT_EQ(value("trickle=5s").time, 5000ms);
  EXPECT_EQ(value("clock").time, 20min);
  EXPECT_EQ(value("clock=-7m").time, -7min);
  EXPECT_EQ(value("oversized").bytes, 1'048'576U);
  EXPECT_EQ(value("oversized=5").bytes, 5U);
}

TEST(FaultScriptRules, AreRefusedWithASentence) {
  for (const auto& [spec, why] : {std::pair{"bogus", "there is no fault 'bogus'"},
                                  {"0:stall", "'0' is neither a request's number nor page-N"},
                                  {"page-x:stall", "neither a request's number"},
                                  {"stall*0", "'0' is neither a number of times nor 'all'"},
                                  {"stall=3", "stall takes no value"},
                                  {"throttle=soon", "'soon' is not a time"},
                                  {"throttle=-2s", "is not a time"},
                                  {"oversized=much", "takes a number of bytes"},
                                  {"stall,,close", "there is no fault ''"}}) {
    try {
      FaultScript script(spec);
      FAIL() << spec << " was accepted";
    } catch (const std::invalid_argument& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr(why)) << spec;
      EXPECT_THAT(error.what(), testing::HasSubstr("write [WHICH:]FAULT")) << spec;
    }
  }
}

}  // namespace
}  // namespace awscost::sandbox
