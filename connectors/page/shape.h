// Which parts of a response are used, and where they will be stored: a trie of member names, compiled when a scan
// opens from the operation's paths and the columns in use.
//
// What no path leads to is not in the trie and is skipped. Presence is checked here as well: a part that must be there
// and is not makes the page an error instead of a short answer.
//
//   Shape shape;
//   Place start = shape.add("/ResultsByTime[]/TimePeriod/Start", Expect::kText, Presence::kRequired);
//   Place key = shape.add("/ResultsByTime[]/Groups[]/Keys/0", Expect::kText, Presence::kRequired);
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::page {

// What JSON must have at the end of a path; null counts as absent.
enum class Expect : std::uint8_t {
  kText,
  kBoolean,
  kObject,  // kept as JSON text, members in AWS's order
  kEach,    // the path's last array: its elements are counted, whatever is in them
};

enum class Presence : std::uint8_t { kOptional, kRequired };

// Where a path's scalar is stored: cell `slot` of an element of `level`.
struct Place {
  std::size_t level = 0;
  std::size_t slot = 0;
};

struct Node {
  enum class Kind : std::uint8_t { kObject, kList, kTuple, kText, kBoolean };

  std::string name;
  Kind kind = Kind::kObject;
  bool element = false;         // object that is an element of its level
  bool copied = false;          // object whose text is stored as well
  std::size_t level = 0;        // the level whose element holds this node's scalar
  std::size_t slot = 0;         // kText, kBoolean, copied
  std::uint64_t required = 0;   // bit i: child i must be there
  std::vector<Node*> children;  // kObject: by name; kTuple: by position; kList: the one element
};

class Shape {
 public:
  Shape();
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;

  // `path` as in connectors/operations/path.h. A required path makes every part of it required, except that an array
  // may be empty. The same path twice is the same place. Of kEach only the level means something.
  Place add(std::string_view path, Expect expect, Presence presence);

  struct LevelShape {
    std::size_t parent = 0;
    std::size_t slots = 0;
  };
  const std::vector<LevelShape>& levels() const { return levels_; }
  // A list whose one element is the document.
  const Node& root() const { return nodes_.front(); }

 private:
  Node& child(Node& parent, std::string_view name, Presence presence);
  Node& element_of(Node& list);
  Node& make(std::string_view name, std::size_t level);

  std::deque<Node> nodes_;  // stable addresses
  std::vector<LevelShape> levels_;
};

}  // namespace awscost::page
