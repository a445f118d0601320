// The SQL functions that write an Expression.
#include "connectors/tables/request/filter_functions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sql/error.h"

namespace awscost {
namespace {

using sql::Value;

Value text(std::string text) {
  return text;
}

std::string call(std::string_view name, std::vector<Value> arguments) {
  for (const sql::Function& function : request::filter_functions()) {
    if (function.name != name) continue;
    try {
      return std::get<std::string>(function.call(arguments));
    } catch (const sql::Error& error) {
      return error.what();
    }
  }
  return "no such function";
}

const std::string kEnv = R"({"Tags":{"Key":"env","Values":["prod"]}})";
const std::string kRegion = R"({"Dimensions":{"Key":"REGION","Values":["eu-west-3"]}})";

TEST(FilterFunctions, ArePureAndDocumented) {
  const auto functions = request::filter_functions();
  EXPECT_EQ(functions.size(), 6u);
  for (const sql::Function& function : functions) {
    EXPECT_EQ(function.risk, sql::Risk::kInnocuous);
    EXPECT_TRUE(function.doc.ends_with('.')) << function.name;
  }
}

TEST(FilterFunctions, WriteADimensionInEitherSpelling) {
  EXPECT_EQ(call("awscost_dimension", {text("REGION"), text("eu-west-3")}), kRegion);
  EXPECT_EQ(call("awscost_dimension", {text("region"), text("eu-west-3"), text("eu-west-3")}), kRegion);
}

// AWS adds dimensions.
TEST(FilterFunctions, WriteADimensionThatOnlyAwsKnows) {
  EXPECT_EQ(call("awscost_dimension", {text("PRODUCT_ATTRIBUTE"), text("x")}),
            R"({"Dimensions":{"Key":"PRODUCT_ATTRIBUTE","Values":["x"]}})");
}

TEST(FilterFunctions, SortValues) {
  EXPECT_EQ(call("awscost_cost_category", {text("Unit"), text("b"), text("a")}),
            R"({"CostCategories":{"Key":"Unit","Values":["a","b"]}})");
}

TEST(FilterFunctions, TakeNullForAnAbsentTag) {
  EXPECT_EQ(call("awscost_tag", {text("env"), sql::Null()}), R"({"Tags":{"Key":"env","MatchOptions":["ABSENT"]}})");
  EXPECT_EQ(call("awscost_tag", {text("env"), text("prod"), sql::Null()}),
            R"({"Or":[{"Tags":{"Key":"env","MatchOptions":["ABSENT"]}},{"Tags":{"Key":"env","Values":["prod"]}}]})");
}

TEST(FilterFunctions, Negate) {
  EXPECT_EQ(call("awscost_not", {text(kEnv)}), "{\"Not\":" + kEnv + "}");
}

TEST(FilterFunctions, JoinInOneForm) {
  EXPECT_EQ(call("awscost_all", {text(kEnv), text(kRegion)}), "{\"And\":[" + kRegion + "," + kEnv + "]}");
  EXPECT_EQ(call("awscost_any", {text(kRegion), text(kEnv), text(kRegion)}), "{\"Or\":[" + kRegion + "," + kEnv + "]}");
  EXPECT_EQ(call("awscost_all", {text(kEnv)}), kEnv);
  EXPECT_EQ(call("awscost_any", {text(kEnv), text(kEnv)}), kEnv);
}

TEST(FilterFunctions, SayWhatIsWrong) {
  EXPECT_TRUE(call("awscost_dimension", {text("REGON"), text("x")})
                  .starts_with("awscost_dimension: argument 1 is 'REGON', which is no dimension; write one of "
                               "AGREEMENT_END_DATE_TIME_AFTER, "));
  EXPECT_EQ(
      call("awscost_dimension", {text("LINKED_ACCOUNT"), std::int64_t{12345}}),
      "awscost_dimension: argument 2 is 12345; write a text in single quotes (printf('%012d', id) keeps the zeros "
      "of an account id).");
  EXPECT_EQ(call("awscost_dimension", {text("REGION"), sql::Null()}),
            "awscost_dimension: argument 2 is NULL; write a text, or leave the argument out.");
  EXPECT_EQ(call("awscost_tag", {sql::Null(), text("x")}),
            "awscost_tag: argument 1 is NULL; write a text, or leave the argument out.");
  EXPECT_EQ(call("awscost_tag", {text(""), text("x")}), "awscost_tag: argument 1 is empty; write the key.");
  EXPECT_EQ(call("awscost_all", {text(kEnv), sql::Null()}),
            "awscost_all: argument 2 is NULL; write a text, or leave the argument out.");
  EXPECT_EQ(call("awscost_any", {text(kEnv), text(R"({"And":[]})")}),
            "awscost_any: argument 2 at /And: And is an array of at least two Expressions; a single one stands alone, "
            "without And.");
}

}  // namespace
}  // namespace awscost
