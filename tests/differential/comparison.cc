#include "comparison.h"

#include <algorithm>

namespace awscost::differential {
namespace {

std::vector<Value> asked_parameters(const Query& query) {
  std::vector<Value> values;
  for (const auto& parameter : query.parameters) values.push_back(parameter.first);
  return values;
}

std::string report(const Query& query, const Statement& asked, const Expected& expected, const Answer& answer) {
  std::string out = "ASKED";
  if (query.mask != 0) out += " with optimizations off: " + std::to_string(query.mask);
  if (query.verify) out += " with verify on";
  out += "\n";
  for (const std::string& view : asked.views) out += view + ";\n";
  out += asked.text + ";\n";
  for (std::size_t i = 0; i < query.parameters.size(); ++i) {
    out += "  ?" + std::to_string(i + 1) + " = " + literal(query.parameters[i].first) + "\n";
  }
  out += "ANSWER\n" + listed(answer) + "ORACLE\n" + expected.script + "\n";
  const Verdict& verdict = expected.verdict;
  out += "PROMISED\n";
  if (verdict.errors != 0)
    out += "  an error: " + names(verdict.errors) + (verdict.strict ? "\n" : ", or no rows of it\n");
  if (verdict.perhaps != 0) out += "  perhaps an error: " + names(verdict.perhaps) + "\n";
  if (!verdict.strict) out += listed(expected.answer);
  return out;
}

bool same_rows(const Query& query, Answer answer, Answer expected) {
  if (!query.ordered && !query.limit) {
    std::sort(answer.rows.begin(), answer.rows.end());
    std::sort(expected.rows.begin(), expected.rows.end());
  }
  return answer.rows == expected.rows;
}

}  // namespace

std::string listed(const Answer& answer) {
  if (!answer.error.empty()) return "  error: " + answer.error + "\n";
  std::string out = "  " + std::to_string(answer.rows.size()) + " rows\n";
  constexpr std::size_t kMost = 12;
  for (std::size_t i = 0; i < std::min(answer.rows.size(), kMost); ++i) out += "  " + answer.rows[i] + "\n";
  return out;
}

void open_account(Database& db, const World& world, const Surroundings& surroundings) {
  const std::string account = surroundings.folder + "/items.json";
  write_account(world, account);
  db.load(surroundings.extension);
  const auto set = [&](const std::string& name, const std::string& value) {
    db.execute("SELECT awscost_config(" + quoted(name) + ", " + quoted(value) + ")");
  };
  set("connector", "sandbox");
  set("sandbox_account", account);
  set("now", time_text(world.now));
  set("budget", "999999");
  set("max_requests", "1000000");
  db.create(world.locals);
}

Comparison::Comparison(const World& world, const Surroundings& surroundings) : oracle_(world) {
  open_account(subject_, world, surroundings);
}

Answer Comparison::ask_subject(const Query& query, const Statement& statement) {
  if (query.verify != verify_) {
    verify_ = query.verify;
    subject_.execute(std::string("SELECT awscost_config('verify', '") + (verify_ ? "on" : "off") + "')");
  }
  subject_.switch_off(query.mask);
  for (const std::string& view : statement.views) subject_.execute(view);
  Answer answer = subject_.run(statement.text, asked_parameters(query));
  subject_.switch_off(0);
  for (const std::string& drop : statement.drops) subject_.execute(drop);
  return answer;
}

Outcome Comparison::ask(const Query& query) {
  const Expected expected = oracle_.ask(query);
  if (expected.verdict.undecided) return {Outcome::Kind::kUndecided, {}};
  const Statement asked = write(query, Side::kAsked);
  const Answer answer = ask_subject(query, asked);
  const Verdict& verdict = expected.verdict;
  const Errors promised = verdict.errors | verdict.perhaps;
  if (!answer.error.empty()) {
    const Errors kinds = kind_of(answer.error);
    if ((kinds & promised) != 0) return {Outcome::Kind::kPromisedError, {}};
  } else if (!verdict.strict && same_rows(query, answer, expected.answer)) {
    return {Outcome::Kind::kEqual, {}};
  }
  return {Outcome::Kind::kDifferent, report(query, asked, expected, answer)};
}

}  // namespace awscost::differential
