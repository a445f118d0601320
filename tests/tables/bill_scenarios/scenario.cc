#include "tests/tables/bill_scenarios/scenario.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "connectors/asking/question/reporter.h"
#include "connectors/asking/statement/asked_rows.h"
#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/tables/operations/operations.h"
#include "sql/text/instant.h"

namespace awscost::test {
namespace {

namespace json = boost::json;

bool allows(const sql::Scan& scan, std::string_view name, const sql::StoredRow& row) {
  const std::size_t at = column(name);
  if (at >= scan.selections.size() || !scan.selections[at].bound) return true;
  const std::string* text = sql::if_text(row[at]);
  const auto& values = scan.selections[at].values;
  return text != nullptr && std::find(values.begin(), values.end(), *text) != values.end();
}

// The ids or keys in a request, in order.
std::vector<std::string> names_in(const json::object& body) {
  std::vector<std::string> names;
  if (const json::value* ids = body.if_contains("ids")) {
    for (const json::value& id : ids->as_array()) names.emplace_back(id.as_string());
    return names;
  }
  for (const json::value& line : body.at("usageModifications").as_array()) {
    const json::object& members = line.as_object();
    names.emplace_back((members.contains("key") ? members.at("key") : members.at("id")).as_string());
  }
  return names;
}

wire::Reply reply(const json::object& body) {
  return {.status = 200, .headers = {{"x-amzn-RequestId", "request-1"}}, .body = json::serialize(body)};
}

// Rows in memory that were read from one destination, which is resolved with the first row.
class RowsOf : public asking::AskedRows {
 public:
  RowsOf(std::unique_ptr<sql::Rows> rows, asking::Whom whom, asking::Statement& statement)
      : rows_(std::move(rows)), whom_(std::move(whom)), statement_(statement) {}

  bool next(const sql::Interrupted& interrupted) override {
    if (!destination_) destination_ = statement_.destination(whom_, interrupted);
    return rows_->next(interrupted);
  }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override { return destination_; }

 private:
  std::unique_ptr<sql::Rows> rows_;
  asking::Whom whom_;
  asking::Statement& statement_;
  std::shared_ptr<const asking::Destination> destination_;
};

}  // namespace

std::string line_id(int number) {
  std::string id(36, '\0');
  std::snprintf(id.data(), id.size() + 1, "44444444-0000-4000-8000-%012d", number);
  return id;
}

const sql::Table& lines_table() {
  return find_operation("bcm_bill_scenario_usage_modifications")->table;
}

std::size_t column(std::string_view name) {
  const auto found = sql::find(lines_table(), name);
  if (!found) throw std::logic_error("no column " + std::string(name));
  return *found;
}

Answer apply_all() {
  return [](const wire::Call& call) {
    const json::object body = json::parse(call.body).as_object();
    json::array items;
    const std::vector<std::string> names = names_in(body);
    // Not in the request's order: answers are matched by id or key.
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
      if (call.operation.starts_with("BatchCreate")) {
        items.push_back(json::object{{"key", *name}, {"id", "new-" + *name}});
      } else {
        items.push_back(json::object{{"id", *name}});
      }
    }
    if (call.operation.starts_with("BatchDelete")) return reply({{"errors", json::array()}});
    return reply({{"items", items}, {"errors", json::array()}});
  };
}

Answer refuse_all(std::string code, std::string message) {
  return [code = std::move(code), message = std::move(message)](const wire::Call& call) {
    json::array errors;
    for (const std::string& name : names_in(json::parse(call.body).as_object())) {
      const char* member = call.operation.starts_with("BatchCreate") ? "key" : "id";
      errors.push_back(json::object{{member, name}, {"errorCode", code}, {"errorMessage", message}});
    }
    return reply({{"items", json::array()}, {"errors", errors}});
  };
}

Answer answer(int status, std::string body, std::string request_id) {
  return [=](const wire::Call&) {
    return wire::Reply{.status = status, .headers = {{"x-amzn-RequestId", request_id}}, .body = body};
  };
}

Answer lose() {
  return [](const wire::Call&) -> wire::Reply {
    throw wire::SendError("The answer did not come in time.", true, wire::SendError::Cause::kTimeout);
  };
}

Answer never_leaves(std::string sentence) {
  return [=](const wire::Call&) -> wire::Reply { throw wire::SendError(sentence, false); };
}

void ScriptedAws::send_all(std::span<const asking::Question> asked, const sql::Interrupted& interrupted,
                           const asking::Answered& answered) {
  asking::Reporter reporter(answered, interrupted);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    questions.push_back(asked[i]);
    calls.push_back(asked[i].call);
    while_sending();
    asking::Answer answer;
    try {
      answer.outcome = reply_to(asked[i].call);
    } catch (...) {
      answer.outcome = wire::caught();
    }
    reporter.report(i, std::move(answer));
  }
  reporter.end();
}

wire::Reply ScriptedAws::reply_to(const wire::Call& call) {
  if (answers.empty()) return apply_all()(call);
  const Answer next = std::move(answers.front());
  answers.pop_front();
  return next(call);
}

void ScriptedAws::forget_calls() {
  calls.clear();
  questions.clear();
}

std::vector<std::string> ScriptedAws::bodies() const {
  std::vector<std::string> out;
  for (const wire::Call& call : calls) out.push_back(call.body);
  return out;
}

std::vector<std::string> ScriptedAws::operations() const {
  std::vector<std::string> out;
  for (const wire::Call& call : calls) out.push_back(call.operation.substr(0, call.operation.find("BillScenario")));
  return out;
}

std::unique_ptr<sql::Rows> ListedLines::open(const sql::Scan& scan, sql::Statement& statement) {
  std::vector<sql::StoredRow> answered;
  for (const sql::StoredRow& row : rows_) {
    if (!scan.empty && allows(scan, "bill_scenario_id", row) && allows(scan, "usage_group", row)) {
      answered.push_back(row);
    }
  }
  asking::Whom whom{.service = std::string(bill_scenarios::kService)};
  whom.profile = scan.input(sql::Role::kProfile).value_or("");
  return std::make_unique<RowsOf>(sql::StoredSource(table(), [&] { return answered; }).open(scan, statement),
                                  std::move(whom), asking::Statement::of(statement));
}

Scenario::Scenario()
    : retrying_(aws,
                {.sleep = [this](std::chrono::milliseconds time) { slept += time; }, .random = [] { return 0.5; }}),
      statements(retrying_, resolver),
      reading_(statements.begin()),
      lines_(std::make_shared<bill_scenarios::BillScenarioLines>(
          std::make_unique<ListedLines>(rows),
          bill_scenarios::Options{.resolver = resolver,
                                  .statements = statements,
                                  .writes_on = [this] { return writes_on; },
                                  .times_writes_set = [] { return std::uint64_t{0}; },
                                  .limits = [this] { return asking::Limits{.max_requests = max_requests}; },
                                  .now = [] { return *text::parse_instant("2026-11-07 10:00:00"); },
                                  .new_token = [this] { return "token-" + std::to_string(++tokens); },
                                  .log = log})) {}

void Scenario::list(std::string_view scenario, int lines) {
  for (int i = 0; i < lines; ++i) {
    sql::StoredRow row(lines_table().columns.size());
    row[column("bill_scenario_id")] = std::string(scenario);
    row[column("id")] = line_id(++last_line_);
    row[column("usage_group")] = "old";
    row[column("service_code")] = "AmazonEC2";
    row[column("usage_type")] = "BoxUsage:m5.large";
    row[column("operation")] = "RunInstances";
    row[column("usage_account_id")] = "111122223333";
    row[column("quantities")] = R"([{"startHour":0,"unit":"Hrs","amount":10}])";
    rows.push_back(std::move(row));
  }
}

std::vector<std::string> Scenario::log_rows() const {
  const std::unique_ptr<sql::Source> table = bill_scenarios::writes_table(log);
  const sql::Scan scan;
  sql::Statement statement;
  const std::unique_ptr<sql::Rows> all = table->open(scan, statement);
  std::vector<std::string> out;
  while (all->next([] { return false; })) {
    const auto shown = [&](std::string_view name) {
      return text_of(all->cell(sql::find(table->table(), name).value()));
    };
    std::string who = shown("key");
    if (who == "NULL") {
      who = shown("line_id");
    } else if (shown("line_id") != "NULL") {
      who += "=" + shown("line_id");
    }
    out.push_back(shown("action") + "|" + who + "|" + shown("outcome") + "|" + shown("error_code") + "|" +
                  shown("error_message"));
  }
  return out;
}

std::string text_of(const sql::Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string(*text);
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&cell)) return sql::literal(*real);
  return "NULL";
}

}  // namespace awscost::test
