#include "vtab/database.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <map>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "vtab/prepared.h"

namespace awscost::vtab {
namespace {

using sql::DatabaseError;
using Cause = DatabaseError::Cause;

constexpr int kLongestWaitMs = 2000;
constexpr int kPrimaryCode = 0xFF;  // the lowest byte of an extended code

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

// What the system said of a write that failed, or of a file that did not open.
Cause cause_of_errno(int error) {
  switch (error) {
    case ENOSPC:
    case EFBIG:
    case EDQUOT:
      return Cause::kFull;
    case EACCES:
    case EPERM:
    case EROFS:
      return Cause::kReadOnly;
    default:
      return Cause::kOther;
  }
}

Cause cause_of(int code, int system_error) {
  switch (code & kPrimaryCode) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return Cause::kBusy;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return Cause::kReadOnly;
    case SQLITE_FULL:
      return Cause::kFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Cause::kDamaged;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_CORRUPTFS || code == SQLITE_IOERR_SHORT_READ) return Cause::kDamaged;
      // The index of the write-ahead log is memory that the disk has to have room for.
      return code == SQLITE_IOERR_SHMSIZE ? Cause::kFull : cause_of_errno(system_error);
    case SQLITE_CANTOPEN:
      return cause_of_errno(system_error);
    default:
      return Cause::kOther;
  }
}

[[noreturn]] void throw_error(sqlite3* db, int code) {
  if ((code & kPrimaryCode) == SQLITE_NOMEM) throw std::bad_alloc();
  throw DatabaseError(sqlite3_errmsg(db), cause_of(code, sqlite3_system_errno(db)));
}

struct Bind {
  sqlite3_stmt* statement;
  int place;

  int operator()(sql::Null) const { return sqlite3_bind_null(statement, place); }
  int operator()(std::int64_t integer) const { return sqlite3_bind_int64(statement, place, integer); }
  int operator()(double real) const { return sqlite3_bind_double(statement, place, real); }
  int operator()(const std::string& text) const {
    return sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(const sql::Blob& blob) const {
    return sqlite3_bind_blob64(statement, place, blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC);
  }
};

class OpenedDatabase : public sql::Database {
 public:
  explicit OpenedDatabase(const std::string& path) {
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(
        path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
        nullptr);
    db_.reset(db);
    if (db == nullptr) throw std::bad_alloc();
    if (code != SQLITE_OK) throw_error(db, sqlite3_extended_errcode(db));
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, kLongestWaitMs);
    for (const int on : {SQLITE_DBCONFIG_DEFENSIVE}) sqlite3_db_config(db, on, 1, nullptr);
    for (const int off : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                          SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL}) {
      sqlite3_db_config(db, off, 0, nullptr);
    }
    // SQLite opens what it may not write for reading only, and says nothing.
    if (sqlite3_db_readonly(db, "main") == 1) {
      throw DatabaseError("attempt to write a readonly database", Cause::kReadOnly);
    }
  }

  // Nothing may fail once SQLite has carried it out: whoever hears of a failure believes that nothing was done, and a
  // BEGIN or COMMIT would leave its lock to other processes.
  void run(std::string_view sql, std::span<const sql::Value> parameters, const Row& row) override {
    PreparedByText::node_type taken = take(sql);
    sqlite3_stmt* const statement = taken.mapped().get();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      require(std::visit(Bind{statement, static_cast<int>(i + 1)}, parameters[i]));
    }
    std::vector<sql::Cell> cells(static_cast<std::size_t>(sqlite3_column_count(statement)));
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
      if (!row) continue;
      for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell_of(statement, static_cast<int>(i));
      row(cells);
    }
    if (code != SQLITE_DONE) throw_error(db_.get(), code);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);  // they are borrowed
    prepared_.insert(std::move(taken));
  }

  std::int64_t changes() const override { return sqlite3_changes(db_.get()); }
  std::int64_t last_rowid() const override { return sqlite3_last_insert_rowid(db_.get()); }

  void write_blob(const sql::BlobPlace& place, std::string_view bytes) override {
    const OpenedBlob blob = open_blob(place, true);
    require(sqlite3_blob_write(blob.get(), bytes.data(), static_cast<int>(bytes.size()), 0));
  }

  std::string read_blob(const sql::BlobPlace& place) override {
    const OpenedBlob blob = open_blob(place, false);
    std::string bytes(static_cast<std::size_t>(sqlite3_blob_bytes(blob.get())), '\0');
    require(sqlite3_blob_read(blob.get(), bytes.data(), static_cast<int>(bytes.size()), 0));
    return bytes;
  }

 private:
  struct CloseBlob {
    void operator()(sqlite3_blob* blob) const { sqlite3_blob_close(blob); }
  };
  using OpenedBlob = std::unique_ptr<sqlite3_blob, CloseBlob>;

  void require(int code) const {
    if (code != SQLITE_OK) throw_error(db_.get(), code);
  }

  OpenedBlob open_blob(const sql::BlobPlace& place, bool to_write) {
    // SQLite leaves null in its interface what it was built without.
    if (sqlite3_api->blob_open == nullptr) {
      throw DatabaseError("this SQLite was built without incremental BLOBs (SQLITE_OMIT_INCRBLOB)",
                          Cause::kUnsupported);
    }
    sqlite3_blob* blob = nullptr;
    require(sqlite3_blob_open(db_.get(), "main", place.table, place.column, place.rowid, to_write ? 1 : 0, &blob));
    return OpenedBlob(blob);
  }

  using PreparedByText = std::map<std::string, Prepared, std::less<>>;

  // Whoever runs it owns it meanwhile, so a statement may be run again for a row of its own. A node of the map, because
  // putting it back needs no memory.
  PreparedByText::node_type take(std::string_view sql) {
    const auto known = prepared_.find(sql);
    if (known != prepared_.end()) return prepared_.extract(known);
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    Prepared prepared(statement);
    require(code);
    return prepared_.extract(prepared_.emplace(std::string(sql), std::move(prepared)).first);
  }

  std::unique_ptr<sqlite3, CloseDatabase> db_;
  PreparedByText prepared_;  // goes before db_
};

void make_empty(const std::string& path) {
  const int file = open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    const int error = errno;
    throw DatabaseError("unable to make the file: " + std::generic_category().message(error), cause_of_errno(error));
  }
  close(file);
}

// SQLite would make it readable for everybody whom the umask allows. The file appears under its name when it is already
// closed here: closing a file drops all locks that this process holds on it, those of another thread's SQLite too.
void make_private(const std::string& path) {
  static std::atomic<unsigned> count = 0;
  if (access(path.c_str(), F_OK) == 0) return;
  const std::string other = path + ".new" + std::to_string(getpid()) + "-" + std::to_string(++count);
  make_empty(other);
  if (link(other.c_str(), path.c_str()) != 0 && errno != EEXIST) make_empty(path);  // a file system without links
  unlink(other.c_str());
}

// "file:a", ":memory:" and "" have a meaning to SQLite; "./file:a" is a path.
std::string as_a_path(const std::string& path) {
  return path.starts_with('/') ? path : "./" + path;
}

}  // namespace

std::unique_ptr<sql::Database> open_database(const std::string& path) {
  if (path.empty()) return std::make_unique<OpenedDatabase>(path);
  const std::string name = as_a_path(path);
  make_private(name);
  return std::make_unique<OpenedDatabase>(name);
}

}  // namespace awscost::vtab
