// Where rows come from: the one interface between the SQLite bridge (vtab/) and everything that can be a table.
//
// A Source answers a Scan (one question with its values) with Rows, which are pulled one by one. Rows own what their
// cells borrow: a cell is valid until the next call of next(). Errors are thrown (sql::Error, sql::InterruptError).
//
// Example:
//
//   std::size_t count(Source& source, const Scan& scan, Statement& statement) {
//     std::size_t rows = 0;
//     const std::unique_ptr<Rows> all = source.open(scan, statement);
//     while (all->next({})) ++rows;
//     return rows;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "sql/interrupt.h"
#include "sql/rebinding.h"
#include "sql/scan.h"
#include "sql/statement.h"
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
  // The scan has got other values. Whether these rows begin anew with it; false: the source has to open it again.
  virtual bool rebind(const Rebinding& /*changed*/) { return false; }
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
  // `scan` and `statement` outlive the Rows. Sends nothing that was not asked for: the first request may wait for the
  // first next().
  virtual std::unique_ptr<Rows> open(const Scan& scan, Statement& statement) = 0;
  // Of a writable table: who takes its changes; lives as long as the source. Null where nothing can be changed.
  virtual Writer* writer() { return nullptr; }
};

}  // namespace awscost::sql
