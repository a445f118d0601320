// What statements tell beside their rows: once each, with a count, the newest kept.
#include "connectors/asking/statement/notices.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "connectors/asking/statement/statement.h"
#include "tests/asking/support/destined.h"

namespace awscost::asking {
namespace {

const auto kNow = [] { return text::parse_instant("2026-11-21 10:30:00").value(); };

class Silent : public Sender {
 public:
  void send_all(std::span<const Question>, const sql::Interrupted&, const Answered&) override {}
};

TEST(Notices, AStatementTellsEachOnceAndCountsIt) {
  std::vector<std::string> told;
  Notices notices(kNow, [&](const Notices::Entry& entry) { told.push_back(entry.text); });
  Silent sender;
  test::Nobody nobody;
  test::FixedResolver resolver{nobody};
  Statements statements(sender, resolver, &notices);
  const auto first = statements.begin();
  for (const char* text : {"a", "b", "a", "a"}) first->note("t", text);
  statements.begin()->note("t", "a");
  EXPECT_EQ(told, (std::vector<std::string>{"a", "b", "a"}));
  ASSERT_EQ(notices.entries().size(), 3U);
  EXPECT_EQ(notices.entries()[0].count, 3);
  EXPECT_EQ(notices.entries()[1].count, 1);
  EXPECT_EQ(notices.entries()[2].count, 1) << "another statement's";
  EXPECT_EQ(notices.entries()[2].id, 3);
}

TEST(Notices, TheNewestAreKept) {
  Notices notices(kNow);
  const std::int64_t first = notices.add("t", "first");
  const std::int64_t second = notices.add("t", "second");
  for (std::size_t i = 2; i <= Notices::kMostEntries; ++i) notices.add("t", "more");
  notices.again(first);  // no longer kept
  notices.again(second);
  ASSERT_EQ(notices.entries().size(), Notices::kMostEntries);
  EXPECT_EQ(notices.entries().front().text, "second");
  EXPECT_EQ(notices.entries().front().count, 2);
}

TEST(Notices, OfAStatementWithoutAPlaceForThemAreDropped) {
  Silent sender;
  test::Nobody nobody;
  test::FixedResolver resolver{nobody};
  Statements(sender, resolver).begin()->note("t", "a");
}

}  // namespace
}  // namespace awscost::asking
