// A table whose rows are already in memory: settings, the ledger, the catalog.
//
// The rows are taken when a scan opens, so a statement sees one moment whatever happens meanwhile. Conditions are not
// looked at: SQLite checks them.
//
// Example:
//
//   std::unique_ptr<Source> one_row(const Table& table) {
//     return std::make_unique<StoredSource>(table, [] { return std::vector<StoredRow>{{std::string("a")}}; });
//   }
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "sql/source.h"

namespace awscost::sql {

using StoredRow = std::vector<Value>;  // one value a column, in the table's order; no BLOBs

class StoredSource : public Source {
 public:
  // `table` and whatever `take_rows` refers to outlive the source. `take_rows` may throw sql::Error.
  StoredSource(const Table& table, std::function<std::vector<StoredRow>()> take_rows);

  const Table& table() const override { return table_; }
  std::unique_ptr<Rows> open(const Scan& scan, Statement& statement) override;

 private:
  const Table& table_;
  std::function<std::vector<StoredRow>()> take_rows_;
};

}  // namespace awscost::sql
