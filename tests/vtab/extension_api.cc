#include "tests/vtab/extension_api.h"

#include <sqlite3.h>

namespace awscost::test {
namespace {

int keep(sqlite3*, char**, const struct sqlite3_api_routines* api);

}  // namespace

void keep_extension_api() {
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(keep));
}

}  // namespace awscost::test

// From here on, SQLite's functions are members of the pointer's struct.
#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT1

#include <mutex>
#include <utility>

#include "sql/text/instant.h"
#include "vtab/module.h"

namespace awscost::test {
namespace {

// Called for each connection, on any thread.
int keep(sqlite3*, char**, const sqlite3_api_routines* api) {
  static std::once_flag once;
  std::call_once(once, [api] { SQLITE_EXTENSION_INIT2(api); });
  return SQLITE_OK;
}

}  // namespace

namespace {

sqlite3_api_routines without_blobs;
const sqlite3_api_routines* whole = nullptr;

}  // namespace

WithoutIncrementalBlobs::WithoutIncrementalBlobs() {
  whole = sqlite3_api;
  without_blobs = *whole;
  without_blobs.blob_open = nullptr;
  sqlite3_api = &without_blobs;
}

WithoutIncrementalBlobs::~WithoutIncrementalBlobs() {
  sqlite3_api = whole;
}

std::shared_ptr<vtab::Host> make_host(sql::BeginStatement begin) {
  return std::make_shared<vtab::Host>(vtab::Host{.now = [] { return *text::parse_instant("2026-11-07 10:00:00"); },
                                                 .verify = [] { return false; },
                                                 .statements = vtab::Statements(std::move(begin))});
}

void register_with_api(sqlite3* db, std::shared_ptr<sql::Source> source, std::shared_ptr<vtab::Host> host) {
  vtab::register_table(db, std::move(host), std::move(source));
}

}  // namespace awscost::test
