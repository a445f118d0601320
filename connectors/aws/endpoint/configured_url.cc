#include "connectors/aws/endpoint/configured_url.h"

#include <algorithm>
#include <utility>

#include "connectors/aws/config/quoted.h"
#include "connectors/wire/call.h"
#include "sql/text/words.h"

namespace awscost::endpoint {
namespace {

constexpr std::string_view kKey = "endpoint_url";

// "Cost Explorer" -> "cost_explorer", the service's key in a `services` section.
std::string key_of(std::string_view sdk_id) {
  std::string key = text::lower(sdk_id);
  std::replace_if(
      key.begin(), key.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return key;
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

[[noreturn]] void fail_without_section(const std::string& name, const config::Profile& profile) {
  throw wire::SendError("The AWS profile " + config::quoted(profile.name()) +
                            " has services = " + config::quoted(name) + ", and the config file " +
                            config::quoted(profile.config().locations().config) +
                            " has no section [services NAME] of that name. Add it, or remove the line. Nothing was "
                            "sent.",
                        false);
}

std::optional<ConfiguredUrl> in_services_section(const std::string& key, const config::Profile& profile) {
  const auto name = profile.value(nullptr, "services");
  if (!name) return std::nullopt;
  const config::Properties* services = profile.config().services(*name);
  if (services == nullptr) fail_without_section(*name, profile);
  const auto service = services->find(key);
  if (service == services->end()) return std::nullopt;
  auto lines = config::sub_properties(service->second);
  const auto line = lines.find(kKey);
  if (line == lines.end() || line->second.empty()) return std::nullopt;
  return ConfiguredUrl{std::move(line->second), "endpoint_url below " + key + " in [services " + *name + "]"};
}

}  // namespace

std::optional<ConfiguredUrl> configured_url(std::string_view sdk_id, const config::Profile& profile) {
  return configured_url(sdk_id, profile.environment(), profile);
}

std::optional<ConfiguredUrl> configured_url(std::string_view sdk_id, const config::Environment& environment,
                                            const config::Profile& profile) {
  if (profile.is_true("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")) return std::nullopt;
  const std::string key = key_of(sdk_id);
  for (const std::string& variable : {"AWS_ENDPOINT_URL_" + in_capitals(key), std::string("AWS_ENDPOINT_URL")}) {
    if (auto url = config::non_empty(environment, variable.c_str())) return ConfiguredUrl{*url, variable};
  }
  if (auto url = in_services_section(key, profile)) return url;
  if (auto url = profile.value(nullptr, kKey)) {
    return ConfiguredUrl{*url, "endpoint_url of the profile " + config::quoted(profile.name())};
  }
  return std::nullopt;
}

}  // namespace awscost::endpoint
