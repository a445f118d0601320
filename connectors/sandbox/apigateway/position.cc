#include "connectors/sandbox/apigateway/position.h"

#include <algorithm>
#include <charconv>

#include "connectors/sandbox/page_token.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t kUsualLimit = 25;
constexpr std::int64_t kGreatestLimit = 500;

// AWS answers limit=-1 with 200: a limit below 1 counts as absent.
std::size_t limit_of(const RestRequest& request) {
  const auto text = request.parameter("limit");
  if (!text) return kUsualLimit;
  std::int64_t limit = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (error != std::errc() || end != text->data() + text->size()) {
    throw bad_request("Invalid limit parameter: '" + *text + "' is not a number");
  }
  if (limit > kGreatestLimit) throw bad_request("Invalid limit parameter: the maximum is 500");
  return limit < 1 ? kUsualLimit : static_cast<std::size_t>(limit);
}

// The request that a position belongs to: all parameters but the position.
json::object asked(const RestRequest& request, std::string_view region) {
  json::object parameters{{"region", region}};
  for (const auto& [name, value] : request.labels) parameters["label " + name] = value;
  for (const auto& [name, value] : request.query) {
    if (name != "position") parameters["query " + name] = value;
  }
  return parameters;
}

}  // namespace

ApiError bad_request(const std::string& message) {
  return ApiError("BadRequestException", message);
}

Page page_of(const RestRequest& request, std::string_view operation, std::string_view region, std::size_t results) {
  const std::size_t limit = limit_of(request);
  json::object parameters = asked(request, region);
  if (const auto position = request.parameter("position")) parameters["NextPageToken"] = *position;
  PagePlace place;
  try {
    place = read_token(parameters, operation);
  } catch (const ApiError&) {
    throw bad_request("Invalid position parameter");
  }
  Page page{std::min<std::size_t>(place.offset, results), 0, std::nullopt};
  page.to = std::min(page.from + limit, results);
  if (page.to < results) page.next = write_token({0, static_cast<std::uint32_t>(page.to)}, parameters, operation);
  return page;
}

}  // namespace awscost::sandbox
