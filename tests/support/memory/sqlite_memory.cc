#include "tests/support/memory/sqlite_memory.h"

#include <sqlite3.h>

#include <stdexcept>

#include "tests/support/memory/replaced_new.h"

namespace awscost::test {
namespace {

sqlite3_mem_methods sqlite_memory;

void* sqlite_malloc(int size) {
  return this_allocation_fails() ? nullptr : sqlite_memory.xMalloc(size);
}

void* sqlite_realloc(void* memory, int size) {
  return this_allocation_fails() ? nullptr : sqlite_memory.xRealloc(memory, size);
}

}  // namespace

void hook_sqlite_memory() {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_memory);
  sqlite3_mem_methods hooked = sqlite_memory;
  hooked.xMalloc = sqlite_malloc;
  hooked.xRealloc = sqlite_realloc;
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &hooked) != SQLITE_OK ||
      sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK) {
    throw std::logic_error("SQLite is in use already");
  }
}

}  // namespace awscost::test
