#include "connectors/tables/page/wrong_shape.h"

#include <string_view>

namespace awscost::page {
namespace {

using Kind = Node::Kind;

std::string_view noun(Kind kind) {
  switch (kind) {
    case Kind::kObject:
    case Kind::kMap:
      return "an object";
    case Kind::kList:
    case Kind::kTuple:
      return "an array";
    case Kind::kJson:
      return "an object or array";
    case Kind::kText:
      return "a string";
    case Kind::kNumber:
      return "a number";
    case Kind::kBoolean:
      return "true or false";
    case Kind::kAny:
      break;
  }
  return "a value";
}

// The step from `around` to `node`.
std::string step(const Frame& around, const Node& node) {
  if (!node.element) return "/" + node.name;
  const std::string position = std::to_string(around.position - 1);
  return around.node->kind == Kind::kMap ? "/{" + position + "}" : "/" + position;
}

// The place of the reader: /ResultsByTime/3/Groups/0/Keys. The first frame is the list that holds the document, the
// second the document.
std::string path(std::span<const Frame> frames, const Node* last) {
  std::string path;
  for (std::size_t i = 2; i < frames.size(); ++i) path += step(frames[i - 1], *frames[i].node);
  if (last != nullptr && frames.size() > 1) path += step(frames.back(), *last);
  return path.empty() ? "the answer" : path;
}

}  // namespace

std::string wrong_kind(std::span<const Frame> frames, const Node& node) {
  return path(frames, &node) + " is not " + std::string(noun(node.kind));
}

std::string comes_twice(std::span<const Frame> frames, const Node& node) {
  return path(frames, &node) + " comes twice";
}

std::string wrong_count(std::span<const Frame> frames, std::size_t count) {
  return path(frames, nullptr) + " has " + std::to_string(count) + (count == 1 ? " element" : " elements") +
         " instead of " + std::to_string(frames.back().node->children.size());
}

std::string missing_member(std::span<const Frame> frames) {
  const Frame& frame = frames.back();
  std::size_t missing = 0;
  while ((frame.node->required & ~frame.seen & (std::uint64_t{1} << missing)) == 0) ++missing;
  return path(frames, nullptr) + " has no " + frame.node->children[missing]->name;
}

std::string twins(std::span<const Frame> frames) {
  return path(frames, nullptr) + " has two members of one name";
}

}  // namespace awscost::page
