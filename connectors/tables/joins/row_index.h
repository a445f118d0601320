// A hash over rows, with a chain for each hash: 8 bytes a row. It knows no values; who asks compares them.
//
// Example:
//
//   std::uint32_t first_candidate(std::span<const std::uint64_t> hashes, std::uint64_t wanted) {
//     const RowIndex index(hashes);
//     return index.first(wanted);
//   }
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace awscost::joins {

inline constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

struct RowIndex {
  explicit RowIndex(std::span<const std::uint64_t> hashes)
      : heads(std::bit_ceil(hashes.size() + 1), kNoRow), following(hashes.size(), kNoRow) {
    // From the last row to the first, so that a chain has the order of the rows.
    for (std::size_t row = hashes.size(); row-- > 0;) {
      std::uint32_t& head = heads[place(hashes[row])];
      following[row] = head;
      head = static_cast<std::uint32_t>(row);
    }
  }

  // The first row of a hash's chain, which other hashes may share; kNoRow: there is none.
  std::uint32_t first(std::uint64_t hash) const { return heads[place(hash)]; }
  std::uint32_t after(std::uint32_t row) const { return following[row]; }

  std::size_t place(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash ^ hash >> 32) & (heads.size() - 1);
  }

  std::vector<std::uint32_t> heads;
  std::vector<std::uint32_t> following;
};

}  // namespace awscost::joins
