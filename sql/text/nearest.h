// "Did you mean ...?": the name that takes the fewest letters to change, add or drop (Levenshtein distance).
//
// Example:
//
//   std::string_view meant(std::string_view name) {
//     constexpr std::string_view kNames[] = {"service", "region"};
//     return nearest(name, kNames);
//   }
#pragma once

#include <span>
#include <string_view>

namespace awscost::text {

// The first of the nearest; empty where there are no names.
std::string_view nearest(std::string_view name, std::span<const std::string_view> names);

// The nearest of the names that `name` may be a slip of: at most two letters differ, one of a name of up to four, and
// ASCII case does not count. Empty where none is that near.
std::string_view likely(std::string_view name, std::span<const std::string_view> names);

}  // namespace awscost::text
