// BatchUpdateBillScenarioUsageModification: effects, refused requests and refused lines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bcm_asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kUpdate = "BatchUpdateBillScenarioUsageModification";

json::object amount(const json::value& start_hour, const json::value& value) {
  return {{"startHour", start_hour}, {"amount", value}};
}

class Update : public ::testing::Test {
 protected:
  json::object body(const std::vector<json::object>& changes) {
    json::object result = {{"billScenarioId", plan_}};
    json::array& list = result["usageModifications"].emplace_array();
    for (const json::object& change : changes) list.push_back(change);
    return result;
  }
  json::value update(const std::vector<json::object>& changes) { return ask_.ok(kUpdate, body(changes)); }
  // The errors of a batch that sets these amounts on the first line, whose id reads "ID".
  std::vector<std::string> amount_faults(const json::array& amounts) {
    auto result = faults(update({{{"id", ids_[0]}, {"amounts", amounts}}}), "id");
    for (std::string& fault : result) {
      if (fault.starts_with(ids_[0])) fault.replace(0, ids_[0].size(), "ID");
    }
    return result;
  }
  // The names of the invalid members.
  std::vector<std::string> invalid(const json::object& change) { return ask_.refused(kUpdate, body({change})).fields; }
  std::string code(const json::object& change) { return ask_.refused(kUpdate, body({change})).code; }

  PricingAsker ask_;
  std::string plan_ = ask_.scenario("quarter-plan");
  std::vector<json::value> before_ = ask_.lines(plan_);
  std::vector<std::string> ids_ = texts(before_, "id");
};

TEST_F(Update, ReplacesAmountsAndKeepsTheUnit) {
  const json::value answer =
      update({{{"id", ids_[1]}, {"amounts", {amount(october(0), 12.5), amount(october(743), 1)}}}});
  json::object expected = before_[1].as_object();
  const json::value unit = expected["quantities"].at(0).at("unit");
  expected["quantities"] = {{{"startHour", october(0)}, {"unit", unit}, {"amount", 12.5}},
                            {{"startHour", october(743)}, {"unit", unit}, {"amount", 1}}};
  EXPECT_EQ(answer.at("items"), json::value({expected}));
  EXPECT_THAT(faults(answer, "id"), IsEmpty());
  auto all = before_;
  all[1] = expected;
  EXPECT_EQ(ask_.lines(plan_), all) << "the change stays, and nothing else changed";
}

TEST_F(Update, LeavesWhatIsAbsentAsItIs) {
  const json::value grouped = update({{{"id", ids_[2]}, {"group", "new-2027"}}});
  json::object expected = before_[2].as_object();
  expected["group"] = "new-2027";
  EXPECT_EQ(grouped.at("items").at(0), expected);
  EXPECT_EQ(update({{{"id", ids_[2]}}}).at("items").at(0), expected);
  expected["group"] = "";
  EXPECT_EQ(update({{{"id", ids_[2]}, {"group", ""}, {"amounts", nullptr}}}).at("items").at(0), expected);
  expected["quantities"] = json::array();
  EXPECT_EQ(update({{{"id", ids_[2]}, {"amounts", json::array()}}}).at("items").at(0), expected);
}

TEST_F(Update, KnowsTheUnitOfALineWithoutQuantities) {
  const std::string unit = text(before_[3].at("quantities").at(0), "unit");
  update({{{"id", ids_[3]}, {"amounts", json::array()}}});
  const json::value answer = update({{{"id", ids_[3]}, {"amounts", {amount(october(5), 2)}}}});
  EXPECT_EQ(text(answer.at("items").at(0).at("quantities").at(0), "unit"), unit);
}

TEST_F(Update, ReadsNumbersInEveryForm) {
  for (const char* hour : {"1790812800", "1790812800.0", "1.7908128E9", "1.790812800000e+9"}) {
    for (const char* value : {"100", "100.0", "1E2", "1.0e+2"}) {
      const wire::Reply reply =
          ask_.reply(kUpdate, R"({"billScenarioId":")" + plan_ + R"(","usageModifications":[{"id":")" + ids_[0] +
                                  R"(","amounts":[{"startHour":)" + hour + R"(,"amount":)" + value + "}]}]}");
      ASSERT_EQ(reply.status, 200) << reply.body;
      const json::value answer = json::parse(reply.body);
      ASSERT_EQ(answer.at("items").as_array().size(), 1U) << reply.body;
      const json::value& quantity = answer.at("items").at(0).at("quantities").at(0);
      EXPECT_EQ(quantity.at("startHour").to_number<std::int64_t>(), october(0));
      EXPECT_EQ(quantity.at("amount").to_number<double>(), 100);
    }
  }
}

TEST_F(Update, KeepsEveryDigitOfAnAmount) {
  for (const double value : {0.1 + 0.2, 5e-324, 1.7976931348623157e308, 9007199254740993.0, 0.0}) {
    update({{{"id", ids_[0]}, {"amounts", {amount(october(0), value)}}}});
    EXPECT_EQ(ask_.line(plan_, ids_[0]).at("quantities").at(0).at("amount").to_number<double>(), value);
  }
}

TEST_F(Update, RefusesHoursOutsideOfTheBillInterval) {
  EXPECT_THAT(amount_faults({amount(october(-1), 1)}), ElementsAre("ID BAD_REQUEST"));
  EXPECT_THAT(amount_faults({amount(october(744), 1)}), ElementsAre("ID BAD_REQUEST"));
  EXPECT_THAT(amount_faults({amount(1e300, 1)}), ElementsAre("ID BAD_REQUEST"));
  EXPECT_THAT(amount_faults({amount(october(0) + 1800, 1)}), ElementsAre("ID BAD_REQUEST"));
  EXPECT_THAT(amount_faults({amount(static_cast<double>(october(0)) + 0.5, 1)}), ElementsAre("ID BAD_REQUEST"));
  EXPECT_THAT(amount_faults({amount(october(3), 1), amount(october(3), 2)}), ElementsAre("ID BAD_REQUEST"));
  EXPECT_EQ(ask_.lines(plan_), before_);
  EXPECT_THAT(amount_faults({amount(october(743), 1)}), IsEmpty());
}

TEST_F(Update, RefusesAmountsThatNoBillHas) {
  EXPECT_THAT(amount_faults({amount(october(0), -1e-9)}), ElementsAre("ID BAD_REQUEST"));
  for (const char* word : {"NaN", "Infinity", "-Infinity"}) {
    EXPECT_THAT(amount_faults({amount(october(0), json::value_from(word))}), ElementsAre("ID BAD_REQUEST")) << word;
  }
  // A number beyond the range of double is not finite.
  const wire::Reply reply =
      ask_.reply(kUpdate, R"({"billScenarioId":")" + plan_ + R"(","usageModifications":[{"id":")" + ids_[0] +
                              R"(","amounts":[{"startHour":1790812800,"amount":1e400}]}]})");
  EXPECT_THAT(reply.body, HasSubstr("BAD_REQUEST"));
  // One invalid amount leaves the whole line unchanged.
  EXPECT_THAT(amount_faults({amount(october(0), 1), amount(october(1), -1)}), ElementsAre("ID BAD_REQUEST"));
  EXPECT_EQ(ask_.lines(plan_), before_);
}

TEST_F(Update, TakesSomeLinesAndRefusesOthers) {
  const json::value answer = update({{{"id", ids_[5]}, {"group", "a"}},
                                     {{"id", kUnknownId}, {"group", "a"}},
                                     {{"id", ids_[5]}, {"group", "b"}},
                                     {{"id", ids_[6]}, {"amounts", {amount(october(-1), 1)}}},
                                     {{"id", ids_[7]}, {"group", "fail-internal"}},
                                     {{"id", ids_[8]}, {"group", "c"}}});
  EXPECT_THAT(texts({answer.at("items").as_array().begin(), answer.at("items").as_array().end()}, "id"),
              ElementsAre(ids_[5], ids_[8]));
  EXPECT_THAT(faults(answer, "id"), ElementsAre(std::string(kUnknownId) + " NOT_FOUND", ids_[5] + " CONFLICT",
                                                ids_[6] + " BAD_REQUEST", ids_[7] + " INTERNAL_SERVER_ERROR"));
  EXPECT_EQ(text(ask_.line(plan_, ids_[5]), "group"), "a") << "the second entry of a line is refused, not the first";
  EXPECT_EQ(ask_.line(plan_, ids_[7]), before_[7]);
}

TEST_F(Update, CanRefuseMoreLinesThanABatchHolds) {
  std::size_t refused = 0;
  for (std::size_t batch = 0; batch < 2; ++batch) {
    std::vector<json::object> changes;
    for (std::size_t i = 0; i < 25; ++i) {
      const bool wrong = i != 24;
      changes.push_back({{"id", ids_[25 * batch + i]}, {"amounts", {amount(october(wrong ? -1 : 0), 1)}}});
    }
    const json::value answer = update(changes);
    EXPECT_EQ(answer.at("items").as_array().size(), 1U);
    refused += answer.at("errors").as_array().size();
  }
  EXPECT_EQ(refused, 48U);
}

TEST_F(Update, FailsOnALineOfTheFailingGroup) {
  plan_ = ask_.scenario("sandbox-faults");
  const auto ids = texts(ask_.lines(plan_), "id");
  EXPECT_THAT(faults(update({{{"id", ids[3]}, {"group", "x"}}, {{"id", ids[2]}, {"group", "x"}}}), "id"),
              ElementsAre(ids[3] + " INTERNAL_SERVER_ERROR"));
}

TEST_F(Update, IsRefusedAsAWholeUnlessTheScenarioIsReady) {
  for (const auto& [name, status] :
       {std::pair("locked-plan", "LOCKED"), std::pair("stale-plan", "STALE"), std::pair("failed-plan", "FAILED")}) {
    plan_ = ask_.scenario(name);
    const auto lines = ask_.lines(plan_);
    const PricingRefusal refusal = ask_.refused(kUpdate, body({{{"id", lines[0].at("id")}, {"group", "x"}}}));
    EXPECT_EQ(refusal.code, "ConflictException");
    EXPECT_THAT(refusal.message, HasSubstr(status));
    EXPECT_EQ(text(refusal.body, "resourceId"), plan_);
    EXPECT_EQ(text(refusal.body, "resourceType"), "BillScenario");
    EXPECT_EQ(ask_.lines(plan_), lines);
  }
  plan_ = kUnknownId;
  EXPECT_EQ(code({{"id", ids_[0]}}), "ResourceNotFoundException");
}

TEST_F(Update, HoldsOneToTwentyFiveLines) {
  EXPECT_THAT(ask_.refused(kUpdate, body({})).fields, ElementsAre("usageModifications"));
  EXPECT_THAT(ask_.refused(kUpdate, {{"billScenarioId", plan_}}).fields, ElementsAre("usageModifications"));
  std::vector<json::object> changes;
  for (std::size_t i = 0; i < 26; ++i) changes.push_back({{"id", ids_[i]}, {"group", "x"}});
  EXPECT_THAT(ask_.refused(kUpdate, body(changes)).fields, ElementsAre("usageModifications"));
  EXPECT_EQ(ask_.lines(plan_), before_);
  changes.pop_back();
  EXPECT_EQ(update(changes).at("items").as_array().size(), 25U);
}

TEST_F(Update, ChecksEveryMember) {
  EXPECT_THAT(invalid({{"group", "x"}}), ElementsAre("usageModifications.1.member.id"));
  EXPECT_THAT(invalid({{"id", "x"}}), ElementsAre("usageModifications.1.member.id"));
  EXPECT_THAT(invalid({{"id", ids_[0]}, {"group", "two words"}}), ElementsAre("usageModifications.1.member.group"));
  EXPECT_THAT(invalid({{"id", ids_[0]}, {"group", std::string(31, 'a')}}),
              ElementsAre("usageModifications.1.member.group"));
  EXPECT_THAT(invalid({{"id", ids_[0]}, {"amounts", {json::object()}}}),
              ElementsAre("usageModifications.1.member.amounts.1.member.startHour",
                          "usageModifications.1.member.amounts.1.member.amount"));
  EXPECT_EQ(update({{{"id", ids_[0]}, {"group", std::string(30, 'a')}}}).at("items").as_array().size(), 1U);
}

TEST_F(Update, TellsAllThatIsWrongAtOnce) {
  json::object request = body({{{"id", "x"}}, {{"id", ids_[0]}, {"group", "_"}}});
  request["billScenarioId"] = "y";
  const PricingRefusal refusal = ask_.refused(kUpdate, request);
  EXPECT_THAT(refusal.fields,
              ElementsAre("billScenarioId", "usageModifications.1.member.id", "usageModifications.2.member.group"));
  EXPECT_THAT(refusal.message, HasSubstr("3 validation errors detected"));
  EXPECT_THAT(text(refusal.body.at("fieldList").at(2), "message"), HasSubstr("[a-zA-Z0-9-]*"));
}

TEST_F(Update, RefusesWrongTypes) {
  EXPECT_EQ(code({{"id", 1}}), "SerializationException");
  EXPECT_EQ(code({{"id", ids_[0]}, {"group", false}}), "SerializationException");
  EXPECT_EQ(code({{"id", ids_[0]}, {"amounts", "1"}}), "SerializationException");
  EXPECT_EQ(code({{"id", ids_[0]}, {"amounts", {1}}}), "SerializationException");
  EXPECT_EQ(code({{"id", ids_[0]}, {"amounts", {amount("1790812800", 1)}}}), "SerializationException");
  EXPECT_EQ(code({{"id", ids_[0]}, {"amounts", {amount(october(0), "12.5")}}}), "SerializationException");
  EXPECT_EQ(code({{"id", "x"}, {"group", 1}}), "SerializationException") << "types come before constraints";
  EXPECT_EQ(ask_.refused(kUpdate, {{"billScenarioId", plan_}, {"usageModifications", json::object()}}).code,
            "SerializationException");
  EXPECT_EQ(ask_.refused(kUpdate, {{"billScenarioId", plan_}, {"usageModifications", {nullptr}}}).code,
            "SerializationException");
}

}  // namespace
}  // namespace awscost::sandbox
