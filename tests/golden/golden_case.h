// One golden case: a text file with a statement and its expected result. Read here, run by golden_test.cc.
//
//   # What the case shows, in a sentence.
//   == needs             the oldest SQLite that knows the statement, such as 3.39; skipped on older ones (optional)
//   == settings          statements that run first; their rows are not compared (optional)
//   == sql               the statement; several are separated by ;
//   == plan              EXPLAIN QUERY PLAN of the first one (optional)
//   == requests          the requests in order, one `Operation body` on each line; "none" for no request (optional)
//   == counts            how many requests of each operation, one `Operation number` on each line; "none" for no request.
//                        Of a loop: the setting verify asks singly, so neither counts nor requests are compared there
//                        (optional). `Operation 1 or 2`: SQLite's version decides.
//   == rows              the rows, columns joined by |, NULL as NULL, `--` between statements
//   == error             instead of rows: the message
//   == obeyed            of an error: the statement that obeys it, which has to run; or "none: " and why there is none
//
// Example:
//
//   bool expects_an_error(const std::filesystem::path& file) {
//     return read_case(file).has("error");
//   }
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace awscost::golden {

struct Case {
  std::filesystem::path file;
  std::string comment;                          // the # lines
  std::vector<std::string> order;               // section names in the file's order
  std::map<std::string, std::string> sections;  // text without the trailing line feed
  bool has(const std::string& section) const { return sections.count(section) != 0; }
};

// Throws std::runtime_error with file and line where the file does not have the form above.
Case read_case(const std::filesystem::path& file);
void write_case(const Case& golden);

// Every *.case below the folder, sorted.
std::vector<std::filesystem::path> find_cases(const std::filesystem::path& folder);

}  // namespace awscost::golden
