#include "connectors/sandbox/bcm/list_filter.h"

#include "connectors/sandbox/bcm/constraints.h"

namespace awscost::sandbox {
namespace {

std::size_t place(std::span<const std::string_view> names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

bool matches(ListFilter::Match match, std::string_view text, std::string_view value) {
  switch (match) {
    case ListFilter::Match::kEquals:
      return text == value;
    case ListFilter::Match::kStartsWith:
      return text.starts_with(value);
    case ListFilter::Match::kContains:
      return text.find(value) != std::string_view::npos;
  }
  return false;
}

}  // namespace

bool ListFilter::accepts(std::optional<std::string_view> attribute) const {
  return attribute && std::any_of(values.begin(), values.end(),
                                  [&](const std::string& value) { return matches(match, *attribute, value); });
}

std::vector<ListFilter> read_filters(const Fields& request, std::span<const std::string_view> names) {
  std::vector<ListFilter> filters;
  for (const Fields& entry : request.structures("filters").value_or(std::vector<Fields>())) {
    ListFilter filter;
    filter.name = place(names, entry.required_choice("name", names));
    filter.values = entry.required_texts("values");
    const auto match = entry.choice("matchOption", kMatchOptions);
    filter.match = static_cast<ListFilter::Match>(place(kMatchOptions, match.value_or("EQUALS")));
    filters.push_back(std::move(filter));
  }
  return filters;
}

TimeFilter read_time_filter(const Fields& request, std::string_view member) {
  const auto filter = request.structure(member);
  if (!filter) return {};
  return {filter->timestamp("afterTimestamp"), filter->timestamp("beforeTimestamp")};
}

}  // namespace awscost::sandbox
