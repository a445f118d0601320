#include "kept_questions.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "world.h"

namespace awscost::differential {
namespace {

using std::chrono::days;

struct KeyOfBill {
  std::string name;    // in group_by
  std::string column;  // as a slice, or as a key
  std::vector<std::string> values;
};

const std::vector<KeyOfBill> kKeys = {
    {"service", "service", {kCompute, "AWS Lambda", "Tax", "Nobody"}},
    {"linked_account", "linked_account", {"000000000001", "111122223333"}},
    {"region", "region", {"eu-west-3", "us-east-1", "NoRegion"}},
    {"usage_type", "usage_type", {"Requests", "BoxUsage:t3.medium"}},
    {"record_type", "record_type", {"Usage", "Credit"}},
    {"instance_type", "instance_type", {"t3.medium", "NoInstanceType"}},
    {"tag:team", "tag_team", {"blue", "Blue", "red"}},
    {"tag:env", "tag_env", {"prod", "dev"}},
    {"cost_category:unit", "cost_category_unit", {"shop", "search"}},
};
const KeyOfBill kResource = {"resource_id", "resource_id", {"i-1", "i-2", "NoResourceId"}};

const std::vector<std::string> kFigures = {
    "unblended_cost",     "unblended_cost_exact", "amortized_cost", "amortized_cost_exact",
    "usage_quantity",     "usage_quantity_exact", "currency",       "unblended_cost_unit",
    "usage_quantity_unit"};

// One question while it is drawn.
class Drawing {
 public:
  Drawing(Random& random, const Theme& theme, Seconds now)
      : random_(random), theme_(theme), today_(std::chrono::floor<days>(now)) {}

  KeptQuestion draw() {
    if (random_.chance(25)) return draw_wide();
    choose_keys();
    choose_window();
    choose_conditions();
    KeptQuestion question;
    question.is_broken_off = random_.chance(8);
    question.sql = "SELECT " + projection() + " FROM " + table() + " WHERE " + joined(conditions_, " AND ") + tail_;
    if (question.is_broken_off) question.sql += " LIMIT " + std::to_string(1 + random_.below(9));
    return question;
  }

 private:
  static std::string joined(const std::vector<std::string>& parts, const std::string& between) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
    return text;
  }

  // What others can be answered from: two keys, the whole history, every figure that can be added up.
  KeptQuestion draw_wide() {
    std::vector<std::size_t> keys = theme_.keys();
    random_.shuffle(keys);
    keys.resize(random_.below(3));
    std::vector<std::string> names;
    for (const std::size_t key : keys) names.push_back(kKeys[key].name);
    const std::string usage = random_.chance(30) ? ", usage_quantity" : "";
    return {.sql = "SELECT period_start, group_1, group_2, estimated, unblended_cost_exact, amortized_cost" + usage +
                   " FROM cost WHERE group_by = '" + joined(names, ", ") + "'" +
                   (random_.chance(20) ? " AND granularity = 'MONTHLY'" : ""),
            .is_broken_off = false};
  }

  // The named table has the tags and the cost category as columns.
  std::string table() const { return of_resources_ ? "resource_cost" : "cost"; }

  void choose_keys() {
    of_resources_ = random_.chance(15);
    std::vector<KeyOfBill> all;
    if (random_.chance(90)) {
      for (const std::size_t key : theme_.keys()) all.push_back(kKeys[key]);
    } else {
      all = kKeys;
    }
    if (of_resources_) all.push_back(kResource);
    random_.shuffle(all);
    keys_.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(random_.below(3)));
    if (of_resources_ && random_.chance(60)) keys_ = {kResource};
    others_.assign(all.begin() + static_cast<std::ptrdiff_t>(keys_.size()), all.end());
    std::vector<std::string> names;
    for (const KeyOfBill& key : keys_) names.push_back(key.name);
    conditions_.push_back("group_by = '" + joined(names, ", ") + "'");
    const unsigned grain = static_cast<unsigned>(random_.below(100));
    hourly_ = grain < 6;
    monthly_ = !hourly_ && grain < 40 && !of_resources_;
    if (hourly_ || monthly_ || random_.chance(20)) {
      conditions_.push_back(std::string("granularity = ") + (hourly_    ? "'HOURLY'"
                                                             : monthly_ ? "'MONTHLY'"
                                                                        : "'DAILY'"));
    }
  }

  Seconds some_day() {
    const std::size_t reach = of_resources_ || hourly_ ? 13 : random_.chance(50) ? 30 : 390;
    Seconds day = today_ - days(random_.below(reach + 1));
    if (!of_resources_ && !hourly_ && random_.chance(50)) {  // the first of a month
      const std::chrono::year_month_day date{std::chrono::floor<days>(day)};
      day = std::chrono::sys_days{date.year() / date.month() / 1};
    }
    const Seconds oldest = today_ - days(of_resources_ || hourly_ ? 13 : 390);
    return std::max(day, oldest);
  }

  void choose_window() {
    const std::size_t kind = random_.below(8);
    const auto quote = [](Seconds day) { return "'" + date_text(day) + "'"; };
    Seconds from = some_day();
    Seconds to = some_day();
    if (to < from) std::swap(from, to);
    if (kind < 2 || random_.chance(30)) return;  // the whole history
    if (kind < 4) {
      conditions_.push_back("period_start >= " + quote(from));
    } else if (kind < 6) {
      conditions_.push_back("period_start >= " + quote(from));
      conditions_.push_back("period_start < " + quote(to + days(1)));
    } else if (kind < 7) {
      conditions_.push_back("period_start IN (" + quote(from) + ", " + quote(to) + ")");
    } else {
      conditions_.push_back("start_date = " + quote(from));
      conditions_.push_back("end_date = " + quote(to + days(1)));
    }
  }

  void bind(const KeyOfBill& key) {
    std::vector<std::string> values;
    for (const std::string& value : key.values) values.push_back(quoted(value));
    const bool is_tag = key.column.rfind("tag_", 0) == 0;
    if (is_tag && random_.chance(5)) {
      conditions_.push_back(key.column + " = ''");
    } else if (is_tag && random_.chance(15)) {
      conditions_.push_back(key.column + " IS NULL");
    } else if (random_.chance(60)) {
      conditions_.push_back(key.column + " = " + random_.pick(values));
    } else {
      conditions_.push_back(key.column + " IN (" + joined(random_.some(values, values.size()), ", ") + ")");
    }
  }

  void choose_conditions() {
    for (const KeyOfBill& key : keys_) {
      if (random_.chance(25)) bind(key);
    }
    if (random_.chance(30) && !others_.empty()) bind(others_.front());
    if (of_resources_ && random_.chance(95)) {
      conditions_.push_back("filter = awscost_dimension('SERVICE', " + quoted(kCompute) + ")");
    } else if (random_.chance(10)) {
      conditions_.push_back("filter = awscost_not(awscost_dimension('RECORD_TYPE', 'Credit'))");
    }
  }

  std::string projection() {
    std::vector<std::string> columns;
    const std::size_t kind = random_.below(10);
    const auto keys = [&] {
      for (const KeyOfBill& key : keys_) columns.push_back(key.column);
    };
    if (kind == 0) return "count(*), min(period_start), max(period_end)";
    if (kind == 1 && !keys_.empty()) return "DISTINCT " + keys_.front().column;
    if (kind == 2 && !keys_.empty()) {
      tail_ = " GROUP BY 1";
      return keys_.front().column + ", sum(unblended_cost), awscost_sum(unblended_cost_exact), count(*)";
    }
    columns = {"period_start", "period_end"};
    keys();
    if (random_.chance(30)) columns.insert(columns.end(), {"group_1", "group_2"});
    if (random_.chance(50)) columns.push_back("estimated");
    if (random_.chance(10)) columns.push_back(random_.chance(50) ? "dimension_attributes" : "linked_account_name");
    const bool usage = random_.chance(30);
    for (const std::string& figure : kFigures) {
      if (random_.chance(30) && (usage || figure.rfind("usage", 0) != 0)) columns.push_back(figure);
    }
    return joined(columns, ", ");
  }

  Random& random_;
  const Theme& theme_;
  Seconds today_;
  bool of_resources_ = false;
  bool monthly_ = false;
  bool hourly_ = false;
  std::vector<KeyOfBill> keys_;
  std::vector<KeyOfBill> others_;
  std::vector<std::string> conditions_;
  std::string tail_;
};

}  // namespace

Theme::Theme(Random& random) {
  std::vector<std::size_t> all(kKeys.size());
  std::iota(all.begin(), all.end(), 0);
  random.shuffle(all);
  keys_.assign(all.begin(), all.begin() + 3);
}

KeptQuestion draw_kept_question(Random& random, const Theme& theme, Seconds now) {
  return Drawing(random, theme, now).draw();
}

}  // namespace awscost::differential
