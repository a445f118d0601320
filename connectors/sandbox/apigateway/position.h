// Paging as API Gateway's lists have it: `limit` results a page, and an opaque `position` where the next page begins.
//
// A position belongs to the request it came from: sent with other parameters, or made up, it is a BadRequestException.
// It holds characters that must be encoded in a query.
//
//   const Page page = page_of(request, "GetApiKeys", region, keys.size());
//   for (std::size_t i = page.from; i < page.to; ++i) …
//   if (page.next) answer["position"] = *page.next;
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/rest_operation.h"

namespace awscost::sandbox {

struct Page {
  std::size_t from;
  std::size_t to;                   // exclusive
  std::optional<std::string> next;  // nothing on the last page
};

Page page_of(const RestRequest& request, std::string_view operation, std::string_view region, std::size_t results);

ApiError bad_request(const std::string& message);

}  // namespace awscost::sandbox
