// A role, taken on with the token that a cluster or a build service writes into a file: STS AssumeRoleWithWebIdentity.
//
// How: the file is read anew each time, since whoever writes it replaces it; the request is not signed, the token says
// who asks.
//
//   AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token AWS_ROLE_ARN=arn:…
#include <optional>
#include <string>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/protocol/sts.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

std::string read_token(const WebIdentity& identity, const Asking& asking) {
  const std::string path = config::expanded(identity.token_file, asking.world.environment);
  std::optional<std::string> content = asking.world.read_file(path);
  if (!content) {
    throw wire::SendError(
        "The token file " + config::quoted(path) +
            " of the web identity does not exist. Whoever runs "
            "this process has to write it there, or web_identity_token_file (AWS_WEB_IDENTITY_TOKEN_FILE) "
            "has to name another.",
        false);
  }
  // No token has blanks at its ends; a file written by hand has a line break.
  const auto first = content->find_first_not_of(" \t\r\n");
  std::string token =
      first == std::string::npos ? "" : content->substr(first, content->find_last_not_of(" \t\r\n") - first + 1);
  signing::wipe(*content);
  if (token.empty()) {
    throw wire::SendError("The token file " + config::quoted(path) + " of the web identity is empty.", false);
  }
  return token;
}

}  // namespace

Found from_web_identity(const WebIdentity& identity, const Asking& asking) {
  const signing::Secret token(read_token(identity, asking));
  const std::string session =
      identity.session_name.empty() ? made_up_session_name(asking.world.now()) : identity.session_name;
  StsQuestion question{.action = "AssumeRoleWithWebIdentity",
                       .parameters = {{"RoleArn", identity.role_arn},
                                      {"RoleSessionName", session},
                                      {"WebIdentityToken", std::string(token.reveal())}},
                       .secret = token.reveal()};
  Found found = ask_sts(question, asking);
  for (auto& [name, value] : question.parameters) signing::wipe(value);
  found.source = "role " + identity.role_arn + " with the web identity in " + identity.token_file;
  return found;
}

}  // namespace awscost::credentials
