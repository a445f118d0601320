// SQL functions that write an Expression for the input `filter`: texts in, canonical JSON out.
//
//   WHERE filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax'))
//   WHERE filter = awscost_all(awscost_tag('env', 'prod', NULL), awscost_dimension('region', 'eu-west-3'))
//
// Example:
//
//   std::size_t how_many() {
//     return filter_functions().size();
//   }
#pragma once

#include <vector>

#include "sql/function.h"

namespace awscost::request {

// awscost_dimension(key, value, ...), awscost_tag(key, value, ...), awscost_cost_category(name, value, ...): the key
// has any of the values. A dimension that is unknown here goes out as it is written. A NULL value of a tag or cost category stands for costs without it; any other NULL is an
// error, because `filter = NULL` would give no rows unnoticed. A number is an error, because ids have leading zeros.
// awscost_not(x), awscost_all(x, ...), awscost_any(x, ...): x is JSON as these functions write it. awscost_all and
// awscost_any of one operand are that operand. All are pure.
std::vector<sql::Function> filter_functions();

}  // namespace awscost::request
