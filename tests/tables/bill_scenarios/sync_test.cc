// The requests at the end of a transaction, and the outcome of every line.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "connectors/tables/bill_scenarios/client_token.h"
#include "tests/tables/bill_scenarios/changes.h"

namespace awscost::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

const sql::Value kBlue = std::string("blue");

class SyncTest : public Changes {};

TEST_F(SyncTest, SpeaksAwsJson10) {
  update(1, {{"usage_group", kBlue}});
  EXPECT_EQ(sync(), "");
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  const wire::Call& call = scenario.aws.calls[0];
  EXPECT_EQ(call.service, "bcm-pricing-calculator");
  EXPECT_EQ(call.operation, "BatchUpdateBillScenarioUsageModification");
  EXPECT_EQ(call.method + call.path, "POST/");
  EXPECT_THAT(call.headers,
              testing::IsSupersetOf(
                  {wire::Header{"Content-Type", "application/x-amz-json-1.0"},
                   wire::Header{"X-Amz-Target", "AWSBCMPricingCalculator.BatchUpdateBillScenarioUsageModification"}}))
      << "the attempt's headers stand beside them";
  EXPECT_EQ(call.price_usd, 0);
  EXPECT_EQ(scenario.aws.profile(0), "");
}

TEST_F(SyncTest, WritesWithTheProfileTheLineWasReadWith) {
  sql::Scan scan = question();
  scan.inputs[column("profile")] = "prod";
  const auto rows = scenario.open(scan);
  ASSERT_TRUE(rows->next([] { return false; }));
  remove_row(rows->rowid().value());
  insert_line({{"profile", std::string("dev")}});
  EXPECT_EQ(sync(), "");
  ASSERT_EQ(scenario.aws.calls.size(), 2U);
  EXPECT_EQ(scenario.aws.profile(0), "prod");
  EXPECT_EQ(scenario.aws.profile(1), "dev");
}

TEST_F(SyncTest, CreatesWithKeysAndAToken) {
  insert_line({{"key", std::string("n1")}, {"usage_group", kBlue}, {"availability_zone", std::string("eu-west-3a")}});
  insert_line({{"amounts", std::string(R"([{"startHour":"2026-10-01","amount":0.1}])")}});
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.bodies(),
              ElementsAre(R"({"billScenarioId":")" + std::string(kScenarioA) +
                          R"(","clientToken":"token-1","usageModifications":[{"key":"n1","serviceCode":"AmazonS3",)"
                          R"("usageType":"TimedStorage-ByteHrs","operation":"StandardStorage",)"
                          R"("availabilityZone":"eu-west-3a","group":"blue","usageAccountId":"000011112222"},)"
                          R"({"key":"n2","serviceCode":"AmazonS3","usageType":"TimedStorage-ByteHrs",)"
                          R"("operation":"StandardStorage","usageAccountId":"000011112222",)"
                          R"("amounts":[{"startHour":1790812800,"amount":0.1}]}]})"));
  EXPECT_THAT(scenario.log_rows(),
              ElementsAre("create|n1=new-n1|applied|NULL|NULL", "create|n2=new-n2|applied|NULL|NULL"));
}

TEST_F(SyncTest, GoesScenarioByScenarioDeletesFirst) {
  scenario.list(kScenarioB, 2);
  update(5, {{"usage_group", kBlue}});
  insert_line();
  update(1, {{"usage_group", kBlue}});
  insert_line({{"bill_scenario_id", std::string(kScenarioB)}});
  remove(4);
  remove(2);
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.operations(),
              ElementsAre("BatchDelete", "BatchUpdate", "BatchCreate", "BatchDelete", "BatchUpdate", "BatchCreate"));
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_THAT(scenario.aws.calls[i].body, HasSubstr(std::string(i < 3 ? kScenarioB : kScenarioA)));
  }
}

TEST_F(SyncTest, SendsAtMost25LinesARequestAsOneStatement) {
  scenario.list(kScenarioA, 57);
  update_all(60);
  EXPECT_EQ(sync(), "");
  std::vector<std::size_t> sizes;
  for (const std::string& body : scenario.aws.bodies()) {
    sizes.push_back(boost::json::parse(body).at("usageModifications").as_array().size());
  }
  EXPECT_THAT(sizes, ElementsAre(25, 25, 10));
  EXPECT_EQ(logged("applied"), 60U);
  for (const asking::Question& question : scenario.aws.questions) {
    EXPECT_NE(question.tally, nullptr);
    EXPECT_EQ(question.tally, scenario.aws.questions.front().tally);
    EXPECT_EQ(question.destination->limits.max_requests, 100) << "as settings stand by now";
  }
  EXPECT_EQ(scenario.statements.last_cost(), 0) << "it has ended";
}

TEST_F(SyncTest, NothingPendingIsNoStatement) {
  EXPECT_EQ(sync(), "");
  EXPECT_EQ(scenario.statements.last_cost(), std::nullopt);
}

TEST_F(SyncTest, MatchesAnswersByIdAndGoesOnAfterRefusedLines) {
  scenario.list(kScenarioB, 1);
  update_all(3);
  update(4, {{"usage_group", kBlue}});
  scenario.aws.answers = {answer(200, R"({"items":[{"id":")" + line_id(3) + R"("},{"id":"somebody else"}],
      "errors":[{"id":")" + line_id(1) + R"(","errorCode":"CONFLICT","errorMessage":"busy"}]})",
                                 "r-9")};
  const std::string sentence = sync();
  EXPECT_THAT(sentence, AllOf(StartsWith("bcm_bill_scenario_usage_modifications: "), HasSubstr(counts(2, 1, 1, 0)),
                              HasSubstr("Refused: line " + line_id(1) + " (CONFLICT: busy)."),
                              HasSubstr("Applied changes stay at AWS"), HasSubstr("SELECT * FROM awscost_writes")));
  EXPECT_THAT(
      scenario.log_rows(),
      ElementsAre("update|" + line_id(1) + "|refused|CONFLICT|busy",
                  "update|" + line_id(2) + "|unknown|NULL|AWS's answer does not mention the line.",
                  "update|" + line_id(3) + "|applied|NULL|NULL", "update|" + line_id(4) + "|applied|NULL|NULL"));
  EXPECT_EQ(scenario.log.entries()[0].result.request_id, "r-9");
  EXPECT_EQ(sync(), "") << "nothing is left to be sent";
  EXPECT_EQ(scenario.aws.calls.size(), 2U);
}

TEST_F(SyncTest, ADeleteIsAppliedUnlessItsErrorSaysOtherwise) {
  remove(1);
  remove(2);
  scenario.aws.answers = {
      answer(200, R"({"errors":[{"id":")" + line_id(2) + R"(","errorCode":"BAD_REQUEST","errorMessage":"no"}]})")};
  EXPECT_THAT(sync(), HasSubstr(counts(1, 1, 0, 0)));
  remove(1);
  scenario.aws.answers = {answer(200, "")};
  EXPECT_EQ(sync(), "") << "an empty answer is an empty object";
}

TEST_F(SyncTest, ManyRefusedLinesAreCountedAndAFewShown) {
  scenario.list(kScenarioA, 27);
  update_all(30);
  scenario.aws.answers = {refuse_all("BAD_REQUEST", "no"), refuse_all("BAD_REQUEST", "no")};
  const std::string sentence = sync();
  EXPECT_THAT(sentence,
              AllOf(HasSubstr(counts(0, 30, 0, 0)), HasSubstr("line " + line_id(5) + " (BAD_REQUEST: no), ..."),
                    Not(HasSubstr(line_id(6))), Not(HasSubstr("What was applied"))));
  EXPECT_EQ(logged("refused"), 30U);
}

TEST_F(SyncTest, ARefusedRequestStopsTheRest) {
  scenario.list(kScenarioA, 57);
  update_all(60);
  scenario.aws.answers = {apply_all(), answer(400, R"({"__type":"aws#ConflictException","message":"it is LOCKED"})")};
  const std::string sentence = sync();
  EXPECT_THAT(sentence, AllOf(HasSubstr(counts(25, 25, 0, 10)), HasSubstr("ConflictException: it is LOCKED")));
  EXPECT_EQ(scenario.aws.calls.size(), 2U);
  EXPECT_EQ(scenario.log_rows()[25], "update|" + line_id(26) + "|refused|ConflictException|it is LOCKED");
  EXPECT_EQ(scenario.log_rows()[59],
            "update|" + line_id(60) + "|not sent|NULL|AWS refused a whole request: ConflictException: it is LOCKED.");
}

TEST_F(SyncTest, WritesSwitchedOffInBetweenSendNothing) {
  update(1, {{"usage_group", kBlue}});
  scenario.writes_on = false;
  EXPECT_THAT(sync(), AllOf(HasSubstr(counts(0, 0, 0, 1)), HasSubstr("Writes were switched off")));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(SyncTest, UnknownCreationsRepeatedByTheUserKeepTheirToken) {
  for (int i = 0; i < 30; ++i) insert_line({{"usage_group", "g" + std::to_string(i)}});
  scenario.aws.answers = {apply_all(), lose(), lose(), lose()};
  EXPECT_THAT(sync(), AllOf(HasSubstr(counts(25, 0, 5, 0)), HasSubstr("it creates no line twice")));
  const std::string lost = scenario.aws.calls.back().body;
  EXPECT_THAT(lost, HasSubstr("token-2"));

  // The same five, among others and in another order.
  insert_line({{"usage_group", kBlue}});
  for (int i = 29; i >= 25; --i) insert_line({{"usage_group", "g" + std::to_string(i)}});
  scenario.aws.forget_calls();
  EXPECT_EQ(sync(), "");
  ASSERT_EQ(scenario.aws.calls.size(), 2U);
  EXPECT_EQ(scenario.aws.calls[0].body, lost);
  EXPECT_THAT(scenario.aws.calls[1].body, AllOf(HasSubstr("token-3"), HasSubstr(R"("key":"n1")")));
  EXPECT_EQ(scenario.log_rows().back(), "create|n1=new-n1|applied|NULL|NULL");

  // All outcomes are known now, so equal lines are new lines.
  for (int i = 25; i < 30; ++i) insert_line({{"usage_group", "g" + std::to_string(i)}});
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls.back().body, HasSubstr("token-4"));
}

TEST_F(SyncTest, OtherCreationsGetATokenOfTheirOwn) {
  insert_line({{"usage_group", kBlue}});
  insert_line({{"usage_group", kBlue}});
  scenario.aws.answers = {lose(), lose(), lose()};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 2, 0)));
  insert_line({{"usage_group", kBlue}});
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls.back().body, HasSubstr("token-2")) << "one of two is not the same batch";
  insert_line({{"usage_group", kBlue}, {"bill_scenario_id", std::string(kScenarioB)}});
  insert_line({{"usage_group", kBlue}, {"bill_scenario_id", std::string(kScenarioB)}});
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls.back().body, HasSubstr("token-3"));
  insert_line({{"usage_group", kBlue}});
  insert_line({{"usage_group", kBlue}});
  scenario.aws.answers = {never_leaves("There is no such host.")};
  EXPECT_THAT(sync(), HasSubstr(counts(0, 0, 2, 0))) << "they may be there since the first time";
  insert_line({{"usage_group", kBlue}});
  insert_line({{"usage_group", kBlue}});
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls.back().body, HasSubstr("token-1")) << "not sent is still not known";
}

TEST_F(SyncTest, ManyLinesStayCheap) {
  for (int i = 0; i < 1000; ++i) insert_line();
  EXPECT_EQ(sync(), "");
  EXPECT_EQ(scenario.aws.calls.size(), 40U);
  EXPECT_EQ(logged("applied"), 1000U);
}

TEST(WriteLog, DropsTheOldestBeyondItsBound) {
  bill_scenarios::WriteLog log(3);
  auto line = std::make_shared<bill_scenarios::PendingLine>();
  line->line.id = "l";
  const bill_scenarios::Batch batch = bill_scenarios::update_batch({line});
  for (int i = 0; i < 5; ++i) log.add({}, batch, 0, {});
  ASSERT_THAT(log.entries(), SizeIs(3));
  EXPECT_EQ(log.entries().front().id, 3);
  EXPECT_EQ(log.entries().back().id, 5);
}

TEST(WriteLog, ColumnsStandInTheOrderOfTheContract) {
  const bill_scenarios::WriteLog log;
  std::vector<std::string_view> names;
  const auto table = bill_scenarios::writes_table(log);
  std::vector<std::string_view> hidden;
  for (const sql::Column& column : table->table().columns) (column.hidden ? hidden : names).push_back(column.name);
  EXPECT_THAT(names, ElementsAre("id", "at", "action", "bill_scenario_id", "line_id", "key", "outcome", "error_code",
                                 "error_message", "request_id"));
  EXPECT_THAT(hidden, ElementsAre("connector", "profile", "endpoint", "account_id"));
}

TEST_F(SyncTest, EachLineOfTheLogSaysWhereItWent) {
  update(1, {{"usage_group", kBlue}});
  insert_line({{"profile", std::string("dev")}});
  EXPECT_EQ(sync(), "");
  ASSERT_EQ(scenario.log.entries().size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& destination = scenario.log.entries()[i].destination;
    ASSERT_NE(destination, nullptr);
    EXPECT_EQ(destination->profile, i == 0 ? "" : "dev");
    EXPECT_EQ(destination->key, scenario.aws.questions.at(i).destination->key);
  }
}

TEST(ClientToken, IsARandomUuid) {
  const std::string token = bill_scenarios::new_client_token();
  EXPECT_THAT(token, MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_NE(token, bill_scenarios::new_client_token());
}

}  // namespace
}  // namespace awscost::test
