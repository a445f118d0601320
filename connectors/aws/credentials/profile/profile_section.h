// One profile's own words on who asks, without the profiles that it names: what profile_steps puts into a chain.
//
//   ProfileSection section{.name = "dev", .properties = *config.profile("dev"), .config = config};
//   std::variant<Way, Nothing> way = way_of(section);
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "connectors/aws/config/config.h"
#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/profile/profile_chain.h"

namespace awscost::credentials {

struct ProfileSection {
  const std::string& name;
  const config::Properties& properties;
  const config::Config& config;

  std::string value(std::string_view key) const;  // empty where it is not set
  bool has(std::string_view key) const { return !value(key).empty(); }
  [[noreturn]] void fail(const std::string& what) const;  // "The profile 'dev' " + what
};

// Its role_arn counts only with a web_identity_token_file: the other roles are taken on with another's keys.
std::variant<Way, Nothing> way_of(const ProfileSection& profile);

}  // namespace awscost::credentials
