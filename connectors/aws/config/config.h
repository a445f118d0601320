// AWS's two shared files, config and credentials, read as one: what each profile, sso-session and services section
// says.
//
// Owns: the files' syntax, how profiles of both are merged (the credentials file wins, key by key) and where the files
// are looked for. Does not own: what a key means (profile.h and its readers), environment variables beside the files.
//
// The rules are the AWS CLI's and boto3's, which read with Python's configparser. Where those refuse a file, AWS's
// published parser cases (65 of them) hold: a comment after a value, a section that stands twice.
//
//   const config::Config config = config::read_config(environment, config::read_whole_file);
//   if (const config::Properties* prod = config.profile("prod")) prod->find("region");
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/config/environment.h"

namespace awscost::config {

enum class File : std::uint8_t { kConfig, kCredentials };

struct Property {
  std::string value;  // lines of a continued value are joined by a line break
  File file = File::kConfig;
};

// By key, in lower case.
using Properties = std::map<std::string, Property, std::less<>>;

struct Locations {
  std::string config;       // AWS_CONFIG_FILE, else ~/.aws/config
  std::string credentials;  // AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials
  bool operator==(const Locations&) const = default;
};

// "~", "$NAME" and "${NAME}" in the variables are replaced, as by the AWS CLI. `environment` answers any name.
Locations locations(const Environment& environment);

// The home directory: HOME; empty where it is not known (process_environment() asks the password database).
std::string home_directory(const Environment& environment);

// A path with a leading "~" replaced by the home directory, and "~ada" by ada's.
std::string expanded(std::string path, const Environment& environment);

// The whole content, or nothing where there is no such file, or none that can be seen: a folder on its way may not be
// searched. Throws wire::SendError where it cannot be read or is larger than 16 MiB.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;
std::optional<std::string> read_whole_file(const std::string& path);

// What the files say. Values may be secrets: they are wiped when a Config goes.
class Config {
 public:
  Config() = default;
  ~Config();
  Config(Config&&) = default;
  Config& operator=(Config&& other) noexcept;
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;

  // Throws wire::SendError (nothing was sent) with file, line and what is wrong, never with a value.
  static Config parse(std::string_view config_text, std::string_view credentials_text, Locations locations = {});

  // Null where there is no such section.
  const Properties* profile(std::string_view name) const;
  const Properties* sso_session(std::string_view name) const;
  const Properties* services(std::string_view name) const;

  const std::map<std::string, Properties, std::less<>>& profiles() const { return profiles_; }
  const Locations& locations() const { return locations_; }

  // Why a file that exists could not be read, and counts as empty; a sentence. Empty where both were read.
  const std::string& problem() const { return problem_; }

 private:
  friend Config read_config(Locations files, const ReadFile& read_file);

  using Sections = std::map<std::string, Properties, std::less<>>;

  Sections profiles_;
  Sections sso_sessions_;
  Sections services_;
  Locations locations_;
  std::string problem_;
};

// The `name = value` lines of a property that holds such lines ("s3 =" and indented lines below it); by name, in lower
// case. None where it has a value of its own.
std::map<std::string, std::string, std::less<>> sub_properties(const Property& property);

// Both files. One that is missing counts as empty, and so does one that cannot be read, as with the AWS CLI: the
// environment may have all that is needed. Config::problem() says why.
Config read_config(const Environment& environment, const ReadFile& read_file);
Config read_config(Locations files, const ReadFile& read_file);

}  // namespace awscost::config
