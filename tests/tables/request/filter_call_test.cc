// Calls of the filter functions as text: what is read, and what is not evaluated.
#include "connectors/tables/request/filter_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "sql/error.h"

namespace awscost::request {
namespace {

using ::testing::HasSubstr;

std::string evaluated(std::string_view text) {
  try {
    return evaluate_filter_call(text).value_or("no call");
  } catch (const sql::Error& error) {
    return error.what();
  }
}

TEST(FilterCall, IsEvaluated) {
  EXPECT_EQ(evaluated("awscost_dimension('REGION', 'eu-west-3')"),
            R"({"Dimensions":{"Key":"REGION","Values":["eu-west-3"]}})");
  EXPECT_EQ(evaluated(" AWSCOST_NOT ( awscost_tag('it''s', \n'b' , 'a') ) "),
            R"({"Not":{"Tags":{"Key":"it's","Values":["a","b"]}}})");
  EXPECT_EQ(evaluated("awscost_tag('env', null)"), R"({"Tags":{"Key":"env","MatchOptions":["ABSENT"]}})");
  EXPECT_EQ(evaluated("awscost_all(awscost_tag('a', 'b'), awscost_tag('c', 'd'))"),
            R"({"And":[{"Tags":{"Key":"a","Values":["b"]}},{"Tags":{"Key":"c","Values":["d"]}}]})");
}

TEST(FilterCall, OtherTextsAreNoCalls) {
  for (const char* text : {"", "'{\"Not\": 1}'", "{}", "load_extension('x')", "'awscost_not(1)'", "(awscost_not(1))"}) {
    EXPECT_EQ(evaluated(text), "no call") << text;
  }
}

TEST(FilterCall, OtherSqlIsNotEvaluated) {
  for (const char* text :
       {"awscost_config('budget', '9')", "awscost_dimension('REGION', upper('x'))",
        "awscost_dimension('REGION', 'x') || ''", "awscost_dimension('REGION', \"x\")",
        "awscost_dimension('REGION', 7)", "awscost_dimension('REGION', (SELECT 1))", "awscost_dimension('REGION', 'x'",
        "awscost_dimension('REGION', 'x", "awscost_dimension", "awscost_", "awscost_not()",
        "awscost_dimension('REGION')", "awscost_not(awscost_tag('a', 'b'), awscost_tag('c', 'd'))",
        "awscost_dimension('REGION' 'x')", "awscost_dimension('REGION', 'x',)",
        "awscost_tag('a', 'b'); DROP TABLE t"}) {
    EXPECT_THAT(evaluated(text), HasSubstr("cannot be read at")) << text;
  }
}

TEST(FilterCall, DeepNestingIsAnError) {
  std::string call = "awscost_tag('a', 'b')";
  for (int depth = 0; depth < 200; ++depth) call = "awscost_not(" + call + ")";
  EXPECT_THAT(evaluated(call), HasSubstr("cannot be read at"));
  EXPECT_THAT(evaluated(std::string(100'000, ' ') + "awscost_not(" + std::string(100'000, '(')),
              HasSubstr("cannot be read"));
}

TEST(FilterCall, AFunctionsOwnErrorStays) {
  EXPECT_THAT(evaluated("awscost_dimension(NULL, 'x')"), HasSubstr("argument 1 is NULL"));
}

}  // namespace
}  // namespace awscost::request
