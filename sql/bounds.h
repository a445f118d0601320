// The conditions on time of a scan that is being made, and the window that they leave.
//
// How: a value that the statement itself gives is understood: a timestamp at midnight is its day, and a day before the
// history is an error with its cure. A value of another table is compared as SQLite compares it, because SQLite does so
// where it reads that table last: rows must not depend on the order of a join (docs/decisions, 15).
//
//   period_start = '2026-11-20 00:00:00'           that day
//   period_start = ts.t, which holds that text     an error: write date(ts.t)
//   period_start >= '2020-01-01'                   an error: write start_date
//   period_start >= ts.t, which holds that day     all of the history, and a notice
//
// Example:
//
//   void bound(Scan& scan, const Plan& plan, const std::vector<ArgumentValues>& values) {
//     Bounds bounds(plan, {}, scan);
//     bounds.add(plan.arguments.front(), values.front());
//     bounds.find_window();
//   }
#pragma once

#include <string>
#include <vector>

#include "sql/periods.h"
#include "sql/plan.h"
#include "sql/scan.h"

namespace awscost::sql {

// Whether the statement itself gives the argument's value. A literal is known by the plan; else `is_own` is asked, and
// without it the statement gives them all.
bool is_own(const Plan& plan, const Argument& argument, const IsOwn& is_own);

class Bounds {
 public:
  // `scan` has its inputs, its granularity and the present. All of them outlive the bounds.
  Bounds(const Plan& plan, const IsOwn& is_own, Scan& scan) : plan_(plan), is_own_(is_own), scan_(scan) {}

  // One argument of the plan on a period. Throws sql::Error with the cure.
  void add(const Argument& argument, const ArgumentValues& values);

  // Sets the scan's window, or makes the scan empty. Throws sql::Error with the cure.
  void find_window();

 private:
  const Table& table() const { return *scan_.table; }
  bool is_own(const Argument& argument) const;
  std::string text_of(const Argument& argument, const std::string& text);
  void require_answerable() const;
  void require_no_key_for_a_date(const WindowQuestion& question) const;
  void refuse_cut_month(const WindowQuestion& question) const;
  void look_behind(const WindowQuestion& question);
  void note_no_begin(const WindowQuestion& question);
  void refuse_behind(WindowQuestion question, const Argument& argument) const;

  const Plan& plan_;
  const IsOwn& is_own_;
  Scan& scan_;
  std::vector<const Argument*> arguments_;  // by condition of the scan
  bool has_late_bound_ = false;             // SQLite checks a bound again that was to be exact
};

// Whether nothing bounds the scan's period: no condition on it, neither the statement's nor another table's, no start_date
// or end_date, no window of a named table. All of the table's history is then asked for.
bool is_unbounded(const Scan& scan);

// What to say of such a scan where it is refused.
std::string unbounded(const Scan& scan);

// The window that the scan's inputs and conditions leave; nothing where no bucket can match, or the table has no history.
std::optional<Window> window_of(const Scan& scan);

}  // namespace awscost::sql
