// What a profile says about who asks, as steps: keys from somewhere, then the roles that are taken on with them.
//
// Owns: which of a profile's ways counts, the chain of source profiles, and what is wrong with it. Does not own:
// walking the steps (chain.cc), reading the files (connectors/config).
//
// The order inside a profile is the AWS CLI's: a role (role_arn with source_profile or credential_source); web
// identity; SSO; keys in the credentials file; login_session; credential_process; keys in the config file. A source
// profile with keys of its own gives those, whatever role it names. docs/decisions/0007 says where SDKs differ.
//
//   [profile prod] role_arn = arn:…/Reader, source_profile = base     [profile base] credential_process = /opt/sign-in
//     ->  {base: Process "/opt/sign-in", roles: [prod: arn:…/Reader]}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "connectors/aws/config/config.h"
#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/signing/credentials.h"

namespace awscost::credentials {

// Keys that stand in a file.
struct StaticKeys {
  signing::Credentials keys;
  std::string account_id;
  config::File file = config::File::kConfig;
};

struct Process {
  std::string command;
};

struct Login {
  std::string session;
};

// The values of `credential_source`.
enum class NamedSource : std::uint8_t { kEnvironment, kEc2InstanceMetadata, kEcsContainer };

using Way = std::variant<StaticKeys, Process, SsoRole, Login, WebIdentity, NamedSource>;

// Each names the profile that it stands in.
struct FirstStep {
  std::string profile;
  Way way;
};
struct RoleStep {
  std::string profile;
  Role role;
};

struct ProfileSteps {
  FirstStep first;
  std::vector<RoleStep> roles;  // in the order in which they are taken on
};

// Nothing where the profile says nothing about who asks. Throws wire::SendError (nothing was sent) where what it says,
// or what a source profile of it says, cannot be followed.
std::variant<ProfileSteps, Nothing> profile_steps(const config::Config& config, const std::string& profile);

// The value of `credential_source` that names it.
std::string_view name_of(NamedSource source);

}  // namespace awscost::credentials
