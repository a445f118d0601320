// Words of a line, by the documentation of Python's shlex.split ("Parsing Rules", POSIX mode).
#include "sql/text/shell_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace awscost::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ShellWords, WhiteSpaceSeparatesThem) {
  EXPECT_THAT(shell_words("  a  b\tc\nd\r").words, ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(shell_words(" \t").words, IsEmpty());
}

TEST(ShellWords, QuotesHoldBlanksAndDoNotEndAWord) {
  EXPECT_THAT(shell_words(R"(profile 'my prof')").words, ElementsAre("profile", "my prof"));
  EXPECT_THAT(shell_words(R"(a"b c"'d e'f g "")").words, ElementsAre("ab cd ef", "g", ""));
}

TEST(ShellWords, ABackslashEscapesAllButInQuotes) {
  EXPECT_THAT(shell_words(R"(a\ b '\c' "\d\"\\")").words, ElementsAre("a b", R"(\c)", R"(\d"\)"));
}

TEST(ShellWords, WhatIsOpenIsAFault) {
  EXPECT_EQ(shell_words("a 'b").fault, "has a ' that is not closed");
  EXPECT_EQ(shell_words("a \"b").fault, "has a \" that is not closed");
  EXPECT_EQ(shell_words("a\\").fault, "ends with a backslash. Write \\\\ for a backslash");
  EXPECT_EQ(shell_words("a 'b'").fault, "");
}

}  // namespace
}  // namespace awscost::text
