// Words, lists and digits as people write them.
#include "sql/text/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sql/text/digits.h"

namespace awscost::text {
namespace {

using ::testing::ElementsAre;

TEST(Trimmed, CutsWhiteSpaceAtBothEndsOnly) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \n"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Lower, KnowsAsciiAlone) {
  EXPECT_EQ(lower("Tag:TEAM_1 \xC3\x84"), "tag:team_1 \xC3\x84");
}

TEST(CommaSeparated, KeepsEmptyWords) {
  EXPECT_THAT(comma_separated(" a,b c ,d"), ElementsAre("a", "b c", "d"));
  EXPECT_THAT(comma_separated("a,"), ElementsAre("a", ""));
  EXPECT_THAT(comma_separated(", ,"), ElementsAre("", "", ""));
  EXPECT_THAT(comma_separated(""), ElementsAre(""));
}

TEST(Unquoted, UndoublesTheQuotesAroundIt) {
  EXPECT_EQ(unquoted("'it''s'"), "it's");
  EXPECT_EQ(unquoted("\"it's\""), "it's");
  EXPECT_EQ(unquoted("bare"), "bare");
  EXPECT_EQ(unquoted("'"), "'");
  EXPECT_EQ(unquoted("''"), "");
}

TEST(Digits, AreCutOff) {
  std::string_view text = "12.5";
  EXPECT_EQ(take_digits(text), "12");
  EXPECT_EQ(text, ".5");
  EXPECT_EQ(take_digits(text), "");
  EXPECT_EQ(text, ".5");
}

TEST(FullStop, IsThereOnceAndAnEllipsisStays) {
  EXPECT_EQ(without_full_stop("It failed. "), "It failed");
  EXPECT_EQ(without_full_stop("It failed"), "It failed");
  EXPECT_EQ(without_full_stop("and so on..."), "and so on...");
  EXPECT_EQ(without_full_stop(""), "");
  EXPECT_EQ(with_full_stop("It failed"), "It failed.");
  EXPECT_EQ(with_full_stop("It failed. "), "It failed.");
  EXPECT_EQ(with_full_stop("and so on... "), "and so on...");
}

}  // namespace
}  // namespace awscost::text
