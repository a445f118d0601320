// SQL functions that write an Expression for the `filter` input: text in, canonical JSON out.
//
//   WHERE filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund', 'Tax'))
//   WHERE filter = awscost_all(awscost_tag('env', 'prod', NULL), awscost_dimension('region', 'eu-west-3'))
#pragma once

#include <vector>

#include "sql/function.h"

namespace awscost::request {

// awscost_dimension(key, value, …), awscost_tag(key, value, …), awscost_cost_category(name, value, …): any of the
// values. A NULL value of a tag or cost category stands for costs without it; elsewhere NULL is an error, because
// `filter = NULL` would quietly give no rows. A number is an error: ids have leading zeros.
// awscost_not(x), awscost_all(x, …), awscost_any(x, …): x is JSON as these functions write it; a single operand of all
// or any is that operand. All are pure.
std::vector<sql::Function> filter_functions();

}  // namespace awscost::request
