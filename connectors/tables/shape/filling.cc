#include "connectors/tables/shape/filling.h"

#include <algorithm>

namespace awscost::page {

std::string_view Filling::unescaped(std::string_view text) {
  std::string& out = document_.unescaped;
  if (out.capacity() < document_.body.size()) out.reserve(document_.body.size());
  const std::size_t start = out.size();
  out += text;
  return std::string_view(out).substr(start);
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
