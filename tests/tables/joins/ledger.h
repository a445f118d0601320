// An account that a test can add up in its head: each of its services costs something on each day of November 2026.
//
// It answers scans of ce_cost_and_usage by day and service, and by day and account, in pages, and counts the requests.
// A page that was asked for before is not counted again, because the statement keeps replies.
//
//   Ledger ledger({.services = {"a", "b"}, .page_rows = 10});
//   ledger.ask(scan)     the rows of the scan
//   ledger.requests()    1
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "connectors/tables/joins/joins.h"
#include "sql/text/instant.h"
#include "tests/tables/assembly/question.h"

namespace awscost::joins {

// The days are 1 to 21 November 2026.
inline constexpr int kDays = 21;
std::string day(int number);

struct Row {
  std::string day;
  std::string key;  // of the first key; empty where there is none
  std::string second;
};

class Ledger : public Asker {
 public:
  struct Options {
    std::vector<std::string> services = {"a", "b", "c"};
    std::size_t page_rows = 5000;
    // On other days than each so many, only every tenth service costs something.
    int full_day_each = 1;
    bool needs_filter = false;
    bool has_room = true;
  };

  explicit Ledger(Options options) : options_(std::move(options)) {}
  Ledger() : Ledger(Options()) {}

  std::unique_ptr<asking::AskedRows> ask(const sql::Scan& scan) override;
  bool can_ask(const sql::Scan& scan) const override {
    if (!options_.needs_filter) return true;
    for (const sql::Selection& selection : scan.selections) {
      if (selection.bound) return true;
    }
    return false;
  }
  std::int64_t requests() const override { return static_cast<std::int64_t>(asked_.size()); }
  std::uint64_t revision() const override { return revision_; }
  bool has_room(std::size_t) const override { return options_.has_room; }

  void change() { ++revision_; }
  std::vector<Row> rows_of(const sql::Scan& scan) const;
  bool costs(std::size_t service, int day) const { return day % options_.full_day_each == 0 || service % 10 == 0; }
  void count(const sql::Scan& scan, std::size_t page) {
    asked_.insert(sql::fixed_part(scan) + sql::bound_part(scan) + std::to_string(scan.group_by.keys.size()) + " page " +
                  std::to_string(page));
  }

  Options options_;
  // Told as Joins::note_page is.
  std::function<void(const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last)> page_read_;

 private:
  std::set<std::string> asked_;
  std::uint64_t revision_ = 1;
};

}  // namespace awscost::joins
