// The rowids of the lines that SQLite has been shown.
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

#include "connectors/tables/bill_scenarios/line.h"

namespace awscost::test {
namespace {

// R8: two profiles of one account show the same line as two different rows.
TEST(NumberedLines, KeepsApartProfiles) {
  bill_scenarios::NumberedLines lines;
  const auto number = [&](const char* profile) {
    return lines.number({.scenario = "s", .id = "i", .profile = profile});
  };
  const std::int64_t prod = number("prod");
  EXPECT_NE(number("dev"), prod);
  EXPECT_EQ(number("prod"), prod);
  EXPECT_EQ(lines.find(prod)->profile, "prod");
}

// A setting changes between two scans: a changed line is written back to where it was read.
TEST(NumberedLines, KeepsApartPlaces) {
  bill_scenarios::NumberedLines lines;
  const auto number = [&](const std::string& key) {
    const auto destination = std::make_shared<asking::Destination>(asking::Destination{.key = key});
    return lines.number({.scenario = "s", .id = "i", .destination = destination});
  };
  const std::int64_t here = number("here");
  const std::int64_t there = number("there");
  EXPECT_NE(there, here);
  EXPECT_EQ(number("here"), here);
  EXPECT_EQ(lines.find(here)->destination->key, "here");
  EXPECT_EQ(lines.find(there)->destination->key, "there");
}

TEST(NumberedLines, KeepsApartLinesWhoseHashesMeet) {
  bill_scenarios::NumberedLines lines(
      [](const bill_scenarios::Line& line) -> std::uint64_t { return line.id == "c" ? 8 : ~0ULL; });
  const auto number = [&](const char* id) { return lines.number({.scenario = "s", .id = id}); };
  const std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(number("a"), largest) << "never negative: those are new lines";
  EXPECT_EQ(number("b"), 0);
  EXPECT_EQ(number("c"), 8);
  EXPECT_EQ(number("a"), largest);
  EXPECT_EQ(number("b"), 0);
  EXPECT_EQ(lines.find(0)->id, "b");
  EXPECT_EQ(lines.find(1), nullptr);
}

}  // namespace
}  // namespace awscost::test
