#include "connectors/tables/page/decode.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/tables/page/json_text.h"
#include "connectors/tables/page/wrong_shape.h"
#include "connectors/tables/plain/plain.h"
#include "connectors/tables/shape/filling.h"

namespace awscost::page {
namespace {

namespace json = boost::json;
using ErrorCode = json::error_code;
using Kind = Node::Kind;

// Answers of the services nest at most 10 levels; a deeper one is not theirs.
constexpr std::size_t kDeepest = 64;

bool takes_object(Kind kind) {
  return kind == Kind::kObject || kind == Kind::kMap || kind == Kind::kJson || kind == Kind::kAny;
}
bool takes_array(Kind kind) {
  return kind == Kind::kList || kind == Kind::kTuple || kind == Kind::kJson || kind == Kind::kAny;
}
bool takes_text(Kind kind) {
  return kind == Kind::kText || kind == Kind::kNumber || kind == Kind::kAny;
}
bool takes_number(Kind kind) {
  return kind == Kind::kNumber || kind == Kind::kAny;
}
bool takes_boolean(Kind kind) {
  return kind == Kind::kBoolean || kind == Kind::kAny;
}

// Handles the events of Boost.JSON's basic_parser. Values that the shape does not ask for only move a depth counter.
class Handler {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  Handler(const Shape& shape, Document& document)
      : document_(document), document_node_(shape.root().children.front()), filling_(shape, document) {
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
    if (!takes_object(node->kind)) return stop(error, wrong_kind(frames_, *node));
    open(*node, '{');
    return true;
  }

  bool on_object_end(std::size_t, ErrorCode& error) {
    if (copying()) copy_->end('}');
    if (skipped_ > 0) return leave_skipped();
    const Frame& frame = frames_.back();
    if ((frame.seen & frame.node->required) != frame.node->required) return stop(error, missing_member(frames_));
    if (frame.node->kind == Kind::kMap && filling_.has_twins(*frame.node->children.front())) {
      return stop(error, twins(frames_));
    }
    if (frame.node == document_node_) document_.members = frame.seen;
    close(frame);
    return true;
  }

  bool on_array_begin(ErrorCode& error) {
    if (copying()) copy_->begin('[');
    if (skipped_ > 0) return skip_deeper();
    const Node* node = target();
    if (node == nullptr) return skip_deeper();
    if (!takes_array(node->kind)) return stop(error, wrong_kind(frames_, *node));
    open(*node, '[');
    return true;
  }

  bool on_array_end(std::size_t count, ErrorCode& error) {
    if (copying()) copy_->end(']');
    if (skipped_ > 0) return leave_skipped();
    const Frame& frame = frames_.back();
    if (frame.node->kind == Kind::kTuple && count != frame.node->children.size()) {
      return stop(error, wrong_count(frames_, count));
    }
    close(frame);
    return true;
  }

  bool on_key_part(std::string_view part, std::size_t, ErrorCode&) {
    parts_ += part;
    return true;
  }

  bool on_key(std::string_view last, std::size_t, ErrorCode& error) {
    const std::string_view name = whole(last);
    if (copying()) copy_->key(name);
    const bool going_on = skipped_ > 0 || find_member(name, error);
    parts_.clear();
    return going_on;
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
        if (!takes_text(node->kind)) return stop(error, wrong_kind(frames_, *node));
        going_on = store(*node, Scalar::Kind::kText, filling_.kept(text));
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
    if (!takes_boolean(node->kind)) return stop(error, wrong_kind(frames_, *node));
    return store(*node, value ? Scalar::Kind::kTrue : Scalar::Kind::kFalse, {});
  }

  bool on_null(ErrorCode& error) {
    if (copying()) copy_->raw("null");
    if (skipped_ > 0) return true;
    const Node* node = target();
    if (node == nullptr) return true;
    Frame& frame = frames_.back();
    if (frame.node->kind == Kind::kMap) return true;
    if (frame.node->kind != Kind::kObject) return stop(error, wrong_kind(frames_, *node));
    frame.seen &= ~bit(pending_index_);
    return true;
  }

 private:
  static constexpr std::uint64_t bit(std::size_t index) { return std::uint64_t{1} << index; }

  // The node of the value that begins now; null where the shape does not ask for it.
  const Node* target() {
    Frame& frame = frames_.back();
    const Kind kind = frame.node->kind;
    if (kind == Kind::kObject || kind == Kind::kMap) return std::exchange(pending_, nullptr);
    const std::size_t index = frame.position++;
    if (kind == Kind::kList) return frame.node->children.front();
    return index < frame.node->children.size() ? frame.node->children[index] : nullptr;
  }

  bool find_member(std::string_view name, ErrorCode& error) {
    Frame& frame = frames_.back();
    const std::vector<Node*>& children = frame.node->children;
    pending_ = nullptr;
    if (frame.node->kind == Kind::kMap) {
      pending_ = children.front();
      entry_ = filling_.kept(name);
      ++frame.position;
      return true;
    }
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (children[i]->name != name) continue;
      if ((frame.seen & bit(i)) != 0) return stop(error, comes_twice(frames_, *children[i]));
      frame.seen |= bit(i);
      pending_ = children[i];
      pending_index_ = i;
      return true;
    }
    return true;
  }

  void begin_element(const Node& node) { filling_.begin_element(node, entry_, frames_.back().position - 1); }

  void open(const Node& node, char bracket) {
    if (node.element) begin_element(node);
    frames_.push_back({.node = &node});
    if (node.copied) begin_copy(bracket);
  }

  void close(const Frame& frame) {
    if (frame.node->copied) end_copy(frame);
    frames_.pop_back();
  }

  bool store(const Node& node, Scalar::Kind kind, std::string_view text) {
    if (node.element) begin_element(node);
    if (node.slot != Node::kNoSlot) filling_.store(node, kind, text);
    return true;
  }

  // Joins a text or key that came in parts. One that came whole is a view of the body, or of a buffer of the parser
  // that lasts as long as the event.
  std::string_view whole(std::string_view last) {
    if (parts_.empty()) return last;
    parts_ += last;
    return parts_;
  }

  bool on_number(std::string_view last, ErrorCode& error) {
    const std::string_view text = whole(last);
    if (copying()) copy_->raw(text);
    bool going_on = true;
    if (skipped_ == 0) {
      if (const Node* node = target()) {
        if (!takes_number(node->kind)) return stop(error, wrong_kind(frames_, *node));
        going_on = store(*node, Scalar::Kind::kNumber, filling_.kept(text));
      }
    }
    parts_.clear();
    return going_on;
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

  // A copy inside a copy is a part of its text.
  void begin_copy(char bracket) {
    std::string& out = document_.copies;
    if (!copying()) {
      if (out.capacity() < document_.body.size()) out.reserve(document_.body.size());
      copy_.emplace(out);
      copy_->begin(bracket);
    }
    frames_.back().copied_from = out.size() - 1;
    ++copies_;
  }

  void end_copy(const Frame& frame) {
    filling_.store(*frame.node, Scalar::Kind::kJson, std::string_view(document_.copies).substr(frame.copied_from));
    if (--copies_ == 0) copy_.reset();
  }

  bool stop(ErrorCode& error, std::string failure) {
    failure_ = std::move(failure);
    error = make_error_code(json::error::syntax);
    return false;
  }

  Document& document_;
  const Node* document_node_;
  Filling filling_;
  std::vector<Frame> frames_;
  const Node* pending_ = nullptr;  // of the value after the key just read
  std::size_t pending_index_ = 0;
  std::string_view entry_;   // name of the map's element that begins next
  std::size_t skipped_ = 0;  // open objects and arrays that the shape does not ask for
  std::string parts_;
  std::optional<JsonText> copy_;  // while an object or array is read whose text is stored
  std::size_t copies_ = 0;        // how many of those are open
  std::string failure_;
};

void clear(const Shape& shape, Document& document) {
  document.unescaped.clear();
  document.copies.clear();
  document.members = 0;
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

void require_size(const Document& document) {
  if (document.body.size() > std::numeric_limits<std::uint32_t>::max()) throw DecodeError("it is larger than 4 GiB");
}

void parse(const Shape& shape, Document& document) {
  json::parse_options options;
  options.max_depth = kDeepest;
  json::basic_parser<Handler> parser(options, shape, document);
  ErrorCode error;
  const std::size_t read = parser.write_some(false, document.body.data(), document.body.size(), error);
  if (!parser.handler().failure().empty()) throw DecodeError(parser.handler().failure());
  // The parser accepts anything behind a complete value; that is an error, too.
  if (error || read != document.body.size()) throw DecodeError(broken_json(error, read, document.body.size()));
}

}  // namespace

void decode(const Shape& shape, std::string body, Document& document) {
  clear(shape, document);
  document.body = std::move(body);
  require_size(document);
  if (plain::read(shape, document)) return;
  clear(shape, document);
  parse(shape, document);
}

void decode_by_events(const Shape& shape, std::string body, Document& document) {
  clear(shape, document);
  document.body = std::move(body);
  require_size(document);
  parse(shape, document);
}

}  // namespace awscost::page
