#include "connectors/wire/query_xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace awscost::wire {
namespace {

// STS's largest answer has some twenty elements.
constexpr std::ptrdiff_t kMostTags = 200;
constexpr std::size_t kLargestBody = std::size_t{64} * 1024;
constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// The character that an entity such as "lt" or "#39" stands for; nothing for one that AWS has no reason to send.
std::optional<char> character(std::string_view entity) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
      {{"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"amp", '&'}}};
  const auto* named =
      std::find_if(kNamed.begin(), kNamed.end(), [&](const auto& each) { return each.first == entity; });
  if (named != kNamed.end()) return named->second;
  if (!entity.starts_with('#')) return std::nullopt;
  entity.remove_prefix(1);
  const bool hexadecimal = entity.starts_with('x');
  if (hexadecimal) entity.remove_prefix(1);
  unsigned char code = 0;
  const auto [end, error] = std::from_chars(entity.data(), entity.data() + entity.size(), code, hexadecimal ? 16 : 10);
  constexpr unsigned char kFirstBeyondAscii = 128;
  if (error != std::errc() || end != entity.data() + entity.size() || code >= kFirstBeyondAscii) return std::nullopt;
  return static_cast<char>(code);
}

std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());  // a secret leaves no copy in memory that was given back
  while (!text.empty()) {
    const std::size_t end = text.starts_with('&') ? text.find(';') : std::string_view::npos;
    const auto known = end == std::string_view::npos ? std::nullopt : character(text.substr(1, end - 1));
    out += known.value_or(text.front());
    text.remove_prefix(known ? end + 1 : 1);
  }
  return out;
}

// One tag: "<Name attributes>", "</Name>", "<Name/>" or "<?xml ...?>".
struct Tag {
  std::string_view name;
  bool opens = false;
  bool closes = false;
};

Tag read_tag(std::string_view inside) {
  Tag tag;
  if (inside.starts_with('?')) return tag;
  tag.closes = inside.starts_with('/') || inside.ends_with('/');
  tag.opens = !inside.starts_with('/');
  if (inside.starts_with('/')) inside.remove_prefix(1);
  tag.name = inside.substr(0, inside.find_first_of(" \t\r\n/"));
  return tag;
}

bool is_foreign(std::string_view body) {
  return body.size() > kLargestBody || std::count(body.begin(), body.end(), '<') > kMostTags ||
         body.find("<!") != std::string_view::npos || !trimmed(body).starts_with('<');
}

// Walks all tags, so that an answer that breaks off is none.
class Walk {
 public:
  explicit Walk(std::initializer_list<std::string_view> path) : path_(path) {}

  // False where the text is not well-formed.
  bool run(std::string_view body) {
    bool has_root = false;
    while (!(body = trimmed(body)).empty()) {
      const std::size_t begin = body.find('<');
      const std::size_t end = body.find('>', begin);
      if (begin == std::string_view::npos || end == std::string_view::npos) return false;
      if (open_.empty() && (begin != 0 || (has_root && body[1] != '?'))) return false;
      const Tag tag = read_tag(body.substr(begin + 1, end - begin - 1));
      if (tag.opens) open_.push_back(tag.name);
      if (tag.closes && !close(tag, body.substr(0, begin))) return false;
      has_root = has_root || tag.opens;
      body.remove_prefix(end + 1);
    }
    return has_root && open_.empty();
  }

  std::string_view found() const { return found_; }

 private:
  // `before`: what stands between the tag and the one before it.
  bool close(const Tag& tag, std::string_view before) {
    if (open_.empty() || open_.back() != tag.name) return false;
    if (!tag.opens && found_.empty() && std::equal(open_.begin(), open_.end(), path_.begin(), path_.end())) {
      found_ = trimmed(before);
    }
    open_.pop_back();
    return true;
  }

  std::initializer_list<std::string_view> path_;
  std::vector<std::string_view> open_;
  std::string_view found_;
};

}  // namespace

std::string query_text(std::string_view body, std::initializer_list<std::string_view> path) {
  if (is_foreign(body)) return {};
  Walk walk(path);
  return walk.run(body) ? decoded(walk.found()) : std::string();
}

}  // namespace awscost::wire
