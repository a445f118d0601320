// A bill scenario to change: a list of lines, an AWS that answers from a script, and the table over both.
//
//   Scenario scenario;
//   scenario.list(kScenarioA, 3);                       lines line_id(1) … line_id(3), group 'old', 10 Hrs from hour 0
//   scenario.aws.answers = {refuse_all(…), lose()};     then everything is applied
//   scenario.lines()                                    the BillScenarioLines, over a Retrying as in the extension
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/asking/retry/retrying.h"
#include "connectors/tables/bill_scenarios/bill_scenario_lines.h"
#include "connectors/wire/call.h"
#include "sql/stored_rows.h"

namespace awscost::test {

inline constexpr std::string_view kScenarioA = "aaaaaaaa-0000-4000-8000-000000000001";
inline constexpr std::string_view kScenarioB = "bbbbbbbb-0000-4000-8000-000000000002";

// 44444444-0000-4000-8000-000000000007
std::string line_id(int number);

const sql::Table& lines_table();
std::size_t column(std::string_view name);

using Answer = std::function<wire::Reply(const wire::Call&)>;

Answer apply_all();
Answer refuse_all(std::string code, std::string message);  // line by line, with HTTP 200
Answer answer(int status, std::string body, std::string request_id = "request-1");
Answer lose();  // the answer never comes
Answer never_leaves(std::string sentence);

// Gives the scripted answers, one a call, then applies everything.
class ScriptedAws : public wire::Connector {
 public:
  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;

  std::deque<Answer> answers;
  std::vector<wire::Call> calls;
  std::function<void()> while_sending = [] {};

  std::vector<std::string> bodies() const;
  std::vector<std::string> operations() const;  // without "BillScenarioUsageModification": BatchUpdate
};

// The list that AWS gives, narrowed by scenario and group as AWS would.
class ListedLines : public sql::Source {
 public:
  explicit ListedLines(std::vector<sql::StoredRow>& rows) : rows_(rows) {}
  const sql::Table& table() const override { return lines_table(); }
  std::unique_ptr<sql::Rows> open(const sql::Scan& scan) override;

 private:
  std::vector<sql::StoredRow>& rows_;
};

class CountedStatements : public sql::StatementWatcher {
 public:
  void statement_began() override { ++began; }
  void statement_ended() override { ++ended; }
  int began = 0;
  int ended = 0;
};

class Scenario {
 public:
  Scenario();
  Scenario(const Scenario&) = delete;
  Scenario& operator=(const Scenario&) = delete;

  void list(std::string_view scenario, int lines);
  bill_scenarios::BillScenarioLines& lines() { return *lines_; }
  std::shared_ptr<sql::Source> shared_lines() { return lines_; }

  // awscost_writes, one text a row: action|line or key|outcome|code|message
  std::vector<std::string> log_rows() const;

  ScriptedAws aws;
  bool writes_on = true;
  std::int64_t max_requests = 100;
  std::string destination = "connector = 'sandbox'";
  std::chrono::milliseconds slept{0};
  int tokens = 0;
  CountedStatements statements;
  bill_scenarios::WriteLog log;
  std::vector<sql::StoredRow> rows;

 private:
  int last_line_ = 0;
  retry::Retrying retrying_;
  std::shared_ptr<bill_scenarios::BillScenarioLines> lines_;
};

std::string text_of(const sql::Cell& cell);

}  // namespace awscost::test
