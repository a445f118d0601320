// The parts of a response that are read, and where they are stored: a trie of member names, compiled when a scan opens
// from the operation's paths and the columns in use.
//
// A part that no path leads to is not in the trie and is skipped. A required part that is missing makes the page an
// error instead of a short answer. An element can be an object, a map or list (the level below), a tuple or a scalar.
//
// Example:
//
//   Place start_of_period(Shape& shape) {
//     return shape.add("/ResultsByTime[]/TimePeriod/Start", Expect::kText, Presence::kRequired);
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::page {

// What the JSON must have at the end of a path; null counts as absent.
enum class Expect : std::uint8_t {
  kText,
  kNumber,  // a number, or a text that holds one; stored as it was sent
  kBoolean,
  kJson,    // an object or array; stored as JSON text, with members in AWS's order and numbers as sent
  kEach,    // the last level of the path: its elements are counted, whatever they hold
  kObject,  // the same, and they are objects
};

enum class Presence : std::uint8_t { kOptional, kRequired };

// Where the scalar of a path is stored: cell `slot` of an element of `level`.
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
  bool copied = false;    // an object or array whose JSON text is stored as well
  std::size_t level = 0;  // the level whose element holds this node's scalar
  std::size_t slot = kNoSlot;
  std::size_t key_slot = kNoSlot;    // elements of a map: the cell of the name
  std::size_t index_slot = kNoSlot;  // elements: the cell of the position
  std::uint64_t required = 0;        // kObject: bit i set, child i must be present
  // kObject: by name. kTuple: by position, null where nothing is read. kList, kMap: the one element.
  std::vector<Node*> children;
};

class Shape {
 public:
  Shape();
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;

  // `path` as in connectors/tables/operations/path.h. Every part of a required path is required, but an array or map
  // may be empty. The same path gives the same place; added as text and as number, it takes both. For kEach and
  // kObject, only the level of the place has a meaning. Throws std::logic_error where two paths contradict each other.
  Place add(std::string_view path, Expect expect, Presence presence);

  struct LevelShape {
    std::size_t parent = 0;
    std::size_t slots = 0;
  };
  // The bit in Document::members of a member of the answer itself; 0 where no path leads to it.
  std::uint64_t bit_of(std::string_view member) const;
  const std::vector<LevelShape>& levels() const { return levels_; }
  // Whether the JSON text of an object or array is stored.
  bool keeps_json() const { return keeps_json_; }
  // A list with one element, the document.
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
  bool keeps_json_ = false;
};

}  // namespace awscost::page
