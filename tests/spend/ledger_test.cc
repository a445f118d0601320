// What the ledger keeps.
#include "connectors/spend/ledger.h"

#include <gtest/gtest.h>

namespace awscost::spend {
namespace {

Entry asking(const std::string& request) {
  return {.request = request, .charge = 10'000};
}

TEST(Ledger, NumbersItsRowsInOrder) {
  Ledger ledger;
  EXPECT_EQ(ledger.add(asking("a")), 1U);
  EXPECT_EQ(ledger.add(asking("b")), 2U);
  EXPECT_EQ(ledger.entries()[1].request, "b");
}

TEST(Ledger, TakesTheRowsOfAnAnswerLater) {
  Ledger ledger;
  const std::uint64_t id = ledger.add(asking("a"));
  EXPECT_EQ(ledger.entries()[0].rows, std::nullopt);
  ledger.set_rows(id, 280);
  EXPECT_EQ(ledger.entries()[0].rows, 280);
  ledger.set_rows(0, 1);
  ledger.set_rows(2, 1);
  EXPECT_EQ(ledger.entries()[0].rows, 280);
}

TEST(Ledger, DropsTheOldestTextsAndNoRow) {
  Ledger ledger(10);
  for (const char* request : {"aaaa", "bbbb", "cccc", "dddd"}) ledger.add(asking(request));
  ASSERT_EQ(ledger.entries().size(), 4U);
  EXPECT_EQ(ledger.entries()[0].request, std::nullopt);
  EXPECT_EQ(ledger.entries()[1].request, std::nullopt);
  EXPECT_EQ(ledger.entries()[2].request, "cccc");
  EXPECT_EQ(ledger.entries()[3].request, "dddd");
  EXPECT_EQ(ledger.entries()[0].charge, 10'000);
  ledger.add(asking(std::string(11, 'e')));
  EXPECT_EQ(ledger.entries()[3].request, std::nullopt);
  EXPECT_EQ(ledger.entries()[4].request, std::nullopt) << "a text that is too large alone";
  ledger.add(asking("f"));
  EXPECT_EQ(ledger.entries()[5].request, "f");
}

}  // namespace
}  // namespace awscost::spend
