// Where rows come from: the one interface between the SQLite bridge (vtab/) and everything that can be a table.
//
// A Source answers a Scan (one question with its values) with Rows, which are pulled one by one. Rows own what their
// cells borrow: a cell is valid until the next call of next(). Errors are thrown (sql::Error, sql::InterruptError).
//
// Example:
//
//   std::size_t count(Source& source, const Scan& scan, const Interrupted& interrupted) {
//     const std::unique_ptr<Rows> rows = source.open(scan);
//     std::size_t count = 0;
//     while (rows->next(interrupted)) ++count;
//     return count;
//   }
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
  // The value in the present row: of a result column, of a dimension that is a key of the scan, or of an input that the
  // scan binds to several values.
  virtual Cell cell(std::size_t column) = 0;
  // In a writable table: the number by which Writer::apply() knows the present row. Nothing: the rowid is made from the
  // row's identity.
  virtual std::optional<std::int64_t> rowid() { return std::nullopt; }
};

class Source {
 public:
  virtual ~Source() = default;
  virtual const Table& table() const = 0;
  // What CREATE VIRTUAL TABLE <name> USING <table>(argument, ...) makes of it. This source outlives the new one. Throws
  // sql::Error where an argument is wrong, or where the table takes none.
  virtual std::shared_ptr<Source> named(std::string_view name, std::span<const std::string_view> arguments);
  // `scan` outlives the Rows. Sends nothing: the first request waits for the first next().
  virtual std::unique_ptr<Rows> open(const Scan& scan) = 0;
  // Takes the changes of a writable table; lives as long as the source. Null where nothing can be changed.
  virtual Writer* writer() { return nullptr; }
};

// Notified when a statement of a connection begins to read (its first cursor opens) and ends (its last one closes).
class StatementWatcher {
 public:
  virtual ~StatementWatcher() = default;
  virtual void statement_began() = 0;
  virtual void statement_ended() = 0;
};

}  // namespace awscost::sql
