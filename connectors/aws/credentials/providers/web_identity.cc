// The web identity provider: STS AssumeRoleWithWebIdentity with a token that a cluster or build service writes to a
// file.
//
// How: the file is read each time, since its writer replaces it. The request is not signed: the token proves who asks.
//
//   AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token AWS_ROLE_ARN=arn:...
#include <optional>
#include <string>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/sts.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

std::string read_token(const WebIdentity& web_identity, const ProviderContext& context) {
  const std::string path = config::expanded(web_identity.token_file, context.profile.environment());
  std::optional<std::string> content = context.world.read_file(path);
  if (!content) {
    throw wire::SendError("The token file " + config::quoted(path) +
                              " of the web identity does not exist, or its folder cannot be searched. Create it, or "
                              "name another file in web_identity_token_file "
                              "(AWS_WEB_IDENTITY_TOKEN_FILE).",
                          false);
  }
  // A file written by hand ends in a line break. No token begins or ends with white space.
  std::string token(text::trimmed(*content));
  signing::wipe(*content);
  if (token.empty()) {
    throw wire::SendError("The token file " + config::quoted(path) + " of the web identity is empty.", false);
  }
  return token;
}

}  // namespace

Identity from_web_identity(const WebIdentity& web_identity, const ProviderContext& context) {
  const signing::Secret token(read_token(web_identity, context));
  const std::string session =
      web_identity.session_name.empty() ? made_up_session_name(context.world.now()) : web_identity.session_name;
  StsRequest request{.action = "AssumeRoleWithWebIdentity",
                     .parameters = {{"RoleArn", web_identity.role_arn},
                                    {"RoleSessionName", session},
                                    {"WebIdentityToken", std::string(token.reveal())}},
                     .secret = token.reveal()};
  Identity identity = request_sts(request, context);
  for (auto& [name, value] : request.parameters) signing::wipe(value);
  identity.source = "role " + web_identity.role_arn + " with the web identity in " + web_identity.token_file;
  identity.principal = principal("web-identity", {{"role", web_identity.role_arn},
                                                  {"session", web_identity.session_name},
                                                  {"token_file", web_identity.token_file},
                                                  {"endpoint", custom_endpoint("STS", context.profile)}});
  return identity;
}

}  // namespace awscost::credentials
