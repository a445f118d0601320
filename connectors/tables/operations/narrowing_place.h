// Where conditions on a result go in a request, and in which form: the grammar of Column.narrows.
//
//   ?keyId                      a parameter of the query; one value goes out, several bring the whole list
//   /Status                     a member of the body that takes one value; likewise
//   /Services[]                 a member of the body that takes the list of values
//   /filters[NAME]              an element of a list of filters, in the service's form of it (Service.filter_element)
//   /Filter[KEY]                of the member that is the request's Expression: a dimension of it
//   /createdAtFilter{after,before}
//                               an object with the least and the greatest value; either name may be missing: {after,}
//   /{MinimumImpact,}           the same, as a member of the body itself
//   /TotalImpact{NumericOperator,StartValue,EndValue}
//                               a comparison: its operator, its value, and of BETWEEN the second one
//
// SQLite checks every row again, so a request may bring more rows than match, and never fewer.
//
// Example:
//
//   constexpr NarrowingPlace kPlace = read_narrowing_place("/filters[NAME]");
//   static_assert(kPlace.form == NarrowingPlace::Form::kElement && kPlace.name == "NAME");
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace awscost {

struct NarrowingPlace {
  enum class Form : std::uint8_t { kNone, kParameter, kValue, kValues, kElement, kBounds, kComparison };

  Form form = Form::kNone;
  std::string_view member = {};  // kParameter: its name; else a JSON Pointer, empty for the body itself
  std::string_view name = {};    // kElement: of the element, or the dimension's key
  // kBounds: the members of the least and the greatest value; kComparison: of the operator and of both values.
  std::array<std::string_view, 3> parts = {};
};

namespace narrowing_check {

constexpr NarrowingPlace bracketed(std::string_view text, std::size_t bracket) {
  if (text.back() != ']') throw "a bracket is closed at the end of its place";
  const std::string_view name = text.substr(bracket + 1, text.size() - bracket - 2);
  const std::string_view member = text.substr(0, bracket);
  if (name.empty()) return {.form = NarrowingPlace::Form::kValues, .member = member};
  return {.form = NarrowingPlace::Form::kElement, .member = member, .name = name};
}

constexpr NarrowingPlace braced(std::string_view text, std::size_t brace) {
  if (text.back() != '}') throw "a brace is closed at the end of its place";
  std::string_view names = text.substr(brace + 1, text.size() - brace - 2);
  NarrowingPlace place{.member = text.substr(0, brace)};
  if (place.member.ends_with('/')) place.member.remove_suffix(1);
  std::size_t count = 0;
  while (count < place.parts.size()) {
    const std::size_t comma = names.find(',');
    place.parts[count++] = names.substr(0, comma);
    if (comma == names.npos) break;
    names.remove_prefix(comma + 1);
    if (count == place.parts.size()) throw "a range has two members, a comparison three";
  }
  const auto& [first, second, third] = place.parts;
  if (count == 3 && (first.empty() || second.empty() || third.empty())) throw "a comparison names its three members";
  if (count < 2 || (first.empty() && second.empty()))
    throw "a range names one member or two, such as {min,max} or {min,}";
  place.form = count == 2 ? NarrowingPlace::Form::kBounds : NarrowingPlace::Form::kComparison;
  return place;
}

}  // namespace narrowing_check

// Throws (fails to compile) where the text is no such place. Empty: nothing narrows.
constexpr NarrowingPlace read_narrowing_place(std::string_view text) {
  if (text.empty()) return {};
  if (text.front() == '?') return {.form = NarrowingPlace::Form::kParameter, .member = text.substr(1)};
  if (text.front() != '/') throw "what narrows goes into a parameter (?a) or a member of the body (/a)";
  if (const std::size_t brace = text.find('{'); brace != text.npos) return narrowing_check::braced(text, brace);
  if (const std::size_t bracket = text.find('['); bracket != text.npos) {
    return narrowing_check::bracketed(text, bracket);
  }
  return {.form = NarrowingPlace::Form::kValue, .member = text};
}

}  // namespace awscost
