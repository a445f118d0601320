// What others said, put so that it can stand in one of our sentences.
//
//   said_by(reply)  ->  "HTTP 401, UnauthorizedException: Session token not found or invalid"
#pragma once

#include <string>
#include <string_view>

#include "connectors/wire/call.h"

namespace awscost::credentials {

// One line: control characters become blanks, the ends are trimmed, bytes that are no UTF-8 become "\xNN", and what is
// longer than a few lines is cut.
std::string displayable(std::string_view text);

// Status, code and message of a refusal. A body that is no JSON object is not shown: it is not AWS's, and could be an
// echo of what was sent.
std::string said_by(const wire::Reply& reply);

// For a sentence that goes on within another one.
std::string without_full_stop(std::string sentence);

// `sentence` ends in a full stop, once.
std::string with_full_stop(std::string sentence);

}  // namespace awscost::credentials
