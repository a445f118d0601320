#include "connectors/aws/client.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/config/config.h"
#include "connectors/config/profile.h"
#include "connectors/endpoint/endpoint.h"
#include "connectors/http/url.h"
#include "connectors/log/line.h"
#include "connectors/signing/sigv4.h"
#include "connectors/wire/error.h"

namespace awscost::aws {
namespace {

constexpr std::string_view kUserAgent = "sqlite-awscost/0.1";
constexpr int kFirstError = 300;

config::Profile profile_of(const wire::Call& call, const credentials::World& world) {
  auto config = std::make_shared<const config::Config>(config::read_config(world.environment, world.read_file));
  return config::Profile::in_force(world.environment, std::move(config), call.profile);
}

// "app/…" is where AWS's tools put a name that the user gives to what asks. AWS takes 50 characters of it.
std::string user_agent(const config::Profile& profile) {
  constexpr std::size_t kLongestName = 50;
  const auto name = profile.value("AWS_SDK_UA_APP_ID", "sdk_ua_app_id");
  if (!name) return std::string(kUserAgent);
  const auto is_token = [](char c) {
    constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kSigns.find(c) != std::string_view::npos;
  };
  std::string clean = name->substr(0, kLongestName);
  std::replace_if(
      clean.begin(), clean.end(), [&](char c) { return !is_token(c); }, '-');
  return std::string(kUserAgent) + " app/" + clean;
}

// The path of a custom endpoint goes before the call's: http://localhost:4566/prefix and /usageplans give
// /prefix/usageplans. A call to "/" leaves the prefix as it is written, as botocore does.
std::string joined_path(std::string_view prefix, std::string_view path) {
  if (path.empty() || path == "/") return std::string(prefix);
  if (prefix.ends_with('/') && path.starts_with('/')) prefix.remove_suffix(1);
  return std::string(prefix) + std::string(path);
}

http::Request signed_request(const wire::Call& call, const endpoint::Endpoint& endpoint, const config::Profile& profile,
                             const signing::Credentials& keys, std::chrono::sys_seconds now) {
  const http::Url url = http::parse_url(endpoint.url);
  signing::SigningRequest request{.method = call.method,
                                  .path = joined_path(url.path, call.path),
                                  .query = call.query,
                                  .headers = call.headers,
                                  .body = call.body};
  request.headers.push_back({"Host", url.authority()});
  request.headers.push_back({"User-Agent", user_agent(profile)});
  signing::Signed result = signing::sign(request, {now, endpoint.signing_region, endpoint.signing_name}, keys);
  const std::string query = signing::canonical_query(call.query);
  return {.method = call.method,
          .url = url.origin() + request.path + (query.empty() ? "" : "?" + query),
          .headers = std::move(result.headers),
          .body = call.body,
          .label = log::label(call),
          .ca_bundle = profile.value("AWS_CA_BUNDLE", "ca_bundle").value_or("")};
}

void replace_all(std::string& text, std::string_view secret) {
  if (secret.empty()) return;
  constexpr std::string_view kRedacted = "[redacted]";
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kRedacted.size())) {
    text.replace(at, secret.size(), kRedacted);
  }
}

// What refuses a request may repeat it: no secret of ours leaves in an error's words.
void redact(wire::Reply& reply, const signing::Credentials& keys) {
  for (const std::string_view secret : {keys.secret_access_key.reveal(), keys.session_token.reveal()}) {
    replace_all(reply.body, secret);
    for (wire::Header& header : reply.headers) replace_all(header.value, secret);
  }
}

bool is_expired(std::string_view code) {
  constexpr std::array<std::string_view, 3> kCodes = {"ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired"};
  return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

// The files are read anew: whoever rewrites them may have done so meanwhile. Where new credentials cannot be had, the
// reason (a session that has ended, say) is what the next attempt ends in, and more use than AWS's "expired".
bool renews(credentials::Chain& chain, const wire::Call& call, const credentials::Found& refused,
            const wire::Interrupted& interrupted) {
  try {
    return chain.renew(profile_of(call, chain.world()), refused, interrupted);
  } catch (const wire::SendError&) {
    return true;
  }
}

}  // namespace

wire::Reply Client::send(const wire::Call& call, const wire::Interrupted& interrupted) {
  const credentials::World& world = chain_.world();
  const config::Profile profile = profile_of(call, world);
  const std::shared_ptr<const credentials::Found> found = chain_.find(profile, interrupted);
  std::string region = profile.region(call.region);
  // An instance knows where it stands. Anywhere else nobody answers, and that would cost a second.
  if (region.empty() && found->from_instance && endpoint::needs_region(call.service)) {
    region = chain_.region_of_instance(profile, interrupted);
  }
  const endpoint::Endpoint endpoint = endpoint::resolve_endpoint(call.service, region, profile);
  wire::Reply reply =
      world.exchange.exchange(signed_request(call, endpoint, profile, found->keys, skew_.corrected(world.clock())),
                              world.limits(), interrupted);
  if (reply.status < kFirstError) return reply;
  redact(reply, found->keys);
  const std::string code = wire::read_error(reply).code;
  reply.mended =
      skew_.learn(reply, code, world.clock()) || (is_expired(code) && renews(chain_, call, *found, interrupted));
  return reply;
}

}  // namespace awscost::aws
