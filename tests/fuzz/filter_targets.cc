// The input `filter`, as JSON and as a call in CREATE VIRTUAL TABLE: an Expression in one form, or a sentence.
#include "connectors/tables/request/expression.h"
#include "connectors/tables/request/filter_call.h"
#include "sql/error.h"
#include "target.h"

namespace awscost::fuzz {
namespace {

std::string in_one_form(std::string_view filter) {
  return request::to_expression(sql::canonical(request::parse_expression(filter, "filter")));
}

void run_expression(std::string_view bytes) {
  try {
    const std::string written = in_one_form(bytes);
    if (in_one_form(written) != written) throw Broken("another form the second time: " + written);
  } catch (const sql::Error& error) {
    if (!std::string_view(error.what()).starts_with("filter")) throw Broken(error.what());
  }
}

std::vector<std::string> expressions() {
  return {R"({"Dimensions":{"Key":"SERVICE","Values":["AWS Lambda","Amazon Simple Storage Service"]}})",
          R"({"Not":{"Tags":{"Key":"env","MatchOptions":["ABSENT"]}}})",
          R"({"And":[{"Or":[{"Dimensions":{"Key":"REGION","Values":["eu-west-3"],"MatchOptions":["EQUALS"]}},)"
          R"({"CostCategories":{"Key":"Unit","Values":["Data","\u00e9"]}}]},)"
          R"({"Not":{"Dimensions":{"Key":"RECORD_TYPE","Values":["Tax"]}}}]})",
          R"({"Future":{"Key":"x"}})",
          "{}",
          "[]"};
}

void run_call(std::string_view bytes) {
  try {
    const auto written = request::evaluate_filter_call(bytes);
    if (written && in_one_form(*written) != *written) throw Broken("not canonical: " + *written);
  } catch (const sql::Error&) {
  }
}

std::vector<std::string> calls() {
  return {"awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund'))",
          "awscost_all(awscost_tag('env', 'prod', NULL), awscost_dimension('region', 'eu-west-3'))",
          "awscost_any(awscost_cost_category('Unit', 'it''s'), awscost_not(awscost_tag('team')))",
          R"(awscost_not('{"Tags":{"Key":"env","MatchOptions":["ABSENT"]}}'))"};
}

}  // namespace

extern constexpr Target kExpression{.name = "expression", .run = run_expression, .seeds = expressions};
extern constexpr Target kFilterCall{.name = "filter_call", .run = run_call, .seeds = calls};

}  // namespace awscost::fuzz
