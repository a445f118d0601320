#include "connectors/aws/config/config.h"

#include <algorithm>
#include <utility>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/config/shared_file.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"
#include "sql/text/words.h"

namespace awscost::config {
namespace {

constexpr std::string_view kDefault = "default";

using Sections = std::map<std::string, Properties, std::less<>>;

void merge(Sections& into, std::string_view name, const Section& section, File file) {
  Properties& properties = into[std::string(name)];
  for (const auto& [key, value] : section.properties) {
    Property& property = properties[key];
    signing::wipe(property.value);
    property.value = value;
    property.file = file;
  }
}

void wipe(Sections& sections) {
  for (auto& [name, properties] : sections) {
    for (auto& [key, property] : properties) signing::wipe(property.value);
  }
}

std::string file_name(const char* which, const std::string& path) {
  return "the AWS " + std::string(which) + " file" + (path.empty() ? "" : " " + config::quoted(path));
}

// Of a section in the config file: "profile prod". `kind` is empty where there is one word only.
struct Header {
  std::string_view kind;
  std::string_view name;
  bool operator==(const Header&) const = default;
};

Header header_of(const Section& section) {
  const std::string_view header = section.header;
  const auto space = header.find_first_of(" \t");
  if (space == std::string_view::npos) return {"", header};
  std::string_view name = text::trimmed(header.substr(space));
  // `aws configure` writes some names between quotes.
  const bool in_quotes =
      name.size() > 2 && (name.front() == '"' || name.front() == '\'') && name.front() == name.back();
  if (in_quotes) name = name.substr(1, name.size() - 2);
  return {header.substr(0, space), name};
}

const Properties* found(const Sections& sections, std::string_view name) {
  const auto section = sections.find(name);
  return section == sections.end() ? nullptr : &section->second;
}

}  // namespace

Config::~Config() {
  for (Sections* sections : {&profiles_, &sso_sessions_, &services_}) wipe(*sections);
}

// What was here goes with `other`, which wipes it.
Config& Config::operator=(Config&& other) noexcept {
  std::swap(profiles_, other.profiles_);
  std::swap(sso_sessions_, other.sso_sessions_);
  std::swap(services_, other.services_);
  std::swap(locations_, other.locations_);
  return *this;
}

Config Config::parse(std::string_view config_text, std::string_view credentials_text, Locations locations) {
  Config config;
  config.locations_ = std::move(locations);
  const auto in_config = SharedFile::parse(config_text, file_name("config", config.locations_.config));
  const bool prefixed_default =
      std::any_of(in_config.sections().begin(), in_config.sections().end(), [](const Section& section) {
        return header_of(section) == Header{"profile", kDefault};
      });
  for (const Section& section : in_config.sections()) {
    const Header header = header_of(section);
    if (!is_name(header.name)) continue;
    if (header.kind == "profile" || (header == Header{"", kDefault} && !prefixed_default)) {
      merge(config.profiles_, header.name, section, File::kConfig);
    } else if (header.kind == "sso-session") {
      merge(config.sso_sessions_, header.name, section, File::kConfig);
    } else if (header.kind == "services") {
      merge(config.services_, header.name, section, File::kConfig);
    }
  }
  const auto in_credentials =
      SharedFile::parse(credentials_text, file_name("credentials", config.locations_.credentials));
  for (const Section& section : in_credentials.sections()) {
    if (is_name(section.header)) merge(config.profiles_, section.header, section, File::kCredentials);
  }
  return config;
}

const Properties* Config::profile(std::string_view name) const {
  return found(profiles_, name);
}

const Properties* Config::sso_session(std::string_view name) const {
  return found(sso_sessions_, name);
}

const Properties* Config::services(std::string_view name) const {
  return found(services_, name);
}

std::map<std::string, std::string, std::less<>> sub_properties(const Property& property) {
  std::map<std::string, std::string, std::less<>> lines;
  std::string_view rest = property.value;
  if (!rest.starts_with('\n')) return lines;  // a value on the first line: the others continue it
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view whole = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(whole.size());
    const std::string_view line = without_comment(whole);
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    lines[text::lower(text::trimmed(line.substr(0, equals)))] = text::trimmed(line.substr(equals + 1));
  }
  return lines;
}

Config read_config(const Environment& environment, const ReadFile& read_file) {
  Locations files = locations(environment);
  const auto text_of = [&](const std::string& path) {
    return signing::Secret(path.empty() ? std::string() : read_file(path).value_or(""));
  };
  const signing::Secret config = text_of(files.config);
  const signing::Secret credentials = text_of(files.credentials);
  return Config::parse(config.reveal(), credentials.reveal(), std::move(files));
}

}  // namespace awscost::config
