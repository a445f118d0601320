// The opaque NextPageToken: the start of the next page.
//
// A token belongs to one request. With another request it is a RequestChangedException; a text that is not a token is
// an InvalidNextTokenException. Tokens contain '+', '/' and '=', as AWS's do, to catch clients that damage them.
//
//   read_token({"TimePeriod":{...}}, "GetCostAndUsage")          ->  {0, 0}, the first page
//   write_token({3, 120}, {"TimePeriod":{...}}, "GetCostAndUsage")  ->  "+/+/...=="
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

struct PagePlace {
  std::uint32_t bucket = 0;  // index of the period
  std::uint32_t offset = 0;  // results of that period on earlier pages
};

// Operations with the member `NextToken` do not know RequestChangedException: a changed request is an
// InvalidNextTokenException, too.
enum class TokenMember { kNextPageToken, kNextToken };

PagePlace read_token(const boost::json::object& request, std::string_view operation,
                     TokenMember member = TokenMember::kNextPageToken);
std::string write_token(PagePlace place, const boost::json::object& request, std::string_view operation,
                        TokenMember member = TokenMember::kNextPageToken);

}  // namespace awscost::sandbox
