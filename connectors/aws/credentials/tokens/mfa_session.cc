#include "connectors/aws/credentials/tokens/mfa_session.h"

#include <array>
#include <boost/json/object.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/tokens/token_file.h"
#include "connectors/aws/signing/digest.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

void append_utf16(std::string& text, std::uint32_t unit) {
  const std::array bytes = {static_cast<unsigned char>(unit >> 8U), static_cast<unsigned char>(unit & 0xFFU)};
  text += "\\u" + signing::hexadecimal(bytes);
}

// Python escapes everything that is not printable ASCII, and beyond U+FFFF writes a surrogate pair.
void append_escaped(std::string& text, std::uint32_t character) {
  constexpr std::uint32_t kFirstPair = 0x10000;
  if (character < kFirstPair) return append_utf16(text, character);
  const std::uint32_t rest = character - kFirstPair;
  append_utf16(text, 0xD800U + (rest >> 10U));
  append_utf16(text, 0xDC00U + (rest & 0x3FFU));
}

// Takes one character of UTF-8 from the front.
std::uint32_t take_character(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t first = byte(0);
  const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (length == 1 || length > text.size()) {
    text.remove_prefix(1);
    return first;
  }
  std::uint32_t character = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) character = (character << 6U) | (byte(i) & 0x3FU);
  text.remove_prefix(length);
  return character;
}

std::string python_text(std::string_view text) {
  constexpr std::array<std::pair<char, std::string_view>, 7> kShort = {
      {{'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\r', "\\r"}, {'\t', "\\t"}, {'\f', "\\f"}, {'\b', "\\b"}}};
  std::string json = "\"";
  while (!text.empty()) {
    const std::uint32_t character = take_character(text);
    bool done = false;
    for (const auto& [plain, escaped] : kShort) {
      if (character != static_cast<std::uint32_t>(plain)) continue;
      json += escaped;
      done = true;
    }
    if (done) continue;
    if (character >= ' ' && character <= '~') {
      json += static_cast<char>(character);
    } else {
      append_escaped(json, character);
    }
  }
  return json + "\"";
}

[[noreturn]] void fail_without_session(const Role& role, const ProviderContext& context, const std::string& why) {
  throw wire::SendError("The role " + config::quoted(role.arn) + " needs a code of " + config::quoted(role.mfa_serial) +
                            ", which a query cannot ask for, and " + why +
                            ". Run `aws sts get-caller-identity --profile " + context.profile.name() +
                            "`: it asks for the code and stores the session, which is used here until it ends.",
                        false);
}

}  // namespace

std::string cli_cache_key(const Role& role) {
  std::string json;
  const auto add = [&](const char* name, const std::string& value) {
    json += (json.empty() ? "\"" : ", \"") + std::string(name) + "\": " + value;
  };
  if (!role.duration_seconds.empty()) add("DurationSeconds", role.duration_seconds);
  if (!role.external_id.empty()) add("ExternalId", python_text(role.external_id));
  add("RoleArn", python_text(role.arn));
  if (!role.session_name.empty()) add("RoleSessionName", python_text(role.session_name));
  if (!role.mfa_serial.empty()) add("SerialNumber", python_text(role.mfa_serial));
  return signing::sha1_hexadecimal("{" + json + "}");
}

Identity from_mfa_session(const Role& role, const ProviderContext& context) {
  constexpr std::chrono::seconds kSpare{60};  // a query takes a while
  const std::string path = below_home(context, "/.aws/cli/cache/" + cli_cache_key(role) + ".json");
  std::optional<std::string> content = context.world.read_file(path);
  if (!content) fail_without_session(role, context, "the AWS CLI has no session of the role in its cache");
  const auto document = read_document(*content);
  signing::wipe(*content);
  const boost::json::object* keys = document ? object_in(*document, "Credentials") : nullptr;
  if (keys == nullptr) fail_without_session(role, context, path + " is damaged");
  Identity identity = identity_in(*keys, KeyNames{}, "The AWS CLI's session in " + path);
  if (!identity.expires_at) fail_without_session(role, context, path + " does not say when the session ends");
  if (context.world.is_surely_past(*identity.expires_at - kSpare)) {
    fail_without_session(role, context, "the AWS CLI's session of the role ended at " + shown(*identity.expires_at));
  }
  identity.source = "role " + role.arn + " (the AWS CLI's session)";
  identity.principal = principal("role", {{"arn", role.arn},
                                          {"session", role.session_name},
                                          {"mfa", role.mfa_serial},
                                          {"endpoint", custom_endpoint("STS", context.profile)}});
  return identity;
}

}  // namespace awscost::credentials
