#include "connectors/aws/credentials/providers/instance_metadata.h"

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/http/url.h"
#include "connectors/aws/signing/redaction.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

constexpr const char* kAddress = "http://169.254.169.254";
constexpr const char* kAddressV6 = "http://[fd00:ec2::254]";
constexpr const char* kTokenLife = "21600";  // seconds: the longest that the service takes
constexpr int kBadRequest = 400;
constexpr const char* kHopLimit =
    " (in a container, set the instance's hop limit to 2: aws ec2 modify-instance-metadata-options "
    "--http-put-response-hop-limit 2)";

[[noreturn]] void fail(const std::string& sentence) {
  throw wire::SendError(
      "The instance's metadata cannot be read: " + text::with_full_stop(sentence) + " Nothing was sent.", false);
}

// In AWS's tools, a custom endpoint overrides the mode.
std::string base_of(const config::Profile& profile) {
  const auto mode = profile.value("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode");
  const std::string version = text::lower(mode.value_or("ipv4"));
  if (version != "ipv4" && version != "ipv6") {
    fail(
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE (in the profile: ec2_metadata_service_endpoint_mode) must be IPv4 or "
        "IPv6");
  }
  const auto custom = profile.value("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
  std::string base = custom ? *custom : version == "ipv6" ? kAddressV6 : kAddress;
  return base.ends_with('/') ? base : base + "/";
}

std::string origin_of(const std::string& base) {
  try {
    return displayable(http::parse_url(base).origin());
  } catch (const std::invalid_argument& reason) {
    fail(std::string(
             "AWS_EC2_METADATA_SERVICE_ENDPOINT (in the profile: ec2_metadata_service_endpoint) is not a URL: ") +
         reason.what() + ". Write it as http://169.254.169.254");
  }
}

// 1 where it is not set: the default of the number of attempts and of the seconds to wait.
int whole_number(const config::Profile& profile, const char* variable, const char* key) {
  constexpr int kMost = 1000;
  const auto text = profile.value(variable, key);
  if (!text) return 1;
  int number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || number < 1 || number > kMost) {
    fail(std::string(variable) + " (in the profile: " + key + ") must be a whole number from 1 to 1000");
  }
  return number;
}

}  // namespace

InstanceMetadata::InstanceMetadata(const ProviderContext& context)
    : context_(&context),
      base_(base_of(context.profile)),
      origin_(origin_of(base_)),
      options_{.attempts =
                   whole_number(context.profile, "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts"),
               .timeout = std::chrono::seconds(
                   whole_number(context.profile, "AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout"))} {}

std::variant<InstanceMetadata, NotConfigured> InstanceMetadata::open(const ProviderContext& context) {
  if (config::is_true(context.profile.environment(), "AWS_EC2_METADATA_DISABLED")) {
    return NotConfigured{"AWS_EC2_METADATA_DISABLED is true"};
  }
  InstanceMetadata metadata(context);
  if (auto missing = metadata.take_token()) return std::move(*missing);
  return metadata;
}

// Version 1 answers 404 or 405, and 403 where the service is switched off. A timeout after the connection means that
// the answer did not arrive: by default it travels one network hop, and a container is two hops away.
std::optional<NotConfigured> InstanceMetadata::take_token() {
  const http::Request request{.method = "PUT",
                              .url = base_ + "latest/api/token",
                              .headers = {{"x-aws-ec2-metadata-token-ttl-seconds", kTokenLife}},
                              .label = "instance metadata: token",
                              .direct = true};
  wire::Reply reply;
  try {
    reply = send(request, *context_, options_);
  } catch (const wire::SendError& error) {
    if (error.cause() == wire::SendError::Cause::kTimeout) {
      token_is_lost_ = true;
      return without_token("did not answer" + std::string(kHopLimit));
    }
    return NotConfigured{"no instance's metadata service answers (" + text::without_full_stop(error.what()) + ")"};
  }
  const ScopedWipe body(reply.body);
  if (wire::is_success(reply) && !reply.body.empty()) {
    token_ = signing::Secret(reply.body);
    return std::nullopt;
  }
  if (reply.status == kBadRequest) {
    throw wire::SendError("The instance's metadata service at " + origin_ + " refused the request for a token (" +
                              said_by(reply) + "). Check AWS_EC2_METADATA_SERVICE_ENDPOINT, if it is set.",
                          false);
  }
  return without_token("gave none (HTTP " + std::to_string(reply.status) + ")");
}

std::optional<NotConfigured> InstanceMetadata::without_token(const std::string& why) const {
  if (!context_->profile.is_true("AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled")) return std::nullopt;
  return NotConfigured{"asked for a token, the instance's metadata service at " + origin_ + " " + why +
                       ", and version 1, which needs no token, is switched off (AWS_EC2_METADATA_V1_DISABLED)"};
}

std::string InstanceMetadata::cure() const {
  return token_is_lost_ ? kHopLimit : std::string();
}

std::string InstanceMetadata::shown(std::string_view text) const {
  return displayable(signing::redacted(text, std::array{token_.reveal()}));
}

wire::Reply InstanceMetadata::get(const std::string& path) const {
  http::Request request{.url = base_ + "latest/" + path, .label = "instance metadata", .direct = true};
  if (!has_token()) return send(request, *context_, options_);
  request.headers.push_back({"x-aws-ec2-metadata-token", std::string(token_.reveal())});
  const ScopedWipe copy(request.headers.back().value);
  return send(request, *context_, options_);
}

}  // namespace awscost::credentials
