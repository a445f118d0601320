// SQLite's memory under the same rule as operator new's: what this_allocation_fails() says of it (replaced_new.h).
//
// Example:
//
//   void begin() {
//     test::hook_sqlite_memory();  // before SQLite is used for the first time
//   }
#pragma once

namespace awscost::test {

// Throws std::logic_error where SQLite is in use already. Its lookaside memory is switched off, so that it asks for all of its
// memory.
void hook_sqlite_memory();

}  // namespace awscost::test
