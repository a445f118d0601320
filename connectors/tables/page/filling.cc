#include "connectors/tables/page/filling.h"

#include <algorithm>

namespace awscost::page {

std::string_view Filling::unescaped(std::string_view text) {
  std::string& out = document_.unescaped;
  if (out.capacity() < document_.body.size()) out.reserve(document_.body.size());
  const std::size_t start = out.size();
  out += text;
  return std::string_view(out).substr(start);
}

void Filling::forget(const Node& node) {
  if (node.slot != Node::kNoSlot) open_cell(document_.levels[node.level], node.slot) = {};
  if (node.kind == Node::Kind::kList || node.kind == Node::Kind::kMap) {
    return forget_elements(node.children.front()->level);
  }
  for (const Node* child : node.children) {
    if (child != nullptr) forget(*child);
  }
}

// Drops the elements of `level` that lie in the open element above it, with everything in them.
void Filling::forget_elements(std::size_t level) {
  const std::vector<std::uint32_t>& parents = document_.levels[level].parents;
  const std::size_t present = open_element(shape_.levels()[level].parent);
  while (!parents.empty() && parents.back() == present) drop_last(level);
}

void Filling::drop_last(std::size_t level) {
  Level& from = document_.levels[level];
  from.parents.pop_back();
  from.cells.resize(from.cells.size() - from.slots);
  for (std::size_t below = level + 1; below < document_.levels.size(); ++below) {
    if (shape_.levels()[below].parent != level) continue;
    while (document_.levels[below].count() > 0 && document_.levels[below].parents.back() >= from.count()) {
      drop_last(below);
    }
  }
}

bool Filling::has_twins(const Node& element) {
  const Level& level = document_.levels[element.level];
  const std::size_t present = open_element(shape_.levels()[element.level].parent);
  names_.clear();
  for (std::size_t i = level.count(); i > 0 && level.parents[i - 1] == present; --i) {
    names_.push_back(level.element(i - 1)[element.key_slot].text());
  }
  std::sort(names_.begin(), names_.end());
  return std::adjacent_find(names_.begin(), names_.end()) != names_.end();
}

}  // namespace awscost::page
