// Where a value stands in a response: a JSON Pointer whose arrays say what becomes of their elements.
//
//   /ResultsByTime[]/TimePeriod/Start          member by member; [] is each element in turn: a level of rows
//   /ResultsByTime[]/Groups[]/Keys/0           a number is a position in an array of fixed length
//   /DimensionValueAttributes[Value]/Attributes
//                                              the elements whose member Value is one of the row's keys
//   /DimensionValueAttributes[Value=LINKED_ACCOUNT]/Attributes/description
//                                              the element whose Value is the row's LINKED_ACCOUNT key
//
// Pure and constexpr: declarations are checked when compiled, and read again when a scan opens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace awscost {

struct PathStep {
  enum class Kind : std::uint8_t { kMember, kPosition, kEach, kLookup };
  Kind kind = Kind::kMember;
  std::string_view name = {};   // the member's name
  std::size_t position = 0;     // kPosition
  std::string_view match = {};  // kLookup: the elements' member that holds the key's value
  std::string_view key = {};    // kLookup: the API's key whose value is looked up; empty: every key of the row
};

// Cuts the first step off `path`. Throws (fails to compile) where it is none.
constexpr PathStep take_step(std::string_view& path) {
  if (path.empty() || path.front() != '/') throw "a path's steps begin with '/'";
  const std::size_t slash = path.find('/', 1);
  std::string_view text = path.substr(1, slash == path.npos ? path.npos : slash - 1);
  path = slash == path.npos ? std::string_view() : path.substr(slash);
  if (text.empty()) throw "a path's step has a name";
  if (text.front() >= '0' && text.front() <= '9') {
    PathStep step{.kind = PathStep::Kind::kPosition};
    for (const char c : text) {
      if (c < '0' || c > '9') throw "a position is a whole number";
      step.position = step.position * 10 + static_cast<std::size_t>(c - '0');
    }
    return step;
  }
  const std::size_t bracket = text.find('[');
  if (bracket == text.npos) return {.name = text};
  if (text.back() != ']') throw "a bracket is closed at the end of its step";
  const std::string_view inside = text.substr(bracket + 1, text.size() - bracket - 2);
  text = text.substr(0, bracket);
  if (inside.empty()) return {.kind = PathStep::Kind::kEach, .name = text};
  const std::size_t equals = inside.find('=');
  const std::string_view key = equals == inside.npos ? std::string_view() : inside.substr(equals + 1);
  return {.kind = PathStep::Kind::kLookup, .name = text, .match = inside.substr(0, equals), .key = key};
}

// Does `path` lie inside the elements of `rows` or of an array around them? That is what a row can show.
constexpr bool reachable(std::string_view path, std::string_view rows) {
  bool same = true;
  while (!path.empty()) {
    const PathStep step = take_step(path);
    const PathStep other = rows.empty() ? PathStep{} : take_step(rows);
    same = same && step.kind == other.kind && step.name == other.name;
    if (step.kind == PathStep::Kind::kEach && !same) return false;
  }
  return true;
}

}  // namespace awscost
