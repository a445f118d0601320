// A statement as the planner and the scan see it: the conditions that SQLite offers, and the values that it hands over
// later.
//
//   Query query(kLineTable);
//   query.where("service", Operator::kEq, {text("a")});
//   query.plan(), query.scan(), query.error()
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "line_table.h"
#include "sql/error.h"
#include "sql/plan.h"
#include "sql/plan_text.h"
#include "sql/scan.h"

namespace awscost::sql {

inline Value text(std::string_view value) {
  return std::string(value);
}

struct Query {
  const Table& table = kLineTable;
  Offer offer;
  std::vector<ArgumentValues> given;  // one per constraint

  explicit Query(const Table& of = kLineTable) : table(of) {}

  // `literal`: the value is known at prepare time.
  Query& where(std::string_view column, Operator op, ArgumentValues values, bool literal = true,
               Collation collation = Collation::kBinary, bool usable = true) {
    const bool known = literal && op != Operator::kIn && values.size() == 1;
    offer.constraints.push_back({.column = find(table, column),
                                 .op = op,
                                 .usable = usable,
                                 .collation = collation,
                                 .value = known ? std::optional(values.front()) : std::nullopt});
    given.push_back(std::move(values));
    return mention(column);
  }
  Query& mention(std::string_view column) {
    offer.mentioned.set(find(table, column).value());
    return *this;
  }

  BestIndex best_index() const { return make_plan(table, offer); }
  std::string plan() const { return to_text(table, best_index().plan); }
  Scan scan() const {
    const BestIndex made = best_index();
    std::vector<ArgumentValues> values(made.plan.arguments.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
      if (made.uses[i].argument > 0) values[made.uses[i].argument - 1] = given[i];
    }
    return make_scan(table, made.plan, values, text::parse_instant("2026-11-21 10:30:00").value());
  }
  Selection selection(std::string_view column) const { return scan().selections[find(table, column).value()]; }
  std::string range(std::string_view column) const {
    const Range found = scan().ranges[find(table, column).value()];
    return (found.after ? text::time_text(*found.after) : "-") + " " +
           (found.before ? text::time_text(*found.before) : "-");
  }
  std::string error() const {
    try {
      scan();
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }
};

}  // namespace awscost::sql
