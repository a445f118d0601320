// Splits a line into words as Python's shlex.split does, which AWS's tools use.
//
// How: white space separates words; '...' is literal; in "..." a backslash escapes " and \ only; elsewhere it escapes
// any character. A closing quote does not end the word. Variables, wildcards, comments and "~" mean nothing.
//
//   shell_words(R"(a"b c"'d e'f g)").words  ->  "ab cd ef", "g"
//
// Example:
//
//   bool is_one_word(std::string_view line) {
//     const ShellWords split = shell_words(line);
//     return split.fault.empty() && split.words.size() == 1;
//   }
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace awscost::text {

struct ShellWords {
  std::vector<std::string> words;
  std::string fault;  // empty: none. Else a predicate for a message: "has a ' that is not closed"
};

ShellWords shell_words(std::string_view line);

}  // namespace awscost::text
