#include "connectors/tables/pieces/added_up.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/tables/pieces/kept_rows.h"
#include "connectors/tables/pieces/wider_scan.h"
#include "sql/text/decimal.h"

namespace awscost::pieces {
namespace {

namespace json = boost::json;
using sql::Role;

constexpr int kSuccess = 200;

std::string_view text_of(const sql::Cell& cell) {
  const auto* text = std::get_if<std::string_view>(&cell);
  return text == nullptr ? std::string_view() : *text;
}

std::string_view last_step(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// "/ResultsByTime[]" -> "ResultsByTime"
std::string_view list_name(std::string_view path) {
  std::string_view name = last_step(path);
  if (name.ends_with("[]")) name.remove_suffix(2);
  return name;
}

// Sets the member at `path` below the element, such as TimePeriod/Start.
void set(json::object& element, std::string_view path, json::value value) {
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) {
    element[path] = std::move(value);
    return;
  }
  json::value& inner = element[path.substr(0, slash)];
  if (!inner.is_object()) inner = json::object();
  set(inner.as_object(), path.substr(slash + 1), std::move(value));
}

// The columns that show a metric's text and unit.
struct Figure {
  std::string metric;
  std::size_t exact = 0;
  std::size_t unit = 0;
};

std::optional<std::size_t> companion(const sql::Table& table, Role role, std::string_view metric) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].role == role && table.columns[i].metric == metric) return i;
  }
  return std::nullopt;
}

// The sums of one row, by metric.
struct Sums {
  std::vector<text::DecimalSum> amounts;
};

// The rows of a period by their keys as AWS writes them.
struct Period {
  bool estimated = false;
  std::map<std::vector<std::string>, Sums> rows;
};

class Adding {
 public:
  Adding(const Operation& operation, const sql::Scan& scan, const Piece& piece, kept::KeptAnswers& kept)
      : operation_(operation), scan_(scan), piece_(piece), kept_(kept), parts_(wider_scan(scan, *piece.answer)) {
    parts_.window = piece.window;
    parts_.mentioned.reset();
    for (sql::Selection& selection : parts_.selections) selection = {};
    estimated_ = sql::find(*scan.table, last_estimated());
    if (estimated_) parts_.mentioned.set(*estimated_);
    shown_by_ = groups_shown_by(scan, parts_);
  }

  std::optional<wire::Reply> reply(const sql::Interrupted& interrupted) {
    if (!estimated_ || !find_figures()) return std::nullopt;
    for (const sql::Bucket& bucket : sql::buckets_of(piece_.window, scan_.granularity)) periods_[bucket.start] = {};
    KeptRows rows(operation_, parts_, {piece_.window, piece_.answer, Serving::kRows}, kept_, nullptr);
    if (!rows.begin(interrupted)) return std::nullopt;
    while (rows.next(interrupted)) {
      if (!add(rows)) return std::nullopt;
    }
    if (!knows_silence()) return std::nullopt;
    return wire::Reply{.status = kSuccess, .headers = {}, .body = json::serialize(body())};
  }

 private:
  // The column that shows whether AWS may still change a period.
  std::string_view last_estimated() const {
    for (const sql::Column& column : scan_.table->columns) {
      if (!operation_.may_change.empty() && column.wire == operation_.may_change) return column.name;
    }
    return {};
  }

  bool find_figures() {
    std::vector<std::string> metrics = costs_asked(operation_, scan_).value_or(CostsAsked()).metrics;
    for (std::string& metric : metrics) {
      const auto exact = companion(*scan_.table, Role::kMetricExact, metric);
      const auto unit = companion(*scan_.table, Role::kMetricUnit, metric);
      if (!exact || !unit) return false;
      parts_.mentioned.set(*exact);
      parts_.mentioned.set(*unit);
      figures_.push_back({.metric = std::move(metric), .exact = *exact, .unit = *unit});
    }
    units_.resize(figures_.size());
    return true;
  }

  // False where a cost has another unit than the ones before.
  bool add(KeptRows& rows) {
    const std::string start(text_of(rows.cell(sql::find(*scan_.table, Role::kPeriodStart).value())));
    parts_seen_.insert(start);
    const auto instant = text::parse_instant(start);
    if (!instant) return false;
    const auto found = periods_.upper_bound(*instant);
    if (found == periods_.begin()) return false;
    Period& period = std::prev(found)->second;
    const sql::Cell estimated = rows.cell(*estimated_);
    const auto* flag = std::get_if<std::int64_t>(&estimated);
    period.estimated = period.estimated || (flag != nullptr && *flag != 0);
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      const std::string unit(text_of(rows.cell(figures_[i].unit)));
      if (units_[i].empty()) units_[i] = unit;
      if (units_[i] != unit) return false;
    }
    if (!is_wanted(rows)) return true;
    Sums& sums = period.rows[keys_of(rows)];
    sums.amounts.resize(figures_.size());
    for (std::size_t i = 0; i < figures_.size(); ++i) sums.amounts[i].add(text_of(rows.cell(figures_[i].exact)));
    return true;
  }

  bool is_wanted(KeptRows& rows) const {
    for (std::size_t i = 0; i < scan_.selections.size(); ++i) {
      const sql::Selection& selection = scan_.selections[i];
      if (!selection.bound || !parts_.is_key(i)) continue;
      if (!sql::has(selection, rows.cell(i))) return false;
    }
    return true;
  }

  std::vector<std::string> keys_of(KeptRows& rows) const {
    std::vector<std::string> keys;
    const auto& columns = scan_.table->columns;
    for (std::size_t i = 0; i < columns.size() && keys.size() < scan_.group_by.keys.size(); ++i) {
      if (columns[i].role != Role::kGroup || !shown_by_[i]) continue;
      const sql::GroupKey& key = scan_.group_by.keys[keys.size()];
      const bool prefixed = key.type == sql::KeyType::kTag || key.type == sql::KeyType::kCostCategory;
      keys.push_back((prefixed ? key.name + "$" : "") + std::string(text_of(rows.cell(*shown_by_[i]))));
    }
    return keys;
  }

  // An ungrouped question has a row for each period, and groups tell of a period only where somebody spent something.
  bool knows_silence() const {
    if (!scan_.group_by.keys.empty() || parts_.group_by.keys.empty()) return true;
    return static_cast<std::int64_t>(parts_seen_.size()) == sql::count_buckets(piece_.window, parts_.granularity);
  }

  // Null: nobody spent anything.
  json::object metrics_of(const Sums* sums) const {
    json::object metrics;
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      metrics[figures_[i].metric] =
          json::object{{"Amount", sums == nullptr ? std::string("0") : sums->amounts[i].text()}, {"Unit", units_[i]}};
    }
    return metrics;
  }

  json::object body() const {
    json::array list;
    for (const sql::Bucket& bucket : sql::buckets_of(piece_.window, scan_.granularity)) {
      list.push_back(element(bucket, periods_.at(bucket.start)));
    }
    return {{list_name(operation_.rows.each), std::move(list)}};
  }

  json::object element(const sql::Bucket& bucket, const Period& period) const {
    json::object element;
    const auto path = [&](std::string_view wire) { return wire.substr(operation_.rows.each.size() + 1); };
    for (const sql::Column& column : scan_.table->columns) {
      if (!sql::is_period(column.role)) continue;
      const text::Seconds at = column.role == Role::kPeriodStart ? bucket.start : bucket.end;
      set(element, path(column.wire), json::value(sql::wire_text(at, scan_.granularity)));
    }
    set(element, path(operation_.may_change), period.estimated);
    if (scan_.group_by.keys.empty()) {
      set(element, path(operation_.rows.metrics),
          metrics_of(period.rows.empty() ? nullptr : &period.rows.begin()->second));
      return element;
    }
    json::array groups;
    for (const auto& [keys, sums] : period.rows) {
      groups.push_back(json::object{{last_step(operation_.grouped_rows.keys), json::array(keys.begin(), keys.end())},
                                    {last_step(operation_.grouped_rows.metrics), metrics_of(&sums)}});
    }
    element[list_name(operation_.grouped_rows.each)] = std::move(groups);
    return element;
  }

  const Operation& operation_;
  const sql::Scan& scan_;
  const Piece& piece_;
  kept::KeptAnswers& kept_;
  sql::Scan parts_;  // the answer's rows in the piece's window
  std::optional<std::size_t> estimated_;
  std::vector<std::optional<std::size_t>> shown_by_;
  std::vector<Figure> figures_;
  std::vector<std::string> units_;  // by figure
  std::map<text::Seconds, Period> periods_;
  std::set<std::string> parts_seen_;  // the answer's periods that have a row
};

}  // namespace

std::optional<wire::Reply> added_up(const Operation& operation, const sql::Scan& scan, const Piece& piece,
                                    kept::KeptAnswers& kept, const sql::Interrupted& interrupted) {
  return Adding(operation, scan, piece, kept).reply(interrupted);
}

}  // namespace awscost::pieces
