#include "connectors/aws/credentials/tokens/sso_token.h"

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/tokens/token_file.h"
#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/aws/signing/digest.h"

namespace awscost::credentials {
namespace {

namespace json = boost::json;

constexpr std::chrono::minutes kRefreshWindow{15};
constexpr std::chrono::hours kLongestLife{24 * 365};

json::object read(const TokenFile& file) {
  json::object token = file.read({"accessToken", "expiresAt"});
  if (!TokenFile::time(token, "expiresAt")) file.fail("The SSO token is damaged ('expiresAt' is not a time)");
  return token;
}

std::chrono::sys_seconds end_of(const json::object& token) {
  return *TokenFile::time(token, "expiresAt");
}

bool is_fresh(const json::object& token, const ProviderContext& context) {
  return end_of(token) - context.world.clock() > kRefreshWindow;
}

// The reason why `token` cannot be renewed; empty where it can. AWS registers the client that signed in for 90 days,
// and no longer accepts its refresh token after that.
std::string obstacle_to_renewal(const SsoRole& role, const json::object& token, const ProviderContext& context) {
  if (role.session.empty()) return "a token without [sso-session] cannot be renewed";
  if (!missing_in(token, {"refreshToken", "clientId", "clientSecret"}).empty()) return "there is no refresh token";
  const auto registered_until = TokenFile::time(token, "registrationExpiresAt");
  if (!registered_until || *registered_until <= context.world.clock()) return "the client's registration has expired";
  return {};
}

// The body is a secret: it holds the refresh token and the client's secret.
http::Request refresh_request(const SsoRole& role, const json::object& token, const ProviderContext& context) {
  json::object body(token.storage());
  body["grantType"] = "refresh_token";
  for (const char* name : {"clientId", "clientSecret", "refreshToken"}) body[name] = token.at(name);
  std::string url = endpoint::resolve_endpoint("sso-oidc", role.region, context.profile).url;
  while (url.ends_with('/')) url.pop_back();
  return {.method = "POST",
          .url = url + "/token",
          .headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}},
          .body = serialized(body),
          .label = "sso-oidc:CreateToken"};
}

// Puts the answer's tokens into `token`. Returns the reason where it cannot, else nothing.
std::string update(json::object& token, const wire::Reply& reply, const ProviderContext& context) {
  if (!wire::is_success(reply)) return said_by(reply);
  const auto answer = read_document(reply.body);
  if (!answer || text_in(*answer, "accessToken").empty()) return "the answer has no token";
  const auto seconds = whole_number_in(*answer, "expiresIn");
  if (!seconds || *seconds <= 0 || *seconds > std::chrono::seconds(kLongestLife).count()) {
    return "the answer does not say how long the token is valid";
  }
  token["accessToken"] = answer->at("accessToken");
  token["expiresAt"] = shown(context.world.clock() + std::chrono::seconds(*seconds));
  if (!text_in(*answer, "refreshToken").empty()) token["refreshToken"] = answer->at("refreshToken");
  return {};
}

// Returns the reason where `token` cannot be renewed, else nothing.
std::string renew(json::object& token, const SsoRole& role, const ProviderContext& context) {
  http::Request request = refresh_request(role, token, context);
  const ScopedWipe body(request.body);
  try {
    wire::Reply reply =
        send(request, context, {.secrets = {text_in(token, "refreshToken"), text_in(token, "clientSecret")}});
    const ScopedWipe answer(reply.body);
    return update(token, reply, context);
  } catch (const wire::SendError& error) {
    return error.what();
  }
}

// A refresh that fails is passed over while the token is valid: the next one may succeed.
void renew_in_turn(json::object& token, const TokenFile& file, const SsoRole& role, const ProviderContext& context) {
  TokenFile::Turn turn = file.wait_for_turn();
  token = read(file);
  if (is_fresh(token, context)) return;
  std::string why = obstacle_to_renewal(role, token, context);
  if (why.empty()) {
    why = turn.outcome([&] { return renew(token, role, context); });
    if (why.empty()) return file.write(token);
  }
  if (end_of(token) > context.world.clock()) return;
  file.fail("The SSO token expired at " + shown(end_of(token)) + " and could not be renewed (" + why + ")");
}

}  // namespace

std::string sso_cure(const SsoRole& role, const ProviderContext& context) {
  if (!role.session.empty()) return "run `aws sso login --sso-session " + displayable(role.session) + "`";
  return "run `aws sso login --profile " + displayable(profile_with("sso_start_url", role.start_url, context)) + "`";
}

signing::Secret sso_token(const SsoRole& role, const ProviderContext& context) {
  const std::string& cache_name = role.session.empty() ? role.start_url : role.session;
  const TokenFile file(context,
                       below_home(context, "/.aws/sso/cache/" + signing::sha1_hexadecimal(cache_name) + ".json"),
                       sso_cure(role, context));
  json::object token = read(file);
  if (!is_fresh(token, context)) renew_in_turn(token, file, role, context);
  return signing::Secret(std::string(text_in(token, "accessToken")));
}

}  // namespace awscost::credentials
