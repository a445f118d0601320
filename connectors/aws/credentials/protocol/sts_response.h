// What STS answers, which is XML: keys, or why there are none.
//
// Only what an answer of STS looks like is read: a document type, or more elements than any of its answers has, makes
// it foreign. Nothing of a foreign answer is shown, since it may be an echo of what was sent.
//
//   <AssumeRoleResponse …><AssumeRoleResult><Credentials><AccessKeyId>ASIA…  ->  Found
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connectors/aws/credentials/identity.h"

namespace awscost::credentials {

// Keys, end and account of the answer to `action`. Throws wire::SendError (nothing was sent) where it is another one.
Found read_sts_answer(const std::string& body, const std::string& action);

struct StsError {
  std::string code;     // empty: a foreign answer
  std::string message;  // as it came
};

StsError read_sts_error(const std::string& body);

}  // namespace awscost::credentials
