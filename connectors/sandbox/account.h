// An AWS organisation's bill: lines with constant attributes whose amounts run over time.
//
// How: every text (dimension value, tag key, tag value, …) is stored once and known by its number, so that filters and
// groups compare numbers. A line holds a value for every dimension; where it has none, that is `No…`.
//
//   Account account("111122223333");
//   account.add(LineItem{.start = "2026-11-01",
//                        .dimensions = {{"SERVICE", "AWS Lambda"}, {"LINKED_ACCOUNT", "111122223333"}},
//                        .tags = {{"team", "search"}},
//                        .amounts = {{"UnblendedCost", "0.25"}, {"UsageQuantity", "3"}},
//                        .usage_unit = "Requests"});
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
// Key and value of a tag or cost category.
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

// The value of `key` among `labels`, if it is there.
std::optional<TextId> find_label(const std::vector<Label>& labels, TextId key);

// One item of the bill, written out. Metrics that are not named are zero. A tag or category with an empty value is
// none: Cost Explorer shows both as `Key$`.
struct LineItem {
  std::string start;                              // a day, "2026-11-01", or an hour, "2026-11-01T05:00:00Z"
  std::map<std::string, std::string> dimensions;  // by the API's key: "SERVICE"
  std::map<std::string, std::string> tags;
  std::map<std::string, std::string> cost_categories;
  std::map<std::string, std::string> amounts;  // by metric: "UnblendedCost" -> "12.5"
  std::string usage_unit = "N/A";
};

class Account {
 public:
  // `payer` is the id of the management account: 12 digits, kept as text because leading zeros count.
  explicit Account(std::string payer);
  Account(Account&&) = default;
  Account& operator=(Account&&) = default;

  void name_member(const std::string& id, const std::string& name);

  // Adds an item; throws std::invalid_argument with a sentence where it is not well-formed. A day's item stands in the
  // day's first hour for hourly queries. PAYER_ACCOUNT is filled in where it is not given.
  void add(const LineItem& item);
  // A line without values, tags and amounts, to be filled and given to add().
  Line blank_line();
  void add(Line line) { lines_.push_back(std::move(line)); }

  const std::vector<Line>& lines() const { return lines_; }
  const std::string& payer() const { return payer_; }
  // Nothing where `id` is no member.
  std::optional<std::string_view> member_name(std::string_view id) const;

  TextId intern(std::string_view text);
  std::optional<TextId> find(std::string_view text) const;  // nothing where no line can have it
  const std::string& text(TextId id) const { return texts_[id]; }

 private:
  std::string payer_;
  std::map<std::string, std::string, std::less<>> members_;
  std::deque<std::string> texts_;  // never moves a text, so that ids_ may look into it
  std::unordered_map<std::string_view, TextId> ids_;
  std::array<TextId, kDimensionCount> absent_{};
  std::vector<Line> lines_;
};

}  // namespace awscost::sandbox
