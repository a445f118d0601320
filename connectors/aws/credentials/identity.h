// What a step of the credential chain gives: keys and what is known of them, or the reason why it has none.
//
// A step that is not configured says so (Nothing) and the next one is asked; one that is configured and fails throws
// wire::SendError (nothing was sent), which ends the search: other keys could belong to another account.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "connectors/aws/signing/credentials.h"

namespace awscost::credentials {

struct Found {
  signing::Credentials keys;
  std::optional<std::chrono::sys_seconds> expires_at;  // nothing: they do not expire
  std::string account_id;                              // empty where nobody said
  std::string source;  // for people, no secret: "the environment", "profile prod: role arn:… over profile base"
  bool from_instance = false;  // from the metadata of an EC2 instance, which knows the region too
};

struct Nothing {
  std::string why;  // a clause without full stop: "AWS_ACCESS_KEY_ID is not set"
};

using Answer = std::variant<Found, Nothing>;

}  // namespace awscost::credentials
