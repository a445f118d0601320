// Runs a program without a shell and takes what it prints: for `credential_process`.
//
//   const Ended ended = run_program({"/opt/sign-in", "--json"}, std::chrono::minutes(1), interrupted);
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "connectors/aws/credentials/world.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

// As RunProgram (asking.h) says.
Ended run_program(const std::vector<std::string>& words, std::chrono::milliseconds limit,
                  const sql::Interrupted& interrupted);

}  // namespace awscost::credentials
