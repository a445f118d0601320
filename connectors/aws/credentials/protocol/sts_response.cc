#include "connectors/aws/credentials/protocol/sts_response.h"

#include <cstddef>

#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"
#include "connectors/wire/query_xml.h"

namespace awscost::credentials {
namespace {

// arn:aws:sts::111122223333:assumed-role/Reader/session -> 111122223333
std::string account_of(const std::string& arn) {
  constexpr int kAccount = 4;
  std::size_t begin = 0;
  for (int field = 0; field < kAccount; ++field) {
    begin = arn.find(':', begin);
    if (begin == std::string::npos) return {};
    ++begin;
  }
  return arn.substr(begin, arn.find(':', begin) - begin);
}

[[noreturn]] void fail_foreign(const std::string& action, const std::string& what) {
  throw wire::SendError("What answered " + action + " is not STS: " + what +
                            ". Check AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL and any proxy on the way.",
                        false);
}

}  // namespace

Identity read_sts_response(const std::string& body, const std::string& action) {
  const std::string response = action + "Response";
  const std::string result = action + "Result";
  const auto credential = [&](const char* name) {
    return wire::query_text(body, {response, result, "Credentials", name});
  };
  Identity identity{.keys = {.access_key_id = credential("AccessKeyId"),
                             .secret_access_key = signing::Secret(credential("SecretAccessKey")),
                             .session_token = signing::Secret(credential("SessionToken"))},
                    .expires_at = read_expiry(credential("Expiration")),
                    .account_id = account_of(wire::query_text(body, {response, result, "AssumedRoleUser", "Arn"}))};
  const signing::Credentials& keys = identity.keys;
  if (keys.access_key_id.empty() || keys.secret_access_key.empty() || keys.session_token.empty()) {
    fail_foreign(action, "its answer has no keys");
  }
  if (!identity.expires_at) fail_foreign(action, "its answer does not say when the keys expire");
  return identity;
}

StsError read_sts_error(const std::string& body) {
  return {.code = wire::query_text(body, {"ErrorResponse", "Error", "Code"}),
          .message = wire::query_text(body, {"ErrorResponse", "Error", "Message"})};
}

}  // namespace awscost::credentials
