// A decoded page: the scalars that the Shape asks for, in one row-major table per level of arrays and maps.
//
// Level 0 is the document itself, one element. Every array or map whose elements matter is a level below
// (ResultsByTime, then Groups). An element holds its scalars side by side and knows the element it lies in. So a value
// that many rows share is kept once, and may come before or after them in the JSON.
//
//   {"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01"},"Groups":[{"Keys":["a"]},{"Keys":["b"]}]}]}
//   level 1: [2026-11-01]        level 2: [a] in 0, [b] in 0
//
// Example:
//
//   std::string_view text_of(const Document& document, std::size_t level, std::size_t element, std::size_t slot) {
//     return document.levels[level].element(element)[slot].text();
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::page {

// A JSON scalar, the JSON text of an object or array, or an element's position. Borrows from the Document.
struct Scalar {
  enum class Kind : std::uint8_t { kAbsent, kText, kNumber, kTrue, kFalse, kJson, kIndex };

  const char* data = nullptr;
  std::uint32_t size = 0;  // kIndex: the position
  Kind kind = Kind::kAbsent;

  std::string_view text() const { return {data, size}; }  // a number as it was sent; kIndex has none
  std::uint32_t index() const { return size; }
  bool absent() const { return kind == Kind::kAbsent; }
};

struct Level {
  std::size_t slots = 0;               // scalars of an element
  std::vector<Scalar> cells;           // element by element
  std::vector<std::uint32_t> parents;  // by element: the index of the element it lies in, one level up

  std::size_t count() const { return parents.size(); }
  const Scalar* element(std::size_t index) const { return cells.data() + index * slots; }
};

// Scalars point into it, so it is neither copied nor moved. It is reused for the next page, with its memory.
struct Document {
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string body;
  // Texts with escapes, and JSON text, which do not stand in the body as such. Both are reserved once per page to the
  // size of the body, which they cannot exceed (an escape is longer than its character), so nothing in them moves.
  std::string unescaped;
  std::string copies;
  std::vector<Level> levels;
  std::uint64_t members = 0;  // bit i: child i of the answer's own node has a value
};

}  // namespace awscost::page
