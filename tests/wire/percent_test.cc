// Percent-encoding of bytes that the published signing suite does not cover.
#include "connectors/wire/percent.h"

#include <gtest/gtest.h>

namespace awscost::wire {
namespace {

TEST(PercentEncode, KeepsUnreservedCharactersOnly) {
  EXPECT_EQ(percent_encode("AZaz09-_.~"), "AZaz09-_.~");
  EXPECT_EQ(percent_encode(" +/=&?%*'()!"), "%20%2B%2F%3D%26%3F%25%2A%27%28%29%21");
  EXPECT_EQ(percent_encode("\xc3\xa9\xff"), "%C3%A9%FF");
  EXPECT_EQ(percent_encode(std::string_view("\0", 1)), "%00");
}

TEST(PercentEncode, KeepsWhatItIsTold) {
  EXPECT_EQ(percent_encode("/a b/", "/"), "/a%20b/");
}

}  // namespace
}  // namespace awscost::wire
