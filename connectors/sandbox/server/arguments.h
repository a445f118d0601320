// The command line of awscost-sandbox.
//
//   awscost-sandbox --seed 7 --now 2026-11-21T12:00:00Z --stop-after-seconds 60
//
// Example:
//
//   std::uint64_t seed() {
//     return parse_arguments({"--seed", "7"}).sandbox.seed;  // 7
//   }
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/sandbox/sandbox.h"
#include "connectors/sandbox/server/server.h"

namespace awscost::sandbox {

struct Arguments {
  Options sandbox;
  std::string account;  // a file of line items (account_file.h); empty: the account generated from the seed
  Credentials credentials;
  std::vector<Credentials> others;  // further accepted key pairs
  ServerOptions server;
  bool help = false;
};

// Throws std::invalid_argument; the message says what to write.
Arguments parse_arguments(const std::vector<std::string>& words);

std::string usage();

}  // namespace awscost::sandbox
