#include "request_bound.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "comparison.h"
#include "statement.h"

namespace awscost::differential {
namespace {

constexpr std::size_t kMostKeys = 2;
constexpr int kUsualPage = 5000;

std::string key_text(const Key& key) {
  if (key.kind == Key::Kind::kTag) return std::string("tag:") + kLabelNames[key.index];
  if (key.kind == Key::Kind::kCategory) return std::string("cost_category:") + kLabelNames[key.index];
  return kNames[key.index].column;
}

// Granularity, first start and last end of the requests of one operation, and the pages of the longest answer.
struct Asked {
  std::string granularity;
  std::string start;
  std::string end;
  std::int64_t longest = 0;
};
std::vector<Asked> asked_periods(Database& db, std::int64_t before, const std::string& operation) {
  const Answer answer = db.run(
      "SELECT request ->> '$.Granularity' || '|' || min(request ->> '$.TimePeriod.Start') || '|' || "
      "max(request ->> '$.TimePeriod.End') || '|' || max(page) FROM awscost_requests WHERE operation = " +
          quoted(operation) + " AND id > " + std::to_string(before) + " GROUP BY request ->> '$.Granularity'",
      {});
  if (!answer.error.empty()) throw std::runtime_error(answer.error);
  std::vector<Asked> periods;
  for (const std::string& row : answer.rows) {
    const std::string text = row.substr(3, row.size() - 4);  // T:'...'
    const std::size_t first = text.find('|');
    const std::size_t second = text.find('|', first + 1);
    const std::size_t third = text.find('|', second + 1);
    periods.push_back({text.substr(0, first), text.substr(first + 1, second - first - 1),
                       text.substr(second + 1, third - second - 1), std::stoll(text.substr(third + 1))});
  }
  return periods;
}

// By the names of shapes (join_links.cc, join_drawing.cc). "period above" is said of each join that binds no bound older
// than the history.
bool binds_periods(const Query& query) {
  constexpr std::array<std::string_view, 6> kOthers = {"hours",   "month of a day", "USING",
                                                       "NATURAL", "CTE twice",      "IN of a correlated subquery"};
  const auto& shapes = query.joins.shapes;
  return std::any_of(shapes.begin(), shapes.end(), [&](const std::string& shape) {
    return (shape.starts_with("period") && shape != "period above") ||
           std::find(kOthers.begin(), kOthers.end(), shape) != kOthers.end();
  });
}

// SQLite keeps the conditions in WHERE on a table of an outer join to itself, and among them the one that AWS demands of
// resources: then its loop cannot ask for the whole.
bool is_outer(const Query& query) {
  const auto& shapes = query.joins.shapes;
  return std::any_of(shapes.begin(), shapes.end(),
                     [](const std::string& shape) { return shape == "RIGHT JOIN" || shape == "FULL JOIN"; });
}

std::string with_alias(std::string text) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@')) text.replace(at, 1, "a");
  return text;
}

}  // namespace

Sent sent_after(Database& db, std::int64_t id) {
  const std::string after = std::to_string(id);
  // One pass over the ledger, which grows.
  const std::int64_t both =
      db.count("SELECT max(coalesce(max(id), 0), " + after +
               ") * 1000000 + count(*) FILTER (WHERE status = 200 AND id > " + after + ") FROM awscost_requests");
  return {.count = both % 1'000'000, .last = both / 1'000'000};
}

RequestBound::RequestBound(const World& world, const std::string& extension, const std::string& folder) {
  open_account(db_, world, {extension, folder});
  db_.execute("SELECT awscost_config('cache', 'off')");
}

// Nothing where AWS refuses the whole: each value is then asked for singly.
std::optional<std::int64_t> RequestBound::pages_of(const std::string& question) {
  const Answer answer = db_.run(question, {});
  if (!answer.error.empty()) return std::nullopt;
  const Sent sent = sent_after(db_, last_);
  last_ = sent.last;
  return sent.count;
}

// Without keys there is a row for each period, also where nothing was spent. Groups do not tell of a period in which no
// group has a row.
bool RequestBound::tells_all_periods(const Source& source, const std::string& rest, const std::string& keys) {
  if (!source.keys().empty() || source.linked.empty()) return true;
  if (source.linked.size() > 1) return false;  // groups within a slice are fewer than those of all
  const std::string count = "SELECT count(DISTINCT a.period_start)" + rest + " AND a.group_by = ";
  const bool tells = db_.count(count + "''") == db_.count(count + quoted(keys));
  last_ = sent_after(db_, last_).last;
  return tells;
}

std::optional<std::int64_t> RequestBound::pages_of(Database& single, std::int64_t before, const Source& source) {
  const std::string operation = source.resources ? "GetCostAndUsageWithResources" : "GetCostAndUsage";
  std::string keys;
  std::size_t count = 0;
  const auto add = [&](const std::string& key) {
    ++count;
    keys += (keys.empty() ? "" : ", ") + key;
  };
  for (const Key& key : source.keys()) add(key_text(key));
  for (const Claim& claim : source.linked) add(kNames[claim.dimension].column);
  std::int64_t pages = 0;
  for (const Asked& asked : asked_periods(single, before, operation)) {
    if (count > kMostKeys) return std::nullopt;
    std::string question;
    const std::string from = std::string(" FROM ce_cost_and_usage") + (source.resources ? "_with_resources" : "");
    question += " AS a WHERE a.granularity = " + quoted(asked.granularity) +
                " AND a.start_date = " + quoted(asked.start) + " AND a.end_date = " + quoted(asked.end);
    if (source.filter) question += " AND a.filter = " + source.filter->builder;
    for (const Predicate& predicate : source.predicates) {
      if (!predicate.periods_only) question += " AND " + with_alias(predicate.text.asked);
    }
    const auto whole =
        pages_of("SELECT count(*), sum(a.unblended_cost)" + from + question + " AND a.group_by = " + quoted(keys));
    if (!whole || !tells_all_periods(source, from + question, keys)) return std::nullopt;
    // A single question with more pages was asked without a condition that SQLite keeps to itself (RIGHT JOIN).
    pages += std::max(*whole, asked.longest);
  }
  return pages;
}

RequestBound::Bound RequestBound::most(Database& single, std::int64_t before, std::int64_t sent, const Query& query) {
  if (page_size_ != query.joins.page_size) {
    page_size_ = query.joins.page_size;
    db_.execute("SELECT awscost_config('sandbox_page_size', " + std::to_string(page_size_) + ")");
  }
  Bound bound{.single = sent, .whole = 0, .most = 0};
  for (const Source& source : query.sources) {
    const bool can_be_whole = bound.whole && !(source.resources && is_outer(query));
    const auto pages = can_be_whole ? pages_of(single, before, source) : std::nullopt;
    bound.whole = pages ? std::optional(*bound.whole + *pages) : std::nullopt;
  }
  for (const std::string& question : query.joins.whole) {
    const auto pages = bound.whole ? pages_of(with_other_services(question, Side::kAsked)) : std::nullopt;
    bound.whole = pages ? std::optional(*bound.whole + *pages) : std::nullopt;
  }
  const auto tables = static_cast<std::int64_t>(query.sources.size() + query.joins.repeated + query.joins.whole.size());
  const bool has_small_pages = query.joins.page_size < kUsualPage;
  const bool three_compete = has_small_pages && binds_periods(query);
  const std::int64_t of_each = 2 + (has_small_pages ? 1 : 0) + (three_compete ? 1 : 0);
  const std::int64_t plans = three_compete ? 3 : 2;
  bound.most = of_each * tables * static_cast<std::int64_t>(query.joins.loops) +
               plans * std::min(bound.single, bound.whole.value_or(bound.single));
  return bound;
}

}  // namespace awscost::differential
