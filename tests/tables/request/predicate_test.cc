// The canonical form of a Predicate, and the Predicate of a scan.
#include "sql/predicate.h"

#include <gtest/gtest.h>

#include "sql/error.h"
#include "tests/tables/assembly/question.h"

namespace awscost {
namespace {

using sql::conjunction;
using sql::disjunction;
using sql::KeyType;
using sql::negation;
using sql::Predicate;
using test::Question;

Predicate region(std::vector<std::string> values) {
  return sql::leaf(KeyType::kDimension, "REGION", std::move(values));
}
Predicate service(std::vector<std::string> values) {
  return sql::leaf(KeyType::kDimension, "SERVICE", std::move(values));
}
Predicate team(std::vector<std::string> values) {
  return sql::leaf(KeyType::kTag, "team", std::move(values));
}

TEST(CanonicalPredicate, SortsValuesAndKeepsEachOnce) {
  EXPECT_EQ(canonical(region({"b", "a", "b"})), region({"a", "b"}));
}

TEST(CanonicalPredicate, SortsMatchOptions) {
  Predicate given = team({"x"});
  given.match_options = {"EQUALS", "CASE_SENSITIVE", "EQUALS"};
  EXPECT_EQ(canonical(given).match_options, (std::vector<std::string>{"CASE_SENSITIVE", "EQUALS"}));
}

TEST(CanonicalPredicate, SortsOperandsAndKeepsEachOnce) {
  const Predicate a = conjunction({service({"x"}), region({"r"}), service({"x"})});
  const Predicate b = conjunction({region({"r"}), service({"x"})});
  EXPECT_EQ(canonical(a), canonical(b));
  EXPECT_EQ(canonical(a).operands.size(), 2u);
}

TEST(CanonicalPredicate, FlattensAndInAndAndOrInOr) {
  const Predicate nested = conjunction({conjunction({region({"r"}), service({"x"})}), team({"t"})});
  EXPECT_EQ(canonical(nested), canonical(conjunction({region({"r"}), service({"x"}), team({"t"})})));
  const Predicate either = disjunction({disjunction({region({"r"}), service({"x"})}), team({"t"})});
  EXPECT_EQ(canonical(either), canonical(disjunction({region({"r"}), service({"x"}), team({"t"})})));
}

TEST(CanonicalPredicate, KeepsOrInsideAnd) {
  const Predicate mixed = canonical(conjunction({disjunction({region({"r"}), service({"x"})}), team({"t"})}));
  ASSERT_EQ(mixed.kind, Predicate::Kind::kAnd);
  EXPECT_EQ(mixed.operands.size(), 2u);
}

TEST(CanonicalPredicate, ReplacesAGroupOfOneByItsOperand) {
  EXPECT_EQ(canonical(conjunction({region({"r"})})), region({"r"}));
  EXPECT_EQ(canonical(disjunction({conjunction({region({"r"}), region({"r"})})})), region({"r"}));
}

TEST(CanonicalPredicate, FlattensWhatASingleOperandHid) {
  const Predicate hidden = conjunction({disjunction({conjunction({region({"r"}), service({"x"})})}), team({"t"})});
  EXPECT_EQ(canonical(hidden).operands.size(), 3u);
}

TEST(CanonicalPredicate, ReachesIntoNot) {
  EXPECT_EQ(canonical(negation(conjunction({region({"b", "a"})}))), negation(region({"a", "b"})));
}

TEST(CanonicalPredicate, TellsKeysOfDifferentTypesApart) {
  const Predicate both =
      canonical(conjunction({sql::leaf(KeyType::kTag, "x", {"1"}), sql::leaf(KeyType::kCostCategory, "x", {"1"})}));
  EXPECT_EQ(both.operands.size(), 2u);
}

TEST(PredicateOfScan, IsNothingWhereNothingIsBound) {
  EXPECT_EQ(predicate_of(Question("ce_cost_and_usage").scan()), std::nullopt);
}

TEST(PredicateOfScan, IsOneLeafForOneColumn) {
  Question question("ce_cost_and_usage");
  question.bind("linked_account", {"012345678901"});
  EXPECT_EQ(predicate_of(question.scan()), sql::leaf(KeyType::kDimension, "LINKED_ACCOUNT", {"012345678901"}));
}

TEST(PredicateOfScan, JoinsKeysAndSlicesAlike) {
  Question question("ce_cost_and_usage");
  question.group_by("service").bind("service", {"a", "b"}).bind("region", {"r"});
  EXPECT_EQ(predicate_of(question.scan()), conjunction({region({"r"}), service({"a", "b"})}));
}

TEST(PredicateOfScan, TakesTheTagFromGroupBy) {
  Question question("ce_cost_and_usage");
  question.group_by("tag:team, service").bind("tag_value", {"web"});
  EXPECT_EQ(predicate_of(question.scan()), team({"web"}));
}

TEST(PredicateOfScan, AsksForAnAbsentTagWithoutValues) {
  Question question("ce_cost_and_usage");
  question.group_by("tag:team").absent("tag_value");
  const Predicate absent = *predicate_of(question.scan());
  EXPECT_EQ(absent, sql::absent(KeyType::kTag, "team"));
  EXPECT_TRUE(absent.values.empty());
  EXPECT_EQ(absent.match_options, std::vector<std::string>{"ABSENT"});
}

TEST(PredicateOfScan, AsksForValuesOrAbsence) {
  Question question("ce_cost_and_usage");
  question.group_by("cost_category:Unit").bind("cost_category_value", {"a"}).absent("cost_category_value");
  const Predicate either = *predicate_of(question.scan());
  EXPECT_EQ(either, canonical(disjunction({sql::leaf(KeyType::kCostCategory, "Unit", {"a"}),
                                           sql::absent(KeyType::kCostCategory, "Unit")})));
  EXPECT_EQ(either.kind, Predicate::Kind::kOr);
}

TEST(PredicateOfScan, SaysWhichGroupByATagValueNeeds) {
  Question question("ce_cost_and_usage");
  question.group_by("tag:team, tag:env").bind("tag_value", {"web"});
  try {
    (void)predicate_of(question.scan());
    FAIL();
  } catch (const sql::Error& error) {
    EXPECT_STREQ(error.what(),
                 "ce_cost_and_usage: tag_value is bound but group_by has no single tag; write group_by = 'tag:team', "
                 "or filter = awscost_tag('team', '...').");
  }
}

}  // namespace
}  // namespace awscost
