// A bill scenario for tests: a list of lines, an AWS that answers from a script, and the writable table over both.
//
// list() adds the lines line_id(1), line_id(2), ... with group 'old' and 10 Hrs from hour 0. The table is over a
// Retrying, as in the extension; open() reads in a statement that lasts as long as the scenario.
//
// Example:
//
//   void list_three_and_lose_one_answer(Scenario& scenario) {
//     scenario.list(kScenarioA, 3);
//     scenario.aws.answers = {lose()};  // everything after that is applied
//   }
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/asking/question/question.h"
#include "connectors/asking/retry/retrying.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/tables/bill_scenarios/bill_scenario_lines.h"
#include "connectors/wire/call.h"
#include "sql/stored_rows.h"
#include "tests/asking/support/destined.h"

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

// Gives one scripted answer for each call, then applies everything. What an answer throws is the call's outcome.
class ScriptedAws : public asking::Sender {
 public:
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override;

  std::deque<Answer> answers;
  std::vector<wire::Call> calls;
  std::vector<asking::Question> questions;  // of these calls
  std::function<void()> while_sending = [] {};

  void forget_calls();
  std::vector<std::string> bodies() const;
  std::string profile(std::size_t call) const { return questions.at(call).destination->whom.profile; }
  std::vector<std::string> operations() const;  // without "BillScenarioUsageModification": BatchUpdate

 private:
  wire::Reply reply_to(const wire::Call& call);
};

// AWS's list, narrowed by scenario and group as AWS would. Each row has its destination.
class ListedLines : public sql::Source {
 public:
  explicit ListedLines(std::vector<sql::StoredRow>& rows) : rows_(rows) {}
  const sql::Table& table() const override { return lines_table(); }
  std::unique_ptr<sql::Rows> open(const sql::Scan& scan, sql::Statement& statement) override;

 private:
  std::vector<sql::StoredRow>& rows_;
};

class Scenario {
  Nobody nobody_;

 public:
  Scenario();
  Scenario(const Scenario&) = delete;
  Scenario& operator=(const Scenario&) = delete;

  void list(std::string_view scenario, int lines);
  bill_scenarios::BillScenarioLines& lines() { return *lines_; }
  std::shared_ptr<sql::Source> shared_lines() { return lines_; }
  std::unique_ptr<sql::Rows> open(const sql::Scan& scan) { return lines_->open(scan, *reading_); }

  // awscost_writes, one text for each row: action|line or key|outcome|code|message
  std::vector<std::string> log_rows() const;

  ScriptedAws aws;
  bool writes_on = true;
  std::int64_t max_requests = 100;
  FixedResolver resolver{nobody_};
  std::chrono::milliseconds slept{0};
  int tokens = 0;
  bill_scenarios::WriteLog log;
  std::vector<sql::StoredRow> rows;

 private:
  int last_line_ = 0;
  retry::Retrying retrying_;

 public:
  asking::Statements statements;

 private:
  std::shared_ptr<asking::Statement> reading_;
  std::shared_ptr<bill_scenarios::BillScenarioLines> lines_;
};

std::string text_of(const sql::Cell& cell);

}  // namespace awscost::test
