// One page of a List operation: at most `maxResults` items and a nextToken.
//
// How: a token holds the serial of the last item on the page. Adding or removing lines between pages therefore never
// repeats or skips another line, even if that item is gone. A token belongs to one operation and request; only
// maxResults may differ between pages. It contains '+', '/' and '='.
//
// Example:
//
//   boost::json::object page_of(const std::deque<Scenario>& scenarios, const ListPlace& place) {
//     return list_page(
//         scenarios, place, [](const Scenario&) { return true; },
//         [](const Scenario& scenario) { return boost::json::object{{"name", scenario.name}}; });
//   }
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/sandbox/bcm/fields.h"

namespace awscost::sandbox {

struct ListPlace {
  std::uint64_t after = 0;  // serial of the last item of earlier pages
  std::size_t max_results = 0;
  boost::json::object request;  // without the members that may differ between pages
  std::string_view operation;
};

// An invalid token, or one of another request, is a violation.
ListPlace read_list_place(const Fields& request, std::string_view operation);

std::string next_token(const ListPlace& place, std::uint64_t after);

// `items` must be ordered by serial.
template <typename Items, typename Accepts, typename Write>
boost::json::object list_page(const Items& items, const ListPlace& place, const Accepts& accepts, const Write& write) {
  boost::json::object page;
  boost::json::array& list = page["items"].emplace_array();
  std::uint64_t last = place.after;
  for (const auto& item : items) {
    if (item.serial <= place.after || !accepts(item)) continue;
    if (list.size() == place.max_results) {
      page["nextToken"] = next_token(place, last);
      break;
    }
    list.push_back(write(item));
    last = item.serial;
  }
  return page;
}

}  // namespace awscost::sandbox
