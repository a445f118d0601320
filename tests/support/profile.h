// A profile of a made-up environment and the texts of the two shared files.
//
//   const auto profile = support::profile_of({{"AWS_PROFILE", "prod"}}, "[profile prod]\nregion = eu-west-3");
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/profile.h"
#include "tests/support/environment.h"

namespace awscost::support {

inline config::Profile profile_of(std::map<std::string, std::string> environment, const std::string& config_text = "",
                                  const std::string& credentials_text = "", const std::string& asked_for = "") {
  auto config = std::make_shared<config::Config>(
      config::Config::parse(config_text, credentials_text, {"/home/ada/.aws/config", "/home/ada/.aws/credentials"}));
  return config::Profile::in_force(environment_of(std::move(environment)), std::move(config), asked_for);
}

}  // namespace awscost::support
