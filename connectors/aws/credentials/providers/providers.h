// The ways to credentials that a profile or the environment can name; each is a file of its own.
//
// Each throws wire::SendError (nothing was sent) with what failed, where, and what to do; never with a secret.
#pragma once

#include <string>

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

// environment_keys.cc: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CREDENTIAL_EXPIRATION.
Answer from_environment(const Asking& asking);

// process.cc: what `credential_process` prints. `command` as it stands in the profile.
Found from_process(const std::string& command, const Asking& asking);

// sso.cc: a role of IAM Identity Center, with the token that `aws sso login` left behind.
struct SsoRole {
  std::string session;  // name of the [sso-session]; empty: the old form, all of it in the profile
  std::string region;
  std::string start_url;
  std::string account_id;
  std::string role_name;
};
Found from_sso(const SsoRole& role, const Asking& asking);

// login.cc: the session that `aws login` left behind. `session` is the profile's login_session.
Found from_login(const std::string& session, const Asking& asking);

// role.cc: STS AssumeRole.
struct Role {
  std::string arn;
  std::string session_name;  // empty: one is made up
  std::string external_id;
  std::string duration_seconds;
  std::string mfa_serial;
};
Found from_role(const Role& role, const Found& source, const Asking& asking);

// web_identity.cc: STS AssumeRoleWithWebIdentity.
struct WebIdentity {
  std::string role_arn;
  std::string token_file;
  std::string session_name;  // empty: one is made up
};
Found from_web_identity(const WebIdentity& identity, const Asking& asking);

// container.cc: ECS, and EKS pod identity. Nothing where the environment names no endpoint.
Answer from_container(const Asking& asking);

// instance.cc: the metadata service of EC2, version 2. Nothing where it is switched off or nobody answers there.
Answer from_instance(const Asking& asking);

// The instance's region; empty where it cannot be had.
std::string region_of_instance(const Asking& asking);

}  // namespace awscost::credentials
