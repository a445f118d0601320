// The same queries on plain tables: SQLite alone, without the extension, over the same line items.
//
// How: for every source of a query, a table `o<n>` is filled with the rows that the contract promises (sql/README.md): one
// for each period of the window and combination of keys, with the sums of the items that slices and filter select;
// without keys, one for every period, including zeros; where a join binds a slice, the same for each of its values.
// Then the plain statement runs over o0 and o1.
//
// Example:
//
//   std::vector<std::string> right_rows(const World& world, const Query& query) {
//     return Oracle(world).ask(query).answer.rows;
//   }
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
  std::string script;  // the SQL that was run
};

class Oracle {
 public:
  explicit Oracle(const World& world);

  Expected ask(const Query& query);

  Database& database() { return db_; }

 private:
  void load_items();
  // The number of the window's periods in the table `period`.
  std::size_t window(Window window, Grain grain);
  void fill_window(const Query& query, std::size_t source, const SourceView& view, Window window, Grain grain,
                   const std::string& start_date, const std::string& end_date);
  // A condition of the statement itself that asks for periods before the default window is an error.
  void judge_reach(const Query& query, std::size_t source, Grain grain, Verdict& verdict, const Window& window);
  void note(const std::string& sql);

  const World& world_;
  Database db_;
  std::map<std::string, std::size_t> windows_;
  std::string script_;
};

}  // namespace awscost::differential
