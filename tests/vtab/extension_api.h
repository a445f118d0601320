// SQLite's extension interface in a program that links SQLite: the bridge calls through a pointer that a loadable
// extension is handed, so the program lets SQLite hand it over.
#pragma once

#include <memory>

#include "sql/source.h"

struct sqlite3;

namespace awscost::test {

void keep_extension_api();  // from then on, every new connection hands it over

void register_with_api(sqlite3* db, std::shared_ptr<sql::Source> source,
                       std::shared_ptr<sql::StatementWatcher> statements);

}  // namespace awscost::test
