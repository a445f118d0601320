// Creating and deleting bill scenarios and their lines, and clientToken.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bcm_asking.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kCreate = "BatchCreateBillScenarioUsageModification";
const std::string kDelete = "BatchDeleteBillScenarioUsageModification";

json::object instance(const std::string& key) {
  return {{"key", key},
          {"serviceCode", "AmazonEC2"},
          {"usageType", "EUW3-BoxUsage:m7g.large"},
          {"operation", "RunInstances"},
          {"usageAccountId", kMemberId}};
}

json::object with(json::object entry, const char* member, const json::value& value) {
  entry[member] = value;
  return entry;
}

json::object history() {
  return {{"serviceCode", "AmazonEC2"},
          {"usageType", "BoxUsage:m5.large"},
          {"operation", "RunInstances"},
          {"location", ""},
          {"usageAccountId", kMemberId},
          {"billInterval", {{"start", october(0)}}},
          {"filterExpression",
           {{"and",
             {{{"dimensions", {{"key", "REGION"}, {"values", {"eu-west-3"}}}}},
              {{"not", {{"tags", {{"key", "team"}, {"matchOptions", {"ABSENT"}}}}}}}}}}}};
}

class Lines : public ::testing::Test {
 protected:
  json::object body(const std::vector<json::object>& entries, const char* token = nullptr) {
    json::object result = {{"billScenarioId", plan_}};
    if (token != nullptr) result["clientToken"] = token;
    json::array& list = result["usageModifications"].emplace_array();
    for (const json::object& entry : entries) list.push_back(entry);
    return result;
  }
  json::value create(const std::vector<json::object>& entries, const char* token = nullptr) {
    return ask_.ok(kCreate, body(entries, token));
  }
  std::vector<std::string> remove(const json::array& ids) {
    return faults(ask_.ok(kDelete, {{"billScenarioId", plan_}, {"ids", ids}}), "id");
  }
  std::vector<std::string> invalid(const json::object& entry) { return ask_.refused(kCreate, body({entry})).fields; }

  PricingAsker ask_;
  std::string plan_ = ask_.scenario("empty");
};

TEST_F(Lines, AreAddedAtTheEnd) {
  plan_ = ask_.scenario("quarter-plan");
  auto lines = ask_.lines(plan_);
  json::object first = with(instance("a1"), "amounts", {{{"startHour", october(2)}, {"amount", 744.5}}});
  first["availabilityZone"] = "eu-west-3a";
  first["group"] = "new";
  const json::value answer = create({first, instance("")});
  ASSERT_EQ(answer.at("items").as_array().size(), 2U);
  EXPECT_THAT(faults(answer, "key"), IsEmpty());
  json::object item = answer.at("items").at(0).as_object();
  EXPECT_EQ(item, json::value({{"key", "a1"},
                               {"id", item["id"]},
                               {"serviceCode", "AmazonEC2"},
                               {"usageType", "EUW3-BoxUsage:m7g.large"},
                               {"operation", "RunInstances"},
                               {"location", "EU (Paris)"},
                               {"availabilityZone", "eu-west-3a"},
                               {"group", "new"},
                               {"usageAccountId", kMemberId},
                               {"quantities", {{{"startHour", october(2)}, {"unit", "Hrs"}, {"amount", 744.5}}}}}));
  EXPECT_EQ(text(answer.at("items").at(1), "key"), "");
  for (const json::value& created : answer.at("items").as_array()) {
    json::object listed = created.as_object();
    listed.erase("key");
    lines.push_back(listed);
  }
  EXPECT_EQ(ask_.lines(plan_), lines);
}

TEST_F(Lines, GetAUnitThatFits) {
  const auto unit = [this](const char* usage_type) {
    json::object entry = with(instance("k"), "usageType", json::value_from(usage_type));
    entry["amounts"] = {{{"startHour", october(0)}, {"amount", 1}}};
    return text(create({entry}).at("items").at(0).at("quantities").at(0), "unit");
  };
  EXPECT_EQ(unit("BoxUsage:m5.large"), "Hrs");
  EXPECT_EQ(unit("EUW3-TimedStorage-ByteHrs"), "GB-Mo");
  EXPECT_EQ(unit("Requests-Tier1"), "Requests");
  EXPECT_EQ(unit("DataTransfer-Out-Bytes"), "GB");
  EXPECT_EQ(unit("Lambda-GB-Second"), "Lambda-GB-Second");
}

TEST_F(Lines, CanStandForExistingUsage) {
  const json::value answer = create({with(instance("1"), "historicalUsage", history())});
  const std::string id = text(answer.at("items").at(0), "id");
  const json::value usage = ask_.line(plan_, id).at("historicalUsage");
  EXPECT_EQ(usage.at("filterExpression"), history().at("filterExpression"));
  EXPECT_EQ(usage.at("billInterval").at("start").to_number<double>(), static_cast<double>(october(0)));
  EXPECT_EQ(text(usage, "location"), "");
  EXPECT_THAT(remove({json::value_from(id)}), ElementsAre(id + " BAD_REQUEST"));
}

TEST_F(Lines, AreTakenOrRefusedOneByOne) {
  json::object historical = history();
  historical["usageAccountId"] = "999999999999";
  const json::value answer =
      create({instance("1"), instance("1"), with(instance("2"), "usageAccountId", "999999999999"),
              with(instance("3"), "amounts", {{{"startHour", october(-1)}, {"amount", 1}}}),
              with(instance("4"), "amounts", {{{"startHour", october(0)}, {"amount", -1}}}),
              with(instance("5"), "group", "fail-internal"), with(instance("6"), "historicalUsage", historical),
              with(instance("7"), "usageAccountId", "210987654321")});
  EXPECT_THAT(texts({answer.at("items").as_array().begin(), answer.at("items").as_array().end()}, "key"),
              ElementsAre("1", "7"));
  EXPECT_THAT(faults(answer, "key"), ElementsAre("1 CONFLICT", "2 BAD_REQUEST", "3 BAD_REQUEST", "4 BAD_REQUEST",
                                                 "5 INTERNAL_SERVER_ERROR", "6 BAD_REQUEST"));
  EXPECT_EQ(ask_.lines(plan_).size(), 2U);
}

TEST_F(Lines, AreCreatedOnceForAToken) {
  const json::value answer = create({instance("1"), with(instance("2"), "usageAccountId", "999999999999")}, "token-1");
  const json::value again = create({instance("1"), with(instance("2"), "usageAccountId", "999999999999")}, "token-1");
  EXPECT_EQ(again, answer) << "the same ids and the same errors";
  EXPECT_EQ(ask_.lines(plan_).size(), 1U);

  const PricingRefusal refusal = ask_.refused(kCreate, body({instance("3")}, "token-1"));
  EXPECT_EQ(refusal.code, "ConflictException");
  EXPECT_EQ(text(refusal.body, "resourceId"), plan_);
  EXPECT_EQ(ask_.lines(plan_).size(), 1U);

  create({instance("1")}, "token-2");
  create({instance("1")});
  create({instance("1")});
  EXPECT_EQ(ask_.lines(plan_).size(), 4U) << "a request without a token is always new";
  plan_ = ask_.scenario("quarter-plan");
  EXPECT_EQ(ask_.refused(kCreate, body({instance("1")}, "token-2")).code, "ConflictException");
}

TEST_F(Lines, AreRememberedAfterTheyAreGone) {
  const json::value answer = create({instance("1")}, "t");
  EXPECT_THAT(remove({answer.at("items").at(0).at("id")}), IsEmpty());
  EXPECT_EQ(create({instance("1")}, "t"), answer);
  EXPECT_TRUE(ask_.lines(plan_).empty());
}

TEST_F(Lines, TokensHaveAForm) {
  const auto fields = [this](const std::string& token) {
    return ask_.refused(kCreate, body({instance("1")}, token.c_str())).fields;
  };
  EXPECT_THAT(fields(""), ElementsAre("clientToken"));
  EXPECT_THAT(fields("two words"), ElementsAre("clientToken"));
  EXPECT_THAT(fields("é"), ElementsAre("clientToken"));
  EXPECT_THAT(fields(std::string(65, 'x')), ElementsAre("clientToken"));
  EXPECT_EQ(create({instance("1")}, (std::string("!~") + std::string(62, 'x')).c_str()).at("items").as_array().size(),
            1U);
}

TEST_F(Lines, AreCheckedMemberByMember) {
  const std::string path = "usageModifications.1.member.";
  for (const char* member : {"key", "serviceCode", "usageType", "operation", "usageAccountId"}) {
    json::object entry = instance("1");
    entry.erase(member);
    EXPECT_THAT(invalid(entry), ElementsAre(path + member));
  }
  const std::vector<std::pair<const char*, std::string>> wrong = {
      {"key", "a-1"},          {"key", std::string(11, 'k')},
      {"serviceCode", "Ä"},    {"serviceCode", std::string(33, 's')},
      {"usageType", "a;b"},    {"usageType", std::string(129, 'u')},
      {"operation", "a+b"},    {"operation", std::string(33, 'o')},
      {"group", "a b"},        {"availabilityZone", "zone?"},
      {"usageAccountId", "1"}, {"usageAccountId", "00000000000a"},
  };
  for (const auto& [member, value] : wrong) {
    EXPECT_THAT(invalid(with(instance("1"), member, json::value_from(value))), ElementsAre(path + member)) << value;
  }
  const std::string all = "-aZ09._:, /()";
  EXPECT_EQ(create({with(instance("1"), "operation", json::value_from(all))}).at("items").as_array().size(), 1U);
  json::object historical = history();
  historical.erase("billInterval");
  historical["operation"] = "?";
  EXPECT_THAT(invalid(with(instance("1"), "historicalUsage", historical)),
              ElementsAre(path + "historicalUsage.operation", path + "historicalUsage.billInterval"));
  historical = history();
  historical["filterExpression"] = {{"or", {{{"not", {{"tags", {{"values", "x"}}}}}}}}};
  EXPECT_EQ(ask_.refused(kCreate, body({with(instance("1"), "historicalUsage", historical)})).code,
            "SerializationException");
  EXPECT_THAT(ask_.refused(kCreate, body({})).fields, ElementsAre("usageModifications"));
  EXPECT_THAT(ask_.refused(kCreate, body(std::vector<json::object>(26, instance("1")))).fields,
              ElementsAre("usageModifications"));
}

TEST_F(Lines, ThatWereAddedCanBeDeleted) {
  plan_ = ask_.scenario("quarter-plan");
  auto lines = ask_.lines(plan_);
  ASSERT_TRUE(lines[0].as_object().contains("historicalUsage"));
  ASSERT_FALSE(lines[2].as_object().contains("historicalUsage"));
  const auto ids = texts(lines, "id");
  const json::value answer =
      ask_.ok(kDelete, {{"billScenarioId", plan_}, {"ids", {ids[0], ids[2], ids[2], kUnknownId}}});
  EXPECT_EQ(answer.as_object().size(), 1U) << "errors only";
  EXPECT_THAT(faults(answer, "id"),
              ElementsAre(ids[0] + " BAD_REQUEST", ids[2] + " CONFLICT", std::string(kUnknownId) + " BAD_REQUEST"));
  EXPECT_THAT(text(answer.at("errors").at(0), "errorMessage"), HasSubstr("update it instead"));
  lines.erase(lines.begin() + 2);
  EXPECT_EQ(ask_.lines(plan_), lines);
  EXPECT_THAT(remove({json::value_from(ids[2])}), ElementsAre(ids[2] + " BAD_REQUEST"));
}

TEST_F(Lines, DeletionsAreCheckedToo) {
  const auto fields = [this](const json::value& ids) {
    return ask_.refused(kDelete, {{"billScenarioId", plan_}, {"ids", ids}}).fields;
  };
  EXPECT_THAT(fields(json::array()), ElementsAre("ids"));
  EXPECT_THAT(fields(nullptr), ElementsAre("ids"));
  EXPECT_THAT(fields(json::array(26, json::value_from(kUnknownId))), ElementsAre("ids"));
  EXPECT_THAT(fields({kUnknownId, "x"}), ElementsAre("ids.2.member"));
  EXPECT_EQ(ask_.refused(kDelete, {{"billScenarioId", plan_}, {"ids", {1}}}).code, "SerializationException");
  plan_ = ask_.scenario("sandbox-faults");
  const std::string failing = texts(ask_.lines(plan_), "id").back();
  EXPECT_THAT(remove({json::value_from(failing)}), ElementsAre(failing + " INTERNAL_SERVER_ERROR"));
}

TEST_F(Lines, OfScenariosThatAreNotReadyStay) {
  for (const char* name : {"locked-plan", "stale-plan", "failed-plan"}) {
    plan_ = ask_.scenario(name);
    const auto lines = ask_.lines(plan_);
    EXPECT_EQ(ask_.refused(kCreate, body({instance("1")})).code, "ConflictException");
    EXPECT_EQ(ask_.refused(kDelete, {{"billScenarioId", plan_}, {"ids", {lines[1].at("id")}}}).code,
              "ConflictException");
    EXPECT_EQ(ask_.lines(plan_), lines);
  }
  plan_ = kUnknownId;
  EXPECT_EQ(ask_.refused(kCreate, body({instance("1")})).code, "ResourceNotFoundException");
  EXPECT_EQ(ask_.refused(kDelete, {{"billScenarioId", plan_}, {"ids", {kUnknownId}}}).code,
            "ResourceNotFoundException");
}

TEST(GeneratedAccount, TakesLinesOfItsMembers) {
  Sandbox sandbox(options());
  wire::Call call;
  call.service = "bcm-pricing-calculator";
  call.headers = {{"Content-Type", "application/x-amz-json-1.0"},
                  {"X-Amz-Target", "AWSBCMPricingCalculator.ListBillScenarios"}};
  call.body = "{}";
  const json::value scenarios = json::parse(sandbox.send(call, {}).body);
  call.headers[1].value = "AWSBCMPricingCalculator." + kCreate;
  json::object request = {{"billScenarioId", scenarios.at("items").at(0).at("id")}};
  request["usageModifications"] = {with(instance("1"), "usageAccountId", "012345678901"),
                                   with(instance("2"), "usageAccountId", kMemberId)};
  call.body = json::serialize(request);
  const wire::Reply reply = sandbox.send(call, {});
  EXPECT_THAT(faults(json::parse(reply.body), "key"), ElementsAre("2 BAD_REQUEST"));
}

TEST(Scenarios, AreCreatedAndDeleted) {
  PricingAsker ask;
  const json::object request = {
      {"name", "next-year"}, {"clientToken", "t"}, {"tags", {{"team", "a b:c"}}}, {"groupSharingPreference", "OPEN"}};
  const json::value created = ask.ok("CreateBillScenario", request);
  EXPECT_EQ(text(created, "status"), "READY");
  EXPECT_EQ(text(created, "groupSharingPreference"), "OPEN");
  EXPECT_EQ(created.at("createdAt").to_number<std::int64_t>(), kNow.time_since_epoch().count());
  EXPECT_EQ(ask.items("ListBillScenarios", {}).back(), created);
  EXPECT_EQ(ask.ok("CreateBillScenario", request), created);
  EXPECT_EQ(ask.items("ListBillScenarios", {}).size(), 31U);
  EXPECT_EQ(ask.refused("CreateBillScenario", {{"name", "other"}, {"clientToken", "t"}}).code, "ConflictException");

  EXPECT_EQ(ask.ok("DeleteBillScenario", {{"identifier", created.at("id")}}), json::value(json::object()));
  EXPECT_EQ(ask.refused("GetBillScenario", {{"identifier", created.at("id")}}).code, "ResourceNotFoundException");
  ask.ok("DeleteBillScenario", {{"identifier", created.at("id")}});
  ask.ok("DeleteBillScenario", {{"identifier", ask.scenario("stale-plan")}});
  EXPECT_EQ(ask.items("ListBillScenarios", {}).size(), 29U);
  EXPECT_EQ(ask.refused("DeleteBillScenario", {{"identifier", ask.scenario("locked-plan")}}).code, "ConflictException");
}

TEST(Scenarios, AreCheckedWhenCreated) {
  PricingAsker ask;
  const auto fields = [&](const json::object& body) { return ask.refused("CreateBillScenario", body).fields; };
  EXPECT_THAT(fields({}), ElementsAre("name"));
  for (const std::string& name : {std::string(), std::string("a b"), std::string(65, 'n')}) {
    EXPECT_THAT(fields({{"name", name}}), ElementsAre("name")) << name;
  }
  EXPECT_THAT(fields({{"name", "n"}, {"groupSharingPreference", "CLOSED"}}), ElementsAre("groupSharingPreference"));
  EXPECT_THAT(fields({{"name", "n"}, {"costCategoryGroupSharingPreferenceArn", "arn:aws:ce::1:costcategory/x"}}),
              ElementsAre("costCategoryGroupSharingPreferenceArn"));
  EXPECT_THAT(fields({{"name", "n"}, {"clientToken", ""}}), ElementsAre("clientToken"));
  EXPECT_THAT(fields({{"name", "n"}, {"tags", {{"", "x"}}}}), ElementsAre("tags"));
  EXPECT_THAT(fields({{"name", "n"}, {"tags", {{"k", std::string(257, 'v')}}}}), ElementsAre("tags"));
  EXPECT_EQ(ask.refused("CreateBillScenario", {{"name", "n"}, {"tags", {{"k", 1}}}}).code, "SerializationException");
  EXPECT_EQ(ask.items("ListBillScenarios", {}).size(), 30U);
}

}  // namespace
}  // namespace awscost::sandbox
