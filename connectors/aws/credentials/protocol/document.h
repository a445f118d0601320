// JSON that holds secrets: the files of `aws sso login` and `aws login`, and what gives out credentials answers.
//
//   const auto answer = read_document(reply.body);   // nothing where it is no JSON object
//   Found found = keys_in(*answer, {.session_token = "Token"}, "The answer of the container's endpoint");
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/credentials/identity.h"

namespace awscost::credentials {

// Its memory is overwritten when it goes.
std::optional<boost::json::object> read_document(std::string_view text);

// As JSON. The caller wipes it.
std::string written(const boost::json::object& document);

// Overwrites a text when it goes, however that comes about.
class Wiped {
 public:
  explicit Wiped(std::string& text) : text_(text) {}
  ~Wiped() { signing::wipe(text_); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;

 private:
  std::string& text_;
};

// Empty where there is no such member, or where it is no text.
std::string_view text_in(const boost::json::object& document, std::string_view name);

// Nothing where there is no such member, or where it is no whole number.
std::optional<std::int64_t> whole_number_in(const boost::json::object& document, std::string_view name);

// Null where there is no such member, or where it is no object.
const boost::json::object* object_in(const boost::json::object& document, std::string_view name);

// The names of `names` that are missing, or no text: "'accessToken' and 'expiresAt'"; empty where all are there.
std::string missing_in(const boost::json::object& document, std::initializer_list<std::string_view> names);

struct KeyNames {
  std::string_view access_key = "AccessKeyId";
  std::string_view secret_key = "SecretAccessKey";
  std::string_view session_token = "SessionToken";
  std::string_view expiration = "Expiration";  // ISO 8601; empty: not looked for
  std::string_view account_id = "AccountId";
};

// Keys, end and account; session token, end and account may be missing. Throws wire::SendError with what is missing or
// no time; its sentence begins with `who`: "What credential_process printed".
Found keys_in(const boost::json::object& document, const KeyNames& names, const std::string& who);

}  // namespace awscost::credentials
