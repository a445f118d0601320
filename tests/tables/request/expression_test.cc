// Expressions both ways, and every mistake with its sentence.
#include "connectors/tables/request/expression.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "sql/error.h"

namespace awscost {
namespace {

using request::parse_expression;
using request::to_expression;

std::string canonical_text(std::string_view text) {
  return to_expression(sql::canonical(parse_expression(text, "filter")));
}

std::string mistake(std::string_view text) {
  try {
    (void)parse_expression(text, "filter");
  } catch (const sql::Error& error) {
    return error.what();
  }
  return "no mistake";
}

TEST(Expression, KeepsWhatIsCanonical) {
  for (const std::string_view text : {
           R"({"Dimensions":{"Key":"SERVICE","Values":["a","b"]}})",
           R"({"Tags":{"Key":"env","MatchOptions":["ABSENT"]}})",
           R"({"Tags":{"MatchOptions":["ABSENT"]}})",
           R"({"CostCategories":{"Key":"Unit","Values":["x"],"MatchOptions":["CASE_SENSITIVE","EQUALS"]}})",
           R"({"Not":{"Or":[{"Dimensions":{"Key":"AZ","Values":["x"]}},{"Tags":{"Key":"t","Values":["y"]}}]}})",
           R"({"And":[{"Dimensions":{"Key":"AZ","Values":["x"]}},{"Not":{"Tags":{"Key":"t","Values":["y"]}}}]})",
       }) {
    EXPECT_EQ(canonical_text(text), text);
  }
}

TEST(Expression, SortsAndFlattens) {
  EXPECT_EQ(canonical_text(R"( { "And" : [ {"And":[{"Tags":{"Values":["z","y","z"],"Key":"t"}},
         {"Dimensions":{"Key":"AZ","Values":["x"]}}]}, {"Tags":{"Key":"t","Values":["y","z"]}} ] } )"),
            R"({"And":[{"Dimensions":{"Key":"AZ","Values":["x"]}},{"Tags":{"Key":"t","Values":["y","z"]}}]})");
}

TEST(Expression, KeepsEveryCharacterOfAValue) {
  EXPECT_EQ(parse_expression(R"({"Tags":{"Key":"n","Values":["é\u00e9 \"\\ 𝄞 \n"]}})", "filter").values.front(),
            "éé \"\\ 𝄞 \n");
  EXPECT_EQ(canonical_text(R"({"Tags":{"Key":"n","Values":["\u00e9\n"]}})"),
            R"({"Tags":{"Key":"n","Values":["é\n"]}})");
}

struct Mistake {
  std::string_view text;
  std::string_view sentence;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.text;
}

class ExpressionMistake : public testing::TestWithParam<Mistake> {};

TEST_P(ExpressionMistake, EarnsItsSentence) {
  EXPECT_EQ(mistake(GetParam().text), GetParam().sentence);
}

constexpr std::string_view kEnd =
    " The functions awscost_dimension, awscost_tag, awscost_cost_category, awscost_not, awscost_all and awscost_any "
    "write it for you.";
const std::string kCutAt1 = "filter is not JSON: it ends at character 1." + std::string(kEnd);
const std::string kCutAt10 = "filter is not JSON: it ends at character 10." + std::string(kEnd);
const std::string kBlank = "filter is not JSON: it ends at character 3." + std::string(kEnd);
const std::string kWrongAt8 = "filter is not JSON: it goes wrong at character 8." + std::string(kEnd);
const std::string kWrongAt3 = "filter is not JSON: it goes wrong at character 3." + std::string(kEnd);

INSTANTIATE_TEST_SUITE_P(
    All, ExpressionMistake,
    testing::Values(
        Mistake{"", kCutAt1}, Mistake{"  ", kBlank}, Mistake{R"({"Not": {)", kCutAt10},
        Mistake{R"({"é": "é" x})",
                "filter is not JSON: it goes wrong at character 11. The functions awscost_dimension, "
                "awscost_tag, awscost_cost_category, awscost_not, awscost_all and awscost_any write "
                "it for you."},
        Mistake{R"({"And":x})", kWrongAt8}, Mistake{"{}{}", kWrongAt3},
        Mistake{
            "[]",
            R"(filter: an Expression is a JSON object; write {"Dimensions": {"Key": "SERVICE", "Values": ["..."]}}.)"},
        Mistake{
            "null",
            R"(filter: an Expression is a JSON object; write {"Dimensions": {"Key": "SERVICE", "Values": ["..."]}}.)"},
        Mistake{"{}",
                "filter: an Expression has exactly one member, And, Or, Not, Dimensions, Tags or CostCategories, and "
                "this one has none."},
        Mistake{R"({"Tags":{},"Dimensions":{}})",
                R"(filter: an Expression has exactly one member, And, Or, Not, Dimensions, Tags or CostCategories, )"
                R"(and this one has "Tags", "Dimensions"; put several into {"And": [{...}, {...}]}.)"},
        Mistake{R"({"Not":{"dimensions":{}}})",
                "filter at /Not/dimensions: unknown member; write And, Or, Not, Dimensions, Tags or CostCategories, in "
                "exactly these letters."},
        Mistake{R"({"And":[{"Tags":{"Key":"t","Values":["v"]}}]})",
                "filter at /And: And is an array of at least two Expressions; a single one stands alone, without And."},
        Mistake{R"({"Or":{"Tags":{"Key":"t","Values":["v"]}}})",
                "filter at /Or: Or is an array of at least two Expressions; a single one stands alone, without Or."},
        Mistake{R"({"Not":[]})", R"(filter at /Not: an Expression is a JSON object; )"
                                 R"(write {"Dimensions": {"Key": "SERVICE", "Values": ["..."]}}.)"},
        Mistake{R"({"Or":[{"Tags":{"Key":"t","Values":["v"]}},7]})",
                R"(filter at /Or/1: an Expression is a JSON object; )"
                R"(write {"Dimensions": {"Key": "SERVICE", "Values": ["..."]}}.)"},
        Mistake{R"({"Tags":"team"})",
                R"(filter at /Tags: this is an object; write {"Tags": {"Key": "team", "Values": ["..."]}}.)"},
        Mistake{
            R"({"Dimensions":{"Values":["x"]}})",
            R"(filter at /Dimensions: Key is missing; write {"Dimensions": {"Key": "SERVICE", "Values": ["..."]}}.)"},
        Mistake{
            R"({"Dimensions":{"Key":"AZ"}})",
            R"(filter at /Dimensions: Values is missing; write {"Dimensions": {"Key": "SERVICE", "Values": ["..."]}}.)"},
        Mistake{R"({"Tags":{"Key":"t","Values":[]}})",
                R"(filter at /Tags: Values is missing; write {"Tags": {"Key": "team", "Values": ["..."]}}, )"
                R"(or "MatchOptions": ["ABSENT"] for costs without this key.)"},
        Mistake{R"({"CostCategories":{"Key":3,"Values":["x"]}})",
                "filter at /CostCategories/Key: this is text; write it in double quotes."},
        Mistake{R"({"Tags":{"Key":"t","Values":"x"}})",
                R"(filter at /Tags/Values: this is an array of texts; write ["..."].)"},
        Mistake{R"({"Tags":{"Key":"t","Values":["x",12]}})",
                "filter at /Tags/Values/1: this is text; write it in double quotes."},
        Mistake{R"({"Tags":{"Key":"t","Values":["x"],"MatchOption":"EQUALS"}})",
                "filter at /Tags/MatchOption: unknown member; write Key, Values or MatchOptions, in exactly these "
                "letters."},
        Mistake{R"({"Dimension":{"Key":"AZ","Values":["x"]}})",
                "filter at /Dimension: unknown member; write And, Or, Not, Dimensions, Tags or CostCategories, in "
                "exactly these letters."}));

// AWS adds roots and members. What is unknown here goes to AWS as it is.
TEST(Expression, KeepsWhatOnlyAwsKnows) {
  const std::string root = R"({"ProductAttributes":{"Key":"model","Values":["b","a"],"Deep":[{"x":1.50},null]}})";
  const std::string sent = R"({"ProductAttributes":{"Key":"model","Values":["b","a"],"Deep":[{"x":1.5E0},null]}})";
  EXPECT_EQ(canonical_text(root), sent);
  EXPECT_EQ(canonical_text(R"({"And":[{"Tags":{"Key":"t","Values":["v"]}},)" + root + "]}"),
            R"({"And":[{"Tags":{"Key":"t","Values":["v"]}},)" + sent + "]}");
  EXPECT_EQ(canonical_text(R"({"Not":)" + root + "}"), R"({"Not":)" + sent + "}");
  const std::string member = R"({"Dimensions":{"Key":"SERVICE","Values":["b","a"],"Since":"2026-09-01"}})";
  EXPECT_EQ(canonical_text(member), member);
  EXPECT_EQ(canonical_text(R"({"Dimensions":{"Key":"PRODUCT_ATTRIBUTE","Values":["x"]}})"),
            R"({"Dimensions":{"Key":"PRODUCT_ATTRIBUTE","Values":["x"]}})");
}

TEST(Expression, BoundsItsNesting) {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += R"({"Not":)";
  EXPECT_EQ(mistake(deep),
            "filter is nested deeper than 64 levels; write it flatter. The functions awscost_dimension, awscost_tag, "
            "awscost_cost_category, awscost_not, awscost_all and awscost_any write it for you.");
}

TEST(Expression, RefusesBytesThatAreNoText) {
  EXPECT_TRUE(
      mistake("{\"Tags\":{\"Key\":\"\xff\",\"Values\":[\"v\"]}}").starts_with("filter is not JSON: it goes wrong"));
}

// Boost.JSON keeps the last of two members of one name: half of the condition would be lost.
TEST(Expression, WithAMemberTwiceIsRefused) {
  for (const char* text :
       {R"({"Dimensions":{"Key":"SERVICE","Values":["a"]},"Dimensions":{"Key":"REGION","Values":["b"]}})",
        R"({"Not":{"Tags":{"Key":"a","Key":"b","Values":["c"]}}})"}) {
    EXPECT_THROW(parse_expression(text, "filter"), sql::Error) << text;
  }
  EXPECT_NO_THROW(parse_expression(
      R"({"And":[{"Tags":{"Key":"a","Values":["c"]}},{"Tags":{"Key":"a","Values":["d"]}}]})", "filter"));
}

}  // namespace
}  // namespace awscost
