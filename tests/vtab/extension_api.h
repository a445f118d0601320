// SQLite's extension interface in a program that links SQLite: the bridge calls through a pointer that a loadable
// extension is handed, so the program lets SQLite hand it over.
#pragma once

#include <memory>

#include "sql/source.h"
#include "sql/statement.h"

struct sqlite3;

namespace awscost::vtab {
struct Host;
}

namespace awscost::test {

void keep_extension_api();  // from then on, every new connection hands it over

std::shared_ptr<vtab::Host> make_host(sql::BeginStatement begin);

void register_with_api(sqlite3* db, std::shared_ptr<sql::Source> source, std::shared_ptr<vtab::Host> host);

}  // namespace awscost::test
