// How to read an AWS error: one rule for awsJson 1.0, awsJson 1.1 and restJson1 (Smithy's).
//
// The code stands in the header `x-amzn-errortype`, else in the body's `code`, else in its `__type`, top level only;
// what follows the first ':' and what precedes the last '#' is namespace. Nothing found: the HTTP status is the code.
// Source: the Smithy specification, "Operation error serialization", and the published protocol cases.
//
//   HTTP 400 {"__type":"com.amazon#ValidationException","message":"Start date is …"}  ->  {ValidationException, …}
#pragma once

#include <string>

#include "connectors/wire/call.h"

namespace awscost::wire {

struct AwsError {
  std::string code;         // never empty
  std::string message;      // AWS's own words; empty where it gave none
  std::string request_id;   // empty where the answer had none
  bool is_from_aws = true;  // AWS gives every error of its own a code: what has none comes from a proxy, a gateway or a
                            // captive portal on the way
};

// Reads a reply whose status is not 2xx. Never throws: a body that is not JSON becomes the message (shortened).
AwsError read_error(const Reply& reply);

// The request id of any reply: x-amzn-requestid, else x-amz-request-id, else empty.
std::string request_id(const Reply& reply);

}  // namespace awscost::wire
