#include "generator.h"

#include <algorithm>

#include "shapes.h"
#include "source_drawing.h"
#include "statement.h"

namespace awscost::differential {
namespace {

using Texts = std::vector<std::string>;

constexpr int kOuterJoins = 3039000;  // RIGHT and FULL JOIN

// Optimizations to switch off: flattening, distinct, transitive, simplify-join, skip-scan, seek-scan, all of them.
const std::vector<std::uint32_t> kMasks = {0x1, 0x10, 0x80, 0x2000, 0x4000, 0x20000, 0xffffffff};

class QueryDrawing {
 public:
  QueryDrawing(const World& world, std::uint64_t seed, int sqlite_version)
      : random_(seed), world_(world), version_(sqlite_version) {}

  Query draw() {
    query_.mask = random_.chance(25) ? random_.pick(kMasks) : 0;
    query_.verify = random_.chance(12);
    switch (random_.below(10)) {
      case 0:
        scalar();
        break;
      case 1:
        random_.chance(50) ? exists() : in_subquery();
        break;
      case 2:
        compound();
        break;
      case 3:
        self_join();
        break;
      case 4:
      case 5:
        local_join();
        break;
      case 6:
        if (random_.chance(40)) {
          many_conditions();
          break;
        }
        [[fallthrough]];
      default:
        single();
    }
    return std::move(query_);
  }

 private:
  Draw draw_for(std::size_t source) { return {random_, world_, query_, query_.sources[source]}; }

  void add_source(const SourceStyle& style) {
    query_.sources.emplace_back();
    draw_source(query_, query_.sources.size() - 1, world_, random_, version_, style);
  }

  void single() {
    add_source({});
    draw_projection();
    draw_order();
  }

  void many_conditions() {
    add_source({.wraps = false, .filters = false});
    query_.fillers = random_.chance(50) ? 17 + random_.below(3) : 33 + random_.below(3);
    query_.fillers_first = random_.chance(50);
    draw_projection();
    draw_order();
  }

  void compound() {
    query_.frame = Frame::kCompound;
    query_.compound = random_.pick(Texts{"UNION ALL", "UNION ALL", "UNION", "EXCEPT", "INTERSECT"});
    const std::size_t arms = 2;
    for (std::size_t i = 0; i < arms; ++i) add_source({});
    query_.projection.kind = Projection::Kind::kColumns;
    query_.projection.columns = random_.some(
        Texts{"@.period_start", "@.group_1", "@.unblended_cost", "@.usage_quantity", "@.group_2", "@.period_end"}, 4);
    draw_order();
  }

  // The local column that a dimension is joined with.
  static std::pair<std::string, std::string> partner(Dimension d) {
    switch (d) {
      case kLinkedAccount:
        return {"acc_t", "id"};
      case kRegion:
        return {"reg", "r"};
      case kTagValue:
        return {"teams", "v"};
      default:
        return {"svc", "s"};
    }
  }

  std::string column_of(Dimension d) const { return std::string("@.") + kNames[d].column; }

  // A dimension of the first source to join with, mostly one that can be right.
  Dimension joinable(bool slices) {
    std::vector<Dimension> fitting;
    const Source& source = query_.sources.front();
    for (const Dimension d : {kService, kLinkedAccount, kRegion, kTagValue}) {
      if (d == kTagValue && !source.has_key(d)) continue;
      if (slices || source.has_key(d)) fitting.push_back(d);
    }
    return fitting.empty() ? kDimensions : random_.pick(fitting);
  }

  // Mostly days; days from before the history, or timestamps, which another order of the join compares as texts.
  void join_on_days(Join& join) {
    join.local = random_.chance(60) ? "days" : random_.chance(50) ? "olds" : "stamps";
    switch (random_.below(5)) {
      case 0:
        join.shape = "join period range";
        join.on = both("@.period_start BETWEEN l.d AND date(l.d, '+1 day')");
        break;
      case 1:
        join.shape = "join period IS";
        join.on = both("@.period_start IS l.d");
        break;
      case 2:
        join.shape = "join period_end";
        join.on = both("l.d = @.period_end");
        break;
      default:
        join.shape = "join period =";
        join.on = both(random_.chance(50) ? "@.period_start = l.d" : "l.d = @.period_start");
    }
  }

  void join_on_dimension(Join& join, Dimension d) {
    const Source& source = query_.sources.front();
    const bool key = source.has_key(d);
    if (d == kLinkedAccount && random_.chance(25)) {
      join.shape = key ? "join key = INTEGER" : "join slice = INTEGER";
      join.local = "acc_i";
      join.on = both("@.linked_account = l.id");
      join.claims = {{d, Effect::kNumber, {}}};
      return;
    }
    if (d == kService && random_.chance(25)) {
      join.local = "nc";
      const bool nocase = random_.chance(50);
      join.shape = std::string(key ? "join key = NOCASE" : "join slice = NOCASE") + (nocase ? " left" : " right");
      join.on = both(nocase ? "l.s = @.service" : "@.service = l.s");
      join.claims = {{d, nocase ? Effect::kReads : Effect::kEach, world_.texts("nc", 0)}};
      return;
    }
    const auto [table, column] = partner(d);
    join.local = table;
    join.shape = key ? "join key =" : "join slice =";
    join.on = both(random_.chance(50) ? column_of(d) + " = l." + column : "l." + column + " = " + column_of(d));
    join.claims = {{d, Effect::kEach, world_.texts(table, 0)}};
  }

  void join_laterally(Join& join) {
    join.local = "days";
    join.lateral = true;
    join.shape = "join inputs";
    join.on = both("l.n >= 0 AND l.d IS NOT NULL");
    Source& source = query_.sources.front();
    source.start_date.reset();
    source.end_date.reset();
    source.granularity.reset();
    if (source.group_by) source.group_by->way = Way::kArgument, source.group_by->sql = quoted(source.group_by->text);
  }

  void local_join() {
    const bool wraps = random_.chance(35);
    add_source({.wraps = wraps, .must_wrap = wraps, .small = true});
    Join join;
    const bool direct = query_.sources.front().wrap == Wrap::kNone;
    const Dimension d = joinable(direct);
    const auto& granularity = query_.sources.front().granularity;
    const bool hourly = granularity && granularity->grains.front() == Grain::kHourly;
    if (direct && !hourly && random_.chance(12)) {
      join_laterally(join);
    } else if (d == kDimensions || random_.chance(40)) {
      join_on_days(join);
    } else {
      join_on_dimension(join, d);
    }
    join.kind =
        random_.pick(std::vector<JoinKind>{JoinKind::kInner, JoinKind::kComma, JoinKind::kCross, JoinKind::kLeft,
                                           JoinKind::kLeft, JoinKind::kRight, JoinKind::kFull});
    if (version_ < kOuterJoins && (join.kind == JoinKind::kRight || join.kind == JoinKind::kFull)) {
      join.kind = JoinKind::kLeft;
    }
    join.local_first = random_.chance(60);
    if (join.lateral) {
      join.local_first = true;
      // A LEFT JOIN would also request days of the future.
      if (join.kind != JoinKind::kComma && join.kind != JoinKind::kCross) join.kind = JoinKind::kInner;
    }
    add_extra(join);
    query_.join = join;
    draw_projection();
    draw_order();
  }

  // One more condition in the ON of a LEFT JOIN, about its left table; it must not remove that table's rows.
  void add_extra(Join& join) {
    if (join.kind != JoinKind::kLeft || join.local_first || random_.chance(40)) return;
    Draw draw = draw_for(0);
    const Source& source = query_.sources.front();
    const Texts keys = key_columns(source);
    join.extra_shape = "ON about the left table";
    const std::string bound = quoted(draw_bound(draw));
    if (!keys.empty() && random_.chance(60)) {
      const std::string& key = random_.pick(keys);
      const auto name = std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return key == n.column; });
      join.extra_reads = static_cast<Dimension>(name - kNames.begin());
      const std::string value = quoted(draw.text(*join.extra_reads));
      join.extra = both("@." + key +
                        random_.pick(Texts{" <> " + value, " IS NOT " + value, " IS NOT NULL", " LIKE '%a%'",
                                           " GLOB '*a*'", " = " + value}));
    } else {
      join.extra = both("@.period_start" + random_.pick(Texts{" <> " + bound, " IS NOT " + bound, " LIKE '2026-1%'",
                                                              " GLOB '2026-1*'", " >= " + bound, " = " + bound}));
    }
  }

  void self_join() {
    const bool wraps = random_.chance(40);
    add_source({.wraps = wraps, .must_wrap = wraps, .small = true});
    add_source({.wraps = wraps, .must_wrap = wraps, .small = true});
    Join join;
    join.kind = random_.pick(
        std::vector<JoinKind>{JoinKind::kInner, JoinKind::kComma, JoinKind::kLeft, JoinKind::kCross, JoinKind::kFull});
    if (version_ < kOuterJoins && join.kind == JoinKind::kFull) join.kind = JoinKind::kLeft;
    join.shape = "self join";
    join.on = both("@.period_start = #.period_start");
    for (const std::string& key : key_columns(query_.sources[0])) {
      const Texts others = key_columns(query_.sources[1]);
      if (std::find(others.begin(), others.end(), key) == others.end() || random_.chance(30)) continue;
      join.shape = "self join on a key";
      join.on = both(join.on.asked + " AND @." + key + " = #." + key);
    }
    query_.join = join;
    draw_projection();
    draw_order();
  }

  void scalar() {
    query_.frame = Frame::kScalar;
    add_source({.small = true});
    correlate();
    query_.projection.columns = {random_.pick(Texts{"sum(@.unblended_cost)", "count(*)", "max(@.usage_quantity)",
                                                    "min(@.period_start)", "total(@.amortized_cost)"})};
  }

  void exists() {
    query_.frame = random_.chance(50) ? Frame::kExists : Frame::kNotExists;
    add_source({.small = true});
    correlate();
  }

  void correlate() {
    Join join;
    const Dimension d = joinable(query_.sources.front().wrap == Wrap::kNone);
    if (d == kDimensions || random_.chance(40)) {
      join_on_days(join);
    } else {
      join_on_dimension(join, d);
    }
    join.shape = "correlated " + join.shape;
    query_.join = join;
  }

  void in_subquery() {
    query_.frame = Frame::kInSubquery;
    add_source({.small = true});
  }

  // Columns with a value in every row, and sometimes one without.
  Texts columns_to_show() {
    Texts columns;
    for (std::size_t i = 0; i < query_.sources.size(); ++i) {
      const std::string prefix = i == 0 ? "@." : "#.";
      for (const std::string& column : kResultColumns) columns.push_back(prefix + column);
      for (const std::string& column : key_columns(query_.sources[i])) columns.push_back(prefix + column);
    }
    if (query_.join && !query_.join->local.empty()) {
      const std::string declaration = world_.local(query_.join->local).declaration;
      columns.push_back("l." + declaration.substr(0, declaration.find(' ')));
    }
    return columns;
  }

  void read_a_slice(Texts& columns) {
    const Source& source = query_.sources.front();
    if (source.wrap != Wrap::kNone || random_.chance(75)) return;
    std::vector<Dimension> slices;
    for (const Predicate& predicate : source.predicates) {
      for (const Claim& claim : predicate.claims) {
        if (!source.has_key(claim.dimension)) slices.push_back(claim.dimension);
      }
    }
    if (slices.empty() || random_.chance(10)) slices = {kService, kRegion};
    const Dimension d = random_.pick(slices);
    if (source.has_key(d)) return;
    columns.push_back(column_of(d));
    query_.projection.reads.push_back(d);
  }

  void read_an_input(Texts& columns) {
    const Source& source = query_.sources.front();
    if (source.wrap != Wrap::kNone || random_.chance(88)) return;
    const bool bound = random_.chance(80);
    if (bound && source.granularity) columns.push_back("@.granularity");
    if (bound && source.group_by) columns.push_back("@.group_by");
    if (bound && source.profiles) columns.push_back("@.profile");
    if (!bound && !source.granularity) {
      columns.push_back("@.granularity");
      query_.projection.errors |= kUnboundInput;
    }
  }

  void draw_projection() {
    using Kind = Projection::Kind;
    Projection& projection = query_.projection;
    projection.kind =
        random_.pick(std::vector<Kind>{Kind::kColumns, Kind::kColumns, Kind::kColumns, Kind::kCount, Kind::kSums,
                                       Kind::kSums, Kind::kGroupBy, Kind::kDistinct, Kind::kWindow, Kind::kFiltered});
    if (projection.kind == Kind::kCount || projection.kind == Kind::kSums || projection.kind == Kind::kFiltered) return;
    projection.columns = random_.some(columns_to_show(), projection.kind == Kind::kGroupBy ? 2 : 4);
    read_a_slice(projection.columns);
    read_an_input(projection.columns);
    if (projection.kind == Kind::kGroupBy && random_.chance(30))
      projection.having = " HAVING sum(a.unblended_cost) > 0";
  }

  void draw_order() {
    query_.ordered = random_.chance(40);
    query_.descending = random_.chance(50);
    if (random_.chance(75)) return;
    query_.limit = random_.pick(std::vector<int>{0, 1, 3, 10, -1});
    if (random_.chance(50)) query_.offset = static_cast<int>(random_.below(4));
  }

  Random random_;
  const World& world_;
  const int version_;
  Query query_;
};

}  // namespace

Query draw_query(const World& world, std::uint64_t seed, int sqlite_version) {
  return QueryDrawing(world, seed, sqlite_version).draw();
}

}  // namespace awscost::differential
