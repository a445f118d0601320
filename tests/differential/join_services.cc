#include "join_services.h"

#include <string>
#include <vector>

#include "join_links.h"

namespace awscost::differential {
namespace {

using Texts = std::vector<std::string>;

class ServiceJoins {
 public:
  ServiceJoins(Query& query, const World& world, Random& random) : query_(query), world_(world), random_(random) {}

  void usage_by_plan() {
    const std::string bound = "u.date >= " + day(random_.below(6));
    const bool ours = random_.chance(30);
    const std::string plans = ours ? "{plans}" : "plan_ids AS l";
    std::string on = ours                 ? "u.usage_plan_id = p.id"
                     : random_.chance(50) ? "u.usage_plan_id = l.id"
                                          : "l.id = u.usage_plan_id";
    if (!ours && random_.chance(50)) {
      on += random_.pick(Texts{" AND u.date = l.d", " AND u.date >= l.d", " AND u.date = date(l.d, '-1 day')",
                               " AND u.date BETWEEN date(l.d, '-1 day') AND l.d"});
    }
    query_.joins.whole = {"SELECT count(*) FROM {usage} WHERE " + bound};
    if (ours) query_.joins.whole.emplace_back("SELECT count(*) FROM {plans}");
    const std::string id = ours ? "p.id" : "l.id";
    if (!ours && random_.chance(40)) {
      add_way("SELECT l.id, l.n, (SELECT sum(u.used) FROM {usage} WHERE " + on + " AND " + bound + ") FROM " + plans);
      return;
    }
    if (random_.chance(30)) {
      add_way("SELECT " + id + ", u.key_id, u.date, u.used FROM " + plans + " LEFT JOIN {usage} ON " + on + " AND " +
              bound);
      return;
    }
    const std::string select = "SELECT " + id + ", u.usage_plan_id, u.key_id, u.date, u.used FROM ";
    maybe_limit();
    const std::string rest = on + " AND " + bound + "{limit}";
    add_way(select + plans + " JOIN {usage} ON " + rest);
    add_way(select + plans + " CROSS JOIN {usage} WHERE " + rest);
    add_way(select + "{usage} CROSS JOIN " + plans + " WHERE " + rest);
  }

  void usage_and_cost() {
    const std::string bound = "u.date >= " + day(random_.below(4));
    const bool daily = grain_of(query_.sources[0]) == Grain::kDaily;
    const std::string on =
        daily ? "a.period_start = u.date" : "a.period_start >= u.date AND a.period_start < date(u.date, '+1 day')";
    const std::string plan = "u.usage_plan_id = l.id";
    query_.joins.whole = {"SELECT count(*) FROM {usage} WHERE " + bound};
    const std::string select =
        "SELECT a.period_start, u.usage_plan_id, count(*), sum(u.used), sum(a.unblended_cost) FROM ";
    const std::string rest = on + " AND " + plan + " AND " + bound + " AND {A} GROUP BY 1, 2";
    const Errors hours = daily ? Errors{0} : Errors{kForeignTimestamp};  // compared with days
    add_way(select + "plan_ids AS l JOIN {usage} JOIN {a} ON " + rest, hours);
    add_way(select + "plan_ids AS l CROSS JOIN {a} CROSS JOIN {usage} WHERE " + rest, hours);
    add_way(select + "{usage} CROSS JOIN {a} CROSS JOIN plan_ids AS l WHERE " + rest, hours);
  }

  void quantities_by_scenario() {
    const bool ours = random_.chance(40);
    const std::string scenarios = ours ? "{scenarios}" : "scenario_ids AS l";
    const std::string id = ours ? "s.id" : "l.id";
    const std::string on = random_.chance(50) ? "q.bill_scenario_id = " + id : id + " = q.bill_scenario_id";
    query_.joins.whole = {"SELECT count(*) FROM {quantities}"};
    if (ours) query_.joins.whole.emplace_back("SELECT count(*) FROM {scenarios}");
    switch (random_.below(4)) {
      case 0:
        add_way("SELECT " + id + ", (SELECT max(q.start_hour) FROM {quantities} WHERE " + on + ") FROM " + scenarios);
        return;
      case 1:
        add_way("SELECT " + id + " FROM " + scenarios + " WHERE EXISTS (SELECT 1 FROM {quantities} WHERE " + on +
                " AND q.amount > 10)");
        return;
      case 2:
        add_way("SELECT " + id + ", count(q.id), max(q.amount) FROM " + scenarios + " LEFT JOIN {quantities} ON " + on +
                " GROUP BY 1");
        return;
      default:
        break;
    }
    const std::string select = "SELECT " + id + ", q.id, q.start_hour, q.amount FROM ";
    maybe_limit();
    add_way(select + scenarios + " JOIN {quantities} ON " + on + "{limit}");
    add_way(select + scenarios + " CROSS JOIN {quantities} WHERE " + on + "{limit}");
    add_way(select + "{quantities} CROSS JOIN " + scenarios + " WHERE " + on + "{limit}");
  }

 private:
  void add_way(const std::string& text, Errors perhaps = 0) { query_.joins.ways.push_back({text, perhaps}); }
  void maybe_limit() {
    if (random_.chance(15)) query_.joins.limit = 1 + random_.below(6);
  }
  std::string day(std::size_t back) const {
    return quoted(date_text(std::chrono::floor<std::chrono::days>(world_.now) - std::chrono::days{back}));
  }

  Query& query_;
  const World& world_;
  Random& random_;
};

}  // namespace

void join_usage_by_plan(Query& query, const World& world, Random& random) {
  ServiceJoins(query, world, random).usage_by_plan();
}

void join_usage_and_cost(Query& query, const World& world, Random& random) {
  ServiceJoins(query, world, random).usage_and_cost();
}

void join_quantities_by_scenario(Query& query, const World& world, Random& random) {
  ServiceJoins(query, world, random).quantities_by_scenario();
}

}  // namespace awscost::differential
