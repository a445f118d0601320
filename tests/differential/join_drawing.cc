#include "join_drawing.h"

#include <algorithm>

#include "join_links.h"
#include "join_services.h"
#include "joined_source.h"
#include "statement.h"

namespace awscost::differential {
namespace {

using Texts = std::vector<std::string>;

constexpr int kOuterJoins = 3039000;  // RIGHT and FULL JOIN
constexpr Errors kOuterErrors = kUnboundDimension | kUnboundInput | kMergedBranches | kNoSolution | kSeveralValues |
                                kNeedsFilter | kRefusedByAws | kNeedsDates;

std::string joined(const Texts& parts, const std::string& separator) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : separator) + part;
  return out;
}

class JoinDrawing {
 public:
  JoinDrawing(const World& world, std::uint64_t seed, int sqlite_version)
      : random_(seed), world_(world), version_(sqlite_version), links_(query_, world, random_) {
    query_.frame = Frame::kJoins;
  }

  using Make = void (JoinDrawing::*)();
  struct Shape {
    const char* name;
    unsigned weight;
    Make make;
  };
  static const std::vector<Shape>& shapes() {
    static const std::vector<Shape> all = {{"local x ours", 5, &JoinDrawing::local_and_ours},
                                           {"ours x ours", 4, &JoinDrawing::ours_and_ours},
                                           {"local x ours x ours", 5, &JoinDrawing::three},
                                           {"LEFT JOIN", 4, &JoinDrawing::left},
                                           {"LEFT JOIN of two", 3, &JoinDrawing::left_of_two},
                                           {"ours LEFT JOIN local", 2, &JoinDrawing::ours_left},
                                           {"FULL JOIN", 2, &JoinDrawing::full},
                                           {"scalar subquery", 4, &JoinDrawing::scalar},
                                           {"two scalar subqueries", 3, &JoinDrawing::two_scalars},
                                           {"EXISTS", 3, &JoinDrawing::exists},
                                           {"IN of a correlated subquery", 3, &JoinDrawing::in_correlated},
                                           {"USING", 2, &JoinDrawing::using_columns},
                                           {"NATURAL", 2, &JoinDrawing::natural},
                                           {"CTE twice", 3, &JoinDrawing::cte_twice},
                                           {"trigger", 3, &JoinDrawing::trigger},
                                           {"usage by plan", 3, &JoinDrawing::usage_by_plan},
                                           {"usage and cost", 3, &JoinDrawing::usage_and_cost},
                                           {"quantities by scenario", 3, &JoinDrawing::quantities_by_scenario}};
    return all;
  }

  Query draw() {
    query_.joins.page_size = random_.pick(std::vector<int>{50, 50, 500, 5000});
    query_.mask = random_.chance(12) ? random_.pick(std::vector<std::uint32_t>{0x1, 0x80, 0xffffffff}) : 0;
    local_ = random_.pick(Texts{"clean", "clean", "many", "many", "mixed", "nocased"});
    query_.joins.loops = local_ == "mixed" ? 2 : 1;
    unsigned total = 0;
    for (const Shape& shape : shapes()) total += shape.weight;
    std::size_t chosen = random_.below(total);
    for (const Shape& shape : shapes()) {
      if (chosen < shape.weight) {
        query_.joins.shapes.push_back(shape.name);
        (this->*shape.make)();
        break;
      }
      chosen -= shape.weight;
    }
    return std::move(query_);
  }

 private:
  static std::string name_of(std::size_t source) { return std::string(1, static_cast<char>('a' + source)); }
  static std::string relation(std::size_t source) { return "{" + name_of(source) + "}"; }
  static std::string own(std::size_t source) { return std::string("{") + static_cast<char>('A' + source) + "}"; }
  std::string local() const { return local_ + " AS l"; }
  Other outer() const { return {.alias = "l", .local = local_}; }
  static Other other(std::size_t source) { return {.alias = name_of(source), .local = {}, .source = source}; }

  std::size_t add_source(JoinedStyle style = {}) {
    style.is_bounded = local_ == "many";
    draw_joined_source(query_, world_, random_, style);
    return query_.sources.size() - 1;
  }

  // `forced`: the order of the tables. The links know which errors it may end in.
  void add_way(const std::string& text, bool forced = false, Errors perhaps = 0) {
    perhaps |= links_.perhaps() | (forced ? links_.perhaps_forced() : Errors{0});
    query_.joins.ways.push_back({text, perhaps});
  }

  // Columns of the source that a statement may show.
  Texts columns_of(std::size_t i) const {
    Texts columns;
    const std::string prefix = name_of(i) + ".";
    for (const std::string& column : kResultColumns) columns.push_back(prefix + column);
    for (const std::string& column : key_columns(query_.sources[i])) columns.push_back(prefix + column);
    for (const Claim& claim : query_.sources[i].linked) columns.push_back(prefix + kNames[claim.dimension].column);
    if (query_.sources[i].looped_grain) columns.push_back(prefix + "granularity");
    return columns;
  }

  // SELECT list, and GROUP BY where it has one.
  std::pair<std::string, std::string> projection(bool local = true) {
    Texts columns;
    for (std::size_t i = 0; i < query_.sources.size(); ++i) {
      const Texts its = columns_of(i);
      columns.insert(columns.end(), its.begin(), its.end());
    }
    if (local) columns.insert(columns.end(), {"l.n", "l.d"});
    // A group of NOCASE texts shows any of them.
    if (local && local_ != "nocased") columns.emplace_back("l.s");
    const std::string list = joined(random_.some(columns, 5), ", ");
    switch (random_.below(5)) {
      case 0:
        return {"count(*), sum(a.unblended_cost), max(a.period_start)", ""};
      case 1:
        return {list + ", count(*), sum(a.usage_quantity)", " GROUP BY " + list};
      default:
        return {list, ""};
    }
  }

  void maybe_limit() {
    if (random_.chance(15)) query_.joins.limit = 1 + random_.below(6);
  }

  // A join of rows as it is written, with commas, and with CROSS JOIN in other orders.
  void all_orders(Texts relations, const Texts& conditions, bool has_local) {
    const auto [list, group] = projection(has_local);
    if (group.empty() && list.rfind("count", 0) != 0) maybe_limit();
    const std::string select = "SELECT " + list + " FROM ";
    const std::string where = joined(conditions, " AND ");
    const std::string end = group + "{limit}";
    Texts written = relations;
    random_.shuffle(written);
    add_way(random_.chance(50) ? select + joined(written, " JOIN ") + " ON " + where + end
                               : select + joined(written, ", ") + " WHERE " + where + end);
    std::sort(relations.begin(), relations.end());
    std::vector<Texts> orders;
    do orders.push_back(relations);
    while (std::next_permutation(relations.begin(), relations.end()));
    for (const Texts& order : random_.some(orders, 1)) add_forced(select, order, where + end);
    add_forced(select, orders[random_.below(orders.size())], where + end);
    if (orders.size() == 2) {
      query_.joins.ways.resize(1);
      for (const Texts& order : orders) add_forced(select, order, where + end);
    }
  }

  void add_forced(const std::string& select, const Texts& order, const std::string& rest) {
    add_way(select + joined(order, " CROSS JOIN ") + " WHERE " + rest, true);
  }

  void local_and_ours() {
    add_source();
    const std::string link = links_.draw(0, outer());
    all_orders({local(), "{a}"}, {link, "{A}"}, true);
  }

  void ours_and_ours() {
    add_source();
    add_source();
    const std::string link = links_.draw(1, other(0));
    all_orders({"{a}", "{b}"}, {link, "{A}", "{B}"}, false);
  }

  void three() {
    add_source();
    add_source();
    const std::string first = links_.draw(0, outer());
    const std::string second = links_.draw(1, random_.chance(50) ? other(0) : outer());
    all_orders({local(), "{a}", "{b}"}, {first, second, "{A}", "{B}"}, true);
  }

  void left() {
    add_source();
    const std::string link = links_.draw(0, outer());
    const auto [list, group] = projection();
    if (group.empty()) maybe_limit();
    const std::string on = " ON " + link + " AND {A}" + group + "{limit}";
    if (list.rfind("count", 0) == 0) query_.joins.limit.reset();
    add_way("SELECT " + list + " FROM " + local() + " LEFT JOIN {a}" + on);
    if (version_ < kOuterJoins) return;
    query_.joins.shapes.emplace_back("RIGHT JOIN");
    add_way("SELECT " + list + " FROM {a} RIGHT JOIN " + local() + on, true, kOuterErrors);
  }

  void left_of_two() {
    add_source();
    add_source();
    const std::string first = links_.draw(0, outer());
    const std::string second = links_.draw(1, random_.chance(50) ? other(0) : outer());
    const auto [list, group] = projection();
    add_way("SELECT " + list + " FROM " + local() + " LEFT JOIN {a} ON " + first + " AND {A} LEFT JOIN {b} ON " +
            second + " AND {B}" + group);
  }

  // No value of the local table is known when ours is scanned.
  void ours_left() {
    add_source();
    const std::string link = links_.draw(0, outer(), random_.chance(10));
    const auto [list, group] = projection();
    add_way("SELECT " + list + " FROM {a} LEFT JOIN " + local() + " ON " + link + " WHERE {A}" + group, true);
  }

  void full() {
    add_source({.plain_inputs = true});
    const std::string link = links_.draw(0, outer(), false);
    const auto [list, group] = projection();
    if (version_ < kOuterJoins) {
      add_way("SELECT " + list + " FROM {a} LEFT JOIN " + local() + " ON " + link + " WHERE {A}" + group, true);
      return;
    }
    const std::string rest = " ON " + link + " WHERE {A}" + group;
    add_way("SELECT " + list + " FROM " + local() + " FULL JOIN {a}" + rest, false, kOuterErrors);
    add_way("SELECT " + list + " FROM {a} FULL JOIN " + local() + rest, false, kOuterErrors);
  }

  std::string aggregate(std::size_t i) {
    const std::string a = name_of(i);
    return random_.pick(Texts{"sum(" + a + ".unblended_cost)", "count(*)", "max(" + a + ".usage_quantity)",
                              "min(" + a + ".period_start)", "max(" + a + ".group_1)", "count(" + a + ".group_2)",
                              "total(" + a + ".amortized_cost)", "max(" + a + ".estimated)"});
  }

  std::string subquery(std::size_t i, const std::string& what, const Other& around) {
    const std::string link = links_.draw(i, around);
    return "(SELECT " + what + " FROM " + relation(i) + " WHERE " + own(i) + " AND " + link + ")";
  }

  void scalar() {
    add_source();
    maybe_limit();
    add_way("SELECT l.n, l.s, l.d, " + subquery(0, aggregate(0), outer()) + " FROM " + local() + "{limit}");
  }

  void two_scalars() {
    add_source();
    add_source();
    maybe_limit();
    const std::string first = subquery(0, aggregate(0), outer());
    const std::string second = subquery(1, aggregate(1), outer());
    add_way("SELECT l.n, " + first + ", " + second + " FROM " + local() + "{limit}");
  }

  void exists() {
    add_source();
    maybe_limit();
    const std::string negated = random_.chance(50) ? "NOT " : "";
    if (!negated.empty()) query_.joins.shapes.emplace_back("NOT EXISTS");
    add_way("SELECT l.* FROM " + local() + " WHERE " + negated + "EXISTS " + subquery(0, "1", outer()) + "{limit}",
            true);
  }

  void in_correlated() {
    add_source();
    maybe_limit();
    const std::string negated = random_.chance(30) ? "NOT " : "";
    const Texts keys = key_columns(query_.sources[0]);
    const bool period = keys.empty() || random_.chance(60);
    const std::string what = period ? "l.d" : keys.front() == "service" ? "l.s" : "l.acc";
    add_way("SELECT l.* FROM " + local() + " WHERE " + what + " " + negated + "IN " +
                subquery(0, period ? "a.period_start" : "a." + keys.front(), outer()) + "{limit}",
            true);
  }

  // Views over ours whose columns have the names of a local table's.
  void using_columns() {
    add_source();
    Texts names = {"period_start"};
    for (const std::string& key : key_columns(query_.sources[0])) {
      if (key == "service" || key == "linked_account") names.push_back(key);
    }
    const Texts some = random_.some(names, 2);
    const std::string list = joined(some, ", ");
    const std::string select = "SELECT " + list + ", a.unblended_cost, a.group_1 FROM ";
    const std::string rest = " USING (" + list + ") WHERE {A}{limit}";
    maybe_limit();
    add_way(select + "named JOIN {a}" + rest);
    add_way(select + "{a} JOIN named" + rest);
    add_way(select + "named CROSS JOIN {a}" + rest, true);
  }

  void natural() {
    add_source({.wraps = false});
    Texts names = {"a.period_start"};
    for (const std::string& key : key_columns(query_.sources[0])) {
      if (key == "service" || key == "linked_account") names.push_back("a." + key);
    }
    const std::string mine =
        "(SELECT " + joined(names, ", ") + ", a.unblended_cost, a.group_1 FROM {a} WHERE {A}) AS w";
    const std::string outer = random_.chance(40) ? " NATURAL LEFT JOIN " : " NATURAL JOIN ";
    add_way("SELECT period_start, unblended_cost, group_1 FROM named" + outer + mine);
  }

  void cte_twice() {
    add_source({.wraps = false});
    query_.joins.repeated = 1;
    const Texts keys = key_columns(query_.sources[0]);
    std::string list = "a.period_start, a.period_end, a.unblended_cost";
    for (const std::string& key : keys) list += ", a." + key;
    std::string on = grain_of(query_.sources[0]) == Grain::kDaily && random_.chance(60)
                         ? "x.period_start = date(y.period_start, '+1 day')"
                         : "x.period_end = y.period_start";
    for (const std::string& key : keys) on += " AND x." + key + " = y." + key;
    const std::string kind = random_.pick(Texts{"", "", " MATERIALIZED", " NOT MATERIALIZED"});
    const std::string with = "WITH w AS" + kind + " (SELECT " + list + " FROM {a} WHERE {A}) ";
    const std::string select =
        with + "SELECT x.period_start, y.period_start, x.unblended_cost - y.unblended_cost FROM ";
    maybe_limit();
    add_way(select + "w AS x JOIN w AS y ON " + on + "{limit}");
    add_way(select + "w AS x CROSS JOIN w AS y WHERE " + on + "{limit}");
    add_way(select + "w AS y CROSS JOIN w AS x WHERE " + on + "{limit}");
  }

  void trigger() {
    add_source({.wraps = false});
    const std::string read = subquery(0, aggregate(0), {.alias = "NEW", .local = local_});
    query_.joins.setup = {
        {"CREATE TEMP TABLE target(s, acc, r, v, d, h, g, n)", "DROP TABLE target"},
        {"CREATE TEMP TABLE noted(n, x)", "DROP TABLE noted"},
        {"CREATE TEMP TRIGGER notes AFTER INSERT ON target BEGIN INSERT INTO noted SELECT NEW.n, " + read + "; END",
         "DROP TRIGGER notes"}};
    query_.joins.after = "SELECT * FROM noted";
    add_way("INSERT INTO target SELECT s, acc, r, v, d, h, g, n FROM " + local_, true);
  }

  void usage_by_plan() { join_usage_by_plan(query_, world_, random_); }
  void usage_and_cost() {
    add_source();
    join_usage_and_cost(query_, world_, random_);
  }
  void quantities_by_scenario() { join_quantities_by_scenario(query_, world_, random_); }

  Random random_;
  const World& world_;
  const int version_;
  Query query_;
  JoinLinks links_;
  std::string local_;
};

}  // namespace

Query draw_joins(const World& world, std::uint64_t seed, int sqlite_version) {
  return JoinDrawing(world, seed, sqlite_version).draw();
}

std::vector<std::string> join_shapes() {
  std::vector<std::string> names;
  for (const auto& shape : JoinDrawing::shapes()) names.emplace_back(shape.name);
  return names;
}

}  // namespace awscost::differential
