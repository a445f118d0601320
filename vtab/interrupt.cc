#include "vtab/interrupt.h"

namespace awscost::vtab {

bool interrupted(sqlite3* db) {
  sqlite3_stmt* select_1 = nullptr;
  // Preparing also returns SQLITE_INTERRUPT once the flag is set. An authorizer may refuse the statement; then an
  // interrupt cannot be seen, and the request's timeout ends the wait.
  int code = sqlite3_prepare_v2(db, "SELECT 1", -1, &select_1, nullptr);
  if (code == SQLITE_OK) code = sqlite3_step(select_1);
  sqlite3_finalize(select_1);
  return code == SQLITE_INTERRUPT;
}

}  // namespace awscost::vtab
