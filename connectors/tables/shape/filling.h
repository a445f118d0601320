// Fills a Document while a page is read: begins elements and stores scalars.
//
// The open element of a level is always its last. Code that runs once per value is inline; the rest is not.
//
// Example:
//
//   void store_text(Filling& filling, const Node& node, std::string_view text) {
//     filling.store(node, Scalar::Kind::kText, filling.kept(text));
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/shape/document.h"
#include "connectors/tables/shape/shape.h"

namespace awscost::page {

class Filling {
 public:
  // Both outlive the filling.
  Filling(const Shape& shape, Document& document) : shape_(shape), document_(document) {}

  // `key`: the name of a map's element; it lives as long as the document.
  void begin_element(const Node& node, std::string_view key, std::size_t position) {
    Level& level = document_.levels[node.level];
    const std::size_t around = node.level == 0 ? 0 : open_element(shape_.levels()[node.level].parent);
    level.parents.push_back(static_cast<std::uint32_t>(around));
    level.cells.resize(level.cells.size() + level.slots);
    if (node.key_slot != Node::kNoSlot) open_cell(level, node.key_slot) = scalar(Scalar::Kind::kText, key);
    if (node.index_slot != Node::kNoSlot) {
      open_cell(level, node.index_slot) = {.size = static_cast<std::uint32_t>(position), .kind = Scalar::Kind::kIndex};
    }
  }

  void store(const Node& node, Scalar::Kind kind, std::string_view text) {
    open_cell(document_.levels[node.level], node.slot) = scalar(kind, text);
  }

  // `text` in memory that lives as long as the document.
  std::string_view kept(std::string_view text) {
    const std::string& body = document_.body;
    const std::less_equal<const char*> before_or_at;
    if (before_or_at(body.data(), text.data()) && before_or_at(text.data() + text.size(), body.data() + body.size())) {
      return text;
    }
    return unescaped(text);
  }

  // Whether the map that ends now has two entries of one name. `element` is its element.
  bool has_twins(const Node& element);

 private:
  static Scalar scalar(Scalar::Kind kind, std::string_view text) {
    return {.data = text.data(), .size = static_cast<std::uint32_t>(text.size()), .kind = kind};
  }
  static Scalar& open_cell(Level& level, std::size_t slot) {
    return level.cells[level.cells.size() - level.slots + slot];
  }
  std::size_t open_element(std::size_t level) const { return document_.levels[level].count() - 1; }

  std::string_view unescaped(std::string_view text);

  const Shape& shape_;
  Document& document_;
  std::vector<std::string_view> names_;
};

}  // namespace awscost::page
