// A dry run writes its questions down, sends none of them, and leaves no trace.
#include "connectors/asking/statement/dry_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "connectors/asking/statement/statement.h"
#include "tests/asking/support/destined.h"

namespace awscost::asking {
namespace {

class Refusing : public Sender {
 public:
  void send_all(std::span<const Question>, const sql::Interrupted&, const Answered&) override {
    throw std::logic_error("a dry run sends nothing");
  }
};

class DryRunTest : public testing::Test {
 protected:
  Question question(const std::string& body) { return test::question_to(nobody_, body); }

  Refusing sender_;
  test::Nobody nobody_;
  test::FixedResolver resolver_{nobody_};
  Notices notices_{[] { return text::Seconds(); }};
  Statements statements_{sender_, resolver_, &notices_};
};

TEST_F(DryRunTest, WritesEachQuestionDownOnce) {
  DryRun dry_run;
  const Statements::Dry dry(statements_, dry_run);
  const auto statement = statements_.begin();
  const std::vector<Question> questions{question(R"({"a":1})"), question(R"({"b":2})"), question(R"({"a":1})")};
  EXPECT_THROW(statement->send_all(questions, {},
                                   [](std::size_t, const Answer& answer) { wire::throw_failure(answer.outcome); }),
               NotSent);
  EXPECT_THROW(wire::throw_failure(statement->send(questions[0], {}).outcome), NotSent);
  EXPECT_THROW(wire::throw_failure(statement->send_anew(questions[0], {}).outcome), NotSent);
  dry_run.name(1, "costs", "GetCostAndUsage", 3);
  dry_run.name(2, "others", "GetCostAndUsage", 9);
  EXPECT_EQ(
      dry_run.to_json(),
      R"([{"table":"","service":"ce","operation":"GetCostAndUsage","request":{"a":1},"page":1,"price_usd":0.01,)"
      R"("estimated_pages":null,"kept":false},)"
      R"({"table":"costs","service":"ce","operation":"GetCostAndUsage","request":{"b":2},"page":1,"price_usd":0.01,)"
      R"("estimated_pages":3,"kept":false}])");
}

TEST_F(DryRunTest, LooksForNoCredentialsAndLeavesNoTrace) {
  resolver_.not_signed_in = "dev";
  DryRun dry_run;
  {
    const Statements::Dry dry(statements_, dry_run);
    EXPECT_TRUE(statements_.is_dry());
    const auto statement = statements_.begin();
    EXPECT_EQ(statement->destination({.service = "ce", .profile = "dev"}, {})->profile, "dev");
    statement->note("costs", "costs: a notice.");
  }
  EXPECT_FALSE(statements_.is_dry());
  EXPECT_TRUE(resolver_.searches.empty());
  EXPECT_TRUE(notices_.entries().empty());
  EXPECT_FALSE(statements_.last_cost());
  statements_.begin();
  EXPECT_EQ(statements_.last_cost(), 0) << "the next one is a real one";
}

}  // namespace
}  // namespace awscost::asking
