#include "connectors/aws/config/profile.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/config/variables.h"
#include "connectors/wire/call.h"
#include "sql/text/nearest.h"
#include "sql/text/words.h"

namespace awscost::config {
namespace {

constexpr const char* kDefault = "default";

struct Choice {
  std::string name;
  std::string made_by;  // for messages
};

Choice choice_of(const Environment& environment, const std::string& asked_for) {
  if (!asked_for.empty()) return {asked_for, "The statement, or the setting profile (see awscost_settings),"};
  for (const char* variable : {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}) {
    if (auto name = non_empty(environment, variable)) return {*name, variable};
  }
  return {kDefault, ""};
}

constexpr std::size_t kLongestName = 200;

// As the config file has it: a name with a blank stands in quotes.
std::string in_header(const std::string& name) {
  const std::string shown = one_line(name, kLongestName);
  return shown.find(' ') == std::string::npos ? shown : "'" + shown + "'";
}

std::string place(const std::string& path, const char* variable, const std::string& section) {
  if (path.empty()) return std::string("~/.aws (HOME is not set; set it, or ") + variable + ")";
  return config::quoted(path) + " (as [" + section + "])";
}

std::string names_in(const Config& config, const std::string& asked_for) {
  const std::string names = listed_profiles(config, asked_for);
  if (names.empty()) return " There are no profiles.";
  const bool several = config.profiles().size() > 1;
  return " Did you mean " + names.substr(0, several ? names.find("', '") + 1 : names.size()) +
         "? The profiles there are: " + names + ".";
}

// Profiles that `name` leads to by source_profile, itself included, one of which may name the environment as its
// source.
bool uses_environment_keys(const Config& config, std::string name) {
  const auto value = [&](const Properties& properties, const char* key) {
    const auto found = properties.find(key);
    return found == properties.end() ? std::string() : found->second.value;
  };
  std::set<std::string> visited;
  while (visited.insert(name).second) {
    const Properties* profile = config.profile(name);
    if (profile == nullptr) return false;
    if (value(*profile, "credential_source") == "Environment") return true;
    name = value(*profile, "source_profile");
  }
  return false;
}

std::vector<const char*> variables_of(const Environment& environment, const Config& config, const std::string& name,
                                      bool asked_for) {
  std::vector<const char*> names(kSettingVariables.begin(), kSettingVariables.end());
  const auto add = [&](const auto& variables) { names.insert(names.end(), variables.begin(), variables.end()); };
  if (!asked_for || uses_environment_keys(config, name)) add(kKeyVariables);
  if (!asked_for) add(kWebIdentityVariables);
  const bool in_container = non_empty(environment, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ||
                            non_empty(environment, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (in_container) add(kContainerVariables);
  return names;
}

[[noreturn]] void fail_without(const Choice& choice, const Config& config) {
  std::string sentence = choice.made_by + " asks for the AWS profile " + config::quoted(choice.name) + ", ";
  sentence +=
      "which is neither in " +
      place(config.locations().config, "AWS_CONFIG_FILE", "profile " + in_header(choice.name)) + " nor in " +
      place(config.locations().credentials, "AWS_SHARED_CREDENTIALS_FILE", one_line(choice.name, kLongestName)) + ".";
  if (!config.problem().empty()) throw wire::SendError(sentence + " " + config.problem(), false);
  throw wire::SendError(sentence + names_in(config, choice.name) + " Nothing was sent.", false);
}

}  // namespace

// The wanted name may be long, so its comparison is bounded.
std::string listed_profiles(const Config& config, const std::string& wanted) {
  constexpr std::size_t kMost = 8;
  constexpr std::size_t kCompared = 64;
  std::vector<std::string_view> left;
  for (const auto& [name, properties] : config.profiles()) left.push_back(name);
  std::string names;
  for (std::size_t shown = 0; shown < kMost && !left.empty(); ++shown) {
    const std::string_view next = text::nearest(std::string_view(wanted).substr(0, kCompared), left);
    names += (shown == 0 ? "" : ", ") + config::quoted(std::string(next));
    left.erase(std::find(left.begin(), left.end(), next));
  }
  if (!left.empty()) names += " and " + std::to_string(left.size()) + " more";
  return names;
}

Profile::Profile(Environment environment, std::shared_ptr<const Config> config, std::string name, bool asked_for)
    : environment_(std::move(environment)), config_(std::move(config)), name_(std::move(name)), asked_for_(asked_for) {}

Profile Profile::in_force(const Environment& environment, std::shared_ptr<const Config> config,
                          const std::string& asked_for) {
  const Choice choice = choice_of(environment, asked_for);
  if (choice.name != kDefault && config->profile(choice.name) == nullptr) fail_without(choice, *config);
  const auto variables = variables_of(environment, *config, choice.name, !asked_for.empty());
  return {snapshot(environment, variables), std::move(config), choice.name, !asked_for.empty()};
}

Profile Profile::with_files(std::shared_ptr<const Config> config) const {
  if (name_ != kDefault && config->profile(name_) == nullptr) fail_without({name_, "The statement"}, *config);
  return {environment_, std::move(config), name_, asked_for_};
}

std::optional<std::string> Profile::value(const char* variable, std::string_view key) const {
  if (variable != nullptr) {
    if (auto set = non_empty(environment_, variable)) return set;
  }
  const Properties* properties = config_->profile(name_);
  if (properties == nullptr) return std::nullopt;
  const auto property = properties->find(key);
  if (property == properties->end() || property->second.value.empty()) return std::nullopt;
  return property->second.value;
}

bool Profile::is_true(const char* variable, std::string_view key) const {
  return text::lower(value(variable, key).value_or("")) == "true";
}

std::string Profile::region(const std::string& asked_for) const {
  if (!asked_for.empty()) return asked_for;
  if (auto set = non_empty(environment_, "AWS_REGION")) return *set;
  return value("AWS_DEFAULT_REGION", "region").value_or("");
}

}  // namespace awscost::config
