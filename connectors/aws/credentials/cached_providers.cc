#include "connectors/aws/credentials/cached_providers.h"

#include <array>
#include <exception>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/sts.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/tokens/mfa_session.h"
#include "connectors/aws/endpoint/endpoint.h"

namespace awscost::credentials {
namespace {

constexpr const char* kTokenFile = "AWS_WEB_IDENTITY_TOKEN_FILE";
constexpr const char* kRoleArn = "AWS_ROLE_ARN";
constexpr const char* kSessionName = "AWS_ROLE_SESSION_NAME";

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

// One line a part. A value of several lines is no ARN, URL or access key, so two keys cannot become one.
std::string key_of(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (const std::string_view part : parts) key.append(part).append("\n");
  return key;
}

// Part of a key: one profile may ask AWS for a role, and another one an emulator for the same role.
std::string endpoint_key(std::string_view service, const std::string& region, const config::Profile& profile) {
  const endpoint::Endpoint endpoint = endpoint::resolve_endpoint(service, region, profile);
  return endpoint.url + " " + endpoint.signing_region;
}

SharedIdentity shared(Identity identity, std::string source) {
  identity.source = std::move(source);
  return std::make_shared<const Identity>(std::move(identity));
}

// The cached identity with the source of this profile: another profile may have fetched it.
SharedIdentity with_source(const Identity& cached, std::string source) {
  return std::make_shared<const Identity>(Identity{.keys = signing::copy_of(cached.keys),
                                                   .expires_at = cached.expires_at,
                                                   .account_id = cached.account_id,
                                                   .source = std::move(source),
                                                   .principal = cached.principal,
                                                   .from_instance = cached.from_instance});
}

std::string label(const std::string& profile) {
  return "profile " + displayable(profile);
}

// Runs `provider`; its error names the place.
template <class Provider>
auto in_place(const std::string& place, const Provider& provider) {
  try {
    return provider();
  } catch (const StsRefusal& refusal) {
    throw StsRefusal(place + ": " + refusal.what(), refusal.code());
  } catch (const wire::SendError& error) {
    throw wire::SendError(place + ": " + error.what(), false, error.cause());
  }
}

// Leaves the cache, which holds identities only.
struct NotConfiguredError : std::exception {
  explicit NotConfiguredError(NotConfigured outcome) : result(std::move(outcome)) {}
  NotConfigured result;
};

Identity identity_or_throw(ProviderResult result) {
  if (NotConfigured* missing = std::get_if<NotConfigured>(&result)) throw NotConfiguredError(std::move(*missing));
  return std::get<Identity>(std::move(result));
}

bool are_equal(const signing::Credentials& one, const signing::Credentials& other) {
  return one.access_key_id == other.access_key_id && one.session_token.reveal() == other.session_token.reveal();
}

}  // namespace

CachedProviders::Resolution CachedProviders::environment() {
  ProviderResult result = from_environment(context_);
  if (NotConfigured* missing = std::get_if<NotConfigured>(&result)) return std::move(*missing);
  return std::make_shared<const Identity>(std::get<Identity>(std::move(result)));
}

CachedProviders::Resolution CachedProviders::profile() {
  auto result = profile_chain(context_.profile.config(), context_.profile.name());
  if (NotConfigured* missing = std::get_if<NotConfigured>(&result)) return std::move(*missing);
  const ProfileChain& chain = std::get<ProfileChain>(result);
  return of_chain(chain, chain.roles.size());
}

CachedProviders::Resolution CachedProviders::web_identity() {
  const config::Environment& environment = context_.profile.environment();
  const auto token_file = config::non_empty(environment, kTokenFile);
  if (!token_file) return NotConfigured{std::string(kTokenFile) + " is not set"};
  const auto role_arn = config::non_empty(environment, kRoleArn);
  if (!role_arn) {
    throw wire::SendError(std::string(kTokenFile) + " is set in the environment but " + kRoleArn +
                              ", the role that the token is for, is not. Set both, or neither.",
                          false);
  }
  return in_place("The web identity of the environment", [&] {
    return of_web_identity({.role_arn = *role_arn,
                            .token_file = *token_file,
                            .session_name = config::non_empty(environment, kSessionName).value_or("")});
  });
}

CachedProviders::Resolution CachedProviders::container() {
  std::string key = "container\n";
  for (const char* variable : {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"}) {
    key += config::non_empty(context_.profile.environment(), variable).value_or("") + "\n";
  }
  return cached(key, from_container);
}

CachedProviders::Resolution CachedProviders::instance() {
  std::string key = "instance\n";
  constexpr std::array<std::pair<const char*, const char*>, 4> kSettings = {
      {{"AWS_EC2_METADATA_DISABLED", "ec2_metadata_disabled"},
       {"AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled"},
       {"AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint"},
       {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode"}}};
  for (const auto& [variable, name] : kSettings) key += context_.profile.value(variable, name).value_or("") + "\n";
  return cached(key, from_instance);
}

CachedProviders::Resolution CachedProviders::cached(const std::string& key, const Provider& provider) {
  try {
    return cache_.get(
        key, [&] { return identity_or_throw(provider(context_)); }, context_);
  } catch (const NotConfiguredError& error) {  // shared with the threads that waited: copied, not moved
    return error.result;
  }
}

std::string CachedProviders::place_of(const std::string& profile) const {
  if (profile == context_.profile.name()) return "Profile " + config::quoted(profile);
  return "Profile " + config::quoted(profile) + " (source of " + config::quoted(context_.profile.name()) + ")";
}

SharedIdentity CachedProviders::of_chain(const ProfileChain& chain, std::size_t roles) {
  return roles == 0 ? of_base(chain.base) : of_role(chain, roles, true);
}

SharedIdentity CachedProviders::of_role(const ProfileChain& chain, std::size_t roles, bool may_refresh_source) {
  const Role& role = chain.roles[roles - 1].role;
  const std::string place = place_of(chain.roles[roles - 1].profile);
  const std::string name = label(chain.roles[roles - 1].profile) + ": role " + displayable(role.arn);
  // The AWS CLI has assumed this role already: its source's keys are not needed.
  if (!role.mfa_serial.empty()) {
    return shared(in_place(place, [&] { return from_mfa_session(role, context_); }), name + " (the AWS CLI's session)");
  }
  const SharedIdentity source = of_chain(chain, roles - 1);
  const auto assume = [&] { return from_role(role, *source, context_); };
  const auto assume_once = [&] {
    const std::string key =
        key_of({"role", role.arn, role.session_name, role.external_id, role.duration_seconds,
                source->keys.access_key_id, source->principal, endpoint_key("sts", "", context_.profile)});
    return cache_.get(key, assume, context_);
  };
  try {
    const SharedIdentity cached = in_place(place, assume_once);
    return with_source(*cached, name + " over " + source->source);
  } catch (const StsRefusal& refusal) {
    const bool expired = refusal.code() == "ExpiredToken" || refusal.code() == "ExpiredTokenException";
    if (!expired || !may_refresh_source) throw;
    cache_.forget(source->keys.access_key_id);
    if (are_equal(of_chain(chain, roles - 1)->keys, source->keys)) throw;
  }
  return of_role(chain, roles, false);
}

SharedIdentity CachedProviders::of_base(const BaseProvider& base) {
  const std::string name = label(base.profile) + ": ";
  const auto cached = [&](const std::string& key, const std::function<Identity()>& fetch) {
    const SharedIdentity identity = cache_.get(key, fetch, context_);
    return with_source(*identity, name + identity->source);
  };
  const auto provider = Overloaded{
      [&](const StaticKeys& keys) {
        const bool in_config = keys.file == config::File::kConfig;
        Identity identity{.keys = signing::copy_of(keys.keys),
                          .account_id = keys.account_id,
                          .principal = principal("key", {{"id", keys.keys.access_key_id},
                                                         {"source", in_config ? "config-file" : "credentials-file"}})};
        return shared(std::move(identity), name + "keys in the " + (in_config ? "config file" : "credentials file"));
      },
      [&](const ProcessCommand& process) {
        return cached(key_of({"process", process.command}), [&] { return from_process(process.command, context_); });
      },
      [&](const SsoRole& role) {
        return cached(key_of({"sso", role.session, role.region, role.start_url, role.account_id, role.role_name,
                              endpoint_key("sso", role.region, context_.profile)}),
                      [&] { return from_sso(role, context_); });
      },
      // Not cached here: its file is the cache, which the AWS CLI shares.
      [&](const LoginSession& login) {
        Identity identity = from_login(login.session, context_);
        std::string source = name + identity.source;
        return shared(std::move(identity), std::move(source));
      },
      [&](const WebIdentity& web_identity) {
        const SharedIdentity identity = of_web_identity(web_identity);
        return with_source(*identity, name + identity->source);
      },
      [&](CredentialSource source) { return of_source(source, base.profile); }};
  return in_place(place_of(base.profile), [&] { return std::visit(provider, base.settings); });
}

SharedIdentity CachedProviders::of_web_identity(const WebIdentity& web_identity) {
  return cache_.get(
      key_of({"web identity", web_identity.role_arn, web_identity.token_file, web_identity.session_name,
              endpoint_key("sts", "", context_.profile)}),
      [&] { return from_web_identity(web_identity, context_); }, context_);
}

SharedIdentity CachedProviders::of_source(CredentialSource source, const std::string& profile) {
  Resolution result = source == CredentialSource::kEnvironment    ? environment()
                      : source == CredentialSource::kEcsContainer ? container()
                                                                  : instance();
  if (const NotConfigured* missing = std::get_if<NotConfigured>(&result)) {
    throw wire::SendError(
        "credential_source = " + std::string(name_of(source)) + " gives no keys: " + missing->reason + ".", false);
  }
  const SharedIdentity& identity = std::get<SharedIdentity>(result);
  return with_source(*identity, label(profile) + ": " + identity->source);
}

}  // namespace awscost::credentials
