// The same questions of plain tables: SQLite alone, without the extension, over the same line items.
//
// How: for every source of a query a table `o<n>` is filled with the rows that the contract gives it (DESIGN 2.2): one
// per period of its window and combination of keys, summing the items that its slices and its filter choose; ungrouped,
// every period, zeros included; where a slice is bound by a join, that for each of its values. Then the plain statement
// runs over o0 and o1.
//
//   Oracle oracle(world);
//   Expected expected = oracle.ask(query);
#pragma once

#include <map>
#include <string>
#include <vector>

#include "contract.h"
#include "database.h"
#include "statement.h"

namespace awscost::differential {

struct Expected {
  Verdict verdict;
  Answer answer;
  std::string script;  // what was run
};

class Oracle {
 public:
  explicit Oracle(const World& world);

  Expected ask(const Query& query);

 private:
  void load_items();
  // The number of the window's periods in the table `period`.
  std::size_t window(Window window, Grain grain);
  void fill_window(const Query& query, std::size_t source, const SourceView& view, Window window, Grain grain,
                   const std::string& start_date, const std::string& end_date);
  // A condition older than the default window: it reaches back, and AWS may refuse.
  void judge_reach(const Query& query, std::size_t source, Grain grain, Verdict& verdict, Window& window);
  void note(const std::string& sql);

  const World& world_;
  Database db_;
  std::map<std::string, std::size_t> windows_;
  std::string script_;
};

}  // namespace awscost::differential
