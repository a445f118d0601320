// The extension in a program that link_extension() made it a part of: it gets what SQLite hands to an extension that it loads.
//
// Example:
//
//   void use_it(sqlite3* db) {
//     test::load_linked_extension(db);
//   }
#pragma once

struct sqlite3;

namespace awscost::test {

// Throws std::runtime_error. The first call opens a connection of its own for a moment.
void load_linked_extension(sqlite3* db);

}  // namespace awscost::test
