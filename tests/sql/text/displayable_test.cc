// Text from elsewhere, made fit to be shown.
#include "sql/text/displayable.h"

#include <gtest/gtest.h>

namespace awscost::text {
namespace {

using namespace std::string_literals;

TEST(Displayable, KeepsWhatIsFine) {
  EXPECT_EQ(displayable("données & analytics 💶\n\t", 100), "données & analytics 💶\n\t");
  EXPECT_EQ(displayable("", 0), "");
}

TEST(Displayable, EscapesWhatATerminalOrADriverWouldChokeOn) {
  EXPECT_EQ(displayable("a\0b\x1b[31m\x7f"s, 100), "a\\x00b\\x1b[31m\\x7f");
  EXPECT_EQ(displayable("caf\xe9", 100), "caf\\xe9");
  EXPECT_EQ(displayable("\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80", 100),
            "\\xc0\\xaf \\xed\\xa0\\x80 \\xf4\\x90\\x80\\x80");
  EXPECT_EQ(displayable("\xe2\x82", 100), "\\xe2\\x82") << "cut in the middle of a character";
}

TEST(Displayable, CutsBetweenCharacters) {
  EXPECT_EQ(displayable("ééé", 4), "éé...");
  EXPECT_EQ(displayable("ééé", 5), "éé...");
  EXPECT_EQ(displayable("ééé", 6), "ééé");
}

TEST(Displayable, TellsUtf8) {
  EXPECT_TRUE(is_utf8("Zürich 💶"));
  EXPECT_FALSE(is_utf8("\xff\x80"));
}

}  // namespace
}  // namespace awscost::text
