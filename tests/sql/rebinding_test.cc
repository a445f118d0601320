// The next values of a loop, put into a scan that was made for the ones before.
#include "sql/rebinding.h"

#include <gtest/gtest.h>

#include "query.h"

namespace awscost::sql {
namespace {

struct Loop {
  Plan plan;
  Scan scan;

  explicit Loop(const Query& query) : plan(query.best_index().plan), scan(query.scan()) {}

  bool next(std::size_t argument, std::string_view before, std::string_view value) {
    return rebind(scan, plan, argument, before, value, changed);
  }
  Rebinding changed;
};

Query of_scenario(std::string_view usage_group) {
  Query query;
  query.where("usage_group", Operator::kEq, {text(usage_group)}, false);
  return query;
}

std::size_t column(std::string_view name) {
  return find(kLineTable, name).value();
}

TEST(Rebinding, ReplacesTheOneTextOfAColumn) {
  Loop loop(of_scenario("a"));
  ASSERT_TRUE(loop.next(0, "a", "b"));
  EXPECT_EQ(loop.scan.selections[column("usage_group")].values, std::vector<std::string>({"b"}));
  EXPECT_TRUE(loop.changed.columns.test(column("usage_group")));
  EXPECT_FALSE(loop.changed.window);
}

TEST(Rebinding, LeavesOtherTextsToANewScan) {
  EXPECT_FALSE(Loop(of_scenario("a")).next(0, "a", "")) << "what the empty text means depends on the column";
  EXPECT_FALSE(Loop(of_scenario("a")).next(0, "a", "\xff")) << "no UTF-8";
  EXPECT_FALSE(Loop(of_scenario("a")).next(0, "c", "b")) << "the scan was made with another value";
}

TEST(Rebinding, DoesNotForgetASecondConditionOnTheColumn) {
  Query query = of_scenario("a");
  query.where("usage_group", Operator::kEq, {text("a")}, false);
  EXPECT_FALSE(Loop(query).next(0, "a", "b")) << "'b' AND 'a' are no row";
}

}  // namespace
}  // namespace awscost::sql
