// The container provider: ECS, EKS pod identity, and other endpoints that speak their protocol.
//
// How: the environment names an address that answers with keys. The answer and the token that is sent are secrets, so
// plain http is allowed only to this machine and to the link-local addresses that AWS uses.
//
//   AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials
//   AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token
#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <chrono>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/http/url.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

constexpr const char* kRelativeUri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr const char* kFullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr const char* kTokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr const char* kToken = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
constexpr const char* kEcsAddress = "http://169.254.170.2";
constexpr int kAttempts = 3;
constexpr std::chrono::milliseconds kTimeout{2'000};
constexpr std::chrono::milliseconds kDelay{1'000};

[[noreturn]] void fail(const std::string& sentence) {
  throw wire::SendError("The container's endpoint gives no credentials: " + text::with_full_stop(sentence), false);
}

bool is_loopback_v4(const std::string& host) {
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24U) == IN_LOOPBACKNET;
}

// `host` as a URL writes it, in brackets.
bool is_allowed_v6(const std::string& host) {
  if (host.size() < 2 || host.front() != '[') return false;
  in6_addr address{};
  in6_addr eks{};
  inet_pton(AF_INET6, "fd00:ec2::23", &eks);
  if (inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &address) != 1) return false;
  return IN6_IS_ADDR_LOOPBACK(&address) || std::memcmp(&address, &eks, sizeof eks) == 0;
}

bool may_use_plain_http(const std::string& host) {
  constexpr std::array<std::string_view, 3> kAllowed = {"localhost", "169.254.170.2", "169.254.170.23"};
  for (const std::string_view allowed : kAllowed) {
    if (host == allowed) return true;
  }
  return is_loopback_v4(host) || is_allowed_v6(host);
}

// Read as a URL: a path such as "@host" would otherwise name another host.
std::string from_relative(const std::string& path) {
  if (!path.starts_with('/')) {
    fail(std::string(kRelativeUri) + " does not begin with a slash. Write it as /v2/credentials/ID");
  }
  std::string url = kEcsAddress + path;
  try {
    http::parse_request_url(url);
  } catch (const std::invalid_argument& reason) {
    fail(std::string(kRelativeUri) + " cannot be used: " + reason.what() + ". Write it as /v2/credentials/ID");
  }
  return url;
}

std::string checked_full(const std::string& text) {
  http::Url url;
  try {
    url = http::parse_request_url(text);
  } catch (const std::invalid_argument& reason) {
    // Without the value, which may hold a password.
    fail(std::string(kFullUri) + " cannot be used: " + reason.what() + ". Write it as http://localhost:1234/path");
  }
  if (url.scheme != "https" && !may_use_plain_http(url.host)) {
    fail(std::string(kFullUri) + " names " + displayable(url.origin()) +
         ", to which the secret would travel in clear text. Use https; http is allowed for localhost, loopback "
         "addresses, "
         "169.254.170.2, 169.254.170.23 and [fd00:ec2::23] only");
  }
  return text;
}

// Empty where the environment names no endpoint.
std::optional<std::string> endpoint_url(const ProviderContext& context) {
  if (const auto path = config::non_empty(context.profile.environment(), kRelativeUri)) return from_relative(*path);
  if (const auto url = config::non_empty(context.profile.environment(), kFullUri)) return checked_full(*url);
  return std::nullopt;
}

// Read each time: Kubernetes replaces the file before its token expires. Empty where no token is configured.
signing::Secret authorization(const ProviderContext& context) {
  if (const auto path = config::non_empty(context.profile.environment(), kTokenFile)) {
    signing::Secret token(context.world.read_file(*path).value_or(""));
    if (token.empty()) {
      fail("the file " + displayable(*path) + " that " + kTokenFile + " names is missing or empty");
    }
    return token;
  }
  return signing::Secret(config::non_empty(context.profile.environment(), kToken).value_or(""));
}

wire::Reply ask(const std::string& url, const ProviderContext& context) {
  const signing::Secret token = authorization(context);
  if (token.reveal().find_first_of("\r\n") != std::string_view::npos) {
    const bool from_file = config::non_empty(context.profile.environment(), kTokenFile).has_value();
    fail(std::string("the authorization token (") + (from_file ? kTokenFile : kToken) +
         ") holds a line break, which an HTTP header cannot hold. Remove it, also at the end");
  }
  http::Request request{
      .url = url, .headers = {{"Accept", "application/json"}}, .label = "container credentials", .direct = true};
  request.headers.reserve(2);
  std::string no_token;
  if (!token.empty()) request.headers.push_back({"Authorization", std::string(token.reveal())});
  const ScopedWipe copy(token.empty() ? no_token : request.headers.back().value);
  try {
    return send(request, context, {.attempts = kAttempts, .timeout = kTimeout, .delay = kDelay});
  } catch (const wire::SendError& error) {
    const bool relative = config::non_empty(context.profile.environment(), kRelativeUri).has_value();
    fail(std::string("the address in ") + (relative ? kRelativeUri : kFullUri) + " failed. " + error.what());
  }
}

Identity identity_from(const std::string& url, const ProviderContext& context) {
  const std::string origin = displayable(http::parse_request_url(url).origin());
  wire::Reply reply = ask(url, context);
  const ScopedWipe body(reply.body);
  if (!wire::is_success(reply)) {
    fail(origin + " answered " + said_by(reply) + ". Check the role of the task or pod, and its token");
  }
  const std::string who = "The container's endpoint gives no credentials: the answer of " + origin;
  const auto answer = read_document(reply.body);
  if (!answer) throw wire::SendError(who + " is not a JSON object.", false);
  Identity identity = identity_in(*answer, {.session_token = "Token"}, who);
  refuse_expired(identity, reply, context.world, "The container's endpoint " + origin);
  identity.source = "the container's endpoint " + origin;
  identity.principal = principal("container", {{"origin", origin},
                                               {"uri", digest_part(url)},
                                               {"role", text_in(*answer, "RoleArn")},
                                               {"account", account_of(identity)}});
  return identity;
}

}  // namespace

ProviderResult from_container(const ProviderContext& context) {
  const auto url = endpoint_url(context);
  if (!url) return NotConfigured{std::string(kRelativeUri) + " and " + kFullUri + " are not set"};
  return identity_from(*url, context);
}

}  // namespace awscost::credentials
