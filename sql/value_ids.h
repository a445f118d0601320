// Numbers for the distinct values of a column, and for the pairs of such numbers: what groups rows without comparing
// their texts again.
//
// How: AWS lists the values of one period as it listed those of the period before, so the value that followed the last
// time is looked at first. A value's key is its bytes in a form whose order is SQLite's own: NULL, numbers, texts byte
// by byte.
//
// Example:
//
//   bool is_known(ValueIds& services) {
//     return services.id_of(std::string_view("AWS Lambda")) == services.id_of(std::string_view("AWS Lambda"));
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "sql/cells.h"
#include "sql/value.h"

namespace awscost::sql {

// Values are numbered from 0 in the order in which they come.
class ValueIds {
 public:
  // `name`: the table and column, for errors.
  explicit ValueIds(std::string name) : cells_(std::move(name)) {}
  ValueIds(const ValueIds&) = delete;
  ValueIds& operator=(const ValueIds&) = delete;

  // Throws sql::Error for a text that is too long (cells.h), std::logic_error for a REAL: no column of them makes groups
  // (grouping.cc).
  std::uint32_t id_of(const Cell& value);

  Cell value(std::uint32_t id) const { return cells_.at(id); }
  // No key begins another one.
  std::string_view key(std::uint32_t id) const { return keys_[id]; }
  // By id: the value's place among all of them.
  std::vector<std::uint32_t> ranks() const;

  std::size_t bytes() const;
  void clear();

 private:
  // One after the other in memory: whoever walks through the values reads on.
  struct Keys {
    std::string bytes;
    std::vector<std::size_t> ends;

    std::string_view operator[](std::uint32_t id) const {
      const std::size_t begin = id == 0 ? 0 : ends[id - 1];
      return {bytes.data() + begin, ends[id] - begin};
    }
  };
  struct Hash {
    using is_transparent = void;
    const Keys& keys;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
    std::size_t operator()(std::uint32_t id) const { return (*this)(keys[id]); }
  };
  struct Same {
    using is_transparent = void;
    const Keys& keys;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
    bool operator()(std::uint32_t id, std::string_view key) const { return keys[id] == key; }
    bool operator()(std::string_view key, std::uint32_t id) const { return keys[id] == key; }
  };

  std::uint32_t add(const Cell& value);

  std::string key_;  // of the value that is looked for; keeps its memory
  Keys keys_;
  Cells cells_;
  std::unordered_set<std::uint32_t, Hash, Same> ids_{0, Hash{keys_}, Same{keys_}};
  std::vector<std::uint32_t> followed_by_;  // by id: the one that came after it the last time
  std::uint32_t last_ = 0;
};

class PairIds {
 public:
  using Pair = std::pair<std::uint32_t, std::uint32_t>;

  std::uint32_t id_of(Pair pair);
  Pair pair(std::uint32_t id) const { return pairs_[id]; }
  // By id: the pair's place among all of them, by the ranks of its two.
  std::vector<std::uint32_t> ranks(std::span<const std::uint32_t> firsts, std::span<const std::uint32_t> seconds) const;

  std::size_t bytes() const;
  void clear();

 private:
  std::vector<Pair> pairs_;
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;
  std::vector<std::uint32_t> followed_by_;  // as above
  std::uint32_t last_ = 0;
};

}  // namespace awscost::sql
