// What a request is signed with. Where credentials come from is decided in connectors/aws/credentials.
//
// Example:
//
//   Credentials keys() {
//     return {.access_key_id = "AKIDEXAMPLE", .secret_access_key = Secret("wJalrXUtnFEMI"), .session_token = {}};
//   }
#pragma once

#include <string>

#include "connectors/aws/signing/secret.h"

namespace awscost::signing {

struct Credentials {
  std::string access_key_id;  // no secret: it stands in every request
  Secret secret_access_key;
  Secret session_token;  // empty for long-term keys
};

// A Secret is not copied by accident: this is the one way to a second set.
inline Credentials copy_of(const Credentials& credentials) {
  return {.access_key_id = credentials.access_key_id,
          .secret_access_key = Secret(std::string(credentials.secret_access_key.reveal())),
          .session_token = Secret(std::string(credentials.session_token.reveal()))};
}

}  // namespace awscost::signing
