// What all rows of a list have in common: the bytes between their texts, as they stood in one row.
//
// How: the texts of a row are its holes. The first row is parsed and its holes are noted; a later row matches where the bytes
// before each hole are the same, so it has the same members in the same order and needs no parsing. Texts that are not stored
// and were the same in the second row, such as units, are then taken for common bytes as well, which leaves few holes; where
// such a row does not match after all, it may still match with all holes.
//
//   {"Keys":["i-1"],"Metrics":{"UnblendedCost":{"Amount":"0.5","Unit":"USD"}}}
//             ^^^                                         ^^^          ^^^       holes
//
// Example:
//
//   std::size_t texts_of_a_row(const Pattern& pattern) {
//     return pattern.holes.size();
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "connectors/tables/plain/text.h"
#include "connectors/tables/shape/document.h"
#include "connectors/tables/shape/shape.h"

namespace awscost::plain {

struct Hole {
  std::string_view before;  // the bytes between the text before it and this one, quotes included
  std::size_t slot;         // of the row's element; page::Node::kNoSlot: the text is not stored
  std::size_t size;         // of the text in the row that was parsed
};

// Views into the page that is read.
struct Pattern {
  std::vector<Hole> holes;
  std::string_view after;  // the bytes behind the last text
  // Scalars that stand among the common bytes: numbers, true and false.
  struct Constant {
    std::size_t slot;
    page::Scalar scalar;
  };
  std::vector<Constant> constants;
  bool usable = false;

  void clear() {
    holes.clear();
    constants.clear();
    usable = false;
  }
};

// The end of the row that begins at `row`, where it matches; null where not, and `cells` then hold nothing of use. `found`:
// null, or where the texts of all holes are put.
template <class Form>
const char* match(const Pattern& pattern, const char* row, const char* end, page::Scalar* cells,
                  std::string_view* found = nullptr) {
  const char* at = row;
  const auto common = [&](std::string_view bytes) {
    if (static_cast<std::size_t>(end - at) < bytes.size() + kAtOnce || !same<Form>(at, bytes.data(), bytes.size())) {
      return false;
    }
    at += bytes.size();
    return true;
  };
  for (const Hole& hole : pattern.holes) {
    if (!common(hole.before)) return nullptr;
    const char* const quote = end_of_text<Form>(at, end);
    if (quote == nullptr) return nullptr;
    if (hole.slot != page::Node::kNoSlot) {
      cells[hole.slot] = {
          .data = at, .size = static_cast<std::uint32_t>(quote - at), .kind = page::Scalar::Kind::kText};
    }
    if (found != nullptr) *found++ = {at, static_cast<std::size_t>(quote - at)};
    at = quote;
  }
  if (!common(pattern.after)) return nullptr;
  for (const Pattern::Constant& constant : pattern.constants) cells[constant.slot] = constant.scalar;
  return at;
}

// The pattern without the holes that are not stored and whose text was the same again in `texts`, those of another row.
inline Pattern with_fewer_holes(const Pattern& pattern, const std::vector<std::string_view>& texts) {
  Pattern fewer{.holes = {}, .after = pattern.after, .constants = pattern.constants, .usable = true};
  const char* begin = pattern.holes.empty() ? pattern.after.data() : pattern.holes.front().before.data();
  for (std::size_t i = 0; i < pattern.holes.size(); ++i) {
    const Hole& hole = pattern.holes[i];
    const char* const text = hole.before.data() + hole.before.size();
    if (hole.slot == page::Node::kNoSlot && texts[i] == std::string_view(text, hole.size)) continue;
    fewer.holes.push_back({{begin, static_cast<std::size_t>(text - begin)}, hole.slot, hole.size});
    begin = text + hole.size;
  }
  fewer.after = {begin, static_cast<std::size_t>(pattern.after.data() + pattern.after.size() - begin)};
  return fewer;
}

// The patterns of one level.
class Rows {
 public:
  // Whether a row has been noted; else match() is of no use.
  bool known() const { return all_.usable; }

  Pattern& begin_noting() {
    all_.clear();
    fewer_.clear();
    matched_ = 0;
    return all_;
  }

  template <class Form>
  const char* match(const char* row, const char* end, page::Scalar* cells) {
    if (fewer_.usable) {
      if (const char* after = plain::match<Form>(fewer_, row, end, cells)) return after;
      if (++missed_ > kMostMissed) fewer_.usable = false;
    }
    const bool second = matched_ == 0;
    if (second) texts_.resize(all_.holes.size());
    const char* const after = plain::match<Form>(all_, row, end, cells, second ? texts_.data() : nullptr);
    if (after != nullptr && matched_++ == 0 && missed_ <= kMostMissed) fewer_ = with_fewer_holes(all_, texts_);
    return after;
  }

 private:
  // Of one page: after that, trying costs more than it saves.
  static constexpr std::size_t kMostMissed = 64;

  Pattern all_;
  Pattern fewer_;
  std::vector<std::string_view> texts_;
  std::size_t matched_ = 0;
  std::size_t missed_ = 0;
};

}  // namespace awscost::plain
