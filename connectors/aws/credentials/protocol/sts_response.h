// STS's answers, which are XML: keys, or the reason why there are none.
//
// An answer with a document type, or with more elements than STS ever sends, is foreign. Nothing of a foreign answer is
// shown: it may repeat the request.
//
// Example:
//
//   Identity role_session(const std::string& body) {
//     return read_sts_response(body, "AssumeRole");
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/credentials/identity.h"

namespace awscost::credentials {

// Throws wire::SendError where `body` is not the answer to `action`.
Identity read_sts_response(const std::string& body, const std::string& action);

struct StsError {
  std::string code;     // empty: the answer is foreign
  std::string message;  // as STS wrote it
};

StsError read_sts_error(const std::string& body);

}  // namespace awscost::credentials
