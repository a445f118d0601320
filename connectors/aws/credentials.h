// Who asks: the AWS keys a request is signed with, and where they are found.
//
// This version reads the environment only: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, the first step
// of every SDK's chain. As there, keys in the environment win over AWS_PROFILE; a profile asked for by the call itself
// wins over them, and since profiles are not read yet it is an error: signing with other keys would show another
// account's costs.
//
//   Credentials credentials = find_credentials(call.profile, process_environment());
#pragma once

#include <string>

#include "connectors/aws/environment.h"
#include "connectors/aws/secret.h"

namespace awscost::aws {

struct Credentials {
  std::string access_key_id;  // no secret: it stands in every request
  Secret secret_access_key;
  Secret session_token;  // empty for long-term keys
};

// `profile`: what the call asks for, empty for none. Throws wire::SendError (nothing was sent) with what was looked for
// and the ways on; never with a value.
Credentials find_credentials(const std::string& profile, const Environment& environment);

}  // namespace awscost::aws
