// A SQLite file of the extension's own, as rooms without SQLite see it: statements with parameters, and rows.
//
// vtab/database.h opens one through the host's SQLite. Whoever uses it decides what a failure means: for kept answers a
// notice, and the query goes on without them.
//
// Example:
//
//   std::int64_t count(Database& database) {
//     std::int64_t rows = 0;
//     database.run("SELECT count(*) FROM pages", {},
//                  [&rows](std::span<const Cell> row) { rows = std::get<std::int64_t>(row[0]); });
//     return rows;
//   }
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sql/value.h"

namespace awscost::sql {

// SQLite's sentence about a file.
class DatabaseError : public std::runtime_error {
 public:
  enum class Cause : std::uint8_t {
    kBusy,         // another process writes, and did not end in time
    kReadOnly,     // the file or its folder cannot be written
    kFull,         // no room on the disk
    kDamaged,      // no SQLite file, or one whose pages contradict each other
    kUnsupported,  // this SQLite was built without what it takes
    kOther,
  };
  DatabaseError(const std::string& sentence, Cause cause) : std::runtime_error(sentence), cause_(cause) {}
  Cause cause() const { return cause_; }

 private:
  Cause cause_;
};

// A BLOB of a row. The names are borrowed.
struct BlobPlace {
  const char* table;
  const char* column;
  std::int64_t rowid;
};

// Not for several threads at once. Every call may throw DatabaseError and std::bad_alloc.
class Database {
 public:
  using Row = std::function<void(std::span<const Cell> row)>;  // a BLOB comes as its bytes; valid during the call

  virtual ~Database() = default;

  // Runs one statement; `parameters` stand for ?1, ?2, ... and are borrowed. `row` is called for each row; what it throws
  // ends the statement.
  virtual void run(std::string_view sql, std::span<const Value> parameters = {}, const Row& row = {}) = 0;

  // How many rows the last INSERT, UPDATE or DELETE changed, and the rowid of the last INSERT.
  virtual std::int64_t changes() const = 0;
  virtual std::int64_t last_rowid() const = 0;

  // A BLOB of megabytes, copied once: as a parameter or a cell, SQLite would build the whole row beside it. It is written over
  // one of the same size, which zeroblob() makes.
  virtual void write_blob(const BlobPlace& place, std::string_view bytes) = 0;
  virtual std::string read_blob(const BlobPlace& place) = 0;
};

// Opens the file at `path`, which is made where there is none, with mode 0600. Empty: a private one without a name, which
// ends with the object.
using OpenDatabase = std::function<std::unique_ptr<Database>(const std::string& path)>;

}  // namespace awscost::sql
