// The instance provider: the keys of the role that is attached to an EC2 instance, from its metadata service.
//
// How: one request names the role, a second gives its keys. Without a role, or without the service, the provider is not
// configured. A role that gives no keys is an error.
//
//   GET http://169.254.169.254/latest/meta-data/iam/security-credentials/        ->  my-role
//   GET http://169.254.169.254/latest/meta-data/iam/security-credentials/my-role ->
//   {"Code":"Success","AccessKeyId":...}
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/instance_metadata.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/wire/percent.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

constexpr const char* kRoles = "meta-data/iam/security-credentials/";
constexpr int kNotFound = 404;

std::string first_line(std::string_view text) {
  return std::string(text::trimmed(text.substr(0, text.find_first_of("\r\n"))));
}

[[noreturn]] void fail(const InstanceMetadata& metadata, const std::string& what) {
  throw wire::SendError("The instance's metadata service at " + metadata.origin() + " " + text::with_full_stop(what),
                        false);
}

std::variant<std::string, NotConfigured> role_of(const InstanceMetadata& metadata) {
  const std::string service = "the instance's metadata service at " + metadata.origin();
  wire::Reply reply;
  try {
    reply = metadata.get(kRoles);
  } catch (const wire::SendError& error) {
    if (metadata.has_token()) fail(metadata, std::string("gave a token and then no answer: ") + error.what());
    return NotConfigured{service + " gave neither a token nor an answer" + metadata.cure()};
  }
  if (reply.status == kNotFound) return NotConfigured{"the instance has no role"};
  if (!wire::is_success(reply)) {
    if (metadata.has_token()) fail(metadata, "did not name the instance's role (" + said_by(reply) + ")");
    return NotConfigured{service + " gave no token and names no role without one (HTTP " +
                         std::to_string(reply.status) + ")" + metadata.cure()};
  }
  std::string role = first_line(reply.body);
  if (role.empty()) return NotConfigured{"the instance has no role"};
  return role;
}

// While the service cannot get new keys it gives out expired ones, and AWS accepts them ("static stability"). They get
// 7 to 13 more minutes, so that the cache refreshes them after 5 to 10: after three quarters of what is left. The
// random part keeps a fleet of instances from asking at the same time.
void extend_if_expired(Identity& identity, const ProviderContext& context) {
  constexpr std::chrono::seconds kShortest{7 * 60};
  constexpr double kSpreadSeconds = 6 * 60;
  const std::chrono::sys_seconds now = context.world.now();
  if (!identity.expires_at || *identity.expires_at > now) return;
  const auto spread = std::chrono::seconds(static_cast<std::int64_t>(context.world.random() * kSpreadSeconds));
  identity.expires_at = now + kShortest + spread;
}

Identity identity_of(const InstanceMetadata& metadata, const std::string& role, const ProviderContext& context) {
  const std::string shown_role = metadata.shown(role);
  wire::Reply reply;
  try {
    reply = metadata.get(kRoles + wire::percent_encode(role, "+=,@"));  // a role's name may hold these
  } catch (const wire::SendError& error) {
    fail(metadata, "did not answer for the role " + shown_role + ": " + error.what());
  }
  const ScopedWipe body(reply.body);
  if (!wire::is_success(reply)) fail(metadata, "gave no keys for the role " + shown_role + " (" + said_by(reply) + ")");
  const auto answer = read_document(reply.body);
  if (!answer) fail(metadata, "gave an answer for the role " + shown_role + " that is not a JSON object");
  // The status is 200 even where the role's trust policy does not name EC2.
  const std::string_view code = text_in(*answer, "Code");
  if (!code.empty() && code != "Success") {
    fail(metadata, "gave no keys for the role " + shown_role + " (" + metadata.shown(code) + ": " +
                       metadata.shown(text_in(*answer, "Message")) + ")");
  }
  Identity identity = identity_in(*answer, {.session_token = "Token"},
                                  "The answer of the instance's metadata service for the role " + shown_role);
  extend_if_expired(identity, context);
  identity.source = "the role " + shown_role + " of the EC2 instance";
  identity.principal =
      principal("instance", {{"address", metadata.origin()}, {"role", shown_role}, {"account", account_of(identity)}});
  identity.from_instance = true;
  return identity;
}

// Older services name the zone only, which is the region and a letter.
std::string region_from(const InstanceMetadata& metadata) {
  const wire::Reply region = metadata.get("meta-data/placement/region");
  if (wire::is_success(region) && !first_line(region.body).empty()) return first_line(region.body);
  const wire::Reply zone = metadata.get("meta-data/placement/availability-zone/");
  std::string name = wire::is_success(zone) ? first_line(zone.body) : std::string();
  if (!name.empty()) name.pop_back();
  return name;
}

}  // namespace

ProviderResult from_instance(const ProviderContext& context) {
  auto opened = InstanceMetadata::open(context);
  if (NotConfigured* missing = std::get_if<NotConfigured>(&opened)) return std::move(*missing);
  const InstanceMetadata& metadata = std::get<InstanceMetadata>(opened);
  auto role = role_of(metadata);
  if (NotConfigured* missing = std::get_if<NotConfigured>(&role)) return std::move(*missing);
  return identity_of(metadata, std::get<std::string>(role), context);
}

std::string region_of_instance(const ProviderContext& context) {
  try {
    const auto opened = InstanceMetadata::open(context);
    const InstanceMetadata* metadata = std::get_if<InstanceMetadata>(&opened);
    return metadata == nullptr ? std::string() : region_from(*metadata);
  } catch (const wire::SendError&) {
    return {};
  }
}

}  // namespace awscost::credentials
