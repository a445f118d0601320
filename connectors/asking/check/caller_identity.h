// sts:GetCallerIdentity, the one question that AWS answers for any valid keys and without charge: whose keys are these?
//
// Source: the STS API reference. The request is a signed form, the answer XML; needs no permission.
//
// Example:
//
//   std::string account_of(wire::Connector& sts) {
//     return read_caller_identity(sts.send(caller_identity_call(), {})).account;
//   }
#pragma once

#include <string>

#include "connectors/wire/call.h"

namespace awscost::check {

wire::Call caller_identity_call();

struct CallerIdentity {
  std::string account;  // twelve digits
  std::string arn;      // of the user, or of the session of a role
};

// Of a reply of status 200. Throws sql::Error where the answer is not STS's.
CallerIdentity read_caller_identity(const wire::Reply& reply);

// Why STS refused, in AWS's words, and what to do about it.
std::string refusal_of_caller(const wire::Reply& reply);

}  // namespace awscost::check
