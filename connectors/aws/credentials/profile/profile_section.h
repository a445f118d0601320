// One profile by itself, without the profiles that it names: which of its settings decides who asks.
//
// Example:
//
//   bool has_keys(const std::string& name, const config::Properties& properties, const config::Config& config) {
//     const auto result = provider_settings({.name = name, .properties = properties, .config = config});
//     return std::holds_alternative<ProviderSettings>(result);
//   }
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "connectors/aws/config/config.h"
#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/profile/profile_chain.h"

namespace awscost::credentials {

// Refers to a Config, which outlives it.
struct ProfileSection {
  const std::string& name;
  const config::Properties& properties;
  const config::Config& config;

  std::string value(std::string_view key) const;  // empty where it is not set
  bool has(std::string_view key) const { return !value(key).empty(); }
  [[noreturn]] void fail(const std::string& what) const;  // "The profile 'dev' " + what
};

// The first provider, in the AWS CLI's order, that the profile has settings of. Its role_arn counts only with a
// web_identity_token_file; profile_chain.h handles other roles. Throws wire::SendError where a provider's settings are
// incomplete.
std::variant<ProviderSettings, NotConfigured> provider_settings(const ProfileSection& profile);

}  // namespace awscost::credentials
