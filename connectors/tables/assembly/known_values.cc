#include "connectors/tables/assembly/known_values.h"

#include "sql/text/nearest.h"

namespace awscost::assembly {

void KnownValues::Values::add_slowly(std::string_view value) {
  auto found = values_.find(value);
  if (found == values_.end()) {
    is_full_ = is_full_ || values_.size() == kMostValues || bytes_ + value.size() > kMostBytes;
    if (is_full_) return;
    found = values_.emplace(value).first;
    bytes_ += value.size();
  }
  recent_[slot(value)] = &*found;
}

std::vector<std::string> KnownValues::Values::nearest(std::string_view wanted, std::size_t most) const {
  std::vector<std::string_view> names(values_.begin(), values_.end());
  return text::resembling(wanted, names, most);
}

KnownValues::Values* KnownValues::of(const std::string& key) {
  const auto found = keys_.find(key);
  if (found != keys_.end()) return &found->second;
  return keys_.size() == kMostKeys ? nullptr : &keys_[key];
}

}  // namespace awscost::assembly
