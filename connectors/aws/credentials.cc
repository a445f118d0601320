#include "connectors/aws/credentials.h"

#include <utility>

#include "connectors/wire/call.h"

namespace awscost::aws {
namespace {

constexpr const char* kAccessKey = "AWS_ACCESS_KEY_ID";
constexpr const char* kSecretKey = "AWS_SECRET_ACCESS_KEY";
constexpr const char* kSessionToken = "AWS_SESSION_TOKEN";

constexpr const char* kWaysOn =
    "Either set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN for temporary keys; "
    "`aws configure export-credentials --format env` prints all three), or ask the embedded sandbox, which needs no "
    "keys and costs nothing: SELECT awscost_config('connector', 'sandbox'), or AWSCOST_CONNECTOR=sandbox in the "
    "environment.";

[[noreturn]] void fail(const std::string& sentence) {
  throw wire::SendError(sentence + " " + kWaysOn, false);
}

[[noreturn]] void fail_half(const char* present, const char* absent) {
  fail(std::string(present) + " is set in the environment but " + absent + " is not; a request needs both.");
}

[[noreturn]] void fail_without_keys(const Environment& environment) {
  std::string sentence =
      "No AWS credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set in the environment, the only place "
      "this version looks. The config and credentials files, profiles, SSO, roles and instance metadata are not read "
      "yet.";
  if (const auto profile = non_empty(environment, "AWS_PROFILE")) {
    sentence += " AWS_PROFILE ('" + *profile + "') has no effect: profiles are not read yet in this version.";
  }
  fail(sentence);
}

}  // namespace

Credentials find_credentials(const std::string& profile, const Environment& environment) {
  if (!profile.empty()) {
    fail("The profile '" + profile +
         "' cannot be used: profiles are not read yet in this version, and other keys could belong to another "
         "account. Leave out `profile`.");
  }
  std::optional<std::string> access_key = non_empty(environment, kAccessKey);
  std::optional<std::string> secret_key = non_empty(environment, kSecretKey);
  Secret secret(std::move(secret_key).value_or(""));
  if (!access_key && secret.empty()) fail_without_keys(environment);
  if (!access_key) fail_half(kSecretKey, kAccessKey);
  if (secret.empty()) fail_half(kAccessKey, kSecretKey);
  Secret token(non_empty(environment, kSessionToken).value_or(""));
  return {std::move(*access_key), std::move(secret), std::move(token)};
}

}  // namespace awscost::aws
