// SQLite's extension interface in a program that links SQLite. The bridge calls SQLite through the pointer that a
// loadable extension receives, so the program registers an automatic extension that keeps the pointer.
//
// Example:
//
//   void register_plain(sqlite3* db, std::shared_ptr<sql::Source> source) {
//     const auto begin = [] { return std::make_shared<sql::Statement>(); };
//     test::register_with_api(db, std::move(source), test::make_host(begin));
//   }
#pragma once

#include <memory>

#include "sql/source.h"
#include "sql/statement.h"

struct sqlite3;

namespace awscost::vtab {
struct Host;
}

namespace awscost::test {

void keep_extension_api();  // from the next new connection on

// While it lives, the interface is that of a SQLite built with SQLITE_OMIT_INCRBLOB.
class WithoutIncrementalBlobs {
 public:
  WithoutIncrementalBlobs();
  ~WithoutIncrementalBlobs();
};

std::shared_ptr<vtab::Host> make_host(sql::BeginStatement begin);

void register_with_api(sqlite3* db, std::shared_ptr<sql::Source> source, std::shared_ptr<vtab::Host> host);

}  // namespace awscost::test
