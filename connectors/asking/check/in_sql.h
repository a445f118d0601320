// The check in SQL: awscost_check([profile]), one text with a line for each thing that has to be right.
//
//   SELECT awscost_check();         for the credentials in force
//   SELECT awscost_check('prod');   for the profile prod
//
// Example:
//
//   sql::Value lines(Parts parts) {
//     return check_function(std::move(parts)).call({});
//   }
#pragma once

#include "connectors/asking/check/check.h"
#include "sql/function.h"

namespace awscost::check {

sql::Function check_function(Parts parts);

}  // namespace awscost::check
