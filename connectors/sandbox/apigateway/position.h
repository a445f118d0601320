// Paging of API Gateway's lists: `limit` results per page, and an opaque `position` for the next page.
//
// A position belongs to one request. With other parameters, or made up, it is a BadRequestException. It contains
// characters that a query must encode.
//
// Example:
//
//   std::size_t results_on_page(const RestRequest& request, std::size_t keys) {
//     const Page page = page_of(request, "GetApiKeys", "us-east-1", keys);
//     return page.to - page.from;
//   }
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
  std::optional<std::string> next;  // nullopt on the last page
};

Page page_of(const RestRequest& request, std::string_view operation, std::string_view region, std::size_t results);

ApiError bad_request(const std::string& message);

}  // namespace awscost::sandbox
