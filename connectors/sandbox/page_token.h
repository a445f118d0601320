// Where the next page begins, written as the opaque NextPageToken of the API.
//
// A token names the request it belongs to: sent with another request it is a RequestChangedException, and a text that
// is no token of ours is an InvalidNextTokenException. Tokens hold '+', '/' and '=' as AWS's do, so that a client which
// does not carry them unharmed is found out.
//
//   Place place = read_token(request, "GetCostAndUsage");            {0, 0} on the first page
//   answer["NextPageToken"] = write_token({3, 120}, request, "GetCostAndUsage");
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

struct Place {
  std::uint32_t bucket = 0;  // period of the answer
  std::uint32_t offset = 0;  // results of that period which earlier pages held
};

// Tokens in a member of another name go by it: `NextToken`, of operations that know no RequestChangedException and tell
// a changed request with InvalidNextTokenException too.
enum class TokenMember { kNextPageToken, kNextToken };

Place read_token(const boost::json::object& request, std::string_view operation,
                 TokenMember member = TokenMember::kNextPageToken);
std::string write_token(Place place, const boost::json::object& request, std::string_view operation,
                        TokenMember member = TokenMember::kNextPageToken);

}  // namespace awscost::sandbox
