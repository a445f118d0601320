// The settings file's format.
#include "connectors/asking/settings/ini.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sql/error.h"

namespace awscost::settings {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string refusal(std::string_view text) {
  try {
    parse_ini(text, "/home/ann/settings.ini");
  } catch (const sql::Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Ini, ReadsNamesAndValuesWithTheirLines) {
  EXPECT_THAT(parse_ini("# limits\n\n[awscost]\n  budget =  2.50 \n;connector=aws\nnow=\nlast=a = b", "f"),
              ElementsAre(IniLine{4, "budget", "2.50"}, IniLine{6, "now", ""}, IniLine{7, "last", "a = b"}));
  EXPECT_THAT(parse_ini("", "f"), IsEmpty());
  EXPECT_THAT(parse_ini("\n \n", "f"), IsEmpty());
}

TEST(Ini, ReadsWhatWindowsEditorsWrite) {
  EXPECT_THAT(parse_ini("\xEF\xBB\xBF[awscost]\r\nbudget = 1\r\n", "f"), ElementsAre(IniLine{2, "budget", "1"}));
}

TEST(Ini, NamesFileAndLineOfWhatItCannotRead) {
  EXPECT_EQ(refusal("# a\nbudget 5\n"),
            "/home/ann/settings.ini:2: 'budget 5' is not a setting; write name = value, or # before a comment.");
  EXPECT_EQ(refusal("[default]"),
            "/home/ann/settings.ini:1: '[default]' is not a setting; write name = value, or # before a comment.");
  EXPECT_EQ(refusal("budget = 5\nnow =\nbudget = 6\n"),
            "/home/ann/settings.ini:3: budget is already set on line 1; keep one of the two.");
}

}  // namespace
}  // namespace awscost::settings
