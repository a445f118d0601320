#include "join_comparison.h"

#include <algorithm>
#include <utility>

#include "statement.h"

namespace awscost::differential {
namespace {

// With a LIMIT, any rows are right as long as there are enough of them.
bool are_right(const Query& query, Answer answer, Answer expected) {
  std::sort(answer.rows.begin(), answer.rows.end());
  std::sort(expected.rows.begin(), expected.rows.end());
  if (!query.joins.limit) return answer.rows == expected.rows;
  return answer.rows.size() == std::min(*query.joins.limit, expected.rows.size()) &&
         std::includes(expected.rows.begin(), expected.rows.end(), answer.rows.begin(), answer.rows.end());
}

std::string shown(const Query& query, std::size_t way) {
  const Statement statement = write(query, Side::kAsked, way);
  std::string out = "ASKED with sandbox_page_size " + std::to_string(query.joins.page_size);
  if (query.mask != 0) out += ", optimizations off: " + std::to_string(query.mask);
  out += "\n";
  for (const std::string& view : statement.views) out += view + ";\n";
  out += statement.text + ";\n";
  if (!statement.after.empty()) out += statement.after + ";\n";
  return out;
}

std::string requests_of(Database& db, std::int64_t before) {
  const Answer answer = db.run(
      "SELECT request || ' page ' || page FROM awscost_requests WHERE id > " + std::to_string(before) + " LIMIT 40",
      {});
  std::string out;
  for (const std::string& row : answer.rows) out += "  " + row.substr(2) + "\n";
  return out;
}

// Ids of the account's usage plans and bill scenarios, with NULL, one twice, and a day beside each.
std::string ids_of(const std::string& name, const std::string& table, const std::string& day) {
  return "CREATE TABLE " + name + " AS SELECT id, date('" + day + "', -(n / 2) || ' days') AS d, n FROM (SELECT id, " +
         "row_number() OVER (ORDER BY id) AS n FROM " + table + ") WHERE n < 8 UNION ALL SELECT NULL, '" + day +
         "', 0 UNION ALL SELECT min(id), '" + day + "', 9 FROM " + table;
}

}  // namespace

JoinComparison::JoinComparison(const World& world, const Surroundings& surroundings)
    : bound_(world, surroundings.extension, surroundings.folder), oracle_(world) {
  open_account(subject_, world, surroundings);
  open_account(single_, world, surroundings);
  // What an earlier statement was answered must not pay for this one.
  for (Database* db : {&subject_, &single_}) db->execute("SELECT awscost_config('cache', 'off')");
  single_.execute("SELECT awscost_config('verify', 'on')");
  copy_other_services(world);
  last_ = sent_after(subject_, 0).last;
  last_single_ = sent_after(single_, 0).last;
}

void JoinComparison::copy_other_services(const World& world) {
  const std::string day = date_text(world.now);
  for (Database* db : {&subject_, &single_}) {
    db->execute(ids_of("plan_ids", "apigateway_usage_plans", day));
    db->execute(ids_of("scenario_ids", "bcm_bill_scenarios", day));
  }
  Database& plain = oracle_.database();
  const auto copy = [&](const std::string& name, const std::string& columns, const std::string& query) {
    plain.execute("CREATE TABLE " + name + "(" + columns + ")");
    plain.copy(single_, query, name);
  };
  copy("plan_ids", "id TEXT, d TEXT, n INTEGER", "SELECT id, d, n FROM plan_ids");
  copy("scenario_ids", "id TEXT, d TEXT, n INTEGER", "SELECT id, d, n FROM scenario_ids");
  copy("other_plans", "id TEXT, name TEXT", "SELECT id, name FROM apigateway_usage_plans");
  copy("other_scenarios", "id TEXT, name TEXT", "SELECT id, name FROM bcm_bill_scenarios");
  copy("other_usage", "usage_plan_id TEXT, key_id TEXT, date TEXT, used INTEGER, remaining INTEGER",
       "SELECT usage_plan_id, key_id, date, used, remaining FROM apigateway_usage WHERE date >= date('" + day +
           "', '-6 days')");
  copy("other_quantities", "bill_scenario_id TEXT, id TEXT, start_hour TEXT, amount DOUBLE",
       "SELECT bill_scenario_id, id, start_hour, amount FROM bcm_bill_scenario_usage_quantities");
  plain.execute("CREATE INDEX other_usage_plan ON other_usage(usage_plan_id, date)");
  plain.execute("CREATE INDEX other_quantities_scenario ON other_quantities(bill_scenario_id)");
}

JoinComparison::Ran JoinComparison::run(Database& db, std::int64_t& last, const Query& query, std::size_t way) {
  const Statement statement = write(query, Side::kAsked, way);
  db.switch_off(query.mask);
  for (const std::string& view : statement.views) db.execute(view);
  Ran ran;
  ran.before = last;
  ran.answer = db.run(statement.text, {});
  const Sent sent = sent_after(db, last);
  ran.sent = sent.count;
  last = sent.last;
  if (ran.answer.error.empty() && !statement.after.empty()) ran.answer = db.run(statement.after, {});
  for (const std::string& drop : statement.drops) db.execute(drop);
  db.switch_off(0);
  return ran;
}

Outcome JoinComparison::ask(const Query& query, std::size_t way, const Expected& expected) {
  const Ran asked = run(subject_, last_, query, way);
  const Ran single = run(single_, last_single_, query, way);
  const Errors promised = expected.verdict.errors | expected.verdict.perhaps | query.joins.ways[way].perhaps;
  std::string wrong;
  const auto judge = [&](const Answer& answer, const std::string& how) {
    const bool right =
        answer.error.empty() ? are_right(query, answer, expected.answer) : (kind_of(answer.error) & promised) != 0;
    if (!right) wrong += "ANSWER" + how + "\n" + listed(answer);
  };
  judge(asked.answer, "");
  judge(single.answer, " with verify on");
  // A single question about AWS's text for no value is refused, where a key of a wider one has it.
  const bool is_about_none = (kind_of(single.answer.error) & kNoneInSlice) != 0;
  if (wrong.empty() && asked.answer.error.empty() != single.answer.error.empty() && !is_about_none) {
    wrong = "ANSWER\n" + listed(asked.answer) + "ANSWER with verify on\n" + listed(single.answer);
  }
  if (!wrong.empty()) {
    return {Outcome::Kind::kDifferent, shown(query, way) + wrong + "ORACLE\n" + expected.script + "\nPROMISED, or " +
                                           names(promised) + "\n" + listed(expected.answer)};
  }
  if (!asked.answer.error.empty()) return {Outcome::Kind::kPromisedError, {}};
  // The single questions ended early, in that refusal: how many there are is not known.
  if (is_about_none) {
    ++requests_.without_bound;
    return {Outcome::Kind::kEqual, {}};
  }
  requests_.sent += asked.sent;
  requests_.single += single.sent;
  if (asked.sent <= 2) return {Outcome::Kind::kEqual, {}};
  const RequestBound::Bound bound = bound_.most(single_, single.before, single.sent, query);
  if (asked.sent <= bound.most) return {Outcome::Kind::kEqual, {}};
  return {Outcome::Kind::kDifferent,
          shown(query, way) + "REQUESTS\n  sent " + std::to_string(asked.sent) + ", at most " +
              std::to_string(bound.most) + ": singly " + std::to_string(bound.single) + ", whole " +
              (bound.whole ? std::to_string(*bound.whole) : std::string("impossible")) + "\n" +
              requests_of(subject_, asked.before) + "\nSINGLY\n" + requests_of(single_, single.before)};
}

Outcome JoinComparison::ask(const Query& query) {
  if (page_size_ != query.joins.page_size) {
    page_size_ = query.joins.page_size;
    for (Database* db : {&subject_, &single_}) {
      db->execute("SELECT awscost_config('sandbox_page_size', " + std::to_string(page_size_) + ")");
    }
  }
  const Expected expected = oracle_.ask(query);
  if (expected.verdict.undecided) return {Outcome::Kind::kUndecided, {}};
  Outcome first;
  for (std::size_t way = 0; way < query.joins.ways.size(); ++way) {
    Outcome outcome = ask(query, way, expected);
    if (outcome.kind == Outcome::Kind::kDifferent) return outcome;
    if (way == 0) first = std::move(outcome);
  }
  return first;
}

}  // namespace awscost::differential
