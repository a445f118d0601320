// One page of a List operation: at most `maxResults` items, and the nextToken behind which the list goes on.
//
// How: a token says behind which item its page begins, by the item's serial. So a line that comes or goes between two
// pages moves no other to a page where it is seen twice or never; the item itself may be gone. A token belongs to its
// operation and request; only maxResults may differ between pages. It has '+', '/' and '=' in it.
//
//   const ListPlace place = read_list_place(request, "ListBillScenarios");
//   return list_page(scenarios, place, [](const Scenario& scenario) { return true; }, scenario_answer);
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/sandbox/bcm/fields.h"

namespace awscost::sandbox {

struct ListPlace {
  std::uint64_t after = 0;  // serial of the last item that earlier pages had
  std::size_t max_results = 0;
  boost::json::object request;  // without the members that may differ between pages
  std::string_view operation;
};

// A token that is none, or another request's, is a violation.
ListPlace read_list_place(const Fields& request, std::string_view operation);

std::string next_token(const ListPlace& place, std::uint64_t after);

// `items` in the order of their serials.
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
