#include "connectors/tables/plain/plain.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "connectors/tables/plain/pattern.h"
#include "connectors/tables/plain/text.h"
#include "connectors/tables/shape/filling.h"

namespace awscost::plain {
namespace {

using page::Document;
using page::Filling;
using page::Level;
using page::Node;
using page::Scalar;
using page::Shape;
using Kind = Node::Kind;

// Boost.JSON's limit is 64 (connectors/tables/page/decode.cc); between the two, it decides.
constexpr std::size_t kDeepest = 32;

// What an element of a list or map is known by.
struct Entry {
  std::string_view name;
  std::size_t position = 0;
};

bool takes_text(Kind kind) {
  return kind == Kind::kText || kind == Kind::kNumber || kind == Kind::kAny;
}

// Every function is true where the value is plain and has been stored or skipped.
template <class Form>
class Reader {
 public:
  Reader(const Shape& shape, Document& document)
      : document_(document), filling_(shape, document), text_(document.body), rows_(shape.levels().size()) {
    is_row_.assign(shape.levels().size(), true);
    for (std::size_t i = 1; i < shape.levels().size(); ++i) is_row_[shape.levels()[i].parent] = false;
  }

  bool read(const Node& node) {
    document_node_ = &node;
    return text_.next() == '{' && object(node, {}) && text_.at_end();
  }

 private:
  static constexpr std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

  bool value(const Node* node, const Entry& entry) {
    if (node == nullptr) return skipped();
    switch (text_.next()) {
      case '{':
        return object(*node, entry);
      case '[':
        return array(*node, entry);
      case '"':
        return text(*node, entry);
      case 't':
        return text_.take_word("true") && flag(*node, entry, Scalar::Kind::kTrue);
      case 'f':
        return text_.take_word("false") && flag(*node, entry, Scalar::Kind::kFalse);
      default:
        return number(*node, entry);
    }
  }

  bool object(const Node& node, const Entry& entry) {
    const bool map = node.kind == Kind::kMap;
    if (!map && node.kind != Kind::kObject && node.kind != Kind::kAny) return false;
    if (++depth_ > kDeepest) return false;
    if (node.element) begin_element(node, entry);
    std::uint64_t seen = 0;
    std::size_t position = 0;
    text_.take('{');
    if (text_.next() != '}') {
      do {
        std::string_view name;
        if (!text_.take_text(name) || !text_.take(':')) return false;
        if (!(map ? map_entry(node, {name, position++}) : member(node, name, seen))) return false;
      } while (text_.take(','));
    }
    if (!text_.take('}') || (seen & node.required) != node.required) return false;
    if (map && filling_.has_twins(*node.children.front())) return false;
    if (&node == document_node_) document_.members = seen;
    --depth_;
    return true;
  }

  bool map_entry(const Node& node, const Entry& entry) {
    if (text_.next() == 'n') return text_.take_word("null");
    return value(node.children.front(), entry);
  }

  bool member(const Node& node, std::string_view name, std::uint64_t& seen) {
    const std::vector<Node*>& children = node.children;
    std::size_t i = 0;
    while (i < children.size() && children[i]->name != name) ++i;
    if (i == children.size()) return skipped();
    if ((seen & bit(i)) != 0) return false;  // it comes twice
    if (text_.next() == 'n') return text_.take_word("null");
    seen |= bit(i);
    return value(children[i], {});
  }

  bool array(const Node& node, const Entry& entry) {
    if (++depth_ > kDeepest) return false;
    if (node.kind == Kind::kList) {
      if (node.element) begin_element(node, entry);
      if (!list(*node.children.front())) return false;
    } else if (node.kind == Kind::kTuple || node.kind == Kind::kAny) {
      if (node.element) begin_element(node, entry);
      if (!tuple(node)) return false;
    } else {
      return false;
    }
    --depth_;
    return true;
  }

  bool list(const Node& element) {
    text_.take('[');
    if (text_.take(']')) return true;
    const bool rows = element.kind == Kind::kObject && is_row_[element.level];
    Entry entry;
    do {
      if (!(rows ? row(element, entry) : value(&element, entry))) return false;
      ++entry.position;
    } while (text_.take(','));
    return text_.take(']');
  }

  bool tuple(const Node& node) {
    text_.take('[');
    std::size_t count = 0;
    if (text_.next() != ']') {
      do {
        const Node* element = count < node.children.size() ? node.children[count] : nullptr;
        ++count;
        if (!value(element, {})) return false;
      } while (text_.take(','));
    }
    return text_.take(']') && (node.kind != Kind::kTuple || count == node.children.size());
  }

  // An object without elements of its own: it is compared with the one before, or parsed and noted.
  bool row(const Node& node, const Entry& entry) {
    if (text_.next() != '{') return false;
    Rows& rows = rows_[node.level];
    if (rows.known()) {
      Level& level = document_.levels[node.level];
      filling_.begin_element(node, entry.name, entry.position);
      const char* const after =
          rows.match<Form>(text_.at(), text_.end(), level.cells.data() + (level.cells.size() - level.slots));
      if (after != nullptr) {
        text_.move_to(after);
        return true;
      }
      level.cells.resize(level.cells.size() - level.slots);
      level.parents.pop_back();
    }
    noting_ = &rows.begin_noting();
    noted_to_ = text_.at();
    if (!object(node, entry)) return false;
    noting_->after = {noted_to_, static_cast<std::size_t>(text_.at() - noted_to_)};
    noting_->usable = true;
    noting_ = nullptr;
    return true;
  }

  void begin_element(const Node& node, const Entry& entry) { filling_.begin_element(node, entry.name, entry.position); }

  bool text(const Node& node, const Entry& entry) {
    if (!takes_text(node.kind)) return false;
    std::string_view text;
    if (!text_.take_text(text)) return false;
    if (noting_ != nullptr) note(text, node.slot);
    return store(node, entry, Scalar::Kind::kText, text);
  }

  bool flag(const Node& node, const Entry& entry, Scalar::Kind kind) {
    if (node.kind != Kind::kBoolean && node.kind != Kind::kAny) return false;
    return constant(node, entry, kind, {});
  }

  bool number(const Node& node, const Entry& entry) {
    std::string_view number;
    if (!text_.take_number(number)) return false;
    if (node.kind != Kind::kNumber && node.kind != Kind::kAny) return false;
    return constant(node, entry, Scalar::Kind::kNumber, number);
  }

  bool constant(const Node& node, const Entry& entry, Scalar::Kind kind, std::string_view text) {
    store(node, entry, kind, text);
    if (noting_ != nullptr && node.slot != Node::kNoSlot) {
      noting_->constants.push_back(
          {node.slot, {.data = text.data(), .size = static_cast<std::uint32_t>(text.size()), .kind = kind}});
    }
    return true;
  }

  bool store(const Node& node, const Entry& entry, Scalar::Kind kind, std::string_view text) {
    if (node.element) begin_element(node, entry);
    if (node.slot != Node::kNoSlot) filling_.store(node, kind, text);
    return true;
  }

  void note(std::string_view text, std::size_t slot) {
    noting_->holes.push_back({{noted_to_, static_cast<std::size_t>(text.data() - noted_to_)}, slot, text.size()});
    noted_to_ = text.data() + text.size();
  }

  // A value that nobody asks for.
  bool skipped() {
    std::string_view token;
    switch (text_.next()) {
      case '{':
        return skipped_object();
      case '[':
        return skipped_array();
      case '"':
        if (!text_.take_text(token)) return false;
        if (noting_ != nullptr) note(token, Node::kNoSlot);
        return true;
      case 't':
        return text_.take_word("true");
      case 'f':
        return text_.take_word("false");
      case 'n':
        return text_.take_word("null");
      default:
        return text_.take_number(token);
    }
  }

  bool skipped_object() {
    if (++depth_ > kDeepest) return false;
    text_.take('{');
    if (text_.next() != '}') {
      do {
        std::string_view name;
        if (!text_.take_text(name) || !text_.take(':') || !skipped()) return false;
      } while (text_.take(','));
    }
    --depth_;
    return text_.take('}');
  }

  bool skipped_array() {
    if (++depth_ > kDeepest) return false;
    text_.take('[');
    if (text_.next() != ']') {
      do {
        if (!skipped()) return false;
      } while (text_.take(','));
    }
    --depth_;
    return text_.take(']');
  }

  Document& document_;
  Filling filling_;
  Text<Form> text_;
  const Node* document_node_ = nullptr;
  std::vector<bool> is_row_;   // by level: its elements have no elements of their own
  std::vector<Rows> rows_;     // by level
  Pattern* noting_ = nullptr;  // while a row is parsed that others are to be compared with
  const char* noted_to_ = nullptr;
  std::size_t depth_ = 0;
};

}  // namespace

template <class Form>
bool read_with(const Shape& shape, Document& document) {
  if (shape.keeps_json()) return false;
  return Reader<Form>(shape, document).read(*shape.root().children.front());
}

bool read(const Shape& shape, Document& document) {
  return read_with<Bytes>(shape, document);
}

template bool read_with<ScalarBytes>(const Shape& shape, Document& document);
#if defined(__SSE2__) || (defined(__ARM_NEON) && defined(__aarch64__))
template bool read_with<Bytes>(const Shape& shape, Document& document);
#endif

}  // namespace awscost::plain
