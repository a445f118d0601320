// Cost Explorer's Expression: the JSON form of a Predicate, both ways.
//
// An Expression object has exactly one member: And, Or, Not, Dimensions, Tags or CostCategories. And and Or have at
// least two operands. Only the shape is checked; which keys and values exist, AWS decides. AWS adds members: one that is
// unknown here, and no slip of a known one, goes out as it is.
// Source: the service model ce/2017-10-25, shape Expression, and the error texts of the service.
//
//   {"Not":{"Tags":{"Key":"env","MatchOptions":["ABSENT"]}}}
//
// Example:
//
//   std::string in_one_form(std::string_view filter) {
//     return to_expression(sql::canonical(parse_expression(filter, "filter")));
//   }
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

#include "sql/predicate.h"

namespace awscost::request {

// Throws sql::Error. The sentence begins with `what` ("filter", "awscost_not: argument 1"), and says where the mistake
// is (a JSON Pointer, or the character at which the text stops being JSON) and what to write instead.
sql::Predicate parse_expression(std::string_view text, std::string_view what);

// Members have a fixed order, so equal canonical predicates give equal bytes.
boost::json::object expression_json(const sql::Predicate& predicate);
std::string to_expression(const sql::Predicate& predicate);

}  // namespace awscost::request
