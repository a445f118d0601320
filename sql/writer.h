// Who takes the changes of a writable table: a queue that is sent when the transaction ends.
//
// SQLite asks in this order (measured with 3.40): begin, then apply for every line, then sync, then commit; inside
// BEGIN … COMMIT, savepoint and release around each statement. What a statement or a savepoint changed can be taken
// back until sync, the last point at which anything may fail; nothing is sent before it.
//
//   writer->begin();
//   writer->apply({.kind = Change::Kind::kUpdate, .rowid = 7, .values = …});
//   writer->sync(interrupted);    // sends; throws sql::Error where AWS took less than everything
//   writer->commit();
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sql/interrupt.h"
#include "sql/value.h"

namespace awscost::sql {

struct Change {
  enum class Kind : std::uint8_t { kInsert, kUpdate, kDelete };

  Kind kind = Kind::kUpdate;
  std::int64_t rowid = 0;  // of the row to change or remove
  // By column. UPDATE: nothing where the column is not set. INSERT: a value each, NULL where none was given.
  std::vector<std::optional<Value>> values;
};

class Writer {
 public:
  virtual ~Writer() = default;

  // A transaction starts. May be told again while one runs.
  virtual void begin() = 0;
  // Takes one change; returns the row's number. Throws sql::Error, naming the row, where AWS could only refuse it.
  virtual std::int64_t apply(const Change& change, const Interrupted& interrupted) = 0;

  // Savepoints are numbered from the outside in. SQLite tells a table of them only from its first change on, and then
  // of the innermost: going back to one that nobody announced takes back everything since begin.
  virtual void savepoint(int number) = 0;
  virtual void release(int number) = 0;
  virtual void rollback_to(int number) = 0;

  // Sends everything. Throws sql::Error or InterruptError; rollback() follows then.
  virtual void sync(const Interrupted& interrupted) = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;
};

}  // namespace awscost::sql
