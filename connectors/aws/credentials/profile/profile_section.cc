#include "connectors/aws/credentials/profile/profile_section.h"

#include <array>
#include <string_view>
#include <utility>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

std::string file_of(const config::Config& config, config::File file) {
  const std::string& path = file == config::File::kConfig ? config.locations().config : config.locations().credentials;
  const std::string name = file == config::File::kConfig ? "config file" : "credentials file";
  return path.empty() ? "the " + name : path;
}

bool stands_in(const config::Properties& properties, std::string_view key, config::File file) {
  const auto found = properties.find(key);
  return found != properties.end() && !found->second.value.empty() && found->second.file == file;
}

// A key and its secret must stand in one file: the SDKs merge key by key, and may sign with halves of two pairs.
std::optional<ProviderSettings> static_keys(const ProfileSection& profile, config::File file) {
  if (!stands_in(profile.properties, "aws_access_key_id", file)) return std::nullopt;
  if (!stands_in(profile.properties, "aws_secret_access_key", file)) {
    const bool elsewhere = profile.has("aws_secret_access_key");
    profile.fail("has aws_access_key_id in " + file_of(profile.config, file) + ", but aws_secret_access_key " +
                 (elsewhere ? "in the other file" : "nowhere") + ". Write both into the same file.");
  }
  StaticKeys keys{.keys = {.access_key_id = profile.value("aws_access_key_id"),
                           .secret_access_key = signing::Secret(profile.value("aws_secret_access_key")),
                           .session_token = {}},
                  .account_id = profile.value("aws_account_id"),
                  .file = file};
  // A token in the other file belongs to other keys.
  for (const char* key : {"aws_session_token", "aws_security_token"}) {
    if (!keys.keys.session_token.empty() || !stands_in(profile.properties, key, file)) continue;
    keys.keys.session_token = signing::Secret(profile.value(key));
  }
  for (const auto& [key, value] :
       {std::pair<const char*, std::string_view>{"aws_access_key_id", keys.keys.access_key_id},
        {"aws_secret_access_key", keys.keys.secret_access_key.reveal()},
        {"aws_session_token", keys.keys.session_token.reveal()}}) {
    const std::string fault = key_fault(value);
    if (!fault.empty())
      profile.fail("has " + std::string(key) + ", which " + fault + ". Write it on one line, without blanks.");
  }
  return keys;
}

// `key` of the profile or of its sso-session. Where both have it, the values must be equal.
std::string sso_value(const ProfileSection& profile, const config::Properties* session, const char* key) {
  std::string own = profile.value(key);
  if (session == nullptr) return own;
  const auto found = session->find(key);
  if (found == session->end() || found->second.value.empty()) return own;
  if (!own.empty() && own != found->second.value) {
    profile.fail("has another " + std::string(key) + " than its sso-session " +
                 config::quoted(profile.value("sso_session")) +
                 ". Remove it from the profile, or make both values equal.");
  }
  return found->second.value;
}

// Of the sso-session that the profile names; null where it names none.
const config::Properties* sso_session(const ProfileSection& profile) {
  const std::string name = profile.value("sso_session");
  if (name.empty()) return nullptr;
  const config::Properties* session = profile.config.sso_session(name);
  if (session == nullptr) {
    profile.fail("names the sso-session " + config::quoted(name) +
                 ", which does not exist: no section [sso-session NAME] of that name is in " +
                 file_of(profile.config, config::File::kConfig) + ". `aws configure sso` writes one.");
  }
  return session;
}

// An sso_session alone is for tools that need a bearer token. An account or a role means that keys are wanted.
std::optional<ProviderSettings> sso(const ProfileSection& profile) {
  if (!profile.has("sso_account_id") && !profile.has("sso_role_name")) return std::nullopt;
  const config::Properties* session = sso_session(profile);
  SsoRole role{.session = profile.value("sso_session"),
               .region = sso_value(profile, session, "sso_region"),
               .start_url = sso_value(profile, session, "sso_start_url"),
               .account_id = sso_value(profile, session, "sso_account_id"),
               .role_name = sso_value(profile, session, "sso_role_name")};
  std::string missing;
  const std::array<std::pair<const char*, const std::string*>, 4> keys = {{{"sso_account_id", &role.account_id},
                                                                           {"sso_role_name", &role.role_name},
                                                                           {"sso_region", &role.region},
                                                                           {"sso_start_url", &role.start_url}}};
  for (const auto& [key, value] : keys) {
    if (value->empty()) missing += (missing.empty() ? "" : ", ") + std::string(key);
  }
  if (!missing.empty()) {
    profile.fail("is set up for IAM Identity Center (SSO) but lacks " + missing +
                 ". `aws configure sso` writes all of it.");
  }
  return role;
}

std::optional<ProviderSettings> web_identity(const ProfileSection& profile) {
  if (!profile.has("web_identity_token_file")) return std::nullopt;
  if (!profile.has("role_arn")) {
    profile.fail(
        "has web_identity_token_file but no role_arn, the role that the token is for. Write role_arn = "
        "arn:aws:iam::ACCOUNT:role/NAME beside it.");
  }
  return WebIdentity{.role_arn = profile.value("role_arn"),
                     .token_file = profile.value("web_identity_token_file"),
                     .session_name = profile.value("role_session_name")};
}

NotConfigured not_configured(const ProfileSection& profile) {
  std::string reason = "the profile " + config::quoted(profile.name) + " names no credentials";
  const std::string session = profile.value("sso_session");
  if (session.empty()) return {reason};
  if (profile.config.sso_session(session) == nullptr) {
    return {reason + ", and its sso-session " + config::quoted(session) + " does not exist"};
  }
  return {reason + ": its sso_session gives a token; for keys, add sso_account_id and sso_role_name"};
}

}  // namespace

std::string ProfileSection::value(std::string_view key) const {
  const auto found = properties.find(key);
  return found == properties.end() ? "" : found->second.value;
}

void ProfileSection::fail(const std::string& what) const {
  throw wire::SendError("The profile " + config::quoted(name) + " " + what, false);
}

std::variant<ProviderSettings, NotConfigured> provider_settings(const ProfileSection& profile) {
  if (auto settings = web_identity(profile)) return std::move(*settings);
  if (auto settings = sso(profile)) return std::move(*settings);
  if (auto settings = static_keys(profile, config::File::kCredentials)) return std::move(*settings);
  if (profile.has("login_session")) return LoginSession{profile.value("login_session")};
  if (profile.has("credential_process")) return ProcessCommand{profile.value("credential_process")};
  if (auto settings = static_keys(profile, config::File::kConfig)) return std::move(*settings);
  if (profile.has("aws_secret_access_key")) {
    profile.fail("has aws_secret_access_key but no aws_access_key_id. Write both into the same file.");
  }
  return not_configured(profile);
}

}  // namespace awscost::credentials
