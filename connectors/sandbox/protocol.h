// The protocols of the sandbox and how each writes an error.
//
// Cost Explorer, awsJson 1.1: status 400, {"__type":code,"Message":...}. Errors outside its model, ValidationException
// and those of the signature, have `message` (observed: {"__type":"ValidationException","message":"Group Definition
// type is invalid."}). BCM Pricing Calculator and AWS Billing, awsJson 1.0: status 400, {"__type":code,"message":...} and further
// members. API Gateway, restJson1: the error's status, its code in the header x-amzn-ErrorType, {"message":...}. STS,
// query: XML, <ErrorResponse><Error><Code>...<Message>..., and names of its own for the errors of the signature.
//
// Example:
//
//   wire::Reply not_found() {
//     return refusal(protocol_of("apigateway"), ApiError("NotFoundException", "Invalid Usage Plan ID specified"));
//   }
#pragma once

#include <string_view>

#include "connectors/sandbox/api_error.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

enum class Protocol { kAwsJson11, kAwsJson10, kRestJson1, kQuery };

// By endpoint prefix. awsJson 1.1 for unknown services.
Protocol protocol_of(std::string_view service);

std::string_view content_type(Protocol protocol);

// The reply has no request id.
wire::Reply refusal(Protocol protocol, const ApiError& error);

}  // namespace awscost::sandbox
