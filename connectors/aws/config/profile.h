// A snapshot of what is configured: the profile in force, AWS's files and the environment, as they were at one moment.
//
// How: in_force() reads every environment variable that the profile needs (variables.h) and shares the parsed files. A
// Profile can therefore serve a whole scan: a change of the environment or of the files does not change who asks,
// where, or how. It is cheap to copy.
//
// Which profile: the one that the statement names (the column or the setting `profile`), else AWS_PROFILE, else
// AWS_DEFAULT_PROFILE, else "default". This is the AWS CLI's order.
//
// Example:
//
//   std::optional<std::string> max_attempts(const Profile& profile) {
//     return profile.value("AWS_MAX_ATTEMPTS", "max_attempts");
//   }
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/environment.h"

namespace awscost::config {

// The names of the profiles that there are, the nearest to `wanted` first: "'dev', 'prod' and 3 more". Empty where there
// are none.
std::string listed_profiles(const Config& config, const std::string& wanted);

class Profile {
 public:
  // `asked_for`: the profile that the statement names; empty: it names none. Throws wire::SendError (nothing was sent),
  // with the names that exist, where a profile that was named stands in neither file. A missing `default` is empty.
  static Profile in_force(const Environment& environment, std::shared_ptr<const Config> config,
                          const std::string& asked_for);

  // The same profile and environment with other files: where AWS refused credentials, their file may have changed.
  // Throws as in_force() does.
  Profile with_files(std::shared_ptr<const Config> config) const;

  const std::string& name() const { return name_; }

  // True where the statement names the profile: keys in the environment do not count then, as with `aws --profile`.
  bool is_asked_for() const { return asked_for_; }

  // The variable where it is set and not empty, else the profile's key where it is not empty. `variable` may be null.
  std::optional<std::string> value(const char* variable, std::string_view key) const;

  // The same for a flag; only "true", in any case, is true.
  bool is_true(const char* variable, std::string_view key) const;

  // The client's region: `asked_for`, else AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`; empty where there is
  // none.
  std::string region(const std::string& asked_for) const;

  // The name that the user gives to the program; empty where there is none.
  std::string app_id() const { return value("AWS_SDK_UA_APP_ID", "sdk_ua_app_id").value_or(""); }

  // A PEM file of certificate authorities; empty: the system's. "~" is the home directory, as for the AWS CLI.
  std::string ca_bundle() const { return expanded(value("AWS_CA_BUNDLE", "ca_bundle").value_or(""), environment_); }

  // The snapshot.
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
