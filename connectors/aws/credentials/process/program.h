// Runs a program without a shell and collects its output, for `credential_process`.
//
// Example:
//
//   ProgramResult sign_in(const sql::Interrupted& interrupted) {
//     return run_program({"/opt/sign-in", "--json"}, std::chrono::minutes(1), interrupted);
//   }
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "connectors/aws/credentials/world.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

// A RunProgram (world.h).
ProgramResult run_program(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                          const sql::Interrupted& interrupted);

}  // namespace awscost::credentials
