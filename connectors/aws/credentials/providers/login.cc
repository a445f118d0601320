// `aws login`: the session that a person opened in the browser, as the AWS CLI keeps it.
//
// How: its file holds keys for 15 minutes and what renews them for 12 hours. From 5 minutes before their end they are
// renewed by one request to AWS Sign-In, which is not signed but carries a DPoP proof (dpop.h), and the file is written
// back as the AWS CLI writes it: both keep using the same session.
// Source: botocore's model of the service "signin" (CreateOAuth2Token) and its LoginCredentialFetcher.
//
//   POST https://eu-west-1.signin.aws.amazon.com/v1/token   DPoP: eyJ0eXAi…
//   {"clientId":"arn:aws:signin:::devtools/same-device","refreshToken":"…","grantType":"refresh_token"}
//     ->  {"accessToken":{"accessKeyId":…},"tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"…"}
#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/tokens/dpop.h"
#include "connectors/aws/credentials/tokens/token_file.h"
#include "connectors/aws/endpoint/endpoint.h"

namespace awscost::credentials {
namespace {

namespace json = boost::json;

constexpr std::chrono::minutes kRefreshWindow{5};
constexpr std::chrono::minutes kLongestLife{24 * 60};
constexpr int kOk = 200;
constexpr KeyNames kNames{.access_key = "accessKeyId",
                          .secret_key = "secretAccessKey",
                          .session_token = "sessionToken",
                          .expiration = "expiresAt",
                          .account_id = "accountId"};

std::string path_of(const std::string& session, const Asking& asking) {
  const auto directory = config::non_empty(asking.world.environment, "AWS_LOGIN_CACHE_DIRECTORY");
  return (directory ? config::expanded(*directory, asking.world.environment)
                    : below_home(asking, "/.aws/login/cache")) +
         "/" + hexadecimal_sha256(session) + ".json";
}

// Keys that are there and say when they end.
Found keys_of(const json::object& token, const TokenFile& file) {
  const json::object* keys = object_in(token, "accessToken");
  if (keys == nullptr || !missing_in(*keys, {"accessKeyId", "secretAccessKey", "sessionToken"}).empty() ||
      !TokenFile::time(*keys, "expiresAt")) {
    file.fail("What `aws login` left behind is damaged ('accessToken' is not whole)");
  }
  return keys_in(*keys, kNames, "What `aws login` left behind");
}

http::Request refresh_request(const json::object& token, const Asking& asking) {
  json::object body(token.storage());
  body["clientId"] = token.at("clientId");
  body["refreshToken"] = token.at("refreshToken");
  body["grantType"] = "refresh_token";
  std::string url = endpoint::resolve_endpoint("signin", {}, asking.profile).url;
  while (url.ends_with('/')) url.pop_back();
  url += "/v1/token";
  const Proven proven{.method = "POST", .url = url, .time = asking.world.now(), .id = random_uuid()};
  return {.method = "POST",
          .url = url,
          .headers = {{"Content-Type", "application/json"},
                      {"Accept", "application/json"},
                      {"DPoP", dpop_proof(text_in(token, "dpopKey"), proven)}},
          .body = written(body),
          .label = "signin:CreateOAuth2Token"};
}

// The service's own codes stand in the member `error`.
std::string refusal(const wire::Reply& reply) {
  const auto body = read_document(reply.body);
  const std::string_view code = body ? text_in(*body, "error") : std::string_view();
  if (code == "TOKEN_EXPIRED") return "the session has expired";
  if (code == "USER_CREDENTIALS_CHANGED") return "the password, or another way to sign in, has changed since";
  if (code == "INSUFFICIENT_PERMISSIONS") {
    return "the user may not do so; an administrator has to allow signin:CreateOAuth2Token, with the policy "
           "SignInLocalDevelopmentAccess for example";
  }
  return said_by(reply);
}

// Puts what the answer says into `token`; the reason where it says too little.
std::string put_in(json::object& token, const wire::Reply& reply, const Asking& asking) {
  if (reply.status != kOk) return refusal(reply);
  const auto answer = read_document(reply.body);
  const json::object* fresh = answer ? object_in(*answer, "accessToken") : nullptr;
  const std::int64_t seconds = answer ? whole_number_in(*answer, "expiresIn").value_or(0) : 0;
  if (fresh == nullptr || !missing_in(*fresh, {"accessKeyId", "secretAccessKey", "sessionToken"}).empty() ||
      text_in(*answer, "refreshToken").empty() || seconds <= 0 ||
      seconds > std::chrono::seconds(kLongestLife).count()) {
    return "the answer is not whole";
  }
  json::object& keys = token.at("accessToken").as_object();
  for (const char* name : {"accessKeyId", "secretAccessKey", "sessionToken"}) keys[name] = fresh->at(name);
  keys["expiresAt"] = shown(asking.world.clock() + std::chrono::seconds(seconds));
  token["refreshToken"] = answer->at("refreshToken");
  return {};
}

// Renews `token`; empty where that went well, else why not.
std::string renew(json::object& token, const Asking& asking) {
  try {
    http::Request request = refresh_request(token, asking);
    const Wiped body(request.body);
    wire::Reply reply = send(request, asking, {.secrets = {text_in(token, "refreshToken")}});
    const Wiped answer(reply.body);
    return put_in(token, reply, asking);
  } catch (const wire::SendError& error) {
    return error.what();
  }
}

bool holds(const Found& found, std::chrono::minutes at_least, const Asking& asking) {
  return *found.expires_at - asking.world.clock() > at_least;
}

// A refresh that fails is passed over while the keys hold: the next one may do better.
Found renewed_in_turn(const TokenFile& file, const Asking& asking) {
  TokenFile::Turn turn = file.wait_for_turn();
  json::object token = file.read({});
  Found found = keys_of(token, file);
  if (holds(found, kRefreshWindow, asking)) return found;
  const std::string missing = missing_in(token, {"refreshToken", "clientId", "dpopKey"});
  const std::string why =
      missing.empty() ? turn.outcome([&] { return renew(token, asking); }) : "the file lacks " + missing;
  if (why.empty()) {
    file.write(token);
    return keys_of(token, file);
  }
  if (holds(found, std::chrono::minutes(0), asking)) return found;
  file.fail("The keys of `aws login` expired at " + shown(*found.expires_at) + " and could not be renewed (" + why +
            ")");
}

}  // namespace

Found from_login(const std::string& session, const Asking& asking) {
  const TokenFile file(asking, path_of(session, asking),
                       "run `aws login --profile " + displayable(profile_with("login_session", session, asking)) + "`");
  Found found = keys_of(file.read({}), file);
  if (!holds(found, kRefreshWindow, asking)) found = renewed_in_turn(file, asking);
  found.source = "aws login session " + displayable(session);
  return found;
}

}  // namespace awscost::credentials
