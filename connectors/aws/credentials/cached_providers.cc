#include "connectors/aws/credentials/cached_providers.h"

#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "connectors/aws/config/quoted.h"
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

// No part of it holds a line break that could make two keys one: values of several lines are none of these.
std::string key_of(std::initializer_list<std::string_view> parts) {
  std::string key;
  for (const std::string_view part : parts) key.append(part).append("\n");
  return key;
}

// Part of a key: two profiles may ask for the same role in two places, of which one is an emulator, say.
std::string answering(std::string_view service, const std::string& region, const config::Profile& profile) {
  const endpoint::Endpoint endpoint = endpoint::resolve_endpoint(service, region, profile);
  return endpoint.url + " " + endpoint.signing_region;
}

Search::Held held(Found found, std::string source) {
  found.source = std::move(source);
  return std::make_shared<const Found>(std::move(found));
}

// What is kept belongs to whoever asked first; the source is told anew.
Search::Held named(const Found& kept, std::string source) {
  const auto copy = [](const signing::Secret& secret) { return signing::Secret(std::string(secret.reveal())); };
  return std::make_shared<const Found>(Found{.keys = {.access_key_id = kept.keys.access_key_id,
                                                      .secret_access_key = copy(kept.keys.secret_access_key),
                                                      .session_token = copy(kept.keys.session_token)},
                                             .expires_at = kept.expires_at,
                                             .account_id = kept.account_id,
                                             .source = std::move(source),
                                             .from_instance = kept.from_instance});
}

std::string label(const std::string& profile) {
  return "profile " + displayable(profile);
}

// Runs `step`; its error is told with where it came from.
template <class Step>
auto told_with(const std::string& place, const Step& step) {
  try {
    return step();
  } catch (const StsRefusal& refusal) {
    throw StsRefusal(place + ": " + refusal.what(), refusal.code());
  } catch (const wire::SendError& error) {
    throw wire::SendError(place + ": " + error.what(), false, error.cause());
  }
}

// A place that was to be kept has nothing to keep.
struct NothingToKeep : std::exception {
  explicit NothingToKeep(Nothing reason) : nothing(std::move(reason)) {}
  Nothing nothing;
};

Found found_in(Answer answer) {
  if (Nothing* nothing = std::get_if<Nothing>(&answer)) throw NothingToKeep(std::move(*nothing));
  return std::get<Found>(std::move(answer));
}

bool are_the_same(const signing::Credentials& one, const signing::Credentials& other) {
  return one.access_key_id == other.access_key_id && one.session_token.reveal() == other.session_token.reveal();
}

}  // namespace

Search::Result Search::environment() {
  Answer answer = from_environment(asking_);
  if (Nothing* nothing = std::get_if<Nothing>(&answer)) return std::move(*nothing);
  return std::make_shared<const Found>(std::get<Found>(std::move(answer)));
}

Search::Result Search::profile() {
  auto steps = profile_steps(asking_.profile.config(), asking_.profile.name());
  if (Nothing* nothing = std::get_if<Nothing>(&steps)) return std::move(*nothing);
  const ProfileSteps& some = std::get<ProfileSteps>(steps);
  return of(some, some.roles.size());
}

Search::Result Search::web_identity() {
  const config::Environment& environment = asking_.world.environment;
  const auto token_file = config::non_empty(environment, kTokenFile);
  if (!token_file) return Nothing{std::string(kTokenFile) + " is not set"};
  const auto role_arn = config::non_empty(environment, kRoleArn);
  if (!role_arn) {
    throw wire::SendError(std::string(kTokenFile) + " is set in the environment but " + kRoleArn +
                              " is not: the role that the token is for. Set both, or neither.",
                          false);
  }
  return told_with("The web identity of the environment", [&] {
    return from(WebIdentity{.role_arn = *role_arn,
                            .token_file = *token_file,
                            .session_name = config::non_empty(environment, kSessionName).value_or("")});
  });
}

Search::Result Search::container() {
  std::string key = "container\n";
  for (const char* variable : {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"}) {
    key += config::non_empty(asking_.world.environment, variable).value_or("") + "\n";
  }
  return kept_answer(key, from_container);
}

Search::Result Search::instance() {
  std::string key = "instance\n";
  constexpr std::array<std::pair<const char*, const char*>, 4> kSettings = {
      {{"AWS_EC2_METADATA_DISABLED", "ec2_metadata_disabled"},
       {"AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled"},
       {"AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint"},
       {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode"}}};
  for (const auto& [variable, name] : kSettings) key += asking_.profile.value(variable, name).value_or("") + "\n";
  return kept_answer(key, from_instance);
}

Search::Result Search::kept_answer(const std::string& key, const std::function<Answer(const Asking&)>& ask) {
  try {
    return kept_.get(
        key, [&] { return found_in(ask(asking_)); }, asking_);
  } catch (const NothingToKeep& none) {  // shared by all who waited for it: nobody may take it
    return none.nothing;
  }
}

std::string Search::place_of(const std::string& profile) const {
  if (profile == asking_.profile.name()) return "Profile " + config::quoted(profile);
  return "Profile " + config::quoted(profile) + " (source of " + config::quoted(asking_.profile.name()) + ")";
}

Search::Held Search::of(const ProfileSteps& steps, std::size_t roles) {
  return roles == 0 ? of(steps.first) : taken_on(steps, roles, true);
}

Search::Held Search::taken_on(const ProfileSteps& steps, std::size_t roles, bool may_ask_the_source_anew) {
  const Role& role = steps.roles[roles - 1].role;
  const std::string place = place_of(steps.roles[roles - 1].profile);
  const std::string name = label(steps.roles[roles - 1].profile) + ": role " + displayable(role.arn);
  // The AWS CLI has this session already: nobody needs the keys that it was got with.
  if (!role.mfa_serial.empty()) {
    return held(told_with(place, [&] { return from_mfa_session(role, asking_); }), name + " (the AWS CLI's session)");
  }
  const Held source = of(steps, roles - 1);
  const auto ask = [&] { return from_role(role, *source, asking_); };
  const auto keep = [&] {
    const std::string key = key_of({"role", role.arn, role.session_name, role.external_id, role.duration_seconds,
                                    source->keys.access_key_id, answering("sts", "", asking_.profile)});
    return kept_.get(key, ask, asking_);
  };
  try {
    const Held kept = told_with(place, keep);
    return named(*kept, name + " over " + source->source);
  } catch (const StsRefusal& refusal) {
    const bool expired = refusal.code() == "ExpiredToken" || refusal.code() == "ExpiredTokenException";
    if (!expired || !may_ask_the_source_anew) throw;
    kept_.forget(source->keys.access_key_id);
    if (are_the_same(of(steps, roles - 1)->keys, source->keys)) throw;
  }
  return taken_on(steps, roles, false);
}

Search::Held Search::of(const FirstStep& step) {
  const std::string name = label(step.profile) + ": ";
  const auto keep = [&](const std::string& key, const std::function<Found()>& ask) {
    const Held kept = kept_.get(key, ask, asking_);
    return named(*kept, name + kept->source);
  };
  const auto ways = Overloaded{
      [&](const StaticKeys& keys) {
        Found found{.keys = {.access_key_id = keys.keys.access_key_id,
                             .secret_access_key = signing::Secret(std::string(keys.keys.secret_access_key.reveal())),
                             .session_token = signing::Secret(std::string(keys.keys.session_token.reveal()))},
                    .account_id = keys.account_id};
        return held(std::move(found),
                    name + "keys in the " + (keys.file == config::File::kConfig ? "config file" : "credentials file"));
      },
      [&](const Process& process) {
        return keep(key_of({"process", process.command}), [&] { return from_process(process.command, asking_); });
      },
      [&](const SsoRole& role) {
        return keep(key_of({"sso", role.session, role.region, role.start_url, role.account_id, role.role_name,
                            answering("sso", role.region, asking_.profile)}),
                    [&] { return from_sso(role, asking_); });
      },
      // It keeps its keys in a file of its own, and renews them by itself.
      [&](const Login& login) {
        Found found = from_login(login.session, asking_);
        std::string source = name + found.source;
        return held(std::move(found), std::move(source));
      },
      [&](const WebIdentity& identity) {
        const Held kept = from(identity);
        return named(*kept, name + kept->source);
      },
      [&](NamedSource source) { return from(source, step.profile); }};
  return told_with(place_of(step.profile), [&] { return std::visit(ways, step.way); });
}

Search::Held Search::from(const WebIdentity& identity) {
  return kept_.get(
      key_of({"web identity", identity.role_arn, identity.token_file, identity.session_name,
              answering("sts", "", asking_.profile)}),
      [&] { return from_web_identity(identity, asking_); }, asking_);
}

Search::Held Search::from(NamedSource source, const std::string& profile) {
  Result result = source == NamedSource::kEnvironment    ? environment()
                  : source == NamedSource::kEcsContainer ? container()
                                                         : instance();
  if (const Nothing* nothing = std::get_if<Nothing>(&result)) {
    throw wire::SendError(
        "credential_source = " + std::string(name_of(source)) + " gives nothing: " + nothing->why + ".", false);
  }
  const Held& found = std::get<Held>(result);
  return named(*found, label(profile) + ": " + found->source);
}

}  // namespace awscost::credentials
