// SQLite's extension interface, for every file of this room but the entry point (extension.cc), which defines the one
// pointer that all calls go through.
#pragma once

#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT3
