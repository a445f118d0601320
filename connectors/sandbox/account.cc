#include "connectors/sandbox/account.h"

#include <algorithm>
#include <stdexcept>

namespace awscost::sandbox {
namespace {

Hour start_hour(const std::string& text) {
  const auto moment = parse_moment(text);
  if (!moment)
    throw std::invalid_argument("a line item starts on YYYY-MM-DD or at YYYY-MM-DDThh:00:00Z, not '" + text + "'");
  return std::chrono::floor<std::chrono::hours>(moment->at);
}

Dimension dimension_named(const std::string& key) {
  const auto dimension = find_dimension(key);
  if (!dimension) throw std::invalid_argument("a line has no dimension '" + key + "'");
  return *dimension;
}

Metric metric_named(const std::string& key) {
  const auto metric = find_metric(key);
  if (!metric) throw std::invalid_argument("a line has no metric '" + key + "'");
  return *metric;
}

std::vector<Label> labels(Account& account, const std::map<std::string, std::string>& texts) {
  std::vector<Label> result;
  for (const auto& [key, value] : texts) {
    if (!value.empty()) result.emplace_back(account.intern(key), account.intern(value));
  }
  return result;
}

}  // namespace

std::optional<TextId> find_label(const std::vector<Label>& labels, TextId key) {
  const auto found =
      std::find_if(labels.begin(), labels.end(), [key](const Label& label) { return label.first == key; });
  if (found == labels.end()) return std::nullopt;
  return found->second;
}

Account::Account(std::string payer) : payer_(std::move(payer)) {
  for (std::size_t i = 0; i < kDimensionCount; ++i) absent_[i] = intern(absent_text(static_cast<Dimension>(i)));
  absent_[static_cast<std::size_t>(Dimension::kPayerAccount)] = intern(payer_);
}

void Account::name_member(const std::string& id, const std::string& name) {
  members_[id] = name;
}

void Account::add(const LineItem& item) {
  Line line = blank_line();
  line.course = Course::once(start_hour(item.start));
  for (const auto& [key, value] : item.dimensions) {
    if (!value.empty()) line.set(dimension_named(key), intern(value));
  }
  line.tags = labels(*this, item.tags);
  line.cost_categories = labels(*this, item.cost_categories);
  line.usage_unit = intern(item.usage_unit);
  for (const auto& [metric, amount] : item.amounts) of(line.amounts, metric_named(metric)) = Amount::parse(amount);
  add(std::move(line));
}

Line Account::blank_line() {
  Line line;
  line.dimensions = absent_;
  line.usage_unit = intern("N/A");
  return line;
}

std::optional<std::string_view> Account::member_name(std::string_view id) const {
  const auto found = members_.find(id);
  if (found == members_.end()) return std::nullopt;
  return found->second;
}

TextId Account::intern(std::string_view text) {
  if (const auto known = find(text)) return *known;
  const auto id = static_cast<TextId>(texts_.size());
  ids_.emplace(texts_.emplace_back(text), id);
  return id;
}

std::optional<TextId> Account::find(std::string_view text) const {
  const auto found = ids_.find(text);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

}  // namespace awscost::sandbox
