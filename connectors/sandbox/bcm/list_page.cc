#include "connectors/sandbox/bcm/list_page.h"

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/page_token.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr unsigned kHalf = 32;

// read_token() reads the token from this member, as in Cost Explorer's requests.
constexpr std::string_view kTokenMember = "NextPageToken";

}  // namespace

ListPlace read_list_place(const Fields& request, std::string_view operation) {
  ListPlace place;
  place.operation = operation;
  place.max_results = static_cast<std::size_t>(request.integer("maxResults", 1, kMaxResults).value_or(kMaxResults));
  place.request = request.object();
  place.request.erase("maxResults");
  place.request.erase("nextToken");
  const auto token = request.text("nextToken");
  if (!token) return place;
  if (token->size() > kMaxNextToken) {
    request.violate("nextToken", "Member must have length less than or equal to " + std::to_string(kMaxNextToken));
    return place;
  }
  json::object with_token = place.request;
  with_token[kTokenMember] = *token;
  try {
    const PagePlace found = read_token(with_token, operation);
    place.after = found.offset | std::uint64_t{found.bucket} << kHalf;
  } catch (const ApiError&) {
    // This service has no separate error for page tokens.
    request.violate("nextToken", "Member must be the nextToken of an earlier answer to the same request");
  }
  return place;
}

std::string next_token(const ListPlace& place, std::uint64_t after) {
  return write_token({static_cast<std::uint32_t>(after >> kHalf), static_cast<std::uint32_t>(after)}, place.request,
                     place.operation);
}

}  // namespace awscost::sandbox
