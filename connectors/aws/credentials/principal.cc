#include "connectors/aws/credentials/principal.h"

#include <cstdint>

#include "connectors/aws/endpoint/configured_url.h"
#include "connectors/aws/signing/digest.h"
#include "connectors/wire/percent.h"

namespace awscost::credentials {

// A blank separates parts and never stands in a value; the names are ours.
std::string principal(std::string_view kind, std::initializer_list<PrincipalPart> parts) {
  std::string text(kind);
  for (const auto& [name, value] : parts) {
    if (value.empty()) continue;
    text.append(" ").append(name).append("=").append(wire::percent_encode(value, ":/@+=,"));
  }
  return text;
}

std::string principal_over(const std::string& role, const std::string& source) {
  return role + " over " + source;
}

std::string digest_part(std::string_view text) {
  return text.empty() ? std::string() : signing::sha256_hexadecimal(text);
}

std::string custom_endpoint(std::string_view sdk_id, const config::Profile& profile) {
  const auto configured = endpoint::configured_url(sdk_id, profile);
  return configured ? configured->url : std::string();
}

std::string account_of(const Identity& identity) {
  return identity.account_id.empty() ? account_of_key(identity.keys.access_key_id) : identity.account_id;
}

std::string account_of_key(std::string_view access_key_id) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  constexpr std::size_t kLength = 20;
  constexpr std::size_t kPrefix = 4;
  constexpr std::size_t kUsed = 9;  // base-32 digits of 5 bits: 45 bits, of which the first and the last four are cut
  constexpr std::uint64_t kMask = (std::uint64_t{1} << 40U) - 1;
  constexpr std::size_t kAccountDigits = 12;
  const bool known = access_key_id.starts_with("AKIA") || access_key_id.starts_with("ASIA");
  if (!known || access_key_id.size() != kLength) return {};
  access_key_id.remove_prefix(kPrefix);
  if (access_key_id.find_first_not_of(kDigits) != std::string_view::npos) return {};
  std::uint64_t bits = 0;
  for (const char c : access_key_id.substr(0, kUsed)) bits = (bits << 5U) | kDigits.find(c);
  const std::string account = std::to_string((bits >> 4U) & kMask);
  return account.size() > kAccountDigits ? std::string() : std::string(kAccountDigits - account.size(), '0') + account;
}

}  // namespace awscost::credentials
