#include "vtab/interrupt.h"

namespace awscost::vtab {

bool InterruptProbe::interrupted() {
  if (!select_1_) {
    sqlite3_stmt* statement = nullptr;
    // Even preparing answers SQLITE_INTERRUPT once the flag is set. Refused otherwise (an authorizer): nobody can tell,
    // and the request's own time limit is what ends the wait.
    if (const int code = sqlite3_prepare_v2(db_, "SELECT 1", -1, &statement, nullptr); code != SQLITE_OK) {
      return code == SQLITE_INTERRUPT;
    }
    select_1_.reset(statement);
  }
  const int code = sqlite3_step(select_1_.get());
  sqlite3_reset(select_1_.get());
  return code == SQLITE_INTERRUPT;
}

}  // namespace awscost::vtab
