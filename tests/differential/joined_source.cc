#include "joined_source.h"

#include "dimension_forms.h"

namespace awscost::differential {
namespace {

using std::chrono::days;

class JoinedSourceDrawing {
 public:
  JoinedSourceDrawing(Source& source, const World& world, Random& random, const JoinedStyle& style)
      : source_(source), world_(world), random_(random), style_(style) {}

  void draw() {
    source_.resources = random_.chance(15);
    draw_wrap();
    draw_granularity();
    draw_keys();
    draw_dates();
    if (source_.resources) add(equals("@.service = " + quoted(kCompute), kService, {kCompute}));
    if (!source_.start_date) add_period();
    if (random_.chance(15)) add_condition();
    if (random_.chance(8) && source_.wrap != Wrap::kNamed) draw_filter();
    random_.shuffle(source_.predicates);
  }

 private:
  void add(Predicate predicate) { source_.predicates.push_back(std::move(predicate)); }
  Grain grain() const { return source_.granularity ? source_.granularity->grains.front() : Grain::kDaily; }

  void draw_wrap() {
    if (!style_.wraps || random_.chance(style_.plain_inputs ? 10 : 75)) return;
    const std::vector<Wrap> wraps = {Wrap::kSubquery,        Wrap::kView,    Wrap::kCte,   Wrap::kMaterialized,
                                     Wrap::kNotMaterialized, Wrap::kLimited, Wrap::kNamed, Wrap::kNamed};
    source_.wrap = random_.pick(wraps);
    if (style_.plain_inputs && source_.wrap == Wrap::kNamed) source_.wrap = Wrap::kView;
  }

  Way draw_way() { return source_.wrap == Wrap::kNamed || random_.chance(75) ? Way::kArgument : Way::kLiteral; }

  void draw_granularity() {
    if (random_.chance(65)) return;
    Granularity granularity;
    granularity.grains = {
        random_.pick(std::vector<Grain>{Grain::kDaily, Grain::kMonthly, Grain::kMonthly, Grain::kHourly})};
    if (source_.resources && granularity.grains.front() == Grain::kMonthly) granularity.grains = {Grain::kDaily};
    granularity.way = draw_way();
    granularity.sql = quoted(name(granularity.grains.front()));
    source_.granularity = granularity;
  }

  void draw_keys() {
    if (random_.chance(25)) return;
    const std::vector<Key> all = {{Key::Kind::kDimension, kService},
                                  {Key::Kind::kDimension, kService},
                                  {Key::Kind::kDimension, kLinkedAccount},
                                  {Key::Kind::kDimension, kRegion},
                                  {Key::Kind::kTag, kTeam}};
    GroupBy group_by;
    if (source_.resources) group_by.keys.push_back({Key::Kind::kDimension, kResourceId});
    const std::size_t count = 1 + random_.below(2);
    while (group_by.keys.size() < count) {
      const Key key = random_.pick(all);
      if (key.kind == Key::Kind::kTag && source_.wrap == Wrap::kNamed) continue;  // there the tag has its own column
      if (std::find(group_by.keys.begin(), group_by.keys.end(), key) != group_by.keys.end()) continue;
      group_by.keys.push_back(key);
    }
    for (const Key& key : group_by.keys) {
      group_by.text += group_by.text.empty() ? "" : ", ";
      group_by.text += key.kind == Key::Kind::kTag ? "tag:team" : kNames[key.index].column;
    }
    group_by.way = draw_way();
    group_by.sql = quoted(group_by.text);
    source_.group_by = group_by;
  }

  void draw_dates() {
    if (random_.chance(85) || source_.wrap == Wrap::kNamed || grain() == Grain::kMonthly) return;
    const auto today = std::chrono::floor<days>(world_.now);
    const std::size_t back = 1 + random_.below(11);
    const auto date = [&](std::chrono::sys_days day) {
      Date drawn{.text = date_text(day), .sql = {}, .way = draw_way()};
      drawn.sql = quoted(drawn.text);
      return drawn;
    };
    source_.start_date = date(today - days{back});
    if (random_.chance(50)) source_.end_date = date(today - days{back} + days{1 + random_.below(back)});
  }

  void add_period() {
    if (!style_.is_bounded && random_.chance(10) && grain() != Grain::kHourly) return;
    const auto today = std::chrono::floor<days>(world_.now);
    const std::size_t back = random_.below(12);
    std::string bound = date_text(today - days{back});
    if (grain() == Grain::kMonthly) bound = date_text(today - days{30 * (1 + random_.below(8))}).substr(0, 8) + "01";
    if (grain() == Grain::kHourly) bound = time_text(today - days{random_.below(4)});
    add({.shape = "period above",
         .text = both("@.period_start >= " + quoted(bound)),
         .from = bound,
         .periods_only = true});
  }

  void add_condition() {
    const auto d = static_cast<Dimension>(random_.below(3));
    if (d == kService && source_.resources) return;
    const std::string value = random_.pick(world_.values[d]);
    const bool absent = value == kNames[d].absent;
    if (source_.has_key(d) && random_.chance(50)) return add(reads(at(d) + " <> " + quoted(value), d));
    if (!absent && source_.wrap != Wrap::kNamed) add(equals(at(d) + " = " + quoted(value), d, {value}));
  }

  void draw_filter() {
    const std::string service = kCompute;
    Filter filter;
    filter.builder = "awscost_not(awscost_dimension('SERVICE', 'AWS Lambda'))";
    filter.condition = "(NOT (i.service IN ('AWS Lambda')))";
    filter.way = draw_way();
    source_.filter = filter;
  }

  Source& source_;
  const World& world_;
  Random& random_;
  const JoinedStyle style_;
};

}  // namespace

void draw_joined_source(Query& query, const World& world, Random& random, const JoinedStyle& style) {
  query.sources.emplace_back();
  JoinedSourceDrawing(query.sources.back(), world, random, style).draw();
}

}  // namespace awscost::differential
