// The meaning of Filter, and refused filters.
#include <gtest/gtest.h>

#include "asking.h"

namespace awscost::sandbox {
namespace {

// The cost of the lines of 20 November that match: 0.2 and 5 (compute), 0.3 and -1.5 (Lambda).
std::string sum(const std::string& filter) {
  Asker ask(small_account());
  return cells(ask.ok("GetCostAndUsage", cost_query("2026-11-20/2026-11-21", "DAILY", R"("Filter":)" + filter)))
      .at(0)
      .second;
}

Refusal refusal(const std::string& filter) {
  Asker ask(small_account());
  return ask.refused("GetCostAndUsage", cost_query("2026-11-20/2026-11-21", "DAILY", R"("Filter":)" + filter));
}

TEST(Expression, ValuesOfALeafAreAlternatives) {
  EXPECT_EQ(sum(R"({"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda"]}})"), "-1.2 USD");
  EXPECT_EQ(sum(R"({"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda","Amazon Elastic Compute Cloud - Compute"]}})"),
            "4 USD");
  EXPECT_EQ(sum(R"({"Dimensions":{"Key":"SERVICE","Values":["aws lambda"]}})"), "0 USD");
  EXPECT_EQ(
      sum(R"({"Dimensions":{"Key":"RECORD_TYPE","Values":["Credit"],"MatchOptions":["EQUALS","CASE_SENSITIVE"]}})"),
      "-1.5 USD");
}

// No line has a Region. AWS shows NoRegion for it, and may not find it as a filter value.
TEST(Expression, TheTextForNoValueMatchesNothing) {
  EXPECT_EQ(sum(R"({"Dimensions":{"Key":"REGION","Values":["NoRegion"]}})"), "0 USD");
  EXPECT_EQ(sum(R"({"Not":{"Dimensions":{"Key":"REGION","Values":["NoRegion"]}}})"), "4 USD");
}

TEST(Expression, AndOrNotNest) {
  const std::string lambda = R"({"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda"]}})";
  const std::string credit = R"({"Dimensions":{"Key":"RECORD_TYPE","Values":["Credit"]}})";
  const std::string second = R"({"Dimensions":{"Key":"LINKED_ACCOUNT","Values":["000000000002"]}})";
  EXPECT_EQ(sum(R"({"And":[)" + lambda + "," + credit + "]}"), "-1.5 USD");
  EXPECT_EQ(sum(R"({"And":[)" + lambda + R"(,{"Not":)" + credit + "}]}"), "0.3 USD");
  EXPECT_EQ(sum(R"({"Or":[)" + lambda + "," + second + "]}"), "3.8 USD");
  EXPECT_EQ(sum(R"({"Not":{"Or":[)" + lambda + R"(,{"And":[)" + second + "," + second + "]}]}}"), "0.2 USD");
  EXPECT_EQ(sum(R"({"Not":{"Not":)" + credit + "}}"), "-1.5 USD");
}

TEST(Expression, TagsAreAbsentByOptionByEmptyValueOrWithoutValues) {
  EXPECT_EQ(sum(R"({"Tags":{"Key":"env","Values":["prod"]}})"), "0.2 USD");
  EXPECT_EQ(sum(R"({"Tags":{"Key":"env","MatchOptions":["ABSENT"]}})"), "-1.2 USD");
  EXPECT_EQ(sum(R"({"Tags":{"Key":"env","Values":[""]}})"), "-1.2 USD");
  EXPECT_EQ(sum(R"({"Tags":{"Key":"env"}})"), "-1.2 USD");
  EXPECT_EQ(sum(R"({"Tags":{"Key":"env","Values":["","prod"]}})"), "-1 USD");
  EXPECT_EQ(sum(R"({"Tags":{}})"), "-1.2 USD");
  EXPECT_EQ(sum(R"({"CostCategories":{"Key":"Unit","Values":["Shared"]}})"), "5 USD");
  EXPECT_EQ(sum(R"({"CostCategories":{"Key":"Unit","MatchOptions":["ABSENT"]}})"), "-1 USD");
}

TEST(Expression, NotHoldsForLinesWithoutTheTag) {
  EXPECT_EQ(sum(R"({"Not":{"Tags":{"Key":"env","Values":["prod"]}}})"), "3.8 USD");
  EXPECT_EQ(sum(R"({"Not":{"Tags":{"Key":"env","MatchOptions":["ABSENT"]}}})"), "5.2 USD");
  EXPECT_EQ(sum(R"({"Not":{"Tags":{"Key":"no such key","Values":["x"]}}})"), "4 USD");
}

TEST(Expression, HasExactlyOneRoot) {
  const std::string roots =
      "Only one root operator is allowed for each expression: And, Or, Not, Dimensions, Tags, CostCategories";
  EXPECT_EQ(refusal(R"({"Dimensions":{"Key":"SERVICE","Values":["a"]},"Tags":{"Key":"b","Values":["c"]}})").message,
            "Expression has more than one roots. " + roots);
  EXPECT_EQ(refusal("{}").message, "Expression has zero roots. " + roots);
  EXPECT_EQ(refusal(R"({"Not":{}})").code, "ValidationException");
  EXPECT_EQ(refusal(R"({"Not":{"Dimensions":null,"Tags":null}})").code, "ValidationException");
}

TEST(Expression, AndAndOrTakeTwoOperands) {
  const std::string leaf = R"({"Dimensions":{"Key":"SERVICE","Values":["a"]}})";
  EXPECT_EQ(refusal(R"({"And":[)" + leaf + "]}").message, "And expression must have at least 2 operands");
  EXPECT_EQ(refusal(R"({"Or":[]})").message, "Or expression must have at least 2 operands");
}

TEST(Expression, RefusesWhatCostQueriesDoNotTake) {
  EXPECT_EQ(refusal(R"({"Dimensions":{"Key":"RESOURCE_ID","Values":["i-1"]}})").message,
            "Dimension RESOURCE_ID is not allowed.");
  EXPECT_EQ(refusal(R"({"Dimensions":{"Key":"SERVICE_CODE","Values":["x"]}})").message,
            "Dimension SERVICE_CODE is not allowed.");
  EXPECT_NE(refusal(R"({"Dimensions":{"Key":"CHARGE_TYPE","Values":["x"]}})").message.find("'filter.dimensions.key'"),
            std::string::npos);
  for (const char* filter :
       {R"({"Dimensions":{"Key":"SERVICE","Values":[]}})", R"({"Dimensions":{"Key":"SERVICE"}})",
        R"({"Dimensions":{"Values":["x"]}})",
        R"({"Dimensions":{"Key":"SERVICE","Values":["x"],"MatchOptions":["ABSENT"]}})",
        R"({"Dimensions":{"Key":"SERVICE","Values":["x"],"MatchOptions":["CASE_INSENSITIVE"]}})",
        R"({"Tags":{"Key":"env","Values":["x"],"MatchOptions":["STARTS_WITH"]}})",
        R"({"Tags":{"Key":"env","Values":["x"],"MatchOptions":["LIKE"]}})",
        R"({"Tags":{"Key":"env","Values":["x"],"MatchOptions":["ABSENT"]}})", R"({"Tags":{"Values":["x"]}})"}) {
    EXPECT_EQ(refusal(filter).code, "ValidationException") << filter;
  }
}

TEST(Expression, ChecksTypes) {
  for (const char* filter :
       {R"([])", R"("x")", R"({"And":{}})", R"({"Dimensions":[]})", R"({"Dimensions":{"Key":"SERVICE","Values":"x"}})",
        R"({"Dimensions":{"Key":"LINKED_ACCOUNT","Values":[1]}})", R"({"Not":[]})"}) {
    EXPECT_EQ(refusal(filter).code, "SerializationException") << filter;
  }
  std::string deep = R"({"Dimensions":{"Key":"SERVICE","Values":["a"]}})";
  for (int i = 0; i < 60; ++i) deep = R"({"Not":)" + deep + "}";
  EXPECT_EQ(sum(deep), "0 USD");
  for (int i = 0; i < 500; ++i) deep = R"({"Not":)" + deep + "}";
  EXPECT_EQ(refusal(deep).code, "SerializationException");
}

}  // namespace
}  // namespace awscost::sandbox
