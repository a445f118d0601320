// One golden case: a text file that says what a statement must do. Read here, run by runner.h, judged by
// golden_test.cc.
//
//   # What the case shows, in a sentence.
//   == settings          statements run first, their rows not compared (optional)
//   == sql               the statement; several are separated by ;
//   == plan              EXPLAIN QUERY PLAN of the first one (optional)
//   == requests          the requests made, in order, one `Operation body` a line (optional; "none" where there are
//   none)
//   == rows              the rows, columns joined by |, NULL as NULL, `--` between statements
//   == error             instead of rows: the message
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace awscost::golden {

struct Case {
  std::filesystem::path file;
  std::string comment;                          // the # lines
  std::vector<std::string> order;               // section names as written
  std::map<std::string, std::string> sections;  // text without the trailing line feed
  bool has(const std::string& section) const { return sections.count(section) != 0; }
};

// Throws std::runtime_error that names file and line where the file is not of the form above.
Case read_case(const std::filesystem::path& file);
void write_case(const Case& golden);

// Every *.case below the folder, sorted.
std::vector<std::filesystem::path> find_cases(const std::filesystem::path& folder);

}  // namespace awscost::golden
