// The environment provider: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the variables beside them.
//
// How: an access key needs its secret; a secret alone names nobody, and the profile decides, as with the AWS CLI. An empty
// variable counts as not set. Tools that export temporary keys also set
// AWS_CREDENTIAL_EXPIRATION, which saves a request that AWS would refuse.
#include <string>
#include <string_view>
#include <utility>

#include "connectors/aws/config/environment.h"
#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

constexpr const char* kAccessKey = "AWS_ACCESS_KEY_ID";
constexpr const char* kSecretKey = "AWS_SECRET_ACCESS_KEY";
constexpr const char* kSessionToken = "AWS_SESSION_TOKEN";
constexpr const char* kOldSessionToken = "AWS_SECURITY_TOKEN";  // the name before 2013; the AWS CLI still reads it
constexpr const char* kExpiration = "AWS_CREDENTIAL_EXPIRATION";
constexpr const char* kAccountId = "AWS_ACCOUNT_ID";

signing::Secret session_token(const config::Environment& environment) {
  std::optional<std::string> token = config::non_empty(environment, kSessionToken);
  if (!token) token = config::non_empty(environment, kOldSessionToken);
  return signing::Secret(std::move(token).value_or(""));
}

// A line break comes with keys from a file or a command.
void check(const char* variable, std::string_view key) {
  const std::string fault = key_fault(key);
  if (fault.empty()) return;
  throw wire::SendError(std::string(variable) + " " + fault +
                            ". Set it without, or unset AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to use a profile. "
                            "Nothing was sent.",
                        false);
}

// Throws where the keys have expired: AWS would only say that they are not valid.
std::optional<std::chrono::sys_seconds> expiry(const ProviderContext& context) {
  const auto text = config::non_empty(context.profile.environment(), kExpiration);
  if (!text) return std::nullopt;
  const auto end = read_expiry(*text);
  if (!end) {
    throw wire::SendError(std::string(kExpiration) +
                              " in the environment is not a time such as 2026-11-22T05:00:00Z. Correct it, or unset it "
                              "if the keys do not expire.",
                          false);
  }
  if (context.world.is_surely_past(*end)) {
    throw wire::SendError("The keys in the environment expired at " + shown(*end) + " (" + kExpiration +
                              "). Set new ones, or unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, "
                              "AWS_SESSION_TOKEN and AWS_CREDENTIAL_EXPIRATION to use a profile.",
                          false);
  }
  return end;
}

}  // namespace

ProviderResult from_environment(const ProviderContext& context) {
  const config::Environment& environment = context.profile.environment();
  std::optional<std::string> access_key = config::non_empty(environment, kAccessKey);
  signing::Secret secret(config::non_empty(environment, kSecretKey).value_or(""));
  if (!access_key) {
    return NotConfigured{std::string(kAccessKey) + " is not set" +
                         (secret.empty() ? "" : std::string(", but ") + kSecretKey + " is")};
  }
  if (secret.empty()) {
    throw wire::SendError(std::string(kAccessKey) + " is set in the environment but " + kSecretKey +
                              " is not. Set both, or unset both to use a profile.",
                          false);
  }
  signing::Secret token = session_token(environment);
  check(kAccessKey, *access_key);
  check(kSecretKey, secret.reveal());
  check(kSessionToken, token.reveal());
  std::string who = principal("key", {{"id", *access_key}, {"source", "environment"}});
  return Identity{.keys = {.access_key_id = std::move(*access_key),
                           .secret_access_key = std::move(secret),
                           .session_token = std::move(token)},
                  .expires_at = expiry(context),
                  .account_id = config::non_empty(environment, kAccountId).value_or(""),
                  .source = "the environment",
                  .principal = std::move(who)};
}

}  // namespace awscost::credentials
