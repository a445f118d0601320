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

namespace awscost::credentials {
namespace {

namespace json = boost::json;

constexpr std::chrono::minutes kRefreshWindow{15};
constexpr std::chrono::hours kLongestLife{24 * 365};
constexpr int kOk = 200;

json::object read(const TokenFile& file) {
  json::object token = file.read({"accessToken", "expiresAt"});
  if (!TokenFile::time(token, "expiresAt")) file.fail("The SSO token is damaged ('expiresAt' is no time)");
  return token;
}

std::chrono::sys_seconds end_of(const json::object& token) {
  return *TokenFile::time(token, "expiresAt");
}

bool is_fresh(const json::object& token, const Asking& asking) {
  return end_of(token) - asking.world.clock() > kRefreshWindow;
}

// Empty: it can be. The client that signed in is registered for 90 days; after that its refresh token is worth nothing.
std::string why_not_renewed(const SsoRole& role, const json::object& token, const Asking& asking) {
  if (role.session.empty()) return "a token without [sso-session] cannot be renewed";
  if (!missing_in(token, {"refreshToken", "clientId", "clientSecret"}).empty()) return "there is no refresh token";
  const auto registered_until = TokenFile::time(token, "registrationExpiresAt");
  if (!registered_until || *registered_until <= asking.world.clock()) return "the client's registration has expired";
  return {};
}

// Its text is a secret: refresh token and client secret stand in it.
http::Request refresh_request(const SsoRole& role, const json::object& token, const Asking& asking) {
  json::object body(token.storage());
  body["grantType"] = "refresh_token";
  for (const char* name : {"clientId", "clientSecret", "refreshToken"}) body[name] = token.at(name);
  std::string url = endpoint::resolve_endpoint("sso-oidc", role.region, asking.profile).url;
  while (url.ends_with('/')) url.pop_back();
  return {.method = "POST",
          .url = url + "/token",
          .headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}},
          .body = written(body),
          .label = "sso-oidc:CreateToken"};
}

// Puts what the answer says into `token`; the reason where it says too little.
std::string put_in(json::object& token, const wire::Reply& reply, const Asking& asking) {
  if (reply.status != kOk) return said_by(reply);
  const auto answer = read_document(reply.body);
  if (!answer || text_in(*answer, "accessToken").empty()) return "the answer has no token";
  const auto seconds = whole_number_in(*answer, "expiresIn");
  if (!seconds || *seconds <= 0 || *seconds > std::chrono::seconds(kLongestLife).count()) {
    return "the answer does not say how long the token holds";
  }
  token["accessToken"] = answer->at("accessToken");
  token["expiresAt"] = shown(asking.world.clock() + std::chrono::seconds(*seconds));
  if (!text_in(*answer, "refreshToken").empty()) token["refreshToken"] = answer->at("refreshToken");
  return {};
}

// Renews `token`; empty where that went well, else why not.
std::string renew(json::object& token, const SsoRole& role, const Asking& asking) {
  http::Request request = refresh_request(role, token, asking);
  const Wiped body(request.body);
  try {
    wire::Reply reply =
        send(request, asking, {.secrets = {text_in(token, "refreshToken"), text_in(token, "clientSecret")}});
    const Wiped answer(reply.body);
    return put_in(token, reply, asking);
  } catch (const wire::SendError& error) {
    return error.what();
  }
}

// A refresh that fails is passed over while the token holds: the next one may do better.
void renew_in_turn(json::object& token, const TokenFile& file, const SsoRole& role, const Asking& asking) {
  TokenFile::Turn turn = file.wait_for_turn();
  token = read(file);
  if (is_fresh(token, asking)) return;
  std::string why = why_not_renewed(role, token, asking);
  if (why.empty()) {
    why = turn.outcome([&] { return renew(token, role, asking); });
    if (why.empty()) return file.write(token);
  }
  if (end_of(token) > asking.world.clock()) return;
  file.fail("The SSO token expired at " + shown(end_of(token)) + " and could not be renewed (" + why + ")");
}

}  // namespace

std::string sso_cure(const SsoRole& role, const Asking& asking) {
  if (!role.session.empty()) return "run `aws sso login --sso-session " + displayable(role.session) + "`";
  return "run `aws sso login --profile " + displayable(profile_with("sso_start_url", role.start_url, asking)) + "`";
}

signing::Secret sso_token(const SsoRole& role, const Asking& asking) {
  const std::string& named_by = role.session.empty() ? role.start_url : role.session;
  const TokenFile file(asking, below_home(asking, "/.aws/sso/cache/" + hexadecimal_sha1(named_by) + ".json"),
                       sso_cure(role, asking));
  json::object token = read(file);
  if (!is_fresh(token, asking)) renew_in_turn(token, file, role, asking);
  return signing::Secret(std::string(text_in(token, "accessToken")));
}

}  // namespace awscost::credentials
