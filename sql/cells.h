// The cells of one column in memory: 9 bytes each, 8 where all are of one kind; a text that repeats the one before it is
// there once.
//
// Example:
//
//   bool is_kept(const Cell& cell) {
//     Cells cells("ce_tags: tag_key");
//     cells.add(cell);
//     return cells.at(0) == cell;
//   }
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/value.h"

namespace awscost::sql {

class Cells {
 public:
  // In bytes. Its size and its place share 64 bits.
  static constexpr std::size_t kLongestText = (std::size_t{1} << 24) - 1;

  // `name`: the table and column, for errors.
  explicit Cells(std::string name) : name_(std::move(name)) {}

  // Throws sql::Error for a text that is longer than kLongestText.
  void add(const Cell& cell);

  // A text is borrowed until the next add().
  Cell at(std::size_t row) const {
    // Whoever reads one row reads those behind it, with SQLite's own work in between: too far apart for the processor
    // to see.
    if (row + kReadAhead < values_.size()) __builtin_prefetch(&values_[row + kReadAhead]);
    const std::uint64_t value = values_[row];
    switch (kind_of(row)) {
      case kInteger:
        return static_cast<std::int64_t>(value);
      case kReal:
        return std::bit_cast<double>(value);
      case kText:
        return text_at(value);
      default:
        return Null();
    }
  }
  bool is_text(std::size_t row) const { return kind_of(row) == kText; }
  // Empty for what is no text.
  std::string_view text(std::size_t row) const { return is_text(row) ? text_at(values_[row]) : std::string_view(); }

  // Moves each cell to the row that stands at its place in `rows`, in which each row is once.
  void reorder(std::span<const std::uint32_t> rows);

  std::size_t bytes() const { return texts_.capacity() + kinds_.size() + values_.size() * sizeof(std::uint64_t); }
  // Gives the memory back.
  void clear() {
    Cells none(std::move(name_));
    std::swap(*this, none);  // an assignment would keep the memory of the texts
  }

 private:
  enum Kind : std::uint8_t { kNull, kInteger, kReal, kText };

  static constexpr std::size_t kReadAhead = 32;
  static constexpr int kSizeBits = 24;
  static_assert(kLongestText == (std::size_t{1} << kSizeBits) - 1);

  Kind kind_of(std::size_t row) const { return kinds_.empty() ? kind_ : kinds_[row]; }
  std::string_view text_at(std::uint64_t place) const {
    return std::string_view(texts_).substr(place >> kSizeBits, place & kLongestText);
  }
  void add(Kind kind, std::uint64_t value);
  void add_text(std::string_view text);

  std::string name_;
  Kind kind_ = kNull;  // of all, where kinds_ is empty
  std::vector<Kind> kinds_;
  std::vector<std::uint64_t> values_;  // numbers as bits; of a text, its place and size in texts_
  std::string texts_;
};

}  // namespace awscost::sql
