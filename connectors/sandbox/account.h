// An AWS organisation's bill: lines with constant attributes and amounts that vary over time.
//
// How: every text (dimension value, tag key, tag value) is stored once and has a number, so filters and groups compare
// numbers. A line has a value for every dimension; a missing one reads "NoInstanceType", as in Cost Explorer.
//
// Example:
//
//   Account one_line() {
//     Account account("111122223333");
//     account.add(LineItem{.start = "2026-11-01",
//                          .dimensions = {{"SERVICE", "AWS Lambda"}, {"LINKED_ACCOUNT", "111122223333"}},
//                          .tags = {{"team", "search"}},
//                          .amounts = {{"UnblendedCost", "0.25"}, {"UsageQuantity", "3"}},
//                          .usage_unit = "Requests"});
//     return account;
//   }
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "connectors/sandbox/course.h"
#include "connectors/sandbox/dimension.h"
#include "connectors/sandbox/metric.h"

namespace awscost::sandbox {

using TextId = std::uint32_t;
// Key and value of a tag or a cost category.
using Label = std::pair<TextId, TextId>;

struct Line {
  std::array<TextId, kDimensionCount> dimensions;
  std::vector<Label> tags;
  std::vector<Label> cost_categories;
  TextId usage_unit = 0;
  Course course;
  Amounts amounts{};  // for a course weight of 1

  TextId value(Dimension dimension) const { return dimensions[static_cast<std::size_t>(dimension)]; }
  void set(Dimension dimension, TextId value) { dimensions[static_cast<std::size_t>(dimension)] = value; }
};

// The value of `key`; nullopt if `labels` has no such key.
std::optional<TextId> find_label(const std::vector<Label>& labels, TextId key);

// One item of the bill as text. Missing metrics are zero. An empty tag or category value counts as absent, because Cost
// Explorer shows both as `Key$`.
struct LineItem {
  std::string start;                              // a day, "2026-11-01", or an hour, "2026-11-01T05:00:00Z"
  std::map<std::string, std::string> dimensions;  // by API key: "SERVICE"
  std::map<std::string, std::string> tags;
  std::map<std::string, std::string> cost_categories;
  std::map<std::string, std::string> amounts;  // by metric: "UnblendedCost" -> "12.5"
  std::string usage_unit = "N/A";
};

// What the payer has switched on. Resource data and hourly data are opt-in features, each by itself.
struct Switches {
  bool cost_explorer = true;
  bool resource_data = true;
  bool hourly_data = true;
};

class Account {
 public:
  // `payer`: id of the management account, 12 digits. Leading zeros count.
  explicit Account(std::string payer);
  Account(Account&&) = default;
  Account& operator=(Account&&) = default;

  void name_member(const std::string& id, const std::string& name);

  // Throws std::invalid_argument for a malformed item. Hourly queries show a day's item in its first hour.
  // PAYER_ACCOUNT defaults to payer().
  void add(const LineItem& item);
  // A line without values, tags and amounts. Fill it and pass it to add().
  Line blank_line();
  void add(Line line) { lines_.push_back(std::move(line)); }

  const Switches& switches() const { return switches_; }
  void set(const Switches& switches) { switches_ = switches; }

  const std::vector<Line>& lines() const { return lines_; }
  const std::string& payer() const { return payer_; }
  // nullopt if `id` is not a member.
  std::optional<std::string_view> member_name(std::string_view id) const;

  TextId intern(std::string_view text);
  std::optional<TextId> find(std::string_view text) const;  // nullopt if no line has this text
  const std::string& text(TextId id) const { return texts_[id]; }

 private:
  std::string payer_;
  Switches switches_;
  std::map<std::string, std::string, std::less<>> members_;
  std::deque<std::string> texts_;  // never moves a text: the keys of ids_ are views of it
  std::unordered_map<std::string_view, TextId> ids_;
  std::array<TextId, kDimensionCount> absent_{};
  std::vector<Line> lines_;
};

}  // namespace awscost::sandbox
