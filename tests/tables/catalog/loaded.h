// The extension loaded into a connection, with the sandbox for AWS.
//
// By the real clock: examples say date('now'), which SQLite reads from nowhere else.
//
//   golden::Database database = loaded();
#pragma once

#include <cstdlib>

#include "clean_environment.h"
#include "database.h"

namespace awscost::catalog {

// Everything by environment, as a user would; nothing of the machine's own is left in.
inline golden::Database loaded() {
  golden::clean_environment();
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
  return golden::Database(AWSCOST_BINARY_DIR "/awscost");
}

}  // namespace awscost::catalog
