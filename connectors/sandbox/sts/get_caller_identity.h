// sts:GetCallerIdentity: who asks. AWS answers it for any valid keys, whatever their policies say, and free of charge.
//
// Source: the STS API reference, GetCallerIdentity; the form and its answer in XML are those of the query protocol.
//
// Example:
//
//   std::string who() {
//     return get_caller_identity(parse_query("Action=GetCallerIdentity&Version=2011-06-15"), "210987654321");
//   }
#pragma once

#include <string>
#include <string_view>

#include "connectors/sandbox/percent.h"

namespace awscost::sandbox {

// The answer's body: a user of `account`. Throws ApiError (InvalidAction) for another operation or version of STS.
std::string get_caller_identity(const Query& form, std::string_view account);

}  // namespace awscost::sandbox
