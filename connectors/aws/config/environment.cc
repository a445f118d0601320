#include "connectors/aws/config/environment.h"

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

Environment process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
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
