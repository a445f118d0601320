// The values that the answers of one connection have shown, by key: what a wrong value may have been meant to be.
//
// At most 4,096 values and 256 KiB of a key are kept, and 64 keys; what does not fit is not known.
//
//   add("AWS Lambda"), add("Amazon Simple Storage Service")   nearest("Amazon S3") -> "Amazon Simple Storage Service"
//
// Example:
//
//   bool was_shown(KnownValues& known, std::string_view service) {
//     KnownValues::Values* values = known.of("SERVICE");
//     return values != nullptr && values->has(service);
//   }
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace awscost::assembly {

// Not for several threads at once: used under its connection's mutex.
class KnownValues {
 public:
  static constexpr std::size_t kMostValues = 4096;
  static constexpr std::size_t kMostBytes = std::size_t{256} << 10;
  static constexpr std::size_t kMostKeys = 64;

  // Of one key.
  class Values {
   public:
    // Called for each row that is read.
    void add(std::string_view value) {
      const std::string* const known = recent_[slot(value)];
      if (known == nullptr || *known != value) add_slowly(value);
    }
    bool has(std::string_view value) const { return values_.contains(value); }
    // Nothing more will be added.
    bool is_full() const { return is_full_; }
    bool empty() const { return values_.empty(); }
    // The best first.
    std::vector<std::string> nearest(std::string_view wanted, std::size_t most) const;

    std::string listed_for;  // the window for which all of them were listed, for whoever lists them

   private:
    struct Hash {
      using is_transparent = void;
      std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    static constexpr int kSlotBits = 10;
    static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;

    // Values that rows repeat are found by a few of their characters.
    static std::size_t slot(std::string_view value) {
      std::uint64_t begin = value.size();
      std::uint64_t end = 0;
      constexpr std::size_t kWord = sizeof end;
      if (value.size() >= kWord) {
        std::memcpy(&begin, value.data(), kWord);
        std::memcpy(&end, value.data() + value.size() - kWord, kWord);
      } else {
        std::memcpy(&end, value.data(), value.size());
      }
      constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
      return static_cast<std::size_t>((((begin + value.size()) * kOdd ^ end) * kOdd) >> (64 - kSlotBits));
    }
    void add_slowly(std::string_view value);

    std::unordered_set<std::string, Hash, std::equal_to<>> values_;
    std::array<const std::string*, kSlots> recent_{};
    std::size_t bytes_ = 0;
    bool is_full_ = false;
  };

  // By the API's key of a dimension, "tag:<key>" or "cost_category:<name>". Null where there are too many keys. The
  // values stay where they are.
  Values* of(const std::string& key);

 private:
  std::map<std::string, Values> keys_;
};

}  // namespace awscost::assembly
