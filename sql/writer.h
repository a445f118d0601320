// Takes the changes of a writable table: a queue that is sent when the transaction ends.
//
// SQLite calls in this order (measured with 3.40): begin, apply for every line, sync, commit; inside BEGIN ... COMMIT
// also savepoint and release around each statement. Changes of a statement or savepoint can be taken back until sync,
// which is the last call that may fail. Nothing is sent before sync.
//
// Example:
//
//   void remove(Writer& writer, std::int64_t rowid, const Interrupted& interrupted) {
//     writer.begin(Transaction::kOfStatement);
//     writer.apply({.kind = Change::Kind::kDelete, .rowid = rowid, .values = {}}, interrupted);
//     writer.sync(interrupted);
//     writer.commit();
//   }
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
  // By column. UPDATE: nothing where the column is not set. INSERT: every column, NULL where no value was given.
  std::vector<std::optional<Value>> values;
};

enum class Transaction : std::uint8_t {
  kOfStatement,  // ends with the statement that writes
  kExplicit,     // begun by BEGIN or SAVEPOINT
};

class Writer {
 public:
  virtual ~Writer() = default;

  // A transaction starts. SQLite may call it again while one runs.
  virtual void begin(Transaction kind) = 0;
  // Takes one change; returns the row's number. Throws sql::Error, naming the row, where AWS would surely refuse it.
  virtual std::int64_t apply(const Change& change, const Interrupted& interrupted) = 0;

  // Savepoints are numbered from the outside in. SQLite announces them to a table only from its first change on, and
  // then only the innermost: rolling back to one that was not announced takes back everything since begin.
  virtual void savepoint(int number) = 0;
  virtual void release(int number) = 0;
  virtual void rollback_to(int number) = 0;

  // Sends everything. Throws sql::Error or InterruptError; SQLite then calls rollback().
  virtual void sync(const Interrupted& interrupted) = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;
};

}  // namespace awscost::sql
