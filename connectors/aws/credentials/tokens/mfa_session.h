// The session of a role that asks for a code (mfa_serial): the one that the AWS CLI has asked its user for.
//
// A query can ask nobody for a code. The AWS CLI can, and keeps what it got in ~/.aws/cli/cache, in a file named by
// what it asked STS: as long as that session lasts it is used here too.
//
//   cli_cache_key({.arn = "arn:…", .mfa_serial = "arn:…"})  ->  40 hexadecimal digits
#pragma once

#include <string>

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

// Throws wire::SendError with the command that starts a session where there is none that lasts another minute.
Found from_mfa_session(const Role& role, const Asking& asking);

// SHA-1 of the request as Python's json.dumps(…, sort_keys=True) writes it. A session name that was made up is left
// out.
std::string cli_cache_key(const Role& role);

}  // namespace awscost::credentials
