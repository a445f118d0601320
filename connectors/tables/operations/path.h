// Where a value stands in a response: a JSON Pointer, with marks for arrays and maps whose elements are rows.
//
//   /ResultsByTime[]/TimePeriod/Start          member by member; [] is each element of an array: a level of rows
//   /ResultsByTime[]/Groups[]/Keys/0           a number is a position in an array of fixed length
//   /Services{}/{key}                          {} is each member of an object: a level of rows; {key} is its name,
//   /Services{}/{value}                        {value} what it holds; {value} of an array's element is the element
//   /values{}/{value}[]/{index}                {index} is the position of an array's element, from 0
//   /DimensionValueAttributes[Value]/Attributes
//                                              of the elements whose member Value is a key of the row
//   /DimensionValueAttributes[Value=LINKED_ACCOUNT]/Attributes/description
//                                              of the element whose member Value is the row's LINKED_ACCOUNT key
//   TimePeriod/Start                           without a '/' in front: inside the row
//
// And where a value goes in a request:
//
//   /SortBy/Key      a member of the body, by JSON Pointer
//   ?keyId           a parameter of the query
//   {usageplanId}    a label of the path
//
// Conditions on a result have a grammar of their own: narrowing_place.h. Paths are checked when compiled, and read
// again when a scan opens.
//
// Example:
//
//   static_assert(reachable("/ResultsByTime[]/TimePeriod/Start", "/ResultsByTime[]/Groups[]"));
//   static_assert(!reachable("/ResultsByTime[]/Groups[]/Keys", "/ResultsByTime[]"));
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace awscost {

struct PathStep {
  enum class Kind : std::uint8_t { kMember, kPosition, kEach, kEachEntry, kKey, kValue, kIndex, kLookup };
  Kind kind = Kind::kMember;
  std::string_view name = {};   // the member's name
  std::size_t position = 0;     // kPosition
  std::string_view match = {};  // kLookup: the elements' member that holds the key's value
  std::string_view key = {};    // kLookup: the API's key whose value is looked up; empty: every key of the row
};

// Whether the step leads to the elements of an array or object, each of which is a row of its level.
constexpr bool opens_level(PathStep::Kind kind) {
  return kind == PathStep::Kind::kEach || kind == PathStep::Kind::kEachEntry;
}

namespace path_check {

constexpr PathStep position(std::string_view text) {
  PathStep step{.kind = PathStep::Kind::kPosition};
  for (const char c : text) {
    if (c < '0' || c > '9') throw "a position is a whole number";
    step.position = step.position * 10 + static_cast<std::size_t>(c - '0');
  }
  return step;
}

// {key}, {value}, {index}; {value}[] and {value}{} open the level below.
constexpr PathStep own_part(std::string_view text) {
  if (text == "{key}") return {.kind = PathStep::Kind::kKey, .name = text};
  if (text == "{index}") return {.kind = PathStep::Kind::kIndex, .name = text};
  if (text == "{value}") return {.kind = PathStep::Kind::kValue, .name = text};
  if (text == "{value}[]") return {.kind = PathStep::Kind::kEach, .name = text.substr(0, text.size() - 2)};
  if (text == "{value}{}") return {.kind = PathStep::Kind::kEachEntry, .name = text.substr(0, text.size() - 2)};
  throw "a part of an element is {key}, {value}, {index}, {value}[] or {value}{}";
}

constexpr PathStep bracketed(std::string_view text, std::size_t bracket) {
  if (text.back() != ']') throw "a bracket is closed at the end of its step";
  const std::string_view inside = text.substr(bracket + 1, text.size() - bracket - 2);
  text = text.substr(0, bracket);
  if (inside.empty()) return {.kind = PathStep::Kind::kEach, .name = text};
  const std::size_t equals = inside.find('=');
  const std::string_view key = equals == inside.npos ? std::string_view() : inside.substr(equals + 1);
  return {.kind = PathStep::Kind::kLookup, .name = text, .match = inside.substr(0, equals), .key = key};
}

}  // namespace path_check

// Cuts the first step off `path`. Throws (fails to compile) where the text is no step.
constexpr PathStep take_step(std::string_view& path) {
  if (path.empty() || path.front() != '/') throw "a path's steps begin with '/'";
  const std::size_t slash = path.find('/', 1);
  const std::string_view text = path.substr(1, slash == path.npos ? path.npos : slash - 1);
  path = slash == path.npos ? std::string_view() : path.substr(slash);
  if (text.empty()) throw "a path's step has a name";
  if (text.front() >= '0' && text.front() <= '9') return path_check::position(text);
  if (text.front() == '{') return path_check::own_part(text);
  if (text.ends_with("{}")) return {.kind = PathStep::Kind::kEachEntry, .name = text.substr(0, text.size() - 2)};
  const std::size_t bracket = text.find('[');
  return bracket == text.npos ? PathStep{.name = text} : path_check::bracketed(text, bracket);
}

// Whether `path` lies inside the elements of `rows` or of a level around them, so that a row can show it.
constexpr bool reachable(std::string_view path, std::string_view rows) {
  bool same = true;
  while (!path.empty()) {
    const PathStep step = take_step(path);
    const PathStep other = rows.empty() ? PathStep{} : take_step(rows);
    same = same && step.kind == other.kind && step.name == other.name;
    if (opens_level(step.kind) && !same) return false;
  }
  return true;
}

// The whole path of a column's value: without a '/' in front, it stands inside the row.
inline std::string whole_path(std::string_view wire, std::string_view row) {
  return wire.starts_with('/') ? std::string(wire) : std::string(row) + "/" + std::string(wire);
}

}  // namespace awscost
