// Cost Explorer's Expression: the JSON form of a Predicate, both ways.
//
// Each Expression object has exactly one member: And, Or, Not, Dimensions, Tags or CostCategories; And and Or have at
// least two operands. What is judged here is the shape alone; which keys and values exist, AWS knows.
// Source: the service model ce/2017-10-25, shape Expression, and the error texts of the service.
//
//   parse_expression(R"({"Dimensions":{"Key":"REGION","Values":["eu-west-3"]}})", "filter")
//   to_expression(predicate)  ->  {"Not":{"Tags":{"Key":"env","MatchOptions":["ABSENT"]}}}
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "sql/predicate.h"

namespace awscost::request {

// Throws sql::Error with a sentence that begins with `what` ("filter", "awscost_not: argument 1"), says where in the
// JSON the mistake is (a JSON Pointer, or the character where it stops being JSON) and what to write instead.
sql::Predicate parse_expression(std::string_view text, std::string_view what);

// Members stand in a fixed order: equal canonical predicates give equal bytes.
boost::json::object expression_json(const sql::Predicate& predicate);
std::string to_expression(const sql::Predicate& predicate);

}  // namespace awscost::request
