// What a credentials provider gives: an identity to sign with, or the reason why it is not configured.
//
// A provider that is not configured leaves the question to the next one. A provider that is configured and fails throws
// wire::SendError (nothing was sent), which ends the chain: the next provider's keys could belong to another account.
//
// Example:
//
//   bool is_temporary(const Identity& identity) {
//     return identity.expires_at.has_value();
//   }
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "connectors/aws/signing/credentials.h"

namespace awscost::credentials {

struct Identity {
  signing::Credentials keys;
  std::optional<std::chrono::sys_seconds> expires_at;  // by AWS's clock; nothing: the keys do not expire
  std::string account_id;                              // empty where the provider does not say
  std::string
      source;  // for people, without a secret: "the environment", "profile prod: role arn:... over profile base"
  std::string principal;       // says stably who asks, without a secret: principal.h
  bool from_instance = false;  // from the metadata of an EC2 instance, which knows its region too
};

// Shared by all requests that are signed with it.
using SharedIdentity = std::shared_ptr<const Identity>;

struct NotConfigured {
  std::string reason;  // a clause without full stop: "AWS_ACCESS_KEY_ID is not set"
};

using ProviderResult = std::variant<Identity, NotConfigured>;

}  // namespace awscost::credentials
