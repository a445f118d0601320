#include "connectors/page/shape.h"

#include <algorithm>
#include <stdexcept>

#include "connectors/operations/path.h"

namespace awscost::page {
namespace {

// Bits of Node::required.
constexpr std::size_t kMostChildren = 64;

}  // namespace

Shape::Shape() {
  levels_.push_back({});
  Node& list = make({}, 0);
  list.kind = Node::Kind::kList;
  Node& document = make({}, 0);
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
  const auto found = std::find_if(parent.children.begin(), parent.children.end(),
                                  [&](const Node* node) { return node->name == name; });
  const auto index = static_cast<std::size_t>(found - parent.children.begin());
  if (index >= kMostChildren) throw std::length_error("a response object with more than 64 members in use");
  if (found == parent.children.end()) parent.children.push_back(&make(name, parent.level));
  if (presence == Presence::kRequired) parent.required |= std::uint64_t{1} << index;
  return *parent.children[index];
}

Node& Shape::element_of(Node& list) {
  list.kind = Node::Kind::kList;
  if (list.children.empty()) {
    Node& element = make({}, levels_.size());
    element.element = true;
    levels_.push_back({.parent = list.level, .slots = 0});
    list.children.push_back(&element);
  }
  return *list.children.front();
}

Place Shape::add(std::string_view path, Expect expect, Presence presence) {
  Node* node = nodes_.front().children.front();
  while (!path.empty()) {
    const PathStep step = take_step(path);
    if (step.kind == PathStep::Kind::kPosition) {
      node->kind = Node::Kind::kTuple;
      node = &child(*node, std::to_string(step.position), presence);
      continue;
    }
    node = &child(*node, step.name, presence);
    if (step.kind != PathStep::Kind::kMember) node = &element_of(*node);
  }
  if (expect == Expect::kEach) return {.level = node->level, .slot = 0};
  const bool stored = node->kind == Node::Kind::kText || node->kind == Node::Kind::kBoolean || node->copied;
  if (!stored) node->slot = levels_[node->level].slots++;
  if (expect == Expect::kText) node->kind = Node::Kind::kText;
  if (expect == Expect::kBoolean) node->kind = Node::Kind::kBoolean;
  if (expect == Expect::kObject) node->copied = true;
  return {.level = node->level, .slot = node->slot};
}

}  // namespace awscost::page
