// The calls of a function that the text of a statement holds, outside its strings, quoted names and comments.
//
// Why: a function that changes a setting must run only where the user wrote the call. SQLITE_DIRECTONLY is meant to
// keep it out of a schema, but CHECK constraints (SQLite 3.40.1) and virtual generated columns (3.54.1) get through,
// and SQLite does not tell a function where its call stands.
//
//   find_calls("SELECT awscost_config('budget', '2')", "awscost_config")   -> one call, 2 arguments, first "budget"
//   find_calls("SELECT * FROM awscost_config_notes", "awscost_config")     -> none
//   find_calls("SELECT 'awscost_config(1, 2)'", "awscost_config")          -> none
//
// Example:
//
//   bool sets_the_budget(std::string_view statement) {
//     return holds_call(find_calls(statement, "awscost_config"), 2, "budget");
//   }
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::vtab {

struct Call {
  std::size_t arguments = 0;
  std::optional<std::string> first;  // the first argument, where it is a string literal and nothing else
};

// `name` in lower case. SQLite's own rules for tokens; never throws on a text that SQLite would refuse.
std::vector<Call> find_calls(std::string_view statement, std::string_view name);

// Whether one of the calls has that many arguments and may have this first one: it is that literal, or no literal.
bool holds_call(const std::vector<Call>& calls, std::size_t arguments, std::string_view first);

// Whether a token of the statement is that word, bare or quoted as a name. `word` in lower case.
bool holds_name(std::string_view statement, std::string_view word);

// The statement from its first word on: behind blanks, comments and the semicolons of empty statements.
std::string_view without_empty_statements(std::string_view statement);

// "select" of " /* why */ ;SELECT 1": the first word of a statement, in lower case.
std::string first_word(std::string_view statement);

}  // namespace awscost::vtab
