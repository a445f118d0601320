// What SQLite's colUsed says about a table: the shared last bit, and the mask of an UPDATE.
#include "sql/offer.h"

#include <gtest/gtest.h>

#include <array>

#include "line_table.h"

namespace awscost::sql {
namespace {

constexpr std::uint64_t kLastBit = std::uint64_t{1} << 63;

TEST(MentionedColumns, AreTheBitsThatAreSet) {
  EXPECT_EQ(mentioned_columns(kLineTable, 0).count(), 0U);
  const ColumnSet mentioned = mentioned_columns(kLineTable, 0b101);
  EXPECT_TRUE(mentioned.test(0));
  EXPECT_FALSE(mentioned.test(1));
  EXPECT_TRUE(mentioned.test(2));
}

TEST(MentionedColumns, From63OnShareABit) {
  std::array<Column, 66> columns{};
  const Table wide{.name = "wide", .columns = columns};
  const ColumnSet mentioned = mentioned_columns(wide, kLastBit);
  EXPECT_EQ(mentioned.count(), 3U);
  EXPECT_FALSE(mentioned.test(62));
  for (const std::size_t column : {63U, 64U, 65U}) EXPECT_TRUE(mentioned.test(column)) << column;
}

// Bits past the last column tell an UPDATE, for which SQLite sets every bit.
TEST(MentionedColumns, OfAnUpdateAreAllButTheInputs) {
  const std::size_t profile = find(kLineTable, "profile").value();
  const ColumnSet update = mentioned_columns(kLineTable, ~std::uint64_t{0});
  EXPECT_FALSE(update.test(profile));
  EXPECT_EQ(update.count(), kLineTable.columns.size() - 1);
  const std::uint64_t all_columns = (std::uint64_t{1} << kLineTable.columns.size()) - 1;
  EXPECT_TRUE(mentioned_columns(kLineTable, all_columns).test(profile)) << "a SELECT may name every column";
  const std::size_t region = find(kUsageTable, "region").value();
  EXPECT_TRUE(mentioned_columns(kUsageTable, ~std::uint64_t{0}).test(region)) << "a read-only table has no UPDATE";
}

}  // namespace
}  // namespace awscost::sql
