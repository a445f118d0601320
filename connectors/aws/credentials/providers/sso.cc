// The SSO provider: the keys of a role of IAM Identity Center, for the token of `aws sso login`.
//
// How: tokens/sso_token.h reads the token, and the portal of the session's region gives the keys. The request is not
// signed; the token stands in a header of its own.
//
//   GET https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?role_name=Reader&account_id=123456789012
#include <chrono>
#include <string>

#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/tokens/sso_token.h"
#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/aws/retries/policy.h"
#include "connectors/wire/percent.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

constexpr int kUnauthorized = 401;

std::string described(const SsoRole& role) {
  return "SSO role " + displayable(role.role_name) + " in account " + displayable(role.account_id);
}

[[noreturn]] void fail(const SsoRole& role, const std::string& what) {
  throw wire::SendError("The " + described(role) + " " + text::with_full_stop(what), false);
}

wire::Reply ask(const SsoRole& role, const ProviderContext& context) {
  const signing::Secret token = sso_token(role, context);
  std::string url = endpoint::resolve_endpoint("sso", role.region, context.profile).url;
  while (url.ends_with('/')) url.pop_back();
  http::Request request{.url = url + "/federation/credentials?role_name=" + wire::percent_encode(role.role_name) +
                               "&account_id=" + wire::percent_encode(role.account_id),
                        .headers = {{"Accept", "application/json"}},
                        .label = "sso:GetRoleCredentials"};
  request.headers.push_back({"x-amz-sso_bearer_token", std::string(token.reveal())});
  const ScopedWipe copy(request.headers.back().value);
  return send(request, context, {.about = described(role)});
}

[[noreturn]] void refuse(const wire::Reply& reply, const SsoRole& role, const ProviderContext& context) {
  const std::string said = "gave no keys (" + said_by(reply) + "). ";
  if (reply.status == kUnauthorized) {
    fail(role, said + "The SSO token is no longer valid: " + sso_cure(role, context));
  }
  if (retries::classify(reply) == retries::RetryReason::kThrottling) {
    fail(role, said + "AWS wants fewer requests: try again in a minute");
  }
  constexpr int kFirstServerError = 500;
  if (reply.status >= kFirstServerError) fail(role, said + "IAM Identity Center failed: try again later");
  fail(role, said +
                 "Check sso_account_id and sso_role_name of the profile, and that the role is assigned to you (after a "
                 "change, run `aws sso login` again)");
}

}  // namespace

Identity from_sso(const SsoRole& role, const ProviderContext& context) {
  wire::Reply reply = ask(role, context);
  const ScopedWipe body(reply.body);
  if (!wire::is_success(reply)) refuse(reply, role, context);
  const auto answer = read_document(reply.body);
  const boost::json::object* keys = answer ? object_in(*answer, "roleCredentials") : nullptr;
  if (keys == nullptr) fail(role, "gave an answer without 'roleCredentials'. Check AWS_ENDPOINT_URL_SSO, if it is set");
  constexpr KeyNames kNames{.access_key = "accessKeyId",
                            .secret_key = "secretAccessKey",
                            .session_token = "sessionToken",
                            .expiration = "",
                            .account_id = ""};
  Identity identity = identity_in(*keys, kNames, "The answer for the " + described(role));
  // Unlike every other time here, it is in milliseconds.
  if (const auto expiration = whole_number_in(*keys, "expiration")) {
    identity.expires_at = std::chrono::floor<std::chrono::seconds>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(*expiration)));
  }
  refuse_expired(identity, reply, context.world, "IAM Identity Center, asked for the " + described(role) + ",");
  identity.account_id = role.account_id;
  identity.source = described(role);
  identity.principal = principal("sso", {{"account", role.account_id},
                                         {"role", role.role_name},
                                         {"start_url", role.start_url},
                                         {"session", role.session},
                                         {"region", role.region},
                                         {"endpoint", custom_endpoint("SSO", context.profile)}});
  return identity;
}

}  // namespace awscost::credentials
