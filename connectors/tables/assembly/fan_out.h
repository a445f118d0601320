// The rows of several lists as one table: the usage of every usage plan, the costs of every profile, the plans of every
// profile with the usage of each.
//
// How: whoever is asked, a scan with one value of each input (sql/scan.h: `several`), is a member. The parents are
// those the scan names, or all that each member's own list of them has, which is asked for in the same way. A few lists
// are asked for at once and their first pages kept; rows come list by list, in the order of members, then of parents,
// and further pages when they are reached.
//
// What is free is asked ahead. What is paid is asked ahead where all of it will be needed: of several members, unless a
// LIMIT may end the statement first. Before the first cent the credentials of all members are looked for: one that is
// misspelt or not signed in must not cost what the others cost. An error among such first pages ends the query before a
// further page is paid; other errors come in their turn. A parent that was listed and is gone by the time its list is
// asked for has no rows; one that the statement names itself is AWS's error, of several members where none has it.
//
//   FanOut rows(kGetUsage, scan, connector, rows_decoded);
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/tables/assembly/page_rows.h"

namespace awscost::assembly {

class FanOut : public sql::Rows {
 public:
  // As PageRows.
  FanOut(const Operation& operation, const sql::Scan& scan, wire::Connector& connector,
         const page::RowsDecoded& rows_decoded);

  bool next(const sql::Interrupted& interrupted) override;
  sql::Cell cell(std::size_t column) override { return asked_.front().rows->cell(column); }

 private:
  struct List {
    std::size_t member = 0;
    std::string parent = {};  // empty where the operation has no parents
  };
  struct Asked {
    std::size_t member = 0;
    std::unique_ptr<sql::Scan> scan;  // the member's own, as its rows look at it
    std::unique_ptr<PageRows> rows;
  };

  Asked asked(const List& list) const;
  void find_lists(const sql::Interrupted& interrupted);
  // Throws what `asked` makes of an outcome that is no answer.
  static void fail(const Asked& asked, wire::Outcome& outcome, const sql::Interrupted& interrupted);
  void rehearse(const sql::Interrupted& interrupted);
  void ask(const sql::Interrupted& interrupted);
  bool note_missing(const std::string& parent);
  std::vector<wire::Outcome> send(const sql::Interrupted& interrupted);

  const Operation& operation_;
  const sql::Scan& scan_;
  wire::Connector& connector_;
  const page::RowsDecoded& rows_decoded_;
  bool all_are_paid_ = false;  // … and all of them are needed
  bool listed_ = true;         // the parents are known
  bool rehearsed_ = false;
  bool is_named_ = false;                                 // the statement names the parents
  std::unordered_map<std::string, std::size_t> missing_;  // of the named parents: members that do not have it
  std::vector<List> lists_;
  std::size_t next_list_ = 0;
  std::deque<Asked> asked_;  // the first one's rows are shown
};

}  // namespace awscost::assembly
