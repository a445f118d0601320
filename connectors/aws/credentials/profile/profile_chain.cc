#include "connectors/aws/credentials/profile/profile_chain.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "connectors/aws/config/profile.h"
#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/profile/profile_section.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

constexpr std::array<std::pair<std::string_view, CredentialSource>, 3> kSources = {
    {{"Environment", CredentialSource::kEnvironment},
     {"Ec2InstanceMetadata", CredentialSource::kEc2InstanceMetadata},
     {"EcsContainer", CredentialSource::kEcsContainer}}};

// With web_identity_token_file, role_arn belongs to the web identity and needs no source.
bool assumes_role(const ProfileSection& profile) {
  return profile.has("role_arn") && !profile.has("web_identity_token_file");
}

bool has_static_keys(const ProfileSection& profile) {
  return profile.has("aws_access_key_id") || profile.has("aws_secret_access_key");
}

CredentialSource credential_source(const ProfileSection& profile) {
  const std::string name = profile.value("credential_source");
  for (const auto& [known, source] : kSources) {
    if (name == known) return source;
  }
  profile.fail("has the credential_source " + config::quoted(name) +
               ". Write Environment, Ec2InstanceMetadata or EcsContainer.");
}

// The AWS CLI ignores a value that is not a number.
std::string duration_seconds(const ProfileSection& profile) {
  const std::string text = profile.value("duration_seconds");
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return std::to_string(seconds);
}

RoleLink role_link(const ProfileSection& profile) {
  return {.profile = profile.name,
          .role = {.arn = profile.value("role_arn"),
                   .session_name = profile.value("role_session_name"),
                   .external_id = profile.value("external_id"),
                   .duration_seconds = duration_seconds(profile),
                   .mfa_serial = profile.value("mfa_serial")}};
}

// Follows source_profile from profile to profile, up to the one that has keys.
class Walk {
 public:
  explicit Walk(const config::Config& config) : config_(config) {}

  std::variant<ProfileChain, NotConfigured> from(const std::string& name) {
    const config::Properties* properties = config_.profile(name);
    if (properties == nullptr) {
      const std::string others = config::listed_profiles(config_, name);
      return NotConfigured{"there is no profile " + config::quoted(name) +
                           (others.empty() ? "" : "; the profiles there are: " + others)};
    }
    const ProfileSection profile{name, *properties, config_};
    visited_.push_back(name);
    if (assumes_role(profile)) return through_role(profile);
    auto settings = provider_settings(profile);
    if (NotConfigured* missing = std::get_if<NotConfigured>(&settings)) return std::move(*missing);
    return ProfileChain{.base = {name, std::get<ProviderSettings>(std::move(settings))}, .roles = {}};
  }

 private:
  ProfileChain through_role(const ProfileSection& profile) {
    const bool has_source = profile.has("source_profile");
    if (has_source && profile.has("credential_source")) {
      profile.fail(
          "has both source_profile and credential_source. Remove one: the other one's keys assume the role in "
          "role_arn.");
    }
    if (!has_source && !profile.has("credential_source")) {
      profile.fail(
          "has role_arn but no keys to assume the role with. Add source_profile = (another profile), or "
          "credential_source = Environment, Ec2InstanceMetadata or EcsContainer.");
    }
    ProfileChain chain = has_source ? source(profile) : ProfileChain{{profile.name, credential_source(profile)}, {}};
    chain.roles.push_back(role_link(profile));
    return chain;
  }

  ProfileChain source(const ProfileSection& user) {
    const std::string name = user.value("source_profile");
    const config::Properties* properties = config_.profile(name);
    if (properties == nullptr) {
      user.fail("has source_profile = " + config::quoted(name) +
                ", which is in neither of AWS's files. Correct the name, or add that profile (`aws configure --profile "
                "NAME`).");
    }
    const ProfileSection profile{name, *properties, config_};
    refuse_loop(user, profile);
    visited_.push_back(name);
    if (assumes_role(profile) && !has_static_keys(profile)) return through_role(profile);
    auto settings = provider_settings(profile);
    if (const NotConfigured* missing = std::get_if<NotConfigured>(&settings)) {
      user.fail("has source_profile = " + config::quoted(name) + ", but " + missing->reason +
                ". Give that profile keys, SSO, credential_process or a role.");
    }
    return {.base = {name, std::get<ProviderSettings>(std::move(settings))}, .roles = {}};
  }

  // A profile may name itself: its own keys then assume its role.
  void refuse_loop(const ProfileSection& user, const ProfileSection& source) const {
    if (std::find(visited_.begin(), visited_.end(), source.name) == visited_.end()) return;
    if (source.name == user.name && has_static_keys(source)) return;
    std::string loop;
    for (const std::string& name : visited_) loop += config::quoted(name) + " -> ";
    user.fail("is in a loop of source_profile: " + loop + config::quoted(source.name) +
              ". Let one of them name a profile with keys.");
  }

  const config::Config& config_;
  std::vector<std::string> visited_;
};

}  // namespace

std::variant<ProfileChain, NotConfigured> profile_chain(const config::Config& config, const std::string& profile) {
  return Walk(config).from(profile);
}

std::string_view name_of(CredentialSource source) {
  for (const auto& [name, known] : kSources) {
    if (known == source) return name;
  }
  return {};
}

}  // namespace awscost::credentials
