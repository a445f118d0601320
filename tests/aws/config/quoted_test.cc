// Names and paths as errors show them.
#include "connectors/aws/config/quoted.h"

#include <gtest/gtest.h>

namespace awscost::config {
namespace {

TEST(Quoted, StandsBetweenQuotes) {
  EXPECT_EQ(config::quoted("prod"), "'prod'");
  EXPECT_EQ(config::quoted(""), "''");
  EXPECT_EQ(config::quoted("prüd"), "'prüd'");
}

TEST(Quoted, HasNoControlCharacters) {
  EXPECT_EQ(config::quoted(std::string_view("a\0b\n\x1b[31m\x7f", 10)), "'a?b??[31m?'");
}

TEST(Quoted, IsBounded) {
  EXPECT_EQ(config::quoted(std::string(200, 'x')), "'" + std::string(200, 'x') + "'");
  EXPECT_EQ(config::quoted(std::string(201, 'x')), "'" + std::string(200, 'x') + "…'");
}

TEST(Quoted, CutsNoCharacter) {
  EXPECT_EQ(config::quoted(std::string(199, 'x') + "üü"), "'" + std::string(199, 'x') + "…'");
}

}  // namespace
}  // namespace awscost::config
