// Names and paths, as errors show them.
#include "connectors/aws/config/quoted.h"

#include <gtest/gtest.h>

namespace awscost::config {
namespace {

TEST(Quoted, StandsBetweenQuotes) {
  EXPECT_EQ(config::quoted("prod"), "'prod'");
  EXPECT_EQ(config::quoted(""), "''");
  EXPECT_EQ(config::quoted("prüd"), "'prüd'");
}

TEST(Quoted, EscapesControlCharactersAndLineBreaks) {
  EXPECT_EQ(config::quoted(std::string_view("a\0b\n\t\x1b[31m\x7f", 11)), R"('a\x00b\x0a\x09\x1b[31m\x7f')");
}

TEST(Quoted, EscapesBytesThatAreNotUtf8) {
  EXPECT_EQ(config::quoted("caf\xe9"), R"('caf\xe9')");
}

TEST(Quoted, IsBounded) {
  EXPECT_EQ(config::quoted(std::string(200, 'x')), "'" + std::string(200, 'x') + "'");
  EXPECT_EQ(config::quoted(std::string(201, 'x')), "'" + std::string(200, 'x') + "...'");
}

TEST(Quoted, DoesNotCutACharacter) {
  EXPECT_EQ(config::quoted(std::string(199, 'x') + "üü"), "'" + std::string(199, 'x') + "...'");
}

}  // namespace
}  // namespace awscost::config
