// Text of other programs and services, made fit for one of our sentences.
//
//   said_by(reply)  ->  "HTTP 401, UnauthorizedException: Session token not found or invalid"
//
// Example:
//
//   std::string sentence(const wire::Reply& refusal) {
//     return text::with_full_stop("STS refused the request: " + said_by(refusal));
//   }
#pragma once

#include <string>
#include <string_view>

#include "connectors/wire/call.h"
#include "sql/text/words.h"

namespace awscost::credentials {

// One line: control characters and line breaks become blanks, the ends are trimmed, bytes that are not UTF-8 become
// "\xNN", and a text of more than 400 bytes is cut.
std::string displayable(std::string_view text);

// What is wrong with an access key, a secret or a session token, as a predicate: "ends with a line break". Empty where
// nothing is: AWS's have no white space, and a service that is sent some only says that the keys are wrong.
std::string key_fault(std::string_view key);

// Status, code and message of a refusal. A body that is not a JSON object is not AWS's and is not shown: it may repeat
// the request.
std::string said_by(const wire::Reply& reply);

}  // namespace awscost::credentials
