#include "connectors/aws/client/client.h"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/aws/config/profile.h"
#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/aws/http/date.h"
#include "connectors/aws/http/url.h"
#include "connectors/aws/http/user_agent.h"
#include "connectors/aws/retries/policy.h"
#include "connectors/aws/signing/redaction.h"
#include "connectors/aws/signing/sigv4.h"
#include "connectors/wire/error.h"

namespace awscost::aws {
namespace {

constexpr int kFirstError = 300;

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
  request.headers.push_back({"User-Agent", http::user_agent(profile.app_id())});
  signing::SignedRequest result = signing::sign(request, {now, endpoint.signing_region, endpoint.signing_name}, keys);
  const std::string query = signing::canonical_query(call.query);
  return {.method = call.method,
          .url = url.origin() + request.path + (query.empty() ? "" : "?" + query),
          .headers = std::move(result.headers),
          .body = call.body,
          .label = call.label,
          .ca_bundle = profile.ca_bundle()};
}

bool is_expired(std::string_view code) {
  constexpr std::array<std::string_view, 3> kCodes = {"ExpiredTokenException", "ExpiredToken", "TokenRefreshRequired"};
  return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

// The files are read anew: whoever rewrites them may have done so meanwhile. Where new credentials cannot be had, the
// reason (a session that has ended, say) is what the next attempt ends in, and more use than AWS's "expired".
bool renews(credentials::ProviderChain& chain, const Route& route, const credentials::Identity& refused,
            const sql::Interrupted& interrupted) {
  try {
    const config::Profile now = chain.world().reread(route.profile->get());
    route.profile->set(now);
    return chain.renew(now, refused, interrupted);
  } catch (const wire::SendError&) {
    return true;
  }
}

// The provider has retried already, so this error is not retried. No query was sent, so none is charged.
std::shared_ptr<const credentials::Identity> found_for(credentials::ProviderChain& chain,
                                                       const config::Profile& profile,
                                                       const sql::Interrupted& interrupted) {
  try {
    return chain.resolve(profile, interrupted);
  } catch (const sql::InterruptError&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw wire::SendError(error.what(), false, wire::SendError::Cause::kStays);
  }
}

}  // namespace

Route Client::route(const RouteQuestion& question, const sql::Interrupted& interrupted) {
  const credentials::World& world = chain_.world();
  const config::Profile profile = world.profile(question.profile);
  const std::shared_ptr<const credentials::Identity> found = found_for(chain_, profile, interrupted);
  std::string region = profile.region(question.region);
  // An instance knows where it stands. Anywhere else nobody answers, and that would cost a second.
  if (region.empty() && found->from_instance && endpoint::needs_region(question.service)) {
    region = chain_.region_of_instance(profile, interrupted);
  }
  endpoint::Endpoint endpoint = endpoint::resolve_endpoint(question.service, region, profile);
  return {.profile = std::make_shared<RouteProfile>(profile),
          .region = std::move(region),
          .endpoint = std::move(endpoint),
          .max_attempts = retries::max_attempts(profile.value("AWS_MAX_ATTEMPTS", "max_attempts").value_or("")),
          .account_id = found->account_id,
          .credentials = found->source,
          .principal = found->principal};
}

wire::Reply Client::send(const wire::Call& call, const Route& route, const http::Limits& limits,
                         const sql::Interrupted& interrupted) {
  const credentials::World& world = chain_.world();
  const config::Profile profile = route.profile->get();
  const std::shared_ptr<const credentials::Identity> found = found_for(chain_, profile, interrupted);
  const std::chrono::sys_seconds signed_at = world.now();
  wire::Reply reply = world.exchange.exchange(signed_request(call, route.endpoint, profile, found->keys, signed_at),
                                              limits, interrupted);
  if (reply.status < kFirstError) return reply;
  // A refusal may quote the request, secrets included.
  signing::redact(reply, std::array{found->keys.secret_access_key.reveal(), found->keys.session_token.reveal()});
  const std::string code = wire::read_error(reply).code;
  reply.mended = world.clock_skew->learn(code, http::date_of(reply), {world.clock(), signed_at}) ||
                 (is_expired(code) && renews(chain_, route, *found, interrupted));
  return reply;
}

}  // namespace awscost::aws
