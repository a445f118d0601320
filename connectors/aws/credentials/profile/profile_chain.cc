#include "connectors/aws/credentials/profile/profile_chain.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/profile/profile_section.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

constexpr std::array<std::pair<std::string_view, NamedSource>, 3> kNamedSources = {
    {{"Environment", NamedSource::kEnvironment},
     {"Ec2InstanceMetadata", NamedSource::kEc2InstanceMetadata},
     {"EcsContainer", NamedSource::kEcsContainer}}};

// Taken on with another's keys. With a web identity the token is enough, and role_arn is part of that.
bool takes_on_a_role(const ProfileSection& profile) {
  return profile.has("role_arn") && !profile.has("web_identity_token_file");
}

bool has_static_keys(const ProfileSection& profile) {
  return profile.has("aws_access_key_id") || profile.has("aws_secret_access_key");
}

NamedSource named_source(const ProfileSection& profile) {
  const std::string name = profile.value("credential_source");
  for (const auto& [known, source] : kNamedSources) {
    if (name == known) return source;
  }
  profile.fail("has the credential_source " + config::quoted(name) +
               ", which is none of Environment, Ec2InstanceMetadata and EcsContainer.");
}

// The AWS CLI takes what is no number for not set.
std::string duration_seconds(const ProfileSection& profile) {
  const std::string text = profile.value("duration_seconds");
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return std::to_string(seconds);
}

RoleStep role_step(const ProfileSection& profile) {
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

  std::variant<ProfileSteps, Nothing> from(const std::string& name) {
    const config::Properties* properties = config_.profile(name);
    if (properties == nullptr) return Nothing{"there is no profile " + config::quoted(name)};
    const ProfileSection profile{name, *properties, config_};
    visited_.push_back(name);
    if (takes_on_a_role(profile)) return through_a_role(profile);
    auto way = way_of(profile);
    if (Nothing* nothing = std::get_if<Nothing>(&way)) return std::move(*nothing);
    return ProfileSteps{.first = {name, std::get<Way>(std::move(way))}, .roles = {}};
  }

 private:
  ProfileSteps through_a_role(const ProfileSection& profile) {
    const bool has_source = profile.has("source_profile");
    if (has_source && profile.has("credential_source")) {
      profile.fail(
          "has both source_profile and credential_source. Leave out the one whose keys are not meant to take on "
          "its role_arn.");
    }
    if (!has_source && !profile.has("credential_source")) {
      profile.fail(
          "has role_arn but says nothing about whose keys take it on. Add source_profile = (another profile), "
          "or credential_source = Environment, Ec2InstanceMetadata or EcsContainer.");
    }
    ProfileSteps steps = has_source ? source(profile) : ProfileSteps{{profile.name, named_source(profile)}, {}};
    steps.roles.push_back(role_step(profile));
    return steps;
  }

  ProfileSteps source(const ProfileSection& asking) {
    const std::string name = asking.value("source_profile");
    const config::Properties* properties = config_.profile(name);
    if (properties == nullptr) {
      asking.fail("has source_profile = " + config::quoted(name) +
                  ", which is in neither of AWS's files. Correct the name, or "
                  "add that profile (`aws configure --profile NAME`).");
    }
    const ProfileSection profile{name, *properties, config_};
    refuse_a_loop(asking, profile);
    visited_.push_back(name);
    if (takes_on_a_role(profile) && !has_static_keys(profile)) return through_a_role(profile);
    auto way = way_of(profile);
    if (const Nothing* nothing = std::get_if<Nothing>(&way)) {
      asking.fail("has source_profile = " + config::quoted(name) + ", but " + nothing->why +
                  ". Give that profile keys, SSO, credential_process or a role.");
    }
    return {.first = {name, std::get<Way>(std::move(way))}, .roles = {}};
  }

  // A profile may name itself: its own keys take on its role.
  void refuse_a_loop(const ProfileSection& asking, const ProfileSection& source) const {
    if (std::find(visited_.begin(), visited_.end(), source.name) == visited_.end()) return;
    if (source.name == asking.name && has_static_keys(source)) return;
    std::string chain;
    for (const std::string& name : visited_) chain += config::quoted(name) + " -> ";
    asking.fail("is in a loop of source_profile: " + chain + config::quoted(source.name) +
                ". Let one of them name a profile with keys.");
  }

  const config::Config& config_;
  std::vector<std::string> visited_;
};

}  // namespace

std::variant<ProfileSteps, Nothing> profile_steps(const config::Config& config, const std::string& profile) {
  return Walk(config).from(profile);
}

std::string_view name_of(NamedSource source) {
  for (const auto& [name, known] : kNamedSources) {
    if (known == source) return name;
  }
  return {};
}

}  // namespace awscost::credentials
