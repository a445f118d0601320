#include "sql/value_ids.h"

#include <algorithm>
#include <stdexcept>
#include <variant>

namespace awscost::sql {
namespace {

constexpr std::size_t kNodeOfAHash = 32;  // with its place in the table

struct KeyWriter {
  std::string& key;

  static constexpr char kNull = 1;
  static constexpr char kInteger = 2;
  static constexpr char kText = 3;

  void operator()(Null) const { key += kNull; }
  void operator()(std::int64_t number) const {
    key += kInteger;
    const std::uint64_t bits = static_cast<std::uint64_t>(number) ^ std::uint64_t{1} << 63;  // negative ones first
    for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(bits >> shift & 0xFF);
  }
  void operator()(double) const { throw std::logic_error("a REAL makes no group"); }
  // A zero byte is written as 0 and 255, the end as 0 and 0.
  void operator()(std::string_view text) const {
    key += kText;
    for (std::size_t zero = text.find('\0'); zero != std::string_view::npos; zero = text.find('\0')) {
      key += text.substr(0, zero + 1);
      key += '\xFF';
      text.remove_prefix(zero + 1);
    }
    key += text;
    key.append(2, '\0');
  }
};

// What is compared first: most keys differ in it, and it is not somewhere else in memory.
struct Begin {
  std::uint64_t number = 0;  // of the first bytes; zero stands for those that a shorter key does not have
  std::uint32_t id = 0;
};

std::uint64_t first_bytes(std::string_view key) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) {
    number = number << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
  }
  return number;
}

// Sorted, as ranks by id.
std::vector<std::uint32_t> ranks_of(const std::vector<Begin>& sorted) {
  std::vector<std::uint32_t> ranks(sorted.size());
  for (std::uint32_t rank = 0; rank < sorted.size(); ++rank) ranks[sorted[rank].id] = rank;
  return ranks;
}

}  // namespace

std::uint32_t ValueIds::id_of(const Cell& value) {
  key_.clear();
  std::visit(KeyWriter{key_}, value);
  if (followed_by_.empty()) return add(value);
  const std::uint32_t expected = followed_by_[last_];
  if (keys_[expected] == key_) return last_ = expected;
  const auto known = ids_.find(std::string_view(key_));
  const std::uint32_t id = known == ids_.end() ? add(value) : *known;
  followed_by_[last_] = id;
  return last_ = id;
}

std::uint32_t ValueIds::add(const Cell& value) {
  const auto id = static_cast<std::uint32_t>(keys_.ends.size());
  cells_.add(value);
  keys_.bytes += key_;
  keys_.ends.push_back(keys_.bytes.size());
  ids_.insert(id);
  followed_by_.push_back(0);
  return id;
}

std::vector<std::uint32_t> ValueIds::ranks() const {
  std::vector<Begin> sorted;
  sorted.reserve(keys_.ends.size());
  for (std::uint32_t id = 0; id < keys_.ends.size(); ++id) sorted.push_back({first_bytes(keys_[id]), id});
  std::sort(sorted.begin(), sorted.end(), [this](const Begin& a, const Begin& b) {
    return a.number != b.number ? a.number < b.number : keys_[a.id] < keys_[b.id];
  });
  return ranks_of(sorted);
}

std::size_t ValueIds::bytes() const {
  return keys_.bytes.capacity() + cells_.bytes() +
         keys_.ends.size() * (sizeof(std::size_t) + sizeof(std::uint32_t) + kNodeOfAHash);
}

void ValueIds::clear() {
  ids_.clear();
  Keys none;
  std::swap(keys_, none);  // an assignment would keep their memory
  cells_.clear();
  followed_by_.clear();
  last_ = 0;
}

std::uint32_t PairIds::id_of(Pair pair) {
  if (!pairs_.empty()) {
    const std::uint32_t expected = followed_by_[last_];
    if (pairs_[expected] == pair) return last_ = expected;
  }
  const auto added =
      ids_.try_emplace(std::uint64_t{pair.first} << 32 | pair.second, static_cast<std::uint32_t>(pairs_.size()));
  const std::uint32_t id = added.first->second;
  if (added.second) {
    pairs_.push_back(pair);
    followed_by_.push_back(0);
  }
  followed_by_[last_] = id;
  return last_ = id;
}

std::vector<std::uint32_t> PairIds::ranks(std::span<const std::uint32_t> firsts,
                                          std::span<const std::uint32_t> seconds) const {
  std::vector<Begin> sorted;
  sorted.reserve(pairs_.size());
  for (std::uint32_t id = 0; id < pairs_.size(); ++id) {
    sorted.push_back({std::uint64_t{firsts[pairs_[id].first]} << 32 | seconds[pairs_[id].second], id});
  }
  std::sort(sorted.begin(), sorted.end(), [](const Begin& a, const Begin& b) { return a.number < b.number; });
  return ranks_of(sorted);
}

std::size_t PairIds::bytes() const {
  return pairs_.size() * (sizeof(Pair) + sizeof(std::uint32_t) + kNodeOfAHash);
}

void PairIds::clear() {
  *this = PairIds();
}

}  // namespace awscost::sql
