// Notices a hash that comes again among the most recent ones, in bounded memory.
//
// How: a table with open addresses. When it is full, it becomes the older one of two tables and a new one begins. So a
// hash is found again for certain while fewer than kMost others came in between; memory stays below 2 MiB.
//
// Example:
//
//   bool has_pair(RecentHashes& hashes, std::uint64_t a, std::uint64_t b) {
//     hashes.clear();
//     hashes.add(a);
//     return !hashes.add(b);
//   }
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace awscost::page {

class RecentHashes {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 16;

  void clear() {
    std::fill(recent_.begin(), recent_.end(), kFree);
    older_.clear();
    count_ = 0;
  }

  // Room for so many hashes more, at once.
  void reserve(std::size_t more) {
    const std::size_t needed = std::bit_ceil(2 * std::min(count_ + more, kMost));
    if (needed > recent_.size()) grow(needed);
  }

  // Brings where the hash belongs into the processor's cache: add() would wait for it, a little later it is there.
  void prefetch(std::uint64_t hash) const {
    for (const Table* table : {&recent_, &older_}) {
      if (!table->empty()) __builtin_prefetch(&(*table)[hash & (table->size() - 1)]);
    }
  }

  // False where the hash came before.
  bool add(std::uint64_t hash) {
    if (hash == kFree) hash = 1;
    if (2 * count_ >= recent_.size()) make_room();
    if (!older_.empty() && older_[place(older_, hash)] == hash) return false;
    std::uint64_t& found = recent_[place(recent_, hash)];
    if (found == hash) return false;
    found = hash;
    ++count_;
    return true;
  }

 private:
  using Table = std::vector<std::uint64_t>;  // its size is a power of two, and at least half of it is free
  static constexpr std::uint64_t kFree = 0;
  static constexpr std::size_t kFirst = 1024;

  // Of the hash, or of the free place where it belongs.
  static std::size_t place(const Table& table, std::uint64_t hash) {
    const std::size_t mask = table.size() - 1;
    std::size_t at = hash & mask;
    while (table[at] != kFree && table[at] != hash) at = (at + 1) & mask;
    return at;
  }

  void make_room() {
    if (count_ == kMost) {
      std::swap(recent_, older_);
      recent_.assign(2 * kMost, kFree);
      count_ = 0;
    } else {
      grow(recent_.empty() ? kFirst : 2 * recent_.size());
    }
  }

  void grow(std::size_t size) {
    Table larger(size);
    for (const std::uint64_t hash : recent_) {
      if (hash != kFree) larger[place(larger, hash)] = hash;
    }
    recent_ = std::move(larger);
  }

  Table recent_;
  Table older_;
  std::size_t count_ = 0;  // in recent_
};

}  // namespace awscost::page
