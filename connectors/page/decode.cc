#include "connectors/page/decode.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "connectors/page/json_text.h"

namespace awscost::page {
namespace {

namespace json = boost::json;
using ErrorCode = json::error_code;
using Kind = Node::Kind;

// Answers of the services nest 10 levels at most; what nests deeper than this is not theirs.
constexpr std::size_t kDeepest = 64;

std::string_view noun(Kind kind) {
  switch (kind) {
    case Kind::kObject:
      return "an object";
    case Kind::kList:
    case Kind::kTuple:
      return "an array";
    case Kind::kText:
      return "a string";
    case Kind::kBoolean:
      break;
  }
  return "true or false";
}

// What Boost.JSON's basic_parser calls, event by event. Values nobody asked for only move a depth counter.
class Handler {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  Handler(const Shape& shape, Document& document) : shape_(shape), document_(document) {
    frames_.reserve(kDeepest + 1);
    frames_.push_back({.node = &shape.root()});
  }

  const std::string& failure() const { return failure_; }

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }
  bool on_comment_part(std::string_view, ErrorCode&) { return true; }
  bool on_comment(std::string_view, ErrorCode&) { return true; }

  bool on_object_begin(ErrorCode& error) {
    if (copying()) copy_->begin('{');
    if (skipped_ > 0) return skip_deeper();
    const Node* node = target();
    if (node == nullptr) return skip_deeper();
    if (node->kind != Kind::kObject) return wrong_kind(error, *node);
    if (node->element) begin_element(node->level);
    frames_.push_back({.node = node});
    if (node->copied) begin_copy();
    return true;
  }

  bool on_object_end(std::size_t, ErrorCode& error) {
    if (copying()) copy_->end('}');
    if (skipped_ > 0) return leave_skipped();
    const Frame& frame = frames_.back();
    if ((frame.seen & frame.node->required) != frame.node->required) return missing_member(error);
    if (copying() && frames_.size() == copied_frame_) end_copy(*frame.node);
    frames_.pop_back();
    return true;
  }

  bool on_array_begin(ErrorCode& error) {
    if (copying()) copy_->begin('[');
    if (skipped_ > 0) return skip_deeper();
    const Node* node = target();
    if (node == nullptr) return skip_deeper();
    if (node->kind != Kind::kList && node->kind != Kind::kTuple) return wrong_kind(error, *node);
    frames_.push_back({.node = node});
    return true;
  }

  bool on_array_end(std::size_t count, ErrorCode& error) {
    if (copying()) copy_->end(']');
    if (skipped_ > 0) return leave_skipped();
    const Node& node = *frames_.back().node;
    if (node.kind == Kind::kTuple && count != node.children.size()) {
      return fail(error, std::to_string(count) + (count == 1 ? " element" : " elements") + " instead of " +
                             std::to_string(node.children.size()));
    }
    frames_.pop_back();
    return true;
  }

  bool on_key_part(std::string_view part, std::size_t, ErrorCode&) {
    parts_ += part;
    return true;
  }

  bool on_key(std::string_view last, std::size_t, ErrorCode&) {
    const std::string_view name = whole(last);
    if (copying()) copy_->key(name);
    if (skipped_ == 0) find_member(name);
    parts_.clear();
    return true;
  }

  bool on_string_part(std::string_view part, std::size_t, ErrorCode&) {
    parts_ += part;
    return true;
  }

  bool on_string(std::string_view last, std::size_t, ErrorCode& error) {
    const std::string_view text = whole(last);
    if (copying()) copy_->text(text);
    bool going_on = true;
    if (skipped_ == 0) {
      if (const Node* node = target()) {
        going_on = node->kind == Kind::kText ? store(*node, Scalar::Kind::kText, kept(text)) : wrong_kind(error, *node);
      }
    }
    parts_.clear();
    return going_on;
  }

  bool on_number_part(std::string_view part, ErrorCode&) {
    parts_ += part;
    return true;
  }
  bool on_int64(std::int64_t, std::string_view last, ErrorCode& error) { return on_number(last, error); }
  bool on_uint64(std::uint64_t, std::string_view last, ErrorCode& error) { return on_number(last, error); }
  bool on_double(double, std::string_view last, ErrorCode& error) { return on_number(last, error); }

  bool on_bool(bool value, ErrorCode& error) {
    if (copying()) copy_->raw(value ? "true" : "false");
    if (skipped_ > 0) return true;
    const Node* node = target();
    if (node == nullptr) return true;
    if (node->kind != Kind::kBoolean) return wrong_kind(error, *node);
    return store(*node, value ? Scalar::Kind::kTrue : Scalar::Kind::kFalse, {});
  }

  bool on_null(ErrorCode& error) {
    if (copying()) copy_->raw("null");
    if (skipped_ > 0) return true;
    const Node* node = target();
    if (node == nullptr) return true;
    Frame& frame = frames_.back();
    if (frame.node->kind != Kind::kObject) return wrong_kind(error, *node);
    frame.seen &= ~bit(pending_index_);
    return true;
  }

 private:
  // One open object or array of the trie.
  struct Frame {
    const Node* node = nullptr;
    std::uint64_t seen = 0;    // objects: bit i, child i has a value
    std::size_t position = 0;  // arrays: elements begun
  };

  static constexpr std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

  // The node of the value that begins now; null where nobody asked for it.
  const Node* target() {
    Frame& frame = frames_.back();
    if (frame.node->kind == Kind::kObject) return std::exchange(pending_, nullptr);
    const std::size_t index = frame.position++;
    if (frame.node->kind == Kind::kList) return frame.node->children.front();
    return index < frame.node->children.size() ? frame.node->children[index] : nullptr;
  }

  void find_member(std::string_view name) {
    Frame& frame = frames_.back();
    const std::vector<Node*>& children = frame.node->children;
    pending_ = nullptr;
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (children[i]->name != name) continue;
      if ((frame.seen & bit(i)) != 0) forget(*children[i]);
      frame.seen |= bit(i);
      pending_ = children[i];
      pending_index_ = i;
      return;
    }
  }

  // A member comes again: what its first value left behind does not count.
  void forget(const Node& node) {
    if (node.kind == Kind::kList) return forget_elements(node.children.front()->level);
    if (node.kind == Kind::kText || node.kind == Kind::kBoolean || node.copied) cell(node) = {};
    for (const Node* child : node.children) forget(*child);
  }

  // Drops the elements of `level` that lie in the present element above it, and all that lie in them.
  void forget_elements(std::size_t level) {
    std::vector<std::uint32_t>& parents = document_.levels[level].parents;
    const std::size_t present = document_.levels[shape_.levels()[level].parent].count() - 1;
    while (!parents.empty() && parents.back() == present) drop_last(level);
  }

  void drop_last(std::size_t level) {
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

  void begin_element(std::size_t index) {
    Level& level = document_.levels[index];
    const std::size_t around = index == 0 ? 0 : document_.levels[shape_.levels()[index].parent].count() - 1;
    level.parents.push_back(static_cast<std::uint32_t>(around));
    level.cells.resize(level.cells.size() + level.slots);
  }

  // The cell of `node` in the element that is open now: always the last of its level.
  Scalar& cell(const Node& node) {
    Level& level = document_.levels[node.level];
    return level.cells[level.cells.size() - level.slots + node.slot];
  }

  bool store(const Node& node, Scalar::Kind kind, std::string_view text) {
    cell(node) = {.data = text.data(), .size = static_cast<std::uint32_t>(text.size()), .kind = kind};
    return true;
  }

  // A text or key that came in parts is put together; one that came whole is a view: of the body, or of a buffer of
  // the parser's that lasts as long as the event.
  std::string_view whole(std::string_view last) {
    if (parts_.empty()) return last;
    parts_ += last;
    return parts_;
  }

  // `text` where it lasts as long as the document.
  std::string_view kept(std::string_view text) {
    const std::string& body = document_.body;
    const std::less_equal<const char*> before_or_at;
    if (before_or_at(body.data(), text.data()) && before_or_at(text.data() + text.size(), body.data() + body.size())) {
      return text;
    }
    std::string& out = document_.unescaped;
    if (out.capacity() < body.size()) out.reserve(body.size());
    const std::size_t start = out.size();
    out += text;
    return std::string_view(out).substr(start);
  }

  bool on_number(std::string_view last, ErrorCode& error) {
    if (copying()) copy_->raw(whole(last));
    parts_.clear();
    if (skipped_ > 0) return true;
    const Node* node = target();
    return node == nullptr || wrong_kind(error, *node);
  }

  bool skip_deeper() {
    ++skipped_;
    return true;
  }
  bool leave_skipped() {
    --skipped_;
    return true;
  }

  bool copying() const { return copy_.has_value(); }

  void begin_copy() {
    std::string& out = document_.objects;
    if (out.capacity() < document_.body.size()) out.reserve(document_.body.size());
    copied_frame_ = frames_.size();
    copied_from_ = out.size();
    copy_.emplace(out);
    copy_->begin('{');
  }

  void end_copy(const Node& node) {
    store(node, Scalar::Kind::kObject, std::string_view(document_.objects).substr(copied_from_));
    copy_.reset();
  }

  // Where the reader is: /ResultsByTime/3/Groups/0/Keys
  std::string path(const Node* last) const {
    std::string path;
    for (std::size_t i = 1; i < frames_.size(); ++i) {
      const Frame& frame = frames_[i];
      if (frame.node->element) {
        if (i > 1) path += "/" + std::to_string(frames_[i - 1].position - 1);
      } else {
        path += "/" + frame.node->name;
      }
    }
    if (last != nullptr && last->element && frames_.size() > 1) {
      path += "/" + std::to_string(frames_.back().position - 1);
    } else if (last != nullptr && !last->element) {
      path += "/" + last->name;
    }
    return path.empty() ? "the answer" : path;
  }

  bool fail(ErrorCode& error, const std::string& has) { return stop(error, path(nullptr) + " has " + has); }

  bool wrong_kind(ErrorCode& error, const Node& node) {
    return stop(error, path(&node) + " is not " + std::string(noun(node.kind)));
  }

  bool missing_member(ErrorCode& error) {
    const Frame& frame = frames_.back();
    for (std::size_t i = 0; i < frame.node->children.size(); ++i) {
      const bool missing = (frame.node->required & ~frame.seen & bit(i)) != 0;
      if (missing) return fail(error, "no " + frame.node->children[i]->name);
    }
    return true;
  }

  bool stop(ErrorCode& error, std::string failure) {
    failure_ = std::move(failure);
    error = make_error_code(json::error::syntax);
    return false;
  }

  const Shape& shape_;
  Document& document_;
  std::vector<Frame> frames_;
  const Node* pending_ = nullptr;  // of the value after the key just read
  std::size_t pending_index_ = 0;
  std::size_t skipped_ = 0;  // objects and arrays open that nobody asked for
  std::string parts_;
  std::optional<JsonText> copy_;  // while an object is read whose text is stored
  std::size_t copied_frame_ = 0;  // number of frames when that object was opened
  std::size_t copied_from_ = 0;
  std::string failure_;
};

void clear(const Shape& shape, Document& document) {
  document.unescaped.clear();
  document.objects.clear();
  document.levels.resize(shape.levels().size());
  for (std::size_t i = 0; i < document.levels.size(); ++i) {
    document.levels[i].slots = shape.levels()[i].slots;
    document.levels[i].cells.clear();
    document.levels[i].parents.clear();
  }
}

std::string broken_json(const ErrorCode& error, std::size_t read, std::size_t size) {
  if (error == json::error::incomplete) return "it ends after " + std::to_string(size) + " bytes, in the middle";
  if (error == json::error::too_deep) return "it nests deeper than " + std::to_string(kDeepest) + " levels";
  return "it is not JSON from byte " + std::to_string(read + 1) + " on";
}

}  // namespace

void decode(const Shape& shape, std::string body, Document& document) {
  clear(shape, document);
  document.body = std::move(body);
  if (document.body.size() > std::numeric_limits<std::uint32_t>::max()) throw DecodeError("it is larger than 4 GiB");
  json::parse_options options;
  options.max_depth = kDeepest;
  json::basic_parser<Handler> parser(options, shape, document);
  ErrorCode error;
  const std::size_t read = parser.write_some(false, document.body.data(), document.body.size(), error);
  if (!parser.handler().failure().empty()) throw DecodeError(parser.handler().failure());
  // The parser is content with a complete value in front: what follows it counts as well.
  if (error || read != document.body.size()) throw DecodeError(broken_json(error, read, document.body.size()));
}

}  // namespace awscost::page
