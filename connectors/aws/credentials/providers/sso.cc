// SSO: the keys of a role of IAM Identity Center, given for the token that `aws sso login` left behind.
//
// How: sso_token.h has the token; the portal of the session's region gives the keys for it. That request is not signed:
// the token, in a header of its own, says who asks.
//
//   GET https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?role_name=Reader&account_id=123456789012
#include <chrono>
#include <string>

#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/tokens/sso_token.h"
#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/wire/percent.h"

namespace awscost::credentials {
namespace {

constexpr int kOk = 200;
constexpr int kUnauthorized = 401;

std::string described(const SsoRole& role) {
  return "SSO role " + displayable(role.role_name) + " in account " + displayable(role.account_id);
}

[[noreturn]] void fail(const SsoRole& role, const std::string& what) {
  throw wire::SendError("The " + described(role) + " " + with_full_stop(what), false);
}

wire::Reply ask(const SsoRole& role, const Asking& asking) {
  const signing::Secret token = sso_token(role, asking);
  std::string url = endpoint::resolve_endpoint("sso", role.region, asking.profile).url;
  while (url.ends_with('/')) url.pop_back();
  http::Request request{.url = url + "/federation/credentials?role_name=" + wire::percent_encode(role.role_name) +
                               "&account_id=" + wire::percent_encode(role.account_id),
                        .headers = {{"Accept", "application/json"}},
                        .label = "sso:GetRoleCredentials"};
  request.headers.push_back({"x-amz-sso_bearer_token", std::string(token.reveal())});
  const Wiped copy(request.headers.back().value);
  return send(request, asking, {.about = described(role)});
}

[[noreturn]] void refuse(const wire::Reply& reply, const SsoRole& role, const Asking& asking) {
  const std::string said = "gave no keys (" + said_by(reply) + "). ";
  if (reply.status == kUnauthorized) {
    fail(role, said + "The SSO token is not valid any more: " + sso_cure(role, asking));
  }
  constexpr int kFirstServerError = 500;
  if (reply.status >= kFirstServerError) fail(role, said + "IAM Identity Center has a problem: try again later");
  fail(role, said +
                 "Check sso_account_id and sso_role_name of the profile, and that the role is assigned to you "
                 "(`aws sso login` again after a change)");
}

}  // namespace

Found from_sso(const SsoRole& role, const Asking& asking) {
  wire::Reply reply = ask(role, asking);
  const Wiped body(reply.body);
  if (reply.status != kOk) refuse(reply, role, asking);
  const auto answer = read_document(reply.body);
  const boost::json::object* keys = answer ? object_in(*answer, "roleCredentials") : nullptr;
  if (keys == nullptr) fail(role, "gave an answer without 'roleCredentials'. Check AWS_ENDPOINT_URL_SSO, if it is set");
  constexpr KeyNames kNames{.access_key = "accessKeyId",
                            .secret_key = "secretAccessKey",
                            .session_token = "sessionToken",
                            .expiration = "",
                            .account_id = ""};
  Found found = keys_in(*keys, kNames, "The answer for the " + described(role));
  // In milliseconds, unlike every other time here.
  if (const auto expiration = whole_number_in(*keys, "expiration")) {
    found.expires_at = std::chrono::floor<std::chrono::seconds>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(*expiration)));
  }
  found.account_id = role.account_id;
  found.source = described(role);
  return found;
}

}  // namespace awscost::credentials
