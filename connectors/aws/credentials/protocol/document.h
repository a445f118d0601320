// JSON that holds secrets: the files of `aws sso login` and `aws login`, and the answers of credentials services.
//
// Example:
//
//   Identity identity_in_answer(const boost::json::object& answer) {
//     return identity_in(answer, {.session_token = "Token"}, "The answer of the container's endpoint");
//   }
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/credentials/identity.h"

namespace awscost::credentials {

// Nothing where `text` is not a JSON object. The object overwrites its memory when it is destroyed.
std::optional<boost::json::object> read_document(std::string_view text);

// The JSON text, which the caller wipes.
std::string serialized(const boost::json::object& document);

// Overwrites a text at the end of a scope.
class ScopedWipe {
 public:
  explicit ScopedWipe(std::string& text) : text_(text) {}
  ~ScopedWipe() { signing::wipe(text_); }
  ScopedWipe(const ScopedWipe&) = delete;
  ScopedWipe& operator=(const ScopedWipe&) = delete;

 private:
  std::string& text_;
};

// Empty where the member is missing or is not a text.
std::string_view text_in(const boost::json::object& document, std::string_view name);

// Nothing where the member is missing or is not a whole number.
std::optional<std::int64_t> whole_number_in(const boost::json::object& document, std::string_view name);

// Null where the member is missing or is not an object.
const boost::json::object* object_in(const boost::json::object& document, std::string_view name);

// Those of `names` that are missing or not a text: "'accessToken' and 'expiresAt'"; empty where none is.
std::string missing_in(const boost::json::object& document, std::initializer_list<std::string_view> names);

struct KeyNames {
  std::string_view access_key = "AccessKeyId";
  std::string_view secret_key = "SecretAccessKey";
  std::string_view session_token = "SessionToken";
  std::string_view expiration = "Expiration";  // ISO 8601; empty: not read
  std::string_view account_id = "AccountId";
};

// Session token, expiration and account may be missing. Throws wire::SendError where a key is missing or the expiration
// is not a time; its sentence begins with `who`: "The output of credential_process".
Identity identity_in(const boost::json::object& document, const KeyNames& names, const std::string& who);

}  // namespace awscost::credentials
