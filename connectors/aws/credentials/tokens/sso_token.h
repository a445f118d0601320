// The token of `aws sso login` for IAM Identity Center, renewed as long as AWS allows it.
//
// Two forms. The old one is valid for some hours; then a person must sign in again. The token of an [sso-session] has a
// refresh token beside it: from 15 minutes before its expiry it is renewed, and the file is written back as the AWS CLI
// writes it.
//
// Example:
//
//   bool has_token(const SsoRole& role, const ProviderContext& context) {
//     return !sso_token(role, context).empty();
//   }
#pragma once

#include <string>

#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/world.h"
#include "connectors/aws/signing/secret.h"

namespace awscost::credentials {

// Throws wire::SendError, with the command that signs in, where there is no valid token.
signing::Secret sso_token(const SsoRole& role, const ProviderContext& context);

// What to do where the token is not valid: "run `aws sso login --sso-session work`".
std::string sso_cure(const SsoRole& role, const ProviderContext& context);

}  // namespace awscost::credentials
