// awscost_help: the rules behind the messages, in SQL. A message says what is wrong and the likeliest cure, and names
// the topic that has the rest.
//
//   SELECT awscost_help();          the topics, one a line
//   SELECT awscost_help('slices');  what a slice is and how to ask for one; the statements in it run in the sandbox
//
// Example:
//
//   sql::Value topics() {
//     return help_function().call({});
//   }
#pragma once

#include "sql/function.h"

namespace awscost::catalog {

// awscost_help([topic]). An unknown topic is an error that names the nearest one.
sql::Function help_function();

}  // namespace awscost::catalog
