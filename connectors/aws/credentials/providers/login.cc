// The login provider: the session that a person opened with `aws login`, in the AWS CLI's file.
//
// How: the file holds keys for 15 minutes and a refresh token for 12 hours. From 5 minutes before their expiry the keys
// are renewed by one request to AWS Sign-In, which is not signed but carries a DPoP proof (tokens/dpop.h). The file is
// written back as the AWS CLI writes it, so that both keep using one session.
// Source: botocore's model of the service "signin" (CreateOAuth2Token) and its LoginCredentialFetcher.
//
//   POST https://eu-west-1.signin.aws.amazon.com/v1/token   DPoP: eyJ0eXAi...
//   {"clientId":"arn:aws:signin:::devtools/same-device","refreshToken":"...","grantType":"refresh_token"}
//     ->  {"accessToken":{"accessKeyId":...},"tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"..."}
#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/tokens/dpop.h"
#include "connectors/aws/credentials/tokens/token_file.h"
#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/aws/signing/digest.h"

namespace awscost::credentials {
namespace {

namespace json = boost::json;

constexpr std::chrono::minutes kRefreshWindow{5};
constexpr std::chrono::minutes kLongestLife{24 * 60};
constexpr KeyNames kNames{.access_key = "accessKeyId",
                          .secret_key = "secretAccessKey",
                          .session_token = "sessionToken",
                          .expiration = "expiresAt",
                          .account_id = "accountId"};

std::string path_of(const std::string& session, const ProviderContext& context) {
  const auto directory = config::non_empty(context.profile.environment(), "AWS_LOGIN_CACHE_DIRECTORY");
  return (directory ? config::expanded(*directory, context.profile.environment())
                    : below_home(context, "/.aws/login/cache")) +
         "/" + signing::sha256_hexadecimal(session) + ".json";
}

// Keys with an expiry.
Identity identity_of(const json::object& token, const TokenFile& file) {
  const json::object* keys = object_in(token, "accessToken");
  if (keys == nullptr || !missing_in(*keys, {"accessKeyId", "secretAccessKey", "sessionToken"}).empty() ||
      !TokenFile::time(*keys, "expiresAt")) {
    file.fail("The file of `aws login` is damaged ('accessToken' is incomplete)");
  }
  return identity_in(*keys, kNames, "The file of `aws login`");
}

http::Request refresh_request(const json::object& token, const ProviderContext& context) {
  json::object body(token.storage());
  body["clientId"] = token.at("clientId");
  body["refreshToken"] = token.at("refreshToken");
  body["grantType"] = "refresh_token";
  std::string url = endpoint::resolve_endpoint("signin", {}, context.profile).url;
  while (url.ends_with('/')) url.pop_back();
  url += "/v1/token";
  const ProofClaims claims{.method = "POST", .url = url, .time = context.world.now(), .id = random_uuid()};
  return {.method = "POST",
          .url = url,
          .headers = {{"Content-Type", "application/json"},
                      {"Accept", "application/json"},
                      {"DPoP", dpop_proof(text_in(token, "dpopKey"), claims)}},
          .body = serialized(body),
          .label = "signin:CreateOAuth2Token"};
}

// The service puts its own codes into the member `error`.
std::string refusal(const wire::Reply& reply) {
  const auto body = read_document(reply.body);
  const std::string_view code = body ? text_in(*body, "error") : std::string_view();
  if (code == "TOKEN_EXPIRED") return "the session has expired";
  if (code == "USER_CREDENTIALS_CHANGED") return "the password, or another way to sign in, has changed";
  if (code == "INSUFFICIENT_PERMISSIONS") {
    return "the user lacks signin:CreateOAuth2Token, which the policy SignInLocalDevelopmentAccess allows, for example";
  }
  return said_by(reply);
}

// Puts the answer's keys and refresh token into `token`. Returns the reason where it cannot, else nothing.
std::string update(json::object& token, const wire::Reply& reply, const ProviderContext& context) {
  if (!wire::is_success(reply)) return refusal(reply);
  const auto answer = read_document(reply.body);
  const json::object* fresh = answer ? object_in(*answer, "accessToken") : nullptr;
  const std::int64_t seconds = answer ? whole_number_in(*answer, "expiresIn").value_or(0) : 0;
  if (fresh == nullptr || !missing_in(*fresh, {"accessKeyId", "secretAccessKey", "sessionToken"}).empty() ||
      text_in(*answer, "refreshToken").empty() || seconds <= 0 ||
      seconds > std::chrono::seconds(kLongestLife).count()) {
    return "the answer is incomplete";
  }
  json::object& keys = token.at("accessToken").as_object();
  for (const char* name : {"accessKeyId", "secretAccessKey", "sessionToken"}) keys[name] = fresh->at(name);
  keys["expiresAt"] = shown(context.world.clock() + std::chrono::seconds(seconds));
  token["refreshToken"] = answer->at("refreshToken");
  return {};
}

// Returns the reason where `token` cannot be renewed, else nothing.
std::string renew(json::object& token, const ProviderContext& context) {
  try {
    http::Request request = refresh_request(token, context);
    const ScopedWipe body(request.body);
    wire::Reply reply = send(request, context, {.secrets = {text_in(token, "refreshToken")}});
    const ScopedWipe answer(reply.body);
    return update(token, reply, context);
  } catch (const wire::SendError& error) {
    return error.what();
  }
}

bool outlasts(const Identity& identity, std::chrono::minutes time, const ProviderContext& context) {
  return *identity.expires_at - context.world.clock() > time;
}

// A refresh that fails is passed over while the keys are valid: the next one may succeed.
Identity renewed_in_turn(const TokenFile& file, const ProviderContext& context) {
  TokenFile::Turn turn = file.wait_for_turn();
  json::object token = file.read({});
  Identity identity = identity_of(token, file);
  if (outlasts(identity, kRefreshWindow, context)) return identity;
  const std::string missing = missing_in(token, {"refreshToken", "clientId", "dpopKey"});
  const std::string why =
      missing.empty() ? turn.outcome([&] { return renew(token, context); }) : "the file lacks " + missing;
  if (why.empty()) {
    file.write(token);
    return identity_of(token, file);
  }
  if (outlasts(identity, std::chrono::minutes(0), context)) return identity;
  file.fail("The keys of `aws login` expired at " + shown(*identity.expires_at) + " and could not be renewed (" + why +
            ")");
}

}  // namespace

Identity from_login(const std::string& session, const ProviderContext& context) {
  const TokenFile file(
      context, path_of(session, context),
      "run `aws login --profile " + displayable(profile_with("login_session", session, context)) + "`");
  Identity identity = identity_of(file.read({}), file);
  if (!outlasts(identity, kRefreshWindow, context)) identity = renewed_in_turn(file, context);
  identity.source = "aws login session " + displayable(session);
  identity.principal = principal("login", {{"session", session},
                                           {"account", account_of(identity)},
                                           {"endpoint", custom_endpoint("Signin", context.profile)}});
  return identity;
}

}  // namespace awscost::credentials
