// Credentials of an EC2 instance: those of the role that is attached to it, from its metadata service (metadata.h).
//
// How: one request names the role, a second gives its keys. No role, or no such service, is no error: the step has
// nothing. A role that is there and gives no keys is one.
//
//   GET http://169.254.169.254/latest/meta-data/iam/security-credentials/        ->  my-role
//   GET http://169.254.169.254/latest/meta-data/iam/security-credentials/my-role ->  {"Code":"Success","AccessKeyId":…}
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/instance_metadata.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/wire/percent.h"

namespace awscost::credentials {
namespace {

constexpr const char* kRoles = "meta-data/iam/security-credentials/";
constexpr int kOk = 200;
constexpr int kNotFound = 404;

std::string first_line(std::string_view text) {
  text = text.substr(0, text.find_first_of("\r\n"));
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  return std::string(text);
}

[[noreturn]] void fail(const Metadata& metadata, const std::string& what) {
  throw wire::SendError("The instance's metadata service at " + metadata.origin() + " " + with_full_stop(what), false);
}

// The role's name, or why there is none.
std::variant<std::string, Nothing> role_of(const Metadata& metadata) {
  const std::string service = "the instance's metadata service at " + metadata.origin();
  wire::Reply reply;
  try {
    reply = metadata.get(kRoles);
  } catch (const wire::SendError& error) {
    if (metadata.has_token()) fail(metadata, std::string("gave a token, and then no answer: ") + error.what());
    return Nothing{service + " gave neither a token nor an answer"};
  }
  if (reply.status == kNotFound) return Nothing{"the instance has no role"};
  if (reply.status != kOk) {
    if (metadata.has_token()) fail(metadata, "did not name the instance's role (" + said_by(reply) + ")");
    return Nothing{service + " gave no token and names no role without one (HTTP " + std::to_string(reply.status) +
                   ")"};
  }
  std::string role = first_line(reply.body);
  if (role.empty()) return Nothing{"the instance has no role"};
  return role;
}

// The service goes on giving out keys whose time is over while it cannot have new ones ("static stability"): AWS keeps
// accepting them. They are used, and asked for anew after 5 to 10 minutes: kept.h does so after three quarters of the
// time that a key has left. The spread keeps a fleet of instances from asking in step.
void extend_if_expired(Found& found, const Asking& asking) {
  constexpr std::chrono::seconds kShortest{7 * 60};
  constexpr double kSpreadSeconds = 6 * 60;
  const std::chrono::sys_seconds now = asking.world.now();
  if (!found.expires_at || *found.expires_at > now) return;
  const auto spread = std::chrono::seconds(static_cast<std::int64_t>(asking.world.random() * kSpreadSeconds));
  found.expires_at = now + kShortest + spread;
}

Found keys_of(const Metadata& metadata, const std::string& role, const Asking& asking) {
  const std::string shown_role = metadata.shown(role);
  wire::Reply reply;
  try {
    reply = metadata.get(kRoles + wire::percent_encode(role, "+=,@"));  // what a role's name may hold stands as it is
  } catch (const wire::SendError& error) {
    fail(metadata, "did not answer for the role " + shown_role + ": " + error.what());
  }
  const Wiped body(reply.body);
  if (reply.status != kOk) fail(metadata, "gave no keys for the role " + shown_role + " (" + said_by(reply) + ")");
  const auto answer = read_document(reply.body);
  if (!answer) fail(metadata, "gave an answer for the role " + shown_role + " that is no JSON object");
  // 200 as well where the role's trust policy does not name EC2.
  const std::string_view code = text_in(*answer, "Code");
  if (!code.empty() && code != "Success") {
    fail(metadata, "gave no keys for the role " + shown_role + " (" + metadata.shown(code) + ": " +
                       metadata.shown(text_in(*answer, "Message")) + ")");
  }
  Found found = keys_in(*answer, {.session_token = "Token"},
                        "The answer of the instance's metadata service for the role " + shown_role);
  extend_if_expired(found, asking);
  found.source = "the role " + shown_role + " of the EC2 instance";
  found.from_instance = true;
  return found;
}

// Newer services name it; the zone is the region and a letter.
std::string region_from(const Metadata& metadata) {
  const wire::Reply region = metadata.get("meta-data/placement/region");
  if (region.status == kOk && !first_line(region.body).empty()) return first_line(region.body);
  const wire::Reply zone = metadata.get("meta-data/placement/availability-zone/");
  std::string name = zone.status == kOk ? first_line(zone.body) : std::string();
  if (!name.empty()) name.pop_back();
  return name;
}

}  // namespace

Answer from_instance(const Asking& asking) {
  auto opened = Metadata::open(asking);
  if (Nothing* nothing = std::get_if<Nothing>(&opened)) return std::move(*nothing);
  const Metadata& metadata = std::get<Metadata>(opened);
  auto role = role_of(metadata);
  if (Nothing* nothing = std::get_if<Nothing>(&role)) return std::move(*nothing);
  return keys_of(metadata, std::get<std::string>(role), asking);
}

std::string region_of_instance(const Asking& asking) {
  try {
    const auto opened = Metadata::open(asking);
    const Metadata* metadata = std::get_if<Metadata>(&opened);
    return metadata == nullptr ? std::string() : region_from(*metadata);
  } catch (const wire::SendError&) {
    return {};
  }
}

}  // namespace awscost::credentials
