// What a profile says about who asks: one base provider, then the roles to assume with its keys, one after the other.
//
// Owns: which setting of a profile decides, the chain of source profiles, and the errors in it. Does not own: resolving
// the chain (cached_providers.h), reading the files (connectors/aws/config).
//
// The order inside a profile is the AWS CLI's: a role (role_arn with source_profile or credential_source); web
// identity; SSO; keys in the credentials file; login_session; credential_process; keys in the config file. A source
// profile with keys of its own gives those keys, whatever role it names. docs/decisions/0007 says where SDKs differ.
//
//   [profile prod] role_arn = arn:.../Reader, source_profile = base     [profile base] credential_process =
//   /opt/sign-in
//     ->  base: ProcessCommand "/opt/sign-in" of profile base; roles: arn:.../Reader of profile prod
//
// Example:
//
//   bool assumes_roles(const config::Config& config, const std::string& profile) {
//     const auto result = profile_chain(config, profile);
//     return std::holds_alternative<ProfileChain>(result) && !std::get<ProfileChain>(result).roles.empty();
//   }
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

// Keys in one of the two files.
struct StaticKeys {
  signing::Credentials keys;
  std::string account_id;
  config::File file = config::File::kConfig;
};

struct ProcessCommand {
  std::string command;
};

struct LoginSession {
  std::string session;
};

// The values of `credential_source`.
enum class CredentialSource : std::uint8_t { kEnvironment, kEc2InstanceMetadata, kEcsContainer };

using ProviderSettings = std::variant<StaticKeys, ProcessCommand, SsoRole, LoginSession, WebIdentity, CredentialSource>;

// `profile`: the one that holds the settings.
struct BaseProvider {
  std::string profile;
  ProviderSettings settings;
};
struct RoleLink {
  std::string profile;
  Role role;
};

struct ProfileChain {
  BaseProvider base;
  std::vector<RoleLink> roles;  // in the order in which they are assumed
};

// NotConfigured where the profile names no provider. Throws wire::SendError (nothing was sent) where the profile, or a
// source profile of it, contradicts itself or lacks a key.
std::variant<ProfileChain, NotConfigured> profile_chain(const config::Config& config, const std::string& profile);

// As `credential_source` writes it: "Ec2InstanceMetadata".
std::string_view name_of(CredentialSource source);

}  // namespace awscost::credentials
