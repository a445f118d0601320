// `filters` of the List operations: [{"name":"SERVICE_CODE","values":["AmazonEC2"],"matchOption":"EQUALS"}].
//
// How: an item passes if every filter has a value that matches the item's attribute. The default matchOption is EQUALS.
// Matching is case-sensitive. A missing attribute matches nothing, and neither does a filter without values.
//
// Example:
//
//   bool is_ec2(const UsageLine& line) {
//     const std::vector<ListFilter> filters{{.name = 0, .values = {"AmazonEC2"}}};
//     return passes(filters, [&](std::size_t) { return std::optional<std::string_view>(line.service_code); });
//   }
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sandbox/bcm/fields.h"

namespace awscost::sandbox {

struct ListFilter {
  enum class Match { kEquals, kStartsWith, kContains };
  std::size_t name;  // index in the operation's names
  std::vector<std::string> values;
  Match match = Match::kEquals;

  bool accepts(std::optional<std::string_view> attribute) const;
};

std::vector<ListFilter> read_filters(const Fields& request, std::span<const std::string_view> names);

template <typename Attribute>
bool passes(const std::vector<ListFilter>& filters, const Attribute& attribute) {
  return std::all_of(filters.begin(), filters.end(),
                     [&](const ListFilter& filter) { return filter.accepts(attribute(filter.name)); });
}

// createdAtFilter and expiresAtFilter. Both ends are exclusive: the model says only "after" and "before".
struct TimeFilter {
  std::optional<Instant> after;
  std::optional<Instant> before;

  bool accepts(Instant instant) const { return (!after || instant > *after) && (!before || instant < *before); }
};

TimeFilter read_time_filter(const Fields& request, std::string_view member);

}  // namespace awscost::sandbox
