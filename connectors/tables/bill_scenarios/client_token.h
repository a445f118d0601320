// The token of a batch of creations: a random UUID (version 4), as AWS's SDKs send it.
//
// Example:
//
//   std::string token() {
//     return new_client_token();  // "0b5e1a6c-7c0e-4b1f-9d2a-6f3b8a1c2d4e"
//   }
#pragma once

#include <string>

namespace awscost::bill_scenarios {

// Throws sql::Error where the system has no random numbers.
std::string new_client_token();

}  // namespace awscost::bill_scenarios
