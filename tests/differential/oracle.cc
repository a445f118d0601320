#include "oracle.h"

#include <algorithm>
#include <stdexcept>

namespace awscost::differential {
namespace {

using std::chrono::days;

constexpr const char* kSourceColumns =
    "(period_start DATE TEXT, period_end DATE TEXT, group_1 TEXT, group_2 TEXT, estimated INTEGER, currency TEXT, "
    "unblended_cost DOUBLE, amortized_cost DOUBLE, usage_quantity DOUBLE, service TEXT, linked_account TEXT, region "
    "TEXT, "
    "usage_type TEXT, record_type TEXT, instance_type TEXT, resource_id TEXT, tag_value TEXT, cost_category_value "
    "TEXT, "
    "group_by TEXT, start_date DATE TEXT, end_date DATE TEXT, granularity TEXT, profile TEXT)";
constexpr const char* kLabelColumns[] = {"tag_team", "tag_env", "category_unit"};

std::string key_sql(const Key& key) {
  return key.kind == Key::Kind::kDimension ? std::string("i.") + kNames[key.index].column
                                           : std::string("i.") + kLabelColumns[key.index];
}

std::string list(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + quoted(text);
  return "(" + out + ")";
}

std::string item_condition(const Source& source, const SourceView& view, const World& world, Grain grain) {
  std::string condition = "i.at < " + quoted(time_text(std::chrono::floor<std::chrono::hours>(world.now)));
  // AWS has hours of resources for compute only, whatever the filter.
  if (source.resources && grain == Grain::kHourly) condition += " AND i.service = " + quoted(kCompute);
  if (source.filter) condition += " AND " + source.filter->condition;
  for (std::size_t d = 0; d < kItemDimensions; ++d) {
    const Slice& slice = view.slices[d];
    if (!slice.bound) continue;
    condition += std::string(" AND i.") + kNames[d].column +
                 (slice.looped ? " = v" + std::to_string(d) + ".column1" : " IN " + list(slice.values));
  }
  return condition;
}

// The value in the dimension's column: the key's, the slice's, or nothing.
std::string dimension_sql(const Source& source, const SourceView& view, std::size_t d) {
  const auto dimension = static_cast<Dimension>(d);
  if (source.has_key(dimension)) {
    for (const Key& key : source.keys()) {
      const bool tag = key.kind == Key::Kind::kTag && dimension == kTagValue;
      const bool category = key.kind == Key::Kind::kCategory && dimension == kCategoryValue;
      if (tag || category || (key.kind == Key::Kind::kDimension && key.index == d)) return key_sql(key);
    }
  }
  const Slice& slice = view.slices[d];
  if (slice.looped) return "v" + std::to_string(d) + ".column1";
  return slice.one() ? quoted(slice.values.front()) : "NULL";
}

std::string loops(const SourceView& view) {
  std::string out;
  for (std::size_t d = 0; d < kItemDimensions; ++d) {
    const Slice& slice = view.slices[d];
    if (!slice.looped) continue;
    std::string rows;
    for (const std::string& value : slice.values) rows += (rows.empty() ? "(" : ", (") + quoted(value) + ")";
    out += " CROSS JOIN (VALUES " + rows + ") AS v" + std::to_string(d);
  }
  return out;
}

// Repeats each row for each profile.
std::string askers(const Source& source) {
  if (!source.profiles) return {};
  std::string rows;
  for (const std::string& name : source.profiles->names) rows += (rows.empty() ? "(" : ", (") + quoted(name) + ")";
  return " CROSS JOIN (VALUES " + rows + ") AS who";
}

std::string loop_keys(const SourceView& view) {
  std::string out;
  for (std::size_t d = 0; d < kItemDimensions; ++d) {
    if (view.slices[d].looped) out += ", v" + std::to_string(d) + ".column1";
  }
  return out;
}

std::vector<Grain> grains(const Source& source) {
  return source.granularity ? source.granularity->grains : std::vector<Grain>{Grain::kDaily};
}

std::string text_or_null(const std::string& text) {
  return text.empty() ? "NULL" : quoted(text);
}

}  // namespace

Oracle::Oracle(const World& world) : world_(world) {
  db_.create(world.locals);
  for (const char* name : {"o0", "o1", "o2"}) db_.execute("CREATE TABLE " + std::string(name) + kSourceColumns);
  for (const char* name : {"o0", "o1", "o2"}) {
    db_.execute("CREATE INDEX " + std::string(name) + "_period ON " + name + "(period_start)");
    db_.execute("CREATE INDEX " + std::string(name) + "_service ON " + name + "(service, period_start)");
  }
  db_.execute("CREATE TABLE period(window, period_start, period_end, first, last, estimated)");
  db_.execute("CREATE INDEX period_window ON period(window)");
  load_items();
}

void Oracle::load_items() {
  std::string columns = "at TEXT";
  for (std::size_t d = 0; d < kItemDimensions; ++d) columns += std::string(", ") + kNames[d].column + " TEXT";
  for (const char* label : kLabelColumns) columns += std::string(", ") + label + " TEXT";
  for (const char* metric : kMetricColumns) columns += std::string(", ") + metric + " DOUBLE";
  db_.execute("CREATE TABLE li(" + columns + ")");
  db_.execute("CREATE INDEX li_at ON li(at)");
  constexpr std::size_t kColumns = 1 + kItemDimensions + kLabels + kMetrics;
  std::string marks = "?";
  for (std::size_t i = 1; i < kColumns; ++i) marks += ", ?";
  for (const Item& item : world_.items) {
    std::vector<Value> row = {time_text(item.at)};
    for (std::size_t d = 0; d < kItemDimensions; ++d) {
      row.emplace_back(item.dimensions[d].empty() ? std::string(kNames[d].absent) : item.dimensions[d]);
    }
    for (const auto& label : item.labels) row.push_back(label ? Value(*label) : Value{});
    for (const std::int64_t amount : item.amounts) row.emplace_back(static_cast<double>(amount) / 1024.0);
    db_.insert("INSERT INTO li VALUES (" + marks + ")", row);
  }
}

std::size_t Oracle::window(Window window, Grain grain) {
  const std::string name = std::string(differential::name(grain)) + time_text(window.from) + time_text(window.to);
  const auto [found, fresh] = windows_.emplace(name, windows_.size());
  if (!fresh) return found->second;
  const std::chrono::year_month_day today{std::chrono::floor<days>(world_.now)};
  const Seconds month = std::chrono::sys_days{today.year() / today.month() / 1};
  for (const Period& period : periods(window, grain)) {
    db_.insert("INSERT INTO period VALUES (?, ?, ?, ?, ?, ?)",
               {static_cast<std::int64_t>(found->second), period.start, period.end, time_text(period.from),
                time_text(period.to), static_cast<std::int64_t>(period.to > month)});
  }
  return found->second;
}

void Oracle::note(const std::string& sql) {
  script_ += sql + ";\n";
  db_.execute(sql);
}

void Oracle::fill_window(const Query& query, std::size_t index, const SourceView& view, Window window, Grain grain,
                         const std::string& start_date, const std::string& end_date) {
  const Source& source = query.sources[index];
  const std::size_t number = this->window(window, grain);
  const std::vector<Key> keys = source.keys();
  std::string columns = "p.period_start, p.period_end";
  for (std::size_t k = 0; k < 2; ++k) columns += ", " + (k < keys.size() ? key_sql(keys[k]) : std::string("NULL"));
  columns += ", p.estimated, 'USD'";
  for (const char* metric : kMetricColumns) columns += std::string(", coalesce(sum(i.") + metric + "), 0.0)";
  for (std::size_t d = 0; d < kDimensions; ++d) columns += ", " + dimension_sql(source, view, d);
  columns += ", " + (source.group_by ? quoted(source.group_by->text) : std::string("NULL")) + ", " +
             text_or_null(start_date) + ", " + text_or_null(end_date) + ", " + quoted(name(grain)) +
             (source.profiles ? ", who.column1" : ", NULL");
  std::string group = "p.period_start" + loop_keys(view) + (source.profiles ? ", who.column1" : "");
  for (const Key& key : keys) group += ", " + key_sql(key);
  note("INSERT INTO o" + std::to_string(index) + " SELECT " + columns + " FROM period p" + loops(view) +
       askers(source) + (keys.empty() ? " LEFT" : "") + " JOIN li i ON i.at >= p.first AND i.at < p.last AND " +
       item_condition(source, view, world_, grain) + " WHERE p.window = " + std::to_string(number) + " GROUP BY " +
       group);
}

void Oracle::judge_reach(const Query& query, std::size_t index, Grain grain, Verdict& verdict, const Window& window) {
  const Source& source = query.sources[index];
  bool sure = !query.join && (query.frame == Frame::kSelect || query.frame == Frame::kCompound);
  std::string conditions;  // on periods
  std::string told;        // the part that SQLite passes to the table
  std::optional<Seconds> oldest;
  const auto consider = [&](const Predicate& predicate, bool inside) {
    if (predicate.periods_only && !predicate.foreign) {
      std::string text = predicate.text.plain;
      for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@')) text.replace(at, 1, "p");
      conditions += " AND (" + text + ")";
      if (predicate.told && inside) told += " AND (" + text + ")";
    }
    if (!predicate.from || begun(*predicate.from) >= window.from) return;
    oldest = std::min(oldest.value_or(window.from), begun(*predicate.from));
    sure = sure && inside && predicate.from_is_sure;
  };
  for (const Predicate& predicate : source.predicates) consider(predicate, true);
  for (const Predicate& predicate : source.outside) consider(predicate, false);
  if (!oldest) return;
  const Seconds far = std::max(*oldest - days{40}, world_.now - days{grain == Grain::kHourly ? 400 : 1500});
  const Seconds from =
      grain == Grain::kMonthly ? begun(date_text(far).substr(0, 7)) : Seconds{std::chrono::floor<days>(far)};
  const auto hits = [&](Window old, const std::string& which) {
    if (old.from >= old.to) return false;
    const std::string sql =
        "SELECT count(*) FROM period p WHERE p.window = " + std::to_string(this->window(old, grain)) + which;
    const Answer answer = db_.run(sql, [&] {
      std::vector<Value> plain;
      for (const auto& parameter : query.parameters) plain.push_back(parameter.second);
      return plain;
    }());
    if (!answer.error.empty()) throw std::runtime_error(answer.error + " in: " + sql);
    return answer.rows.front() != "I:0";
  };
  if (hits({from, window.from}, conditions)) {
    (sure ? verdict.errors : verdict.perhaps) |= kBehindHistory;
  } else if (hits({from, window.from}, told)) {
    verdict.perhaps |= kBehindHistory;  // only SQLite knows that none can match
  }
}

Expected Oracle::ask(const Query& query) {
  Expected expected{.verdict = judge(query), .answer = {}, .script = {}};
  script_.clear();
  for (std::size_t i = 0; i < query.sources.size(); ++i) {
    const SourceView& view = expected.verdict.sources[i];
    const Source& source = query.sources[i];
    note("DELETE FROM o" + std::to_string(i));
    const Errors before = expected.verdict.errors;
    for (const Grain grain : grains(source)) {
      Window window = default_window(source.resources, grain, world_.now);
      if (query.join && query.join->lateral && i == 0) {
        if (view.errors != 0 || view.empty) continue;
        for (const std::string& day : world_.texts("days", 0)) {
          if (begun(day) > world_.now) continue;
          const Seconds first = begun(day);
          fill_window(query, i, view, {first, first + days{1}}, grain, day, date_text(first + days{1}));
        }
        continue;
      }
      if (source.start_date) window.from = begun(source.start_date->text);
      if (source.end_date) window.to = begun(source.end_date->text);
      if (!source.start_date) judge_reach(query, i, grain, expected.verdict, window);
      // The table must end in an error, so it has no rows for a statement that never reads it.
      if (view.errors != 0 || view.empty || expected.verdict.errors != before) continue;
      fill_window(query, i, view, window, grain, source.start_date ? source.start_date->text : "",
                  source.end_date ? source.end_date->text : "");
    }
    if (expected.verdict.errors != before) note("DELETE FROM o" + std::to_string(i));
  }
  const Statement statement = write(query, Side::kPlain);
  std::vector<Value> plain;
  for (const auto& parameter : query.parameters) plain.push_back(parameter.second);
  for (const std::string& view : statement.views) note(view);
  script_ += statement.text + ";";
  expected.answer = db_.run(statement.text, plain);
  if (expected.answer.error.empty() && !statement.after.empty()) expected.answer = db_.run(statement.after, {});
  for (const std::string& drop : statement.drops) db_.execute(drop);
  if (!expected.answer.error.empty()) {
    throw std::runtime_error("the oracle failed: " + expected.answer.error + "\n" + script_);
  }
  expected.script = script_;
  return expected;
}

}  // namespace awscost::differential
