// What a request is signed with. Where they come from is the business of connectors/credentials.
//
//   signing::Credentials keys{.access_key_id = "AKIDEXAMPLE", .secret_access_key = signing::Secret(std::move(text))};
#pragma once

#include <string>

#include "connectors/aws/signing/secret.h"

namespace awscost::signing {

struct Credentials {
  std::string access_key_id;  // no secret: it stands in every request
  Secret secret_access_key;
  Secret session_token;  // empty for long-term keys
};

}  // namespace awscost::signing
