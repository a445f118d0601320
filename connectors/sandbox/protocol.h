// The three protocols the sandbox speaks, and how each dresses an error.
//
// Cost Explorer speaks awsJson 1.1: 400, {"__type":code,"Message":…}; ValidationException, which is in no model of its,
// and the errors of the signature carry `message` (seen: {"__type":"ValidationException","message":"Group Definition
// type is invalid."}). BCM Pricing Calculator speaks awsJson 1.0: 400, {"__type":code,"message":…, what else is told}.
// API Gateway speaks restJson1: the status of the error, its code in the header x-amzn-ErrorType, {"message":…}.
//
//   wire::Reply reply = refusal(protocol_of("apigateway"), error);
#pragma once

#include <string_view>

#include "connectors/sandbox/api_error.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

enum class Protocol { kAwsJson11, kAwsJson10, kRestJson1 };

// By endpoint prefix; awsJson 1.1 for a service that is none of ours.
Protocol protocol_of(std::string_view service);

std::string_view content_type(Protocol protocol);  // of answers

// Without a request id.
wire::Reply refusal(Protocol protocol, const ApiError& error);

}  // namespace awscost::sandbox
