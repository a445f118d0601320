#include "vtab/prepared.h"

#include <cstddef>
#include <new>

#include "sql/error.h"
#include "sql/interrupt.h"

namespace awscost::vtab {
namespace {

std::string_view bytes_of(sqlite3_stmt* statement, int column) {
  const void* bytes = sqlite3_column_blob(statement, column);  // of a TEXT: its bytes
  const int size = sqlite3_column_bytes(statement, column);
  if (bytes == nullptr) return "";
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

}  // namespace

sql::Cell cell_of(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return sql::Null();
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    default:
      return bytes_of(statement, column);
  }
}

std::string quoted_name(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + '"';
}

void throw_failure(sqlite3* db, int code, const std::string& before, const std::string& after) {
  if (code == SQLITE_INTERRUPT) throw sql::InterruptError(false);
  if (code == SQLITE_NOMEM) throw std::bad_alloc();
  throw sql::Error(before + sqlite3_errmsg(db) + after);
}

}  // namespace awscost::vtab
