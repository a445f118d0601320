// Which parts of a response are used, and where they will be stored: a trie of member names, compiled when a scan
// opens from the operation's paths and the columns in use.
//
// What no path leads to is not in the trie and is skipped. Presence is checked here as well: a part that must be there
// and is not makes the page an error instead of a short answer. An element can be anything: an object with members, a
// map or a list of its own (the level below), a tuple, a scalar.
//
//   Shape shape;
//   Place start = shape.add("/ResultsByTime[]/TimePeriod/Start", Expect::kText, Presence::kRequired);
//   Place used = shape.add("/values{}/{value}[]/0", Expect::kNumber, Presence::kOptional);
//   Place key = shape.add("/values{}/{key}", Expect::kText, Presence::kOptional);
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
  kNumber,  // a number, or a text that holds one: kept as it was sent
  kBoolean,
  kJson,  // an object or array, kept as JSON text: members in AWS's order, numbers as sent
  kEach,  // the path's last level: its elements are counted, whatever is in them
};

enum class Presence : std::uint8_t { kOptional, kRequired };

// Where a path's scalar is stored: cell `slot` of an element of `level`.
struct Place {
  std::size_t level = 0;
  std::size_t slot = 0;
};

struct Node {
  enum class Kind : std::uint8_t { kAny, kJson, kObject, kMap, kList, kTuple, kText, kNumber, kBoolean };
  static constexpr std::size_t kNoSlot = static_cast<std::size_t>(-1);

  std::string name;
  Kind kind = Kind::kAny;
  bool element = false;   // an element of its level
  bool copied = false;    // object or array whose text is stored as well
  std::size_t level = 0;  // the level whose element holds this node's scalar
  std::size_t slot = kNoSlot;
  std::size_t key_slot = kNoSlot;    // of a map's element: its name in the map
  std::size_t index_slot = kNoSlot;  // of an element: its position
  std::uint64_t required = 0;        // kObject: bit i, child i must be there
  // kObject: by name; kTuple: by position, null where nobody asked; kList, kMap: the one element.
  std::vector<Node*> children;
};

class Shape {
 public:
  Shape();
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;

  // `path` as in connectors/tables/operations/path.h. A required path makes every part of it required, except that an
  // array or map may be empty. The same path twice is the same place; asked for as text and as number, it takes both.
  // Of kEach only the level means something. Throws std::logic_error where two declarations contradict each other.
  Place add(std::string_view path, Expect expect, Presence presence);

  struct LevelShape {
    std::size_t parent = 0;
    std::size_t slots = 0;
  };
  // Of a member of the answer itself, in Document::members; 0 where no path leads to it.
  std::uint64_t bit_of(std::string_view member) const;
  const std::vector<LevelShape>& levels() const { return levels_; }
  // A list whose one element is the document.
  const Node& root() const { return nodes_.front(); }

 private:
  Node& follow(Node& node, std::string_view& path, Presence presence);
  Node& child(Node& parent, std::string_view name, Presence presence);
  Node& at_position(Node& parent, std::size_t position);
  Node& element_of(Node& node, Node::Kind kind);
  Node& make(std::string_view name, std::size_t level);
  Place own_slot(const Node& node, std::size_t& slot);
  Place store(Node& node, Expect expect);

  std::deque<Node> nodes_;  // stable addresses
  std::vector<LevelShape> levels_;
};

}  // namespace awscost::page
