// `filters` of the List operations: [{"name":"SERVICE_CODE","values":["AmazonEC2"],"matchOption":"EQUALS"}].
//
// How: an item passes where every filter finds one of its values in the item's attribute. EQUALS where no matchOption
// is given; case counts; an attribute that the item does not have matches nothing, and neither does a filter without
// values.
//
//   const auto filters = read_filters(request, kNames);
//   passes(filters, [&](std::size_t name) { return attribute(line, name); })
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
  std::size_t name;  // its place in the operation's names
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

// createdAtFilter and expiresAtFilter. Both ends are exclusive: "after" and "before" are all that the model says.
struct TimeFilter {
  std::optional<Instant> after;
  std::optional<Instant> before;

  bool accepts(Instant instant) const { return (!after || instant > *after) && (!before || instant < *before); }
};

TimeFilter read_time_filter(const Fields& request, std::string_view member);

}  // namespace awscost::sandbox
