// Changes of a bill scenario with faults on the way to AWS: each change is made exactly once, even if its answer is
// lost.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "database.h"
#include "faulty_server.h"
#include "question.h"

namespace awscost {
namespace {

constexpr const char* kInsert =
    "INSERT INTO bcm_bill_scenario_usage_modifications (bill_scenario_id, service_code, usage_type, operation, "
    "usage_account_id, amounts, key) VALUES ('9b24912a-3e5d-454b-8a4e-2782d76e49bf', 'AmazonEC2', "
    "'BoxUsage:m7g.large', "
    "'RunInstances', '111122223333', json_array(json_object('startHour', '2026-10-01', 'amount', 744)), 'line1')";
constexpr const char* kUpdate =
    "UPDATE bcm_bill_scenario_usage_modifications SET usage_group = 'arm' WHERE "
    "bill_scenario_id = '9b24912a-3e5d-454b-8a4e-2782d76e49bf' AND usage_type = 'BoxUsage:m7g.large'";
constexpr const char* kLinesMade =
    "SELECT coalesce(usage_group, 'none'), quantities ->> '$[0].amount' FROM bcm_bill_scenario_usage_modifications "
    "WHERE "
    "bill_scenario_id = '9b24912a-3e5d-454b-8a4e-2782d76e49bf' AND usage_type = 'BoxUsage:m7g.large'";

struct Case {
  const char* name;
  const char* faults;
  int requests;
  int timeout = 10'000;
};

void PrintTo(const Case& line, std::ostream* out) {
  *out << "faults '" << line.faults << "'";
}

// INSERT is one request; UPDATE lists its lines (the second), then sends the change (the third).
const Case kCases[] = {
    {"nothing wrong", "", 3},
    {"throttled", "1:throttle,4:throttle", 5},
    {"502 of a proxy", "1:502,4:502", 5},
    {"the answers are lost", "1:reset-in-body,4:reset-in-body", 5},
    {"the connections close", "1:close,4:close", 5},
    {"no answers", "1:stall,4:stall", 5, 2000},
};

std::string test_name(const testing::TestParamInfo<Case>& info) {
  return as_test_name(info.param.name);
}

class Writes : public testing::TestWithParam<Case> {};

TEST_P(Writes, AreMadeOnce) {
  const Case& line = GetParam();
  const FaultyServer server(line.faults, FaultyServer::Account::kOwn);
  point_at(server);
  golden::Database database(kExtension);
  database.run("SELECT awscost_config('writes', 'on'), awscost_config('request_timeout', " +
               std::to_string(line.timeout) + ")");
  EXPECT_EQ(database.run(kInsert).error, "");
  EXPECT_EQ(database.run(kUpdate).error, "");
  const std::uint64_t requests = server.requests();
  EXPECT_EQ(requests, static_cast<std::uint64_t>(line.requests));
  EXPECT_EQ(database.run(kLinesMade).rows, "arm|744");
  EXPECT_EQ(database.run("SELECT action, outcome FROM awscost_writes ORDER BY rowid").rows,
            "create|applied\nupdate|applied");
  std::string name = std::string("fault: writes, ") + line.name + " ";
  name.resize(50, '.');
  std::printf("%s each made once, %d requests\n", name.c_str(), static_cast<int>(requests));
}

INSTANTIATE_TEST_SUITE_P(Each, Writes, testing::ValuesIn(kCases), test_name);

}  // namespace
}  // namespace awscost
