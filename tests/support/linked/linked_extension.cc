// How: SQLite hands its interface to each automatic extension of a new connection; one that keeps the pointer is enough.
#include "tests/support/linked/linked_extension.h"

#include <sqlite3.h>

#include <stdexcept>

struct sqlite3_api_routines;
extern "C" int sqlite3_awscost_init(sqlite3* db, char** message, const sqlite3_api_routines* api);

namespace awscost::test {
namespace {

const sqlite3_api_routines* sqlite_api = nullptr;

int keep_api(sqlite3*, char**, const sqlite3_api_routines* api) {
  sqlite_api = api;
  return SQLITE_OK;
}

void find_api() {
  const auto entry = reinterpret_cast<void (*)()>(keep_api);
  sqlite3* db = nullptr;
  sqlite3_auto_extension(entry);
  sqlite3_open(":memory:", &db);
  sqlite3_close(db);
  sqlite3_cancel_auto_extension(entry);
}

}  // namespace

void load_linked_extension(sqlite3* db) {
  if (sqlite_api == nullptr) find_api();
  if (sqlite3_awscost_init(db, nullptr, sqlite_api) != SQLITE_OK_LOAD_PERMANENTLY) {
    throw std::runtime_error("the extension does not load");
  }
}

}  // namespace awscost::test
