// awscost_help: the rules behind the messages, in SQL. A message says what is wrong and the likeliest cure, and names
// the topic that has the rest.
//
//   SELECT awscost_help();          the topics, one a line
//   SELECT awscost_help('slices');  what a slice is and how to ask for one; the statements in it run in the sandbox
//
// Example:
//
//   bool knows(std::string_view topic) {
//     return !help(topic).empty();
//   }
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/function.h"

namespace awscost::catalog {

// The text of a topic; empty where there is none of that name.
std::string_view help(std::string_view topic);

// The names of the topics, in the order in which somebody new needs them.
std::vector<std::string_view> help_topics();

// awscost_help([topic]). An unknown topic is an error that names the nearest one.
sql::Function help_function();

}  // namespace awscost::catalog
