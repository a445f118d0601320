// The token that `aws sso login` left behind for IAM Identity Center, renewed while it can be.
//
// Two forms. The old one is valid for some hours and then a person has to sign in again. That of an [sso-session] has a
// refresh token beside it: from 15 minutes before its end it is renewed, without anybody, and the file written back as
// the AWS CLI writes it.
//
//   const signing::Secret token = sso_token(role, asking);
#pragma once

#include <string>

#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/world.h"
#include "connectors/aws/signing/secret.h"

namespace awscost::credentials {

// Throws wire::SendError, with the command that signs in again, where there is no token, or none that is still valid.
signing::Secret sso_token(const SsoRole& role, const Asking& asking);

// "run `aws sso login --sso-session work`"
std::string sso_cure(const SsoRole& role, const Asking& asking);

}  // namespace awscost::credentials
