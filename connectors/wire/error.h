// Parses AWS errors: one rule for awsJson 1.0, awsJson 1.1 and restJson1, and for the query protocol of STS.
//
// The code is in the header `x-amzn-errortype`, else in the body's top-level `code`, else in its top-level `__type`, or in
// the XML's ErrorResponse.Error.Code.
// The part after the first ':' and the part before the last '#' are namespaces. Without a code, the HTTP status is the
// code. Source: the Smithy specification, "Operation error serialization", and the published protocol cases.
//
// Example:
//
//   bool is_validation_error() {
//     const Reply reply{.status = 400, .body = R"({"__type":"com.amazon#ValidationException","message":"Bad date."})"};
//     return read_error(reply).code == "ValidationException";  // true
//   }
#pragma once

#include <string>
#include <string_view>

#include "connectors/wire/call.h"

namespace awscost::wire {

struct AwsError {
  std::string code;         // never empty
  std::string message;      // AWS's own text; empty if it sent none
  std::string request_id;   // empty if the reply has none
  bool is_from_aws = true;  // false: no code, so the answer is from a proxy, a gateway or a captive portal
};

// For replies whose status is not 200, or that are an error all the same. Never throws. A body that is
// neither becomes the message, cut at 300 bytes.
AwsError read_error(const Reply& reply);

// Whether the name in `__type` is that of an error. A service may name the type of any answer there.
bool names_an_error(std::string_view type);

// For any reply: x-amzn-requestid, else x-amz-request-id, else empty.
std::string request_id(const Reply& reply);

}  // namespace awscost::wire
