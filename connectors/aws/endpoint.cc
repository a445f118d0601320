#include "connectors/aws/endpoint.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "connectors/aws/partition.h"
#include "connectors/http/url.h"
#include "connectors/wire/call.h"

namespace awscost::aws {
namespace {

constexpr const char* kDefaultRegion = "us-east-1";
constexpr const char* kEndpointUrl = "AWS_ENDPOINT_URL";

struct Service {
  std::string_view name;
  const char* url_variable;  // AWS_ENDPOINT_URL_ and the SDKs' serviceId in capitals
  bool global;               // one region per partition
  bool dual_stack_only;      // no host under the classic suffix, and no switch
  bool needs_region;         // a guess would ask for another region's data
};

// STS answers in any region for all of an account's keys, so that a missing region may mean us-east-1 there as well.
constexpr std::array<Service, 4> kServices{{
    {"ce", "AWS_ENDPOINT_URL_COST_EXPLORER", true, false, false},
    {"bcm-pricing-calculator", "AWS_ENDPOINT_URL_BCM_PRICING_CALCULATOR", true, true, false},
    {"apigateway", "AWS_ENDPOINT_URL_API_GATEWAY", false, false, true},
    {"sts", "AWS_ENDPOINT_URL_STS", false, false, false},
}};

[[noreturn]] void fail(const std::string& sentence) {
  throw wire::SendError(sentence + " Nothing was sent.", false);
}

const Service& service_named(std::string_view name) {
  const auto* found = std::find_if(kServices.begin(), kServices.end(), [&](const auto& s) { return s.name == name; });
  if (found == kServices.end()) fail("The endpoint of the service '" + std::string(name) + "' is not known.");
  return *found;
}

// A region becomes part of a host name and may come from a column: nothing but a host label gets through, or a crafted
// value would send a signed request to a host of its choosing.
void check_region(const std::string& region) {
  constexpr std::size_t kLongestLabel = 63;
  const auto is_label_char = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (region.size() <= kLongestLabel && region.front() != '-' && region.back() != '-' &&
      std::all_of(region.begin(), region.end(), is_label_char)) {
    return;
  }
  fail("'" + region + "' is not an AWS region: letters, digits and dashes only. Give one such as eu-west-3.");
}

[[noreturn]] void fail_without_region(std::string_view service) {
  fail("No AWS region is set, and the data of " + std::string(service) +
       " lives in a region. Set AWS_REGION (or AWS_DEFAULT_REGION), or give the column: WHERE region = 'eu-west-3'.");
}

// Plain http is sent to any host, as AWS's own tools do (containers reach an emulator at http://localstack:4566): the
// secret key never travels, and a session token signs nothing without it. What an eavesdropper could read are the
// answers, and https is what AWS's own endpoints get.
void check_custom_url(const std::string& url) {
  try {
    http::parse_url(url);
  } catch (const std::invalid_argument& reason) {
    // The value is not shown: it may hold a password.
    fail(std::string("The custom endpoint (AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_<SERVICE>) cannot be used: ") +
         reason.what() + ". It should read https://host[:port][/path].");
  }
}

std::string https(std::string_view prefix, std::string_view region, std::string_view suffix) {
  return "https://" + std::string(prefix) + "." + std::string(region) + "." + std::string(suffix);
}

Endpoint custom_endpoint(const Service& service, const EndpointSettings& settings) {
  if (settings.fips) {
    fail("FIPS and custom endpoint are not supported together: unset AWS_USE_FIPS_ENDPOINT or AWS_ENDPOINT_URL.");
  }
  if (settings.dual_stack && !service.dual_stack_only) {
    fail(
        "Dualstack and custom endpoint are not supported together: unset AWS_USE_DUALSTACK_ENDPOINT or "
        "AWS_ENDPOINT_URL.");
  }
  check_custom_url(*settings.custom_url);
  return {*settings.custom_url, settings.region, std::string(service.name)};
}

// The rule sets' exceptions to "service[-fips].region.suffix".
std::optional<Endpoint> special_endpoint(const Service& service, const EndpointSettings& settings,
                                         const Partition& partition) {
  if (service.name != "sts") return std::nullopt;
  if (settings.region == "aws-global" && !settings.fips && !settings.dual_stack) {
    return Endpoint{"https://sts.amazonaws.com", kDefaultRegion, "sts"};
  }
  // GovCloud's plain STS hosts are FIPS hosts.
  if (partition.id == "aws-us-gov" && settings.fips && !settings.dual_stack) {
    return Endpoint{https("sts", settings.region, partition.dns_suffix), settings.region, "sts"};
  }
  return std::nullopt;
}

bool uses_dual_stack_suffix(const Service& service, const EndpointSettings& settings, const Partition& partition) {
  if (service.dual_stack_only || settings.dual_stack) return true;
  return service.name == "ce" && partition.id == "aws-eusc" && !settings.fips;
}

}  // namespace

EndpointSettings read_endpoint_settings(std::string_view service_name, const std::string& region,
                                        const Environment& environment) {
  const Service& service = service_named(service_name);
  EndpointSettings settings{.region = region,
                            .fips = is_true(environment, "AWS_USE_FIPS_ENDPOINT"),
                            .dual_stack = is_true(environment, "AWS_USE_DUALSTACK_ENDPOINT")};
  for (const char* name : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
    if (settings.region.empty()) settings.region = non_empty(environment, name).value_or("");
  }
  if (settings.region.empty() && service.needs_region) fail_without_region(service.name);
  if (settings.region.empty()) settings.region = kDefaultRegion;
  if (is_true(environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) return settings;
  settings.custom_url = non_empty(environment, service.url_variable);
  if (!settings.custom_url) settings.custom_url = non_empty(environment, kEndpointUrl);
  return settings;
}

Endpoint endpoint_for(std::string_view service_name, const EndpointSettings& settings) {
  const Service& service = service_named(service_name);
  if (!settings.region.empty()) check_region(settings.region);
  if (settings.custom_url) return custom_endpoint(service, settings);
  if (settings.region.empty()) fail_without_region(service.name);
  const Partition& partition = partition_of(settings.region);
  if (auto special = special_endpoint(service, settings, partition)) return *special;
  const std::string region = service.global ? std::string(partition.home_region) : settings.region;
  const std::string prefix = std::string(service.name) + (settings.fips ? "-fips" : "");
  const std::string_view suffix =
      uses_dual_stack_suffix(service, settings, partition) ? partition.dual_stack_suffix : partition.dns_suffix;
  return {https(prefix, region, suffix), region, std::string(service.name)};
}

Endpoint resolve_endpoint(std::string_view service, const std::string& region, const Environment& environment) {
  return endpoint_for(service, read_endpoint_settings(service, region, environment));
}

}  // namespace awscost::aws
