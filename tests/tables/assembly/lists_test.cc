// The lists of one scan: which members, which parents, and how many at once.
#include "connectors/tables/assembly/lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/tables/assembly/question.h"

namespace awscost::assembly {
namespace {

using test::Question;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "0 p1"
std::vector<std::string> texts(const std::vector<List>& lists) {
  std::vector<std::string> out;
  for (const List& list : lists) out.push_back(std::to_string(list.member) + " " + list.parent);
  return out;
}

TEST(Lists, OfAnOperationWithoutParentsAreOneAMember) {
  const Question question("ce_cost_and_usage");
  const auto parents = named_parents(question.operation(), question.scan());
  ASSERT_TRUE(parents);
  EXPECT_THAT(*parents, ElementsAre(""));
  EXPECT_THAT(texts(lists_of(question.scan(), *parents)), ElementsAre("0 "));
  sql::Scan scan = question.scan();
  scan.several[question.column("profile")] = {"prod", "dev"};
  EXPECT_THAT(texts(lists_of(scan, *parents)), ElementsAre("0 ", "1 "));
}

TEST(Lists, ParentsAreThoseThatTheStatementNames) {
  Question question("apigateway_usage");
  EXPECT_FALSE(named_parents(question.operation(), question.scan())) << "they have to be listed";
  question.bind("usage_plan_id", {"p1", "p2"});
  EXPECT_THAT(named_parents(question.operation(), question.scan()).value(), ElementsAre("p1", "p2"));
  Question none("apigateway_usage");
  none.bind("usage_plan_id", {});
  EXPECT_THAT(named_parents(none.operation(), none.scan()).value(), IsEmpty()) << "an IN without values";
}

TEST(Lists, ComeMemberByMemberThenParentByParent) {
  Question question("apigateway_usage");
  sql::Scan scan = question.scan();
  scan.several[question.column("profile")] = {"prod", "dev"};
  EXPECT_THAT(texts(lists_of(scan, {"p1", "p2"})), ElementsAre("0 p1", "0 p2", "1 p1", "1 p2"));
  EXPECT_THAT(lists_of(scan, {}), IsEmpty());
  scan.several[question.column("region")] = {"r1", "r2"};
  EXPECT_EQ(lists_of(scan, {"p1"}).size(), 4U) << "each profile in each Region";
}

TEST(Lists, ParentsAreListedWhereTheirListsAreAsked) {
  Question question("apigateway_usage");
  question.input("region", "eu-west-3").bind("key_id", {"k"}).mention({"used"});
  sql::Scan scan = question.scan();
  scan.several[question.column("profile")] = {"prod", "dev"};
  const sql::Scan parents = scan_of_parents(question.operation(), scan);
  const sql::Table& plans = *parents.table;
  EXPECT_EQ(plans.name, "apigateway_usage_plans");
  EXPECT_EQ(parents.input(sql::Role::kRegion), "eu-west-3");
  EXPECT_EQ(parents.input(sql::Role::kProfile), std::nullopt);
  ASSERT_EQ(parents.several.size(), 1U);
  EXPECT_THAT(parents.several.at(sql::find(plans, "profile").value()), ElementsAre("prod", "dev"));
  EXPECT_EQ(parents.mentioned.count(), 1U);
  EXPECT_TRUE(parents.mentioned.test(sql::find(plans, "id").value()));
  EXPECT_FALSE(parents.empty);
  for (const sql::Selection& selection : parents.selections) EXPECT_FALSE(selection.bound) << "all of them";
}

TEST(Lists, ParentsAreAskedOfTheProfileThatIsNamed) {
  Question question("bcm_bill_scenario_usage_modifications");
  question.input("profile", "prod");
  const sql::Scan parents = scan_of_parents(question.operation(), question.scan());
  EXPECT_EQ(parents.input(sql::Role::kProfile), "prod");
  EXPECT_EQ(parents.table->name, "bcm_bill_scenarios");
}

TEST(Prefetch, IsWhatIsFreeAndWhatAllIsPaidFor) {
  const Question free("apigateway_usage");
  EXPECT_EQ(prefetch_of(free.operation(), free.scan()), Prefetch::kFree);
  const Question paid("ce_cost_and_usage");
  EXPECT_EQ(prefetch_of(paid.operation(), paid.scan()), Prefetch::kNone);
  sql::Scan scan = paid.scan();
  scan.several[paid.column("profile")] = {"prod", "dev"};
  EXPECT_EQ(prefetch_of(paid.operation(), scan), Prefetch::kPaid);
  scan.in_turn = true;
  EXPECT_EQ(prefetch_of(paid.operation(), scan), Prefetch::kNone) << "a LIMIT may end the statement before the next";
  sql::Scan of_free = free.scan();
  of_free.several[free.column("profile")] = {"prod", "dev"};
  of_free.in_turn = true;
  EXPECT_EQ(prefetch_of(free.operation(), of_free), Prefetch::kFree);
}

}  // namespace
}  // namespace awscost::assembly
