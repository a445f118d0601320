// The profile that applies to a request, and what is set for it: environment variables first, then the profile's keys.
//
// Which one: what the statement asks for (column or setting `profile`), else AWS_PROFILE, else AWS_DEFAULT_PROFILE (as
// the AWS CLI orders them), else "default".
//
//   const auto profile = config::Profile::in_force(environment, config, call.profile);
//   profile.value("AWS_CA_BUNDLE", "ca_bundle");
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/environment.h"

namespace awscost::config {

class Profile {
 public:
  // `asked_for`: by the statement; empty: none. Throws wire::SendError (nothing was sent) where a profile that was
  // named stands in neither file, with the names of those that do; a missing `default` is an empty one.
  static Profile in_force(const Environment& environment, std::shared_ptr<const Config> config,
                          const std::string& asked_for);

  const std::string& name() const { return name_; }

  // By the statement: keys in the environment do not count then, as with `aws --profile`.
  bool is_asked_for() const { return asked_for_; }

  // The variable, where it is set and not empty, else the profile's key, where it is not empty. `variable` may be null.
  std::optional<std::string> value(const char* variable, std::string_view key) const;

  // The same; only "true", in any case, is true.
  bool is_true(const char* variable, std::string_view key) const;

  // The client's region: `asked_for`, AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`; empty where there is
  // none.
  std::string region(const std::string& asked_for) const;

  // The name that the user gives to what asks; empty where there is none.
  std::string app_id() const { return value("AWS_SDK_UA_APP_ID", "sdk_ua_app_id").value_or(""); }

  const Environment& environment() const { return environment_; }
  const Config& config() const { return *config_; }

 private:
  Profile(Environment environment, std::shared_ptr<const Config> config, std::string name, bool asked_for);

  Environment environment_;
  std::shared_ptr<const Config> config_;
  std::string name_;
  bool asked_for_ = false;
};

}  // namespace awscost::config
