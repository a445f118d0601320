// A call of the filter functions as text, which is how SQLite hands over the arguments of CREATE VIRTUAL TABLE.
//
//   filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit', 'Refund'))
//
// SQL must not be evaluated there: whoever writes a database file would run it when the file is opened. So only these
// pure functions are read, with texts, NULL and calls of the same functions as arguments.
//
// Example:
//
//   std::string without_tax() {
//     return evaluate_filter_call("awscost_not(awscost_dimension('RECORD_TYPE', 'Tax'))").value_or("");
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace awscost::request {

// The Expression that the call writes; nothing where the text is no call of a filter function. Throws sql::Error where
// it begins as one and cannot be read, or where the function refuses its arguments.
std::optional<std::string> evaluate_filter_call(std::string_view text);

}  // namespace awscost::request
