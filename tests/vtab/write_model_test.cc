// Random transactions of bill scenario lines, with faults between us and the server, each repeated until it ends well;
// beside them a model of what the user wanted. Nothing may be lost, nothing doubled, and awscost_writes may not say
// anything that the server contradicts.
//
// The server is the sandbox, which keeps a client token's answer as AWS does and shares no code with what it judges.
//
//   build/release/tests/vtab/write_model_test                                          200 transactions
//   AWSCOST_WRITE_TRANSACTIONS=2000 build/release/tests/vtab/write_model_test
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "connectors/asking/retry/retrying.h"
#include "connectors/sandbox/sandbox.h"
#include "connectors/tables/assembly/operation_source.h"
#include "connectors/tables/bill_scenarios/bill_scenario_lines.h"
#include "connectors/tables/operations/operations.h"
#include "sql/text/instant.h"
#include "tests/asking/support/destined.h"
#include "tests/vtab/registered.h"

namespace awscost::test {
namespace {

using std::chrono::milliseconds;

constexpr const char* kLines = "bcm_bill_scenario_usage_modifications";

// What may happen to one attempt of one request that changes lines.
enum class Fault {
  kNone,
  kLostAfter,        // applied, and the answer never comes
  kUnreadableAfter,  // applied, and a proxy's page comes instead of the answer
  kHalfAfter,        // applied, and half of the answer comes
  kFaultAfter,       // applied, and HTTP 500 comes
  kFaultBefore,      // HTTP 500 comes, nothing is applied
  kThrottled,
  kConflict,
  kDenied,
  kNeverLeaves,
};
constexpr int kFaults = 10;

class FaultySender : public asking::Sender {
 public:
  FaultySender(wire::Connector& server, std::mt19937& random) : server_(server), random_(random) {}

  double rate = 0;  // of attempts that meet a fault

  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override {
    for (std::size_t i = 0; i < questions.size(); ++i) {
      answered(i, {.outcome = outcome_of(questions[i].call, interrupted)});
    }
  }

 private:
  Fault next_fault(const wire::Call& call) {
    if (!call.operation.starts_with("Batch")) return Fault::kNone;
    if (std::uniform_real_distribution<>(0, 1)(random_) >= rate) return Fault::kNone;
    return static_cast<Fault>(std::uniform_int_distribution<>(1, kFaults - 1)(random_));
  }

  wire::Outcome outcome_of(const wire::Call& call, const sql::Interrupted& interrupted) {
    const Fault fault = next_fault(call);
    switch (fault) {
      case Fault::kThrottled:
        return refusal(400, "ThrottlingException");
      case Fault::kConflict:
        return refusal(409, "ConflictException");
      case Fault::kDenied:
        return refusal(403, "AccessDeniedException");
      case Fault::kFaultBefore:
        return refusal(500, "InternalServerException");
      case Fault::kNeverLeaves:
        return wire::SendError("The service could not be reached.", false);
      default:
        break;
    }
    wire::Outcome outcome = wire::outcome_of(server_, call, interrupted);
    const wire::Reply* reply = wire::reply_of(outcome);
    if (fault == Fault::kLostAfter) return wire::SendError("No answer came in time.", true);
    if (fault == Fault::kUnreadableAfter) return wire::Reply{.status = 200, .body = "<html>Welcome</html>"};
    if (fault == Fault::kFaultAfter) return refusal(500, "InternalServerException");
    if (fault == Fault::kHalfAfter && reply != nullptr) {
      return wire::Reply{.status = reply->status, .body = reply->body.substr(0, reply->body.size() / 2)};
    }
    return outcome;
  }

  static wire::Outcome refusal(int status, const std::string& code) {
    return wire::Reply{.status = status,
                       .headers = {{"x-amzn-requestid", "request-1"}},
                       .body = R"({"__type":")" + code + R"(","message":"No."})"};
  }

  wire::Connector& server_;
  std::mt19937& random_;
};

// One statement of a transaction, and what it does to the model: lines by group.
struct Step {
  std::string sql;
  std::string group;
  enum class Kind { kInsert, kUpdate, kDelete } kind = Kind::kInsert;
  int lines = 0;
  double amount = 0;
};

struct Group {
  int lines = 0;
  double amount = 0;  // of each line
};

class World {
 public:
  explicit World(unsigned seed) : random_(seed) {
    register_source(connection_.db(), listed("bcm_bill_scenarios"), host_);
    register_source(connection_.db(),
                    std::make_shared<bill_scenarios::BillScenarioLines>(
                        listed(kLines),
                        bill_scenarios::Options{.resolver = resolver_,
                                                .statements = statements_,
                                                .writes_on = [] { return true; },
                                                .times_writes_set = [] { return std::uint64_t{0}; },
                                                .limits = [] { return asking::Limits{.max_requests = 1000}; },
                                                .now = [] { return now(); },
                                                .new_token = [this] { return "token-" + std::to_string(++tokens_); },
                                                .log = log_}),
                    host_);
    register_source(connection_.db(), bill_scenarios::writes_table(log_), host_);
    scenario_ = first("SELECT min(id) FROM bcm_bill_scenarios WHERE status = 'READY'");
    account_ = first("SELECT min(usage_account_id) FROM " + lines());
    EXPECT_EQ(scenario_.size(), 36U);
  }

  // A transaction of one to three statements, repeated until it ends well. Faults become rarer, so it does.
  void transact() {
    const std::vector<Step> steps = random_steps();
    double rate = random_() % 4 == 0 ? 0 : 0.7;
    for (int repetition = 0;; ++repetition) {
      ASSERT_LT(repetition, 30) << "this transaction never ends well: " << steps.front().sql;
      faulty_.rate = repetition > 6 ? 0 : rate;
      const bool ended = run(steps);
      faulty_.rate = 0;
      if (ended) break;
      check_log(steps);
      if (testing::Test::HasFailure()) return;
    }
    for (const Step& step : steps) apply(step);
    check_server();
  }

 private:
  static text::Seconds now() { return *text::parse_instant("2026-11-07 10:00:00"); }
  static std::unique_ptr<sql::Source> listed(std::string_view table) {
    return std::make_unique<assembly::OperationSource>(*find_operation(table), page::RowsDecoded());
  }
  std::string first(const std::string& sql) {
    const std::string rows = connection_.rows(sql);
    return rows.substr(0, rows.find('\n'));
  }
  std::string lines() const {
    return std::string(kLines) + " WHERE bill_scenario_id = '" + (scenario_.empty() ? "none" : scenario_) + "'";
  }

  Step insert() {
    Step step{.sql = {}, .group = "g" + std::to_string(++groups_made_), .lines = 1 + int(random_() % 40), .amount = 1};
    step.sql = "INSERT INTO " + std::string(kLines) +
               "(bill_scenario_id, service_code, usage_type, operation, usage_account_id, usage_group, amounts) "
               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
               std::to_string(step.lines) + ") SELECT '" + scenario_ +
               "', 'AmazonEC2', 'BoxUsage:m5.large', 'RunInstances', '" + account_ + "', '" + step.group +
               "', json_array(json_object('startHour', '2026-10-01 00:00:00', 'amount', 1)) FROM n";
    return step;
  }

  std::vector<Step> random_steps() {
    std::vector<Step> steps;
    std::map<std::string, Group> left = model_;  // a group is touched once a transaction
    const int count = 1 + int(random_() % 3);
    for (int i = 0; i < count; ++i) {
      if (left.empty() || random_() % 2 == 0) {
        steps.push_back(insert());
        continue;
      }
      auto chosen = left.begin();
      std::advance(chosen, random_() % left.size());
      Step step{.sql = {}, .group = chosen->first};
      const std::string of_group =
          " WHERE bill_scenario_id = '" + scenario_ + "' AND usage_group = '" + step.group + "'";
      if (random_() % 2 == 0) {
        step.kind = Step::Kind::kDelete;
        step.sql = "DELETE FROM " + std::string(kLines) + of_group;
      } else {
        step.kind = Step::Kind::kUpdate;
        step.amount = 1 + double(random_() % 1000);
        step.sql = "UPDATE " + std::string(kLines) +
                   " SET amounts = json_array(json_object('startHour', '2026-10-01 00:00:00', 'amount', " +
                   std::to_string(int(step.amount)) + "))" + of_group;
      }
      steps.push_back(step);
      left.erase(chosen);
    }
    return steps;
  }

  bool run(const std::vector<Step>& steps) {
    logged_ = std::stol(first("SELECT coalesce(max(id), 0) FROM awscost_writes"));
    EXPECT_EQ(connection_.run("BEGIN"), "");
    bool failed = false;
    for (const Step& step : steps) failed = failed || !connection_.run(step.sql).empty();
    EXPECT_FALSE(failed) << "statements queue, they send nothing";
    const std::string error = connection_.run("COMMIT");
    if (!error.empty()) connection_.run("ROLLBACK");  // SQLite has done so
    return error.empty();
  }

  // After a failure: of each new group the server has every line that awscost_writes calls applied, and at most those
  // that it calls unknown besides. What it calls refused or not sent is not there.
  void check_log(const std::vector<Step>& steps) {
    const std::string count = "SELECT count(*) FROM awscost_writes WHERE action = 'create' AND id > " +
                              std::to_string(logged_) + " AND outcome = ";
    const int applied = std::stoi(first(count + "'applied'"));
    const int unknown = std::stoi(first(count + "'unknown'"));
    int there = 0;
    for (const Step& step : steps) {
      if (step.kind == Step::Kind::kInsert) there += on_server(step.group);
    }
    EXPECT_GE(there, applied) << "lines that awscost_writes calls applied are lost";
    EXPECT_LE(there, applied + unknown) << "lines that awscost_writes calls refused or not sent are there";
    EXPECT_EQ(first("SELECT count(*) FROM awscost_writes WHERE outcome = 'applied' AND action = 'create' AND id > " +
                    std::to_string(logged_) + " AND line_id NOT IN (SELECT id FROM " + lines() + ")"),
              "0");
  }

  void apply(const Step& step) {
    if (step.kind == Step::Kind::kInsert) model_[step.group] = {step.lines, step.amount};
    if (step.kind == Step::Kind::kUpdate) model_[step.group].amount = step.amount;
    if (step.kind == Step::Kind::kDelete) model_.erase(step.group);
  }

  int on_server(const std::string& group) {
    return std::stoi(first("SELECT count(*) FROM " + lines() + " AND usage_group = '" + group + "'"));
  }

  void check_server() {
    std::string expected;
    for (const auto& [group, state] : model_) {
      expected += group + "|" + std::to_string(state.lines) + "|" + std::to_string(int(state.amount)) + "|1\n";
    }
    EXPECT_EQ(
        connection_.rows("SELECT usage_group, count(*), CAST(min(json_extract(quantities, '$[0].amount')) AS INT), "
                         "count(DISTINCT json_extract(quantities, '$[0].amount')) FROM " +
                         lines() + " AND usage_group GLOB 'g[0-9]*' GROUP BY 1 ORDER BY 1"),
        expected);
  }

  std::mt19937 random_;
  sandbox::Sandbox sandbox_{sandbox::Options{.now = [] { return now(); }}};
  FaultySender faulty_{sandbox_, random_};
  retry::Retrying retrying_{faulty_, {.sleep = [](milliseconds) {}, .random = [] { return 0.5; }}};
  FixedResolver resolver_{sandbox_};
  asking::Statements statements_{retrying_, resolver_};
  bill_scenarios::WriteLog log_;
  std::shared_ptr<vtab::Host> host_ = host_of([this] { return statements_.begin(); });
  Connection connection_;
  std::string scenario_;
  std::string account_;
  std::map<std::string, Group> model_;
  int tokens_ = 0;
  int groups_made_ = 0;
  long logged_ = 0;
};

TEST(WriteModel, NothingIsLostNothingDoubledAndTheLogIsTrue) {
  constexpr int kTransactions = 20;  // of a world: the lists stay short
  const char* wanted = std::getenv("AWSCOST_WRITE_TRANSACTIONS");
  const int worlds = (wanted == nullptr ? 200 : std::stoi(wanted)) / kTransactions;
  for (int seed = 1; seed <= worlds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World world(static_cast<unsigned>(seed));
    for (int i = 0; i < kTransactions; ++i) {
      SCOPED_TRACE("transaction " + std::to_string(i));
      world.transact();
      if (testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace awscost::test
