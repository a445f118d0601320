#include "connectors/aws/endpoint/endpoint.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/endpoint/configured_url.h"
#include "connectors/aws/endpoint/partition.h"
#include "connectors/aws/http/url.h"
#include "connectors/wire/call.h"

namespace awscost::endpoint {
namespace {

constexpr const char* kDefaultRegion = "us-east-1";

struct Service {
  std::string_view name;  // as wire::Call::service
  std::string_view host;  // how the host's name begins
  std::string_view signing_name;
  std::string_view sdk_id;  // the model's serviceId, after which a service's settings are named
  bool global;              // one region per partition
  bool dual_stack_only;     // no host under the classic suffix
  bool needs_region;        // a default would show another region's data
};

// STS answers in every region for all keys of an account, so a missing region means us-east-1 there too. A sign-in
// (sso, sso-oidc, signin) lives in the region where it was made.
constexpr std::array<Service, 8> kServices{{
    {"ce", "ce", "ce", "Cost Explorer", true, false, false},
    {"bcm-pricing-calculator", "bcm-pricing-calculator", "bcm-pricing-calculator", "BCM Pricing Calculator", true, true,
     false},
    {"billing", "billing", "billing", "Billing", true, false, false},
    {"apigateway", "apigateway", "apigateway", "API Gateway", false, false, true},
    {"sts", "sts", "sts", "STS", false, false, false},
    {"sso", "portal.sso", "awsssoportal", "SSO", false, false, true},
    {"sso-oidc", "oidc", "sso-oauth", "SSO OIDC", false, false, true},
    {"signin", "signin", "signin", "Signin", false, false, true},
}};

[[noreturn]] void fail(const std::string& sentence) {
  throw wire::SendError(sentence + " Nothing was sent.", false);
}

const Service& service_named(std::string_view name) {
  const auto* found = std::find_if(kServices.begin(), kServices.end(), [&](const auto& s) { return s.name == name; });
  if (found == kServices.end()) fail("The endpoint of the service " + config::quoted(name) + " is not known.");
  return *found;
}

// A region becomes part of a host name and may come from a column. Only a host label is accepted: a crafted value could
// otherwise send a signed request to another host.
void check_region(const std::string& region) {
  constexpr std::size_t kLongestLabel = 63;
  const auto is_label_char = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (region.size() <= kLongestLabel && region.front() != '-' && region.back() != '-' &&
      std::all_of(region.begin(), region.end(), is_label_char)) {
    return;
  }
  fail(config::quoted(region) +
       " is not an AWS region, which has letters, digits and dashes only. Write one such as "
       "eu-west-3.");
}

[[noreturn]] void fail_without_region(std::string_view service) {
  fail("No AWS region is set, and the data of " + std::string(service) +
       " lives in a region. Write WHERE region = 'eu-west-3', or set AWS_REGION (or AWS_DEFAULT_REGION), or region = "
       "eu-west-3 in the profile.");
}

// Plain http is allowed for any host, as in AWS's own tools (containers reach an emulator at http://localstack:4566).
// The secret key never travels, and a session token is useless without it. An eavesdropper could read the answers;
// AWS's own endpoints use https.
void check_custom_url(const EndpointSettings& settings) {
  try {
    http::parse_url(*settings.custom_url);
  } catch (const std::invalid_argument& reason) {
    // Without the value, which may hold a password.
    fail("The custom endpoint (" + settings.custom_url_place + ") cannot be used: " + reason.what() +
         ". Write it as https://host[:port][/path].");
  }
}

std::string https(std::string_view prefix, std::string_view region, std::string_view suffix) {
  return "https://" + std::string(prefix) + "." + std::string(region) + "." + std::string(suffix);
}

Endpoint custom_endpoint(const Service& service, const EndpointSettings& settings) {
  const std::string& place = settings.custom_url_place;
  if (settings.fips) {
    fail(
        "FIPS and custom endpoint are not supported together: remove AWS_USE_FIPS_ENDPOINT (use_fips_endpoint in the "
        "profile), or " +
        place + ".");
  }
  if (settings.dual_stack && !service.dual_stack_only) {
    fail(
        "Dualstack and custom endpoint are not supported together: remove AWS_USE_DUALSTACK_ENDPOINT "
        "(use_dualstack_endpoint in the profile), or " +
        place + ".");
  }
  check_custom_url(settings);
  return {*settings.custom_url, settings.region, std::string(service.signing_name)};
}

// The sign-in service's classic hosts have domains of their own and begin with the region.
std::optional<std::string> special_sign_in_url(const EndpointSettings& settings, const Partition& partition) {
  if (settings.dual_stack) return std::nullopt;
  if (!settings.fips) return "https://" + settings.region + "." + std::string(partition.sign_in_domain);
  if (partition.id != "aws-us-gov") return std::nullopt;
  constexpr std::string_view kDomain = "signin-fips.amazonaws-us-gov.com";
  return "https://" + (settings.region == partition.home_region ? "" : settings.region + ".") + std::string(kDomain);
}

// The rule sets' exceptions to "host[-fips].region.suffix".
std::optional<std::string> special_url(const Service& service, const EndpointSettings& settings,
                                       const Partition& partition) {
  if (service.name == "signin") return special_sign_in_url(settings, partition);
  // GovCloud's plain hosts of the services around credentials are FIPS hosts.
  const bool plain_is_fips = service.name == "sts" || service.name == "sso" || service.name == "sso-oidc";
  if (plain_is_fips && partition.id == "aws-us-gov" && settings.fips && !settings.dual_stack) {
    return https(service.host, settings.region, partition.dns_suffix);
  }
  return std::nullopt;
}

bool is_global_sts(const Service& service, const EndpointSettings& settings) {
  return service.name == "sts" && settings.region == "aws-global" && !settings.fips && !settings.dual_stack;
}

bool uses_dual_stack_suffix(const Service& service, const EndpointSettings& settings, const Partition& partition) {
  if (service.dual_stack_only || settings.dual_stack) return true;
  const bool billing = service.name == "billing" && partition.id == "aws";
  return (billing || (service.name == "ce" && partition.id == "aws-eusc")) && !settings.fips;
}

}  // namespace

bool needs_region(std::string_view service) {
  return service_named(service).needs_region;
}

EndpointSettings read_endpoint_settings(std::string_view service_name, const std::string& region,
                                        const config::Profile& profile) {
  const Service& service = service_named(service_name);
  EndpointSettings settings{.region = profile.region(region),
                            .fips = profile.is_true("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
                            .dual_stack = profile.is_true("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")};
  if (settings.region.empty() && service.needs_region) fail_without_region(service.name);
  if (settings.region.empty()) settings.region = kDefaultRegion;
  if (auto configured = configured_url(service.sdk_id, profile)) {
    settings.custom_url = std::move(configured->url);
    settings.custom_url_place = std::move(configured->place);
  }
  return settings;
}

Endpoint endpoint_for(std::string_view service_name, const EndpointSettings& settings) {
  const Service& service = service_named(service_name);
  if (!settings.region.empty()) check_region(settings.region);
  if (settings.custom_url) return custom_endpoint(service, settings);
  if (settings.region.empty()) fail_without_region(service.name);
  const std::string signing_name(service.signing_name);
  if (is_global_sts(service, settings)) return {"https://sts.amazonaws.com", kDefaultRegion, signing_name};
  const Partition& partition = partition_of(settings.region);
  const std::string region = service.global ? std::string(partition.home_region) : settings.region;
  if (auto url = special_url(service, settings, partition)) return {*url, region, signing_name};
  const std::string prefix = std::string(service.host) + (settings.fips ? "-fips" : "");
  const std::string_view suffix =
      uses_dual_stack_suffix(service, settings, partition) ? partition.dual_stack_suffix : partition.dns_suffix;
  return {https(prefix, region, suffix), region, signing_name};
}

Endpoint resolve_endpoint(std::string_view service, const std::string& region, const config::Profile& profile) {
  return endpoint_for(service, read_endpoint_settings(service, region, profile));
}

bool is_of_aws(const Endpoint& endpoint) {
  return is_host_of_aws(http::parse_url(endpoint.url).host);
}

}  // namespace awscost::endpoint
