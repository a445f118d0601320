#include "source_drawing.h"

#include <algorithm>

#include "shapes.h"

namespace awscost::differential {

std::vector<Key> Source::keys() const {
  if (group_by) return group_by->keys;
  if (resources) return {{Key::Kind::kDimension, kResourceId}};
  return {};
}

bool Source::has_key(Dimension dimension) const {
  std::size_t tags = 0;
  std::size_t categories = 0;
  for (const Key& key : keys()) {
    if (key.kind == Key::Kind::kDimension && key.index == dimension) return true;
    tags += key.kind == Key::Kind::kTag ? 1 : 0;
    categories += key.kind == Key::Kind::kCategory ? 1 : 0;
  }
  return (dimension == kTagValue && tags == 1) || (dimension == kCategoryValue && categories == 1);
}

namespace {

using std::chrono::days;
using Texts = std::vector<std::string>;

constexpr int kCollateKeptInOr = 3053000;  // before, SQLite loses COLLATE when it turns OR into IN

class SourceDrawing {
 public:
  SourceDrawing(Query& query, std::size_t index, const World& world, Random& random, int version,
                const SourceStyle& style)
      : query_(query),
        source_(query.sources[index]),
        world_(world),
        random_(random),
        version_(version),
        style_(style),
        draw_{random, world, query, source_} {}

  void draw() {
    source_.resources = random_.chance(35);
    const std::size_t before = query_.parameters.size();
    draw_group_by();
    draw_granularity();
    draw_dates();
    if (style_.filters && random_.chance(20)) source_.filter = draw_filter(2);
    if (source_.filter && random_.chance(30)) source_.filter->way = Way::kArgument;
    name_a_service();
    if (random_.chance(15)) draw_profiles();
    if (style_.small && random_.chance(85)) keep_few_periods();
    const std::size_t count = random_.below(4) + (source_.resources ? 0 : 1);
    for (std::size_t i = 0; i < count; ++i) source_.predicates.push_back(draw_predicate());
    random_.shuffle(source_.predicates);
    draw_wrap(before);
  }

 private:
  Way draw_way() {
    return random_.pick(std::vector<Way>{Way::kArgument, Way::kArgument, Way::kLiteral, Way::kParameter});
  }
  std::string sql_of(const std::string& text, Way way) {
    return way == Way::kParameter ? draw_.parameter(text) : quoted(text);
  }

  Key draw_key() {
    if (random_.chance(18)) return {Key::Kind::kTag, random_.chance(70) ? kTeam : kEnv};
    if (random_.chance(10)) return {Key::Kind::kCategory, kUnit};
    const std::size_t limit = source_.resources ? kItemDimensions : kResourceId;
    return {Key::Kind::kDimension, random_.below(limit)};
  }

  std::string key_text(const Key& key) {
    std::string text = key.kind == Key::Kind::kTag        ? std::string("tag:") + kLabelNames[key.index]
                       : key.kind == Key::Kind::kCategory ? std::string("cost_category:") + kLabelNames[key.index]
                                                          : std::string(kNames[key.index].column);
    if (key.kind == Key::Kind::kDimension && random_.chance(10)) text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  void draw_group_by() {
    if (random_.chance(source_.resources ? 35 : 25)) return;
    GroupBy group_by;
    const std::size_t count = random_.below(10) < 2 ? 0 : random_.chance(60) ? 1 : 2;
    if (source_.resources && random_.chance(70)) group_by.keys.push_back({Key::Kind::kDimension, kResourceId});
    while (group_by.keys.size() < count) {
      const Key key = draw_key();
      if (std::find(group_by.keys.begin(), group_by.keys.end(), key) == group_by.keys.end()) {
        group_by.keys.push_back(key);
      }
    }
    for (const Key& key : group_by.keys) {
      group_by.text += (group_by.text.empty() ? "" : random_.chance(80) ? ", " : " ,") + key_text(key);
    }
    group_by.way = draw_way();
    group_by.sql = sql_of(group_by.text, group_by.way);
    source_.group_by = group_by;
  }

  void draw_granularity() {
    const std::size_t which = random_.below(10);
    if (which < 5) return;
    Granularity granularity;
    granularity.grains = {which < 6 ? Grain::kDaily : which < 8 ? Grain::kMonthly : Grain::kHourly};
    if (random_.chance(8)) granularity.grains = {Grain::kDaily, Grain::kMonthly};
    granularity.way = draw_way();
    if (granularity.grains.size() == 1) {
      granularity.sql = sql_of(std::string(name(granularity.grains.front())), granularity.way);
    }
    source_.granularity = granularity;
  }

  void draw_profiles() {
    Profiles profiles;
    profiles.names = random_.some(std::vector<std::string>{"dev", "ops", "prod"}, 3);
    std::string list;
    std::string either;
    std::string rows;
    for (const std::string& name : profiles.names) {
      list += (list.empty() ? "" : ", ") + quoted(name);
      either += (either.empty() ? "@.profile = " : " OR @.profile = ") + quoted(name);
      rows += (rows.empty() ? "(" : ", (") + quoted(name) + ")";
    }
    profiles.condition = random_.pick(std::vector<std::string>{
        "@.profile IN (" + list + ")", "@.profile IN (NULL, " + list + ", " + quoted(profiles.names.front()) + ")",
        "(" + either + ")", "@.profile IN (SELECT column1 FROM (VALUES " + rows + ", (NULL)))",
        "@.profile IN (" + list + ") AND @.profile IN ('none', 'prod', 'ops', 'dev')"});
    source_.profiles = profiles;
  }

  Grain grain() const { return source_.granularity ? source_.granularity->grains.front() : Grain::kDaily; }
  bool has_grain(Grain grain) const {
    return source_.granularity && std::find(source_.granularity->grains.begin(), source_.granularity->grains.end(),
                                            grain) != source_.granularity->grains.end();
  }

  Date draw_date(Seconds at) {
    Date date{.text = date_text(at), .sql = {}, .way = draw_way()};
    const bool times = source_.resources || grain() == Grain::kHourly;
    if (times && random_.chance(40)) date.text += "T00:00:00Z";
    date.sql = sql_of(date.text, date.way);
    return date;
  }

  void draw_dates() {
    const bool needed = source_.resources && has_grain(Grain::kMonthly) && random_.chance(90);
    if (!needed && random_.chance(75)) return;
    const auto today = std::chrono::floor<days>(world_.now);
    const bool short_history = source_.resources || grain() == Grain::kHourly;
    const std::size_t back = short_history ? random_.below(13) : random_.below(random_.chance(70) ? 20 : 330);
    if (needed || random_.chance(80)) source_.start_date = draw_date(today - days{back});
    // Today at the latest, because AWS refuses a period that begins later.
    const auto first = source_.start_date ? today - days{back} : today - days{1};
    const auto span = std::min<std::size_t>(source_.start_date ? back + 1 : 2, 1 + random_.below(40));
    if (random_.chance(60)) source_.end_date = draw_date(first + days{span});
  }

  Filter leaf(Dimension d, const Texts& values) {
    Filter filter;
    filter.builder = std::string("awscost_dimension('") + (random_.chance(50) ? kNames[d].key : kNames[d].column) + "'";
    std::string list;
    for (const std::string& value : values) {
      filter.builder += ", " + quoted(value);
      // The sandbox finds nothing by AWS's text for no value.
      if (value != kNames[d].absent) list += (list.empty() ? "" : ", ") + quoted(value);
    }
    filter.builder += ")";
    filter.condition = std::string("(i.") + kNames[d].column + " IN (" + list + "))";
    filter.names_resource = d == kResourceId;
    return filter;
  }

  Filter label_leaf() {
    const std::size_t label = random_.below(kLabels);
    const Texts values = label == kUnit ? Texts{"Data"} : label == kEnv ? Texts{"prod"} : Texts{"search", "pay"};
    const bool absent = random_.chance(40);
    const bool present = !absent || random_.chance(50);
    static constexpr const char* kColumns[] = {"tag_team", "tag_env", "category_unit"};
    Filter filter;
    filter.builder =
        std::string(label == kUnit ? "awscost_cost_category('" : "awscost_tag('") + kLabelNames[label] + "'";
    std::string list;
    for (const std::string& value : values) {
      if (!present) break;
      filter.builder += ", " + quoted(value);
      list += (list.empty() ? "" : ", ") + quoted(value);
    }
    if (absent) filter.builder += ", NULL";
    filter.builder += ")";
    const std::string column = std::string("i.") + kColumns[label];
    filter.condition =
        "(coalesce(" + column + " IN (" + list + "), 0)" + (absent ? " OR " + column + " IS NULL" : "") + ")";
    return filter;
  }

  // Hours of resources allow compute only, anywhere in the filter.
  bool compute_only() const { return source_.resources && has_grain(Grain::kHourly); }

  Filter draw_filter(int depth) {
    if (depth > 0 && random_.chance(45)) return joined_filter(depth);
    if (random_.chance(35)) return label_leaf();
    const std::size_t limit = source_.resources ? kItemDimensions : kResourceId;
    const auto d = static_cast<Dimension>(random_.below(limit));
    return d == kService && compute_only() ? leaf(d, {kCompute}) : leaf(d, draw_.texts(d));
  }

  Filter joined_filter(int depth) {
    Filter a = draw_filter(depth - 1);
    if (random_.chance(40)) {
      a.builder = "awscost_not(" + a.builder + ")";
      a.condition = "(NOT " + a.condition + ")";
      return a;
    }
    const Filter b = draw_filter(depth - 1);
    const bool all = random_.chance(50);
    a.builder = std::string(all ? "awscost_all(" : "awscost_any(") + a.builder + ", " + b.builder + ")";
    a.condition = "(" + a.condition + (all ? " AND " : " OR ") + b.condition + ")";
    a.names_resource = a.names_resource || b.names_resource;
    return a;
  }

  // AWS requires a filter for resources; without one, the query is an error.
  void name_a_service() {
    if (!source_.resources || random_.chance(4)) return;
    if (source_.filter && random_.chance(40)) return;
    if (!source_.filter && style_.filters && random_.chance(15)) {
      source_.filter = draw_filter(1);
      return;
    }
    const bool compute = compute_only() || random_.chance(60);
    if (!source_.filter && style_.filters && random_.chance(15)) {
      source_.filter = leaf(kService, compute ? Texts{kCompute} : draw_.texts(kService));
      return;
    }
    Predicate predicate;
    if (compute || random_.chance(50)) {
      const std::string value = compute ? kCompute : draw_.text(kService);
      predicate = {.shape = "= literal",
                   .text = both("@.service = " + quoted(value)),
                   .claims = {{kService, Effect::kEquals, {value}}}};
    } else {
      predicate = make(shape_named("IN list"), kService);
    }
    source_.predicates.push_back(predicate);
  }

  static const DimensionShape& shape_named(const std::string& name) {
    return *std::find_if(dimension_shapes().begin(), dimension_shapes().end(),
                         [&](const DimensionShape& shape) { return shape.name == name; });
  }

  Predicate make(const DimensionShape& shape, Dimension d) {
    Predicate predicate = shape.make(draw_, d);
    predicate.shape = std::string(source_.has_key(d) ? "key " : "slice ") + shape.name;
    return predicate;
  }

  void keep_few_periods() {
    if (source_.start_date) return;
    Predicate predicate;
    const auto today = std::chrono::floor<days>(world_.now);
    const std::size_t back = grain() == Grain::kHourly ? random_.below(3) : random_.below(12);
    const std::string bound = grain() == Grain::kHourly ? time_text(today - days{back}) : date_text(today - days{back});
    predicate = {.shape = "period above",
                 .text = both("@.period_start >= " + quoted(bound)),
                 .from = bound,
                 .periods_only = true};
    source_.predicates.push_back(predicate);
  }

  Dimension draw_dimension(bool key) {
    std::vector<Dimension> fitting;
    for (std::size_t i = 0; i < kDimensions; ++i) {
      const auto d = static_cast<Dimension>(i);
      if (d == kResourceId && !source_.resources) continue;
      if (!key && d >= kItemDimensions && !random_.chance(10)) continue;
      if (source_.has_key(d) == key) fitting.push_back(d);
    }
    return fitting.empty() ? kDimensions : random_.pick(fitting);
  }

  Predicate draw_dimension_predicate() {
    const Dimension d = draw_dimension(random_.chance(60));
    if (d == kDimensions) return draw_period_predicate();
    const bool key = source_.has_key(d);
    // Most shapes are an error on a slice, so they are drawn less often.
    const bool binding = random_.chance(75);
    if (key && version_ >= kCollateKeptInOr && random_.chance(3)) return or_with_collation(d);
    while (true) {
      const DimensionShape& shape = random_.pick(dimension_shapes());
      if (!key && binding != shape.binds) continue;
      return make(shape, d);
    }
  }

  Predicate or_with_collation(Dimension d) {
    const std::string column = std::string("@.") + kNames[d].column;
    return {.shape = "key OR COLLATE",
            .text = both("(" + column + " = " + quoted(draw_.text(d)) + " COLLATE NOCASE OR " + column + " = " +
                         quoted(draw_.text(d)) + ")"),
            .claims = {{d, Effect::kReads, {}}}};
  }

  Predicate make(const Shape& shape) {
    Predicate predicate = shape.make(draw_);
    predicate.shape = shape.name;
    return predicate;
  }
  Predicate draw_period_predicate() {
    while (true) {
      Predicate predicate = make(random_.pick(period_shapes()));
      if (predicate.errors == 0 || random_.chance(30)) return predicate;
    }
  }

  Predicate draw_predicate() {
    const std::size_t which = random_.below(100);
    if (which < 55) return draw_dimension_predicate();
    if (which < 85) return draw_period_predicate();
    if (which < 97) return make(random_.pick(result_shapes()));
    return make(random_.pick(input_shapes()));
  }

  void draw_wrap(std::size_t parameters_before) {
    if (!style_.must_wrap && (!style_.wraps || random_.chance(60))) return;
    source_.wrap = static_cast<Wrap>(1 + random_.below(7));
    // A view cannot hold parameters.
    if (source_.wrap == Wrap::kView && query_.parameters.size() > parameters_before) source_.wrap = Wrap::kSubquery;
    for (std::size_t i = random_.below(3); i > 0; --i) {
      Predicate predicate = draw_outside();
      // A predicate that is refused next to the table may go unseen outside the wrap.
      if (predicate.errors == 0 && !predicate.cut) source_.outside.push_back(std::move(predicate));
    }
  }

  Predicate draw_outside() {
    const Dimension d = draw_dimension(true);
    if (d == kDimensions || random_.chance(50)) {
      return random_.chance(60) ? make(random_.pick(period_shapes())) : make(random_.pick(result_shapes()));
    }
    while (true) {
      Predicate predicate = make(random_.pick(dimension_shapes()), d);
      const bool keys = std::all_of(predicate.claims.begin(), predicate.claims.end(),
                                    [&](const Claim& claim) { return source_.has_key(claim.dimension); });
      if (keys) return predicate;
    }
  }

  Query& query_;
  Source& source_;
  const World& world_;
  Random& random_;
  const int version_;
  const SourceStyle style_;
  Draw draw_;
};

}  // namespace

void draw_source(Query& query, std::size_t source, const World& world, Random& random, int sqlite_version,
                 const SourceStyle& style) {
  SourceDrawing(query, source, world, random, sqlite_version, style).draw();
}

}  // namespace awscost::differential
