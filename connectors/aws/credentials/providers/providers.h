// The credentials providers that a profile or the environment can name; each is a file of its own in this folder.
//
// Each throws wire::SendError (nothing was sent) with what failed, where, and what to do; never with a secret.
//
// Example:
//
//   Identity reader(const Identity& source, const ProviderContext& context) {
//     return from_role({.arn = "arn:aws:iam::111122223333:role/Reader"}, source, context);
//   }
#pragma once

#include <string>

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

// environment.cc: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CREDENTIAL_EXPIRATION.
ProviderResult from_environment(const ProviderContext& context);

// process.cc: what `credential_process` prints. `command` as it stands in the profile.
Identity from_process(const std::string& command, const ProviderContext& context);

// sso.cc: a role of IAM Identity Center, with the token of `aws sso login`.
struct SsoRole {
  std::string session;  // name of the [sso-session]; empty: the old form, with all settings in the profile
  std::string region;
  std::string start_url;
  std::string account_id;
  std::string role_name;
};
Identity from_sso(const SsoRole& role, const ProviderContext& context);

// login.cc: the session of `aws login`. `session` is the profile's login_session.
Identity from_login(const std::string& session, const ProviderContext& context);

// role.cc: STS AssumeRole.
struct Role {
  std::string arn;
  std::string session_name;  // empty: one is made up
  std::string external_id;
  std::string duration_seconds;
  std::string mfa_serial;
};
Identity from_role(const Role& role, const Identity& source, const ProviderContext& context);

// web_identity.cc: STS AssumeRoleWithWebIdentity.
struct WebIdentity {
  std::string role_arn;
  std::string token_file;
  std::string session_name;  // empty: one is made up
};
Identity from_web_identity(const WebIdentity& web_identity, const ProviderContext& context);

// container.cc: ECS and EKS pod identity. NotConfigured where the environment names no endpoint.
ProviderResult from_container(const ProviderContext& context);

// instance.cc: EC2's metadata service, version 2. NotConfigured where it is switched off or nobody answers.
ProviderResult from_instance(const ProviderContext& context);

// The instance's region; empty where the metadata service does not tell it.
std::string region_of_instance(const ProviderContext& context);

}  // namespace awscost::credentials
