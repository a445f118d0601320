#include "connectors/aws/config/config.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/config/shared_file.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"
#include "sql/text/shell_words.h"
#include "sql/text/words.h"

namespace awscost::config {
namespace {

constexpr std::string_view kDefault = "default";
constexpr std::string_view kDefaults = "DEFAULT";  // its properties hold in every section of its file; configparser's

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

enum class Kind : std::uint8_t { kProfile, kSsoSession, kServices };

// What a section's header names.
using Name = std::pair<Kind, std::string>;

constexpr std::array<std::pair<std::string_view, Kind>, 3> kKinds = {
    {{"profile", Kind::kProfile}, {"sso-session", Kind::kSsoSession}, {"services", Kind::kServices}}};

// As botocore reads it: the header begins with the kind ("profiles x" is a profile too) and consists of two words of a
// shell. `aws configure` quotes a name with a blank: [profile 'my prof'].
std::optional<Name> name_in_config(const std::string& header) {
  if (header == kDefault) return Name{Kind::kProfile, header};
  for (const auto& [word, kind] : kKinds) {
    if (!header.starts_with(word)) continue;
    text::ShellWords split = text::shell_words(header);
    if (!split.fault.empty() || split.words.size() != 2 || split.words.back().empty()) return std::nullopt;
    return Name{kind, std::move(split.words.back())};
  }
  return std::nullopt;
}

// `aws configure` quotes nothing in the credentials file.
std::optional<Name> name_in_credentials(const std::string& header) {
  if (header.empty()) return std::nullopt;
  return Name{Kind::kProfile, header};
}

using NameOf = std::optional<Name> (*)(const std::string& header);
using NamedSections = std::vector<std::pair<Name, const Section*>>;

// The sections that count. Where two headers of one file mean the same ([default] and [profile default], [profile x]
// and [profile 'x']), the one that stands last counts alone.
NamedSections named_sections(const SharedFile& file, NameOf name_of) {
  NamedSections named;
  std::map<Name, std::string_view> last;
  for (const Section& section : file.sections()) {
    if (section.header == kDefaults) continue;
    auto name = name_of(section.header);
    if (!name) continue;
    last[*name] = section.header;
    named.emplace_back(std::move(*name), &section);
  }
  std::erase_if(named, [&](const auto& entry) { return last[entry.first] != entry.second->header; });
  return named;
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
  std::swap(problem_, other.problem_);
  return *this;
}

Config Config::parse(std::string_view config_text, std::string_view credentials_text, Locations locations) {
  Config config;
  config.locations_ = std::move(locations);
  const auto merge_all = [&](const SharedFile& file, NameOf name_of, File which) {
    const std::array<Sections*, 3> sections = {&config.profiles_, &config.sso_sessions_, &config.services_};
    const NamedSections named = named_sections(file, name_of);
    const auto add = [&](const Name& name, const Section& section) {
      merge(*sections.at(static_cast<std::size_t>(name.first)), name.second, section, which);
    };
    for (const Section& defaults : file.sections()) {
      if (defaults.header != kDefaults) continue;
      for (const auto& [name, section] : named) add(name, defaults);
    }
    for (const auto& [name, section] : named) add(name, *section);
  };
  const auto in_config = SharedFile::parse(config_text, file_name("config", config.locations_.config));
  merge_all(in_config, name_in_config, File::kConfig);
  const auto in_credentials =
      SharedFile::parse(credentials_text, file_name("credentials", config.locations_.credentials));
  merge_all(in_credentials, name_in_credentials, File::kCredentials);
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

Config read_config(Locations files, const ReadFile& read_file) {
  std::string problem;
  const auto text_of = [&](const std::string& path) {
    try {
      return signing::Secret(path.empty() ? std::string() : read_file(path).value_or(""));
    } catch (const wire::SendError& error) {
      if (problem.empty()) problem = error.what();
      return signing::Secret(std::string());
    }
  };
  const signing::Secret config = text_of(files.config);
  const signing::Secret credentials = text_of(files.credentials);
  Config parsed = Config::parse(config.reveal(), credentials.reveal(), std::move(files));
  parsed.problem_ = std::move(problem);
  return parsed;
}

Config read_config(const Environment& environment, const ReadFile& read_file) {
  return read_config(locations(environment), read_file);
}

}  // namespace awscost::config
