// Answers the loops of one statement: what a join asks once for each outer row is asked once for all of them.
//
// How, for each loop (a table, its inputs, and the shape of its conditions):
//   1. The first question goes out as it is.
//   2. From the second *different* one on, AWS is also asked for more: the same scan without what has varied so far
//      (sql/covering.h). Its pages and those of single questions take turns, so a loop that ends early, and a wide
//      answer of many pages, cost at most twice what the better of the two would have cost, and two pages.
//   3. Once the wide answer is complete, its rows are held and indexed, and further questions send nothing.
// A question that was asked before is never sent again: the statement keeps replies.
//
// Rows that find no room (the setting join_memory) are read again from kept replies for each question: slower, not
// dearer.
//
// Example:
//
//   std::unique_ptr<asking::AskedRows> rows_of(Joins& joins, Asker& asker, const sql::Scan& scan) {
//     return joins.open(asker, scan);
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "connectors/asking/statement/asked_rows.h"
#include "connectors/tables/joins/asker.h"
#include "connectors/tables/joins/held_rows.h"
#include "sql/covering.h"
#include "sql/scan.h"

namespace awscost::joins {

// The loops of one table in one statement.
class Joins {
 public:
  // Sends nothing before the first next(). All of them outlive the rows.
  std::unique_ptr<asking::AskedRows> open(Asker& asker, const sql::Scan& scan);

  // Tells about each page that a scan of the table has read: how many, their rows together, whether it is the last.
  void note_page(const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last);

 private:
  friend class JoinedRows;

  // A complete answer.
  struct Answered {
    std::shared_ptr<const HeldRows> rows;
    bool is_held = true;  // false: there was no room, and its rows are read again
  };

  // A wide scan whose pages are being read.
  struct Wide {
    sql::Variation without;
    std::shared_ptr<HeldRows> held;
    std::unique_ptr<asking::AskedRows> rows;  // refer to the scan of `held`
    std::int64_t pages = 0;
    std::size_t rows_of_a_page = 0;  // that its window was made for
    bool is_held = true;
  };

  struct Loop {
    std::unique_ptr<sql::Scan> first;
    sql::Variation varied;                  // so far
    std::unordered_set<std::string> asked;  // by bound part: single questions
    std::vector<sql::Variation> levels;     // what wide answers leave out; the last one pays most
    std::unordered_map<std::string, std::vector<Answered>> answered;  // by level and bound part
    std::int64_t pages = 0;                                           // of single questions
    std::int64_t last_pages = 0;                                      // of the last one
    std::int64_t left_pages = 0;  // of wide answers that the loop left before they were complete
    bool refused = false;         // AWS does not answer the wide question
    std::unique_ptr<Wide> wide;
    std::int64_t last_buckets = 0;       // of the last wide answer without the window's conditions
    std::optional<sql::Window> reached;  // by wide answers that follow one another
  };

  // Questions with one fixed part.
  struct Family {
    std::map<std::string, Loop> loops;  // by shape
    std::vector<Answered> wide;         // of all loops, for one another
    bool asked(const sql::Scan& scan) const;
  };

  // What pages tell of how many rows a bucket has.
  struct Density {
    double rows_of_a_bucket = 100;  // of the longest answer seen; before there was one, a guess
    std::int64_t buckets = 0;       // of that answer
    bool known() const { return buckets > 0; }
  };

  Density& density_of(const sql::Scan& scan);
  void note_rows(const sql::Scan& scan, std::size_t rows, std::int64_t buckets);
  sql::Window window_of(const Loop& loop, const sql::Scan& scan, const sql::Window& whole,
                        const Density& density) const;
  void forget_what_changed(const Asker& asker);
  std::unique_ptr<asking::AskedRows> answer(Asker& asker, const sql::Scan& scan, const sql::Interrupted& interrupted);
  static std::unique_ptr<asking::AskedRows> answer_from(Asker& asker, const Family& family, const Loop& loop,
                                                        const sql::Scan& scan);
  static sql::Variation worth_leaving_out(const Loop& loop);
  bool widen(Asker& asker, Family& family, Loop& loop, const sql::Scan& scan, const sql::Interrupted& interrupted);
  bool ask_wide(Asker& asker, const Family& family, Loop& loop, const sql::Scan& scan, const sql::Variation& variation,
                std::int64_t most_pages, const sql::Interrupted& interrupted);
  bool begin_wide(Asker& asker, const Family& family, Loop& loop, const sql::Scan& scan,
                  const sql::Variation& variation);
  sql::Wider wider_of(const Family& family, Loop& loop, const sql::Scan& scan, sql::Wider wider);
  bool read_wide(Asker& asker, Loop& loop, std::int64_t most_pages, const sql::Interrupted& interrupted) const;
  bool has_too_wide_a_window(const Wide& wide) const;
  void keep_wide(Family& family, Loop& loop, const sql::Scan& scan);

  std::uint64_t revision_ = 0;
  std::size_t bytes_ = 0;              // of all held rows
  std::size_t rows_of_a_page_ = 5000;  // Cost Explorer's groups; learnt from pages that were not the last
  std::map<std::string, Density> densities_;
  std::map<std::string, std::shared_ptr<Family>> families_;  // rows keep theirs
};

}  // namespace awscost::joins
