#include "connectors/aws/config/environment.h"

#include <pwd.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "connectors/aws/signing/secret.h"
#include "sql/text/words.h"

namespace awscost::config {
namespace {

class Values {
 public:
  Values() = default;
  ~Values() {
    for (auto& [name, value] : values_) {
      if (value) signing::wipe(*value);
    }
  }
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;

  void add(const char* name, std::optional<std::string> value) { values_.insert_or_assign(name, std::move(value)); }

  std::optional<std::string> value(const char* name) const {
    const auto found = values_.find(std::string_view(name));
    if (found != values_.end()) return found->second;
    throw std::logic_error("The environment variable " + std::string(name) +
                           " is not part of the profile's snapshot: connectors/aws/config/variables.h lists them.");
  }

 private:
  std::map<std::string, std::optional<std::string>, std::less<>> values_;
};

}  // namespace

std::string home_of_user(const std::string& name) {
  constexpr std::size_t kLargestEntry = 64U << 10U;
  std::string buffer(kLargestEntry, '\0');
  struct passwd entry {};
  struct passwd* found = nullptr;
  if (name.empty()) {
    ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
  } else {
    ::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  }
  return found == nullptr || found->pw_dir == nullptr ? std::string() : found->pw_dir;
}

Environment process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    const bool is_home = std::string_view(name) == "HOME";
    if (is_home && (value == nullptr || *value == '\0')) return home_of_user("");
    if (value == nullptr) return std::nullopt;
    return value;
  };
}

Environment snapshot(const Environment& environment, std::span<const char* const> names) {
  auto values = std::make_shared<Values>();
  for (const char* name : names) values->add(name, environment(name));
  return [values = std::shared_ptr<const Values>(std::move(values))](const char* name) { return values->value(name); };
}

std::optional<std::string> non_empty(const Environment& environment, const char* name) {
  std::optional<std::string> value = environment(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

bool is_true(const Environment& environment, const char* name) {
  return text::lower(environment(name).value_or("")) == "true";
}

}  // namespace awscost::config
