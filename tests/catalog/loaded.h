// The extension loaded into a connection, with the sandbox for AWS.
//
// By the real clock: examples say date('now'), which SQLite reads from nowhere else.
//
//   golden::Database database = loaded();
#pragma once

#include <cstdlib>

#include "database.h"

namespace awscost::catalog {

// Everything by environment, as a user would; nothing of the machine's own is left in.
inline golden::Database loaded() {
  for (const char* unset : {"AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "XDG_CONFIG_HOME", "AWSCOST_VERIFY",
                            "AWSCOST_WRITES", "AWSCOST_NOW"}) {
    unsetenv(unset);
  }
  setenv("HOME", "/nonexistent", 1);
  setenv("AWSCOST_CONNECTOR", "sandbox", 1);
  return golden::Database(AWSCOST_BINARY_DIR "/awscost");
}

}  // namespace awscost::catalog
