// The extension loaded into a connection, with the sandbox for AWS.
//
// It runs by the real clock, because examples say date('now'), which SQLite takes from nowhere else.
//
//   golden::Database database = loaded();
#pragma once

#include <cstdlib>

#include "clean_environment.h"
#include "database.h"

namespace awscost::catalog {

// Configured by the environment alone, from which the machine's own variables are removed.
inline golden::Database loaded() {
  golden::clean_environment();
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
  return golden::Database(AWSCOST_BINARY_DIR "/awscost");
}

}  // namespace awscost::catalog
