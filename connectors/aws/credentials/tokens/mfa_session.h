// The session of a role with mfa_serial, which the AWS CLI started.
//
// A query cannot ask its user for an MFA code. The AWS CLI can, and stores the session in ~/.aws/cli/cache, in a file
// named after its request to STS. That session is used here until it ends.
//
// Example:
//
//   std::string file_name(const std::string& role_arn, const std::string& mfa_serial) {
//     return cli_cache_key({.arn = role_arn, .mfa_serial = mfa_serial}) + ".json";
//   }
#pragma once

#include <string>

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

// Throws wire::SendError, with the command that starts a session, where none lasts another minute.
Identity from_mfa_session(const Role& role, const ProviderContext& context);

// SHA-1, as 40 hexadecimal digits, of the request as Python's json.dumps(..., sort_keys=True) writes it. The AWS CLI
// leaves out a session name that it made up.
std::string cli_cache_key(const Role& role);

}  // namespace awscost::credentials
