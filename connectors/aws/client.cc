#include "connectors/aws/client.h"

#include <string>
#include <string_view>
#include <utility>

#include "connectors/aws/credentials.h"
#include "connectors/aws/endpoint.h"
#include "connectors/aws/sigv4.h"
#include "connectors/http/url.h"

namespace awscost::aws {
namespace {

constexpr const char* kUserAgent = "sqlite-awscost/0.1";

// The path of a custom endpoint goes before the call's: http://localhost:4566/prefix and /usageplans give
// /prefix/usageplans. A call to "/" leaves the prefix as it is written, as botocore does.
std::string joined_path(std::string_view prefix, std::string_view path) {
  if (path.empty() || path == "/") return std::string(prefix);
  if (prefix.ends_with('/') && path.starts_with('/')) prefix.remove_suffix(1);
  return std::string(prefix) + std::string(path);
}

http::Request signed_request(const wire::Call& call, const Endpoint& endpoint, const Credentials& credentials,
                             std::chrono::sys_seconds now) {
  const http::Url url = http::parse_url(endpoint.url);
  SigningRequest request{.method = call.method,
                         .path = joined_path(url.path, call.path),
                         .query = call.query,
                         .headers = call.headers,
                         .body = call.body};
  request.headers.push_back({"Host", url.authority()});
  request.headers.push_back({"User-Agent", kUserAgent});
  Signed result = sign(request, {now, endpoint.signing_region, endpoint.signing_name}, credentials);
  const std::string query = canonical_query(call.query);
  return {.method = call.method,
          .url = url.origin() + request.path + (query.empty() ? "" : "?" + query),
          .headers = std::move(result.headers),
          .body = call.body};
}

void replace_all(std::string& text, std::string_view secret) {
  if (secret.empty()) return;
  constexpr std::string_view kRedacted = "[redacted]";
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kRedacted.size())) {
    text.replace(at, secret.size(), kRedacted);
  }
}

// What refuses a request may repeat it: no secret of ours leaves in an error's words.
void redact(wire::Reply& reply, const Credentials& credentials) {
  for (const std::string_view secret : {credentials.secret_access_key.reveal(), credentials.session_token.reveal()}) {
    replace_all(reply.body, secret);
    for (wire::Header& header : reply.headers) replace_all(header.value, secret);
  }
}

}  // namespace

Client::Client(Options options) : options_(std::move(options)) {}

wire::Reply Client::send(const wire::Call& call, const wire::Interrupted& interrupted) {
  const Credentials credentials = find_credentials(call.profile, options_.environment);
  const Endpoint endpoint = resolve_endpoint(call.service, call.region, options_.environment);
  const http::Request request = signed_request(call, endpoint, credentials, options_.signing_clock());
  wire::Reply reply = options_.exchange->exchange(request, options_.limits(), interrupted);
  constexpr int kFirstError = 300;
  if (reply.status >= kFirstError) redact(reply, credentials);
  return reply;
}

}  // namespace awscost::aws
