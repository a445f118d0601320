#include "connectors/tables/shape/shape.h"

#include <algorithm>
#include <stdexcept>

#include "connectors/tables/operations/path.h"

namespace awscost::page {
namespace {

using Kind = Node::Kind;

// Bits of Node::required.
constexpr std::size_t kMostChildren = 64;

[[noreturn]] void contradiction(const Node& node) {
  throw std::logic_error("two places of a response see '" + node.name + "' as different things");
}

// A node with parts has one kind; its JSON text may be stored beside.
void settle(Node& node, Kind kind) {
  if (node.kind == Kind::kAny || node.kind == Kind::kJson) node.kind = kind;
  if (node.kind != kind) contradiction(node);
}

bool is_scalar(Kind kind) {
  return kind == Kind::kText || kind == Kind::kNumber || kind == Kind::kBoolean;
}

Kind scalar_kind(Expect expect) {
  if (expect == Expect::kBoolean) return Kind::kBoolean;
  return expect == Expect::kNumber ? Kind::kNumber : Kind::kText;
}

}  // namespace

Shape::Shape() {
  levels_.push_back({});
  Node& list = make({}, 0);
  list.kind = Kind::kList;
  Node& document = make({}, 0);
  document.kind = Kind::kObject;
  document.element = true;
  list.children.push_back(&document);
}

Node& Shape::make(std::string_view name, std::size_t level) {
  Node& node = nodes_.emplace_back();
  node.name = name;
  node.level = level;
  return node;
}

Node& Shape::child(Node& parent, std::string_view name, Presence presence) {
  settle(parent, Kind::kObject);
  const auto found = std::find_if(parent.children.begin(), parent.children.end(),
                                  [&](const Node* node) { return node->name == name; });
  const auto index = static_cast<std::size_t>(found - parent.children.begin());
  if (index >= kMostChildren) throw std::length_error("a response object with more than 64 members in use");
  if (found == parent.children.end()) parent.children.push_back(&make(name, parent.level));
  if (presence == Presence::kRequired) parent.required |= std::uint64_t{1} << index;
  return *parent.children[index];
}

Node& Shape::at_position(Node& parent, std::size_t position) {
  settle(parent, Kind::kTuple);
  if (position >= kMostChildren) throw std::length_error("a response tuple with more than 64 elements in use");
  if (parent.children.size() <= position) parent.children.resize(position + 1);
  Node*& child = parent.children[position];
  if (child == nullptr) child = &make(std::to_string(position), parent.level);
  return *child;
}

Node& Shape::element_of(Node& node, Kind kind) {
  settle(node, kind);
  if (node.children.empty()) {
    Node& element = make({}, levels_.size());
    element.element = true;
    levels_.push_back({.parent = node.level, .slots = 0});
    // Names of every map are stored, so that a name that comes twice is noticed.
    if (kind == Kind::kMap) own_slot(element, element.key_slot);
    node.children.push_back(&element);
  }
  return *node.children.front();
}

Place Shape::own_slot(const Node& node, std::size_t& slot) {
  if (slot == Node::kNoSlot) slot = levels_[node.level].slots++;
  return {.level = node.level, .slot = slot};
}

// Goes one step along `path`; stays at the node where the step is a part of the element itself.
Node& Shape::follow(Node& node, std::string_view& path, Presence presence) {
  const PathStep step = take_step(path);
  if (step.kind == PathStep::Kind::kPosition) return at_position(node, step.position);
  const bool own = step.name.starts_with('{');
  if (own && !node.element) throw std::logic_error("only an element has a " + std::string(step.name));
  Node& next = own ? node : child(node, step.name, presence);
  if (step.kind == PathStep::Kind::kEachEntry) return element_of(next, Kind::kMap);
  const bool list = step.kind == PathStep::Kind::kEach || step.kind == PathStep::Kind::kLookup;
  return list ? element_of(next, Kind::kList) : next;
}

Place Shape::store(Node& node, Expect expect) {
  const Place place = own_slot(node, node.slot);
  if (expect == Expect::kJson) {
    if (is_scalar(node.kind)) contradiction(node);
    if (node.kind == Kind::kAny) node.kind = Kind::kJson;
    node.copied = keeps_json_ = true;
    return place;
  }
  const Kind kind = scalar_kind(expect);
  const bool either =
      (node.kind == Kind::kText && kind == Kind::kNumber) || (node.kind == Kind::kNumber && kind == Kind::kText);
  if (node.kind != Kind::kAny && node.kind != kind && !either) contradiction(node);
  node.kind = either ? Kind::kNumber : kind;
  return place;
}

std::uint64_t Shape::bit_of(std::string_view member) const {
  const std::vector<Node*>& members = root().children.front()->children;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i]->name == member) return std::uint64_t{1} << i;
  }
  return 0;
}

Place Shape::add(std::string_view path, Expect expect, Presence presence) {
  Node* node = nodes_.front().children.front();
  while (!path.empty()) {
    const bool key = path == "/{key}";
    if (!key && path != "/{index}") {
      node = &follow(*node, path, presence);
      continue;
    }
    if (key && node->key_slot == Node::kNoSlot) throw std::logic_error("only an element of a map has a {key}");
    if (!node->element) throw std::logic_error("only an element has an {index}");
    return own_slot(*node, key ? node->key_slot : node->index_slot);
  }
  if (expect == Expect::kEach || expect == Expect::kObject) {
    if (!node->element || expect == Expect::kObject) settle(*node, Kind::kObject);  // one row: the object at that place
    return {.level = node->level, .slot = 0};
  }
  return store(*node, expect);
}

}  // namespace awscost::page
