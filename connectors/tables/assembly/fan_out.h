// The rows of several lists as one table: the usage of every usage plan, the costs of every profile, the plans of every
// profile with the usage of each.
//
// How: the lists to read are a pure function of the scan (lists.h). The first pages of a few lists are prefetched
// together; rows come list by list, members first, then parents; further pages are read when they are reached.
//
// Free lists are prefetched. Paid lists are prefetched only if all will be read. Credentials of all members are checked
// before the first paid call, because a misspelt profile must not cost the price of the others. An error among
// prefetched paid pages ends the query before another page is paid; other errors come in the lists' order. A listed
// parent that has been deleted since has no rows. A parent that the statement names is an error if no member has it.
//
// Example:
//
//   bool has_rows(const Asking& asking, const sql::Scan& scan, const sql::Interrupted& interrupted) {
//     return FanOut(asking, scan).next(interrupted);
//   }
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/asking/question/resolver.h"
#include "connectors/tables/assembly/lists.h"
#include "connectors/tables/assembly/page_rows.h"

namespace awscost::assembly {

class FanOut : public asking::AskedRows {
 public:
  // `scan` outlives it. Throws sql::Error where no request can be built from the scan; sends nothing yet.
  FanOut(const Asking& asking, const sql::Scan& scan);

  bool next(const sql::Interrupted& interrupted) override;
  sql::Cell cell(std::size_t column) override { return open_.front().rows->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override {
    return open_.empty() ? nullptr : open_.front().rows->destination();
  }

  bool next_asks() const override {
    if (open_.empty()) return !lists_ || next_list_ < lists_->size();
    return open_.front().rows->next_asks() || open_.size() == 1;
  }

 private:
  // A list that is being read or will be.
  struct OpenList {
    List list;
    std::unique_ptr<sql::Scan> scan;  // the member's; `rows` refers to it
    std::unique_ptr<PageRows> rows;
  };
  using Answers = std::vector<std::optional<asking::Answer>>;

  bool next_row(const sql::Interrupted& interrupted);
  std::string so_far() const;
  OpenList open_list(const List& list) const;
  std::vector<List> list_parents(const sql::Interrupted& interrupted) const;
  void check_credentials(const sql::Interrupted& interrupted);
  std::vector<OpenList> next_lists();
  void ask(const sql::Interrupted& interrupted);
  Answers first_pages(const std::vector<OpenList>& lists, const sql::Interrupted& interrupted) const;
  void send(const std::vector<OpenList>& lists, Answers& answers, const sql::Interrupted& interrupted) const;
  bool is_gone(const OpenList& list, const asking::Answer& answer);

  Asking asking_;
  const sql::Scan& scan_;
  Prefetch prefetch_;
  std::optional<std::vector<std::string>> parents_;       // named by the statement
  std::unordered_map<std::string, std::size_t> missing_;  // by parent: how many members do not have it
  std::optional<std::vector<List>> lists_;                // nothing until the parents are listed
  bool credentials_checked_ = false;
  std::size_t next_list_ = 0;
  std::size_t read_ = 0;       // lists that were read to their end
  std::deque<OpenList> open_;  // the current row is the first list's
};

}  // namespace awscost::assembly
