// A decoded page: the scalars somebody asked for, in one row-major table per level of arrays and maps.
//
// Level 0 is the document itself, one element; every array or map whose elements matter is a level below
// (ResultsByTime, then Groups). An element holds its scalars side by side and knows the element it lies in, so a value
// that many rows share is kept once, and it does not matter whether it comes before or after them in the JSON.
//
//   {"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01"},"Groups":[{"Keys":["a"]},{"Keys":["b"]}]}]}
//   level 1: [2026-11-01]        level 2: [a] in 0, [b] in 0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::page {

// A JSON scalar, the text of an object or array, or an element's position. Borrows from the Document.
struct Scalar {
  enum class Kind : std::uint8_t { kAbsent, kText, kNumber, kTrue, kFalse, kJson, kIndex };

  const char* data = nullptr;
  std::uint32_t size = 0;  // kIndex: the position
  Kind kind = Kind::kAbsent;

  std::string_view text() const { return {data, size}; }  // of a number as it was sent; not of a position
  std::uint32_t index() const { return size; }
  bool absent() const { return kind == Kind::kAbsent; }
};

struct Level {
  std::size_t slots = 0;               // scalars of an element
  std::vector<Scalar> cells;           // element by element
  std::vector<std::uint32_t> parents;  // of each element: the index of the one it lies in, one level up

  std::size_t count() const { return parents.size(); }
  const Scalar* element(std::size_t index) const { return cells.data() + index * slots; }
};

// Scalars point into it: neither copied nor moved. Used again for the next page, it keeps its memory.
struct Document {
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string body;
  // What does not stand in the body as such: texts with escapes, and JSON text. Reserved once per page to the body's
  // size, which neither exceeds (an escape is longer than what it means), so nothing in them ever moves.
  std::string unescaped;
  std::string copies;
  std::vector<Level> levels;
  std::uint64_t members = 0;  // of the answer itself: bit i, its node's child i has a value
};

}  // namespace awscost::page
