// Where rows come from: the one interface between the SQLite bridge (vtab/) and everything that can be a table.
//
// A Source answers a Scan (one question with its values) with Rows, pulled one by one. Rows own what their cells
// borrow; a cell is valid until the next call of next(). Errors are thrown (sql::Error, sql::InterruptError).
//
//   auto rows = source.open(scan, never);
//   while (rows->next(never)) show(rows->cell(column));
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "sql/scan.h"
#include "sql/table.h"
#include "sql/value.h"
#include "sql/writer.h"

namespace awscost::sql {

class Rows {
 public:
  virtual ~Rows() = default;
  // Moves to the first, then to the next row; false at the end. May block on the network.
  virtual bool next(const Interrupted& interrupted) = 0;
  // The value of a result column, of a dimension that is a key of this scan, or of an input that it binds to several
  // values, in the present row.
  virtual Cell cell(std::size_t column) = 0;
  // Of a writable table: the number under which Writer::apply() will know the present row again. Nothing: it is made
  // from the row's identity.
  virtual std::optional<std::int64_t> rowid() { return std::nullopt; }
};

class Source {
 public:
  virtual ~Source() = default;
  virtual const Table& table() const = 0;
  // What CREATE VIRTUAL TABLE <name> USING <table>(argument, …) makes of it; the new source leans on this one. Throws
  // sql::Error where an argument is wrong, or where the table takes none.
  virtual std::shared_ptr<Source> named(std::string_view name, std::span<const std::string_view> arguments);
  // `scan` outlives the Rows. Sends nothing that was not asked for: the first request may wait for the first next().
  virtual std::unique_ptr<Rows> open(const Scan& scan) = 0;
  // Of a writable table: who takes its changes; lives as long as the source. Null where nothing can be changed.
  virtual Writer* writer() { return nullptr; }
};

// Told when a statement of a connection begins to read (its first cursor opens) and ends (its last one closes).
class StatementWatcher {
 public:
  virtual ~StatementWatcher() = default;
  virtual void statement_began() = 0;
  virtual void statement_ended() = 0;
};

}  // namespace awscost::sql
