// Answers the loops of one statement: what a join asks once for each outer row is asked once for all of them.
//
// How, for each loop (a table, its inputs, and the shape of its conditions):
//   1. The first question goes out as it is.
//   2. From the second *different* one on, AWS is also asked for more: the same scan without what has varied so far
//      (sql/covering.h). Its pages and those of single questions take turns (spending.h), so a loop that ends early, and a
//      wide answer of many pages, cost at most twice what the better of the two would have cost, and two pages.
//   3. A range of time that was answered answers what lies inside of it; so does the first question's, whose pages are
//      read once more for it.
//   4. Once a wide answer is complete, its rows are held and indexed, and further questions send nothing. What they save
//      pays for the next wide answer, where a question lies outside. Of a range that lies partly outside, that part is
//      asked for (composed_rows.h).
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
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "connectors/asking/statement/asked_rows.h"
#include "connectors/tables/joins/asker.h"
#include "connectors/tables/joins/composed_rows.h"
#include "connectors/tables/joins/held_rows.h"
#include "connectors/tables/joins/spending.h"
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

  // Complete answers that differ in their windows at most.
  struct Answers {
    std::vector<Answered> all;  // by the start of their windows
    void add(Answered answered);
    // The one whose window contains the scan's; null: none, or one that others hide.
    const Answered* around(const sql::Scan& scan) const;
    std::optional<sql::Window> reached;  // by those that follow one another
  };

  // A wide scan whose pages are being read.
  struct Wide {
    sql::Variation without;
    std::shared_ptr<HeldRows> held;
    std::unique_ptr<asking::AskedRows> rows;  // refer to the scan of `held`
    std::int64_t pages = 0;                   // sent for
    bool is_held = true;
    bool may_be_narrower = true;
    // When its last page began.
    std::size_t rows_before = 0;
    std::int64_t buckets_before = 0;
  };

  struct Loop {
    std::unique_ptr<sql::Scan> first;
    bool has_all_of_first = false;  // its last page was read
    bool has_reread_first = false;
    sql::Variation varied;                                    // so far
    std::unordered_set<std::string> asked;                    // by bound part: single questions
    std::vector<sql::Variation> levels;                       // what wide answers leave out; the last one pays most
    std::unordered_map<std::string, Answers> answered;        // by level and bound part
    std::unordered_map<std::string, std::vector<Part>> cuts;  // by bound part: what was asked for in part
    bool has_left = false;                                    // a wide answer before it was complete
    int narrowed = 0;                                         // windows that were made anew, because they were too wide
    std::shared_ptr<Spending> spending = std::make_shared<Spending>();
    std::int64_t last_pages = 0;              // of the last single question
    bool refused = false;                     // AWS does not answer the wide question
    std::unique_ptr<Wide> wide;               // without all that has varied
    std::unique_ptr<Wide> piece;              // without what the last level leaves out, where that is less
    std::vector<std::unique_ptr<Wide>> left;  // before they were complete: a later question may lie inside
    const Answers* answers_of(const sql::Scan& scan, const sql::Variation& without) const;
  };

  // Questions with one fixed part.
  struct Family {
    std::map<std::string, Loop> loops;  // by shape
    std::vector<Answered> wide;         // of all loops, for one another
    bool asked(const sql::Scan& scan) const;
    void keep_range(Answered range);
  };

  // What pages tell of how many rows a bucket has.
  struct Density {
    double rows = 0;           // of the longest answer seen, and of those after it
    std::int64_t buckets = 0;  // likewise
    // Before there was one, a guess.
    double rows_of_a_bucket() const { return known() ? rows / static_cast<double>(buckets) : 100; }
    bool known() const { return buckets > 0; }
  };

  Density& density_of(const sql::Scan& scan);
  void note_rows(const sql::Scan& scan, std::size_t rows, std::int64_t buckets);
  sql::Window window_of(const Loop& loop, const sql::Scan& scan, const sql::Wider& wider);
  static sql::Window gap_around(const sql::Window& asked, const sql::Window& whole, const Answers* answers);
  static void note_window(Answers& answers, const sql::Window& asked);
  void forget_what_changed(const Asker& asker);
  // Rows, and what is counted for their loop.
  using Answer = std::pair<std::unique_ptr<asking::AskedRows>, std::shared_ptr<Spending>>;
  Answer answer(Asker& asker, const sql::Scan& scan, const sql::Interrupted& interrupted);
  static std::unique_ptr<asking::AskedRows> answer_from(Asker& asker, const std::shared_ptr<const Family>& family,
                                                        const Loop& loop, const sql::Scan& scan);
  static HeldAnswers held_about(const Family& family, const Loop& loop, const sql::Scan& scan);
  std::unique_ptr<asking::AskedRows> compose(Asker& asker, const Family& family, Loop& loop, const sql::Scan& scan,
                                             const std::string& bound);
  // A question of a loop that is to be answered.
  struct Round {
    Asker& asker;
    Family& family;
    Loop& loop;
    const sql::Scan& scan;
    const sql::Interrupted& interrupted;
  };
  // A wide question of a loop, and whether a further page of it may be read.
  struct Turn {
    std::unique_ptr<Wide>& wide;
    sql::Variation without;
    std::function<bool()> may_read;
  };
  void reread_first(const Round& round);
  std::unique_ptr<asking::AskedRows> single(Asker& asker, const std::shared_ptr<Family>& family, Loop& loop,
                                            const sql::Scan& scan);
  static sql::Variation worth_leaving_out(const Round& round);
  bool widen(const Round& round);
  bool take_turns(const Round& round);
  bool ask_wide(const Round& round, const Turn& turn);
  bool begin_wide(const Round& round, const Turn& turn);
  static void leave(Loop& loop, std::unique_ptr<Wide> wide);
  static std::unique_ptr<Wide> go_back(Loop& loop, const sql::Scan& scan, const sql::Variation& without);
  sql::Wider wider_of(const Family& family, Loop& loop, const sql::Scan& scan, sql::Wider wider);
  bool read_wide(const Round& round, const Turn& turn, bool& is_too_wide);
  bool has_too_wide_a_window(Wide& wide);
  void note_last_page(const sql::Scan& scan);
  void keep_wide(const Round& round, std::unique_ptr<Wide> complete);

  std::uint64_t revision_ = 0;
  std::size_t bytes_ = 0;              // of all held rows
  std::size_t rows_of_a_page_ = 5000;  // Cost Explorer's groups; learnt from pages that were not the last
  std::map<std::string, Density> densities_;
  std::map<std::string, std::shared_ptr<Family>> families_;  // rows keep theirs
};

}  // namespace awscost::joins
