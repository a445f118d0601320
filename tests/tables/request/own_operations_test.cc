// Requests of operations that a test declares: constants, values, bounds and lists of objects, member by member.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "connectors/tables/operations/well_formed.h"
#include "connectors/tables/request/call.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"

namespace awscost {
namespace {

using sql::Column;
using sql::Role;
using sql::Type;
using test::Question;

// Members as GetAnomalies, ListCostAllocationTags and GetRightsizingRecommendation have them.
constexpr std::array kColumns{
    Column{.name = "id", .wire = "Id", .identity = true, .doc = "Id."},
    Column{.name = "status", .wire = "Status", .narrows = "/Status", .doc = "Status."},
    Column{.name = "tag_key", .wire = "TagKey", .narrows = "/TagKeys[]", .doc = "Key."},
    Column{.name = "type", .wire = "Type", .narrows = "/filters[TYPE]", .doc = "Type."},
    Column{.name = "impact",
           .type = Type::kReal,
           .wire = "Impact",
           .narrows = "/TotalImpact{NumericOperator,StartValue,EndValue}",
           .doc = "Impact."},
    Column{
        .name = "savings", .type = Type::kReal, .wire = "Savings", .narrows = "/{MinimumSavings,}", .doc = "Savings."},
    Column{.name = "seats",
           .type = Type::kBigint,
           .wire = "Seats",
           .narrows = "/Limits/Seats{least,most}",
           .doc = "Seats."},
    Column{.name = "seen_at", .type = Type::kInstant, .wire = "At", .narrows = "/{after,before}", .doc = "Since."},
    Column{.name = "lines",
           .type = Type::kJson,
           .role = Role::kInputObjects,
           .hidden = true,
           .wire = "/Request/Lines",
           .example = R"('[{"usageType": "BoxUsage", "amount": 744}]')",
           .doc = "Lines."},
};
constexpr std::array kConstants{
    Constant{.wire = "/Service", .json = R"("AmazonEC2")"},
    Constant{.wire = "/Configuration/BenefitsConsidered", .json = "true"},
    Constant{.wire = "/Configuration/Terms", .json = "[1, 3]"},
};
constexpr Operation kThings{
    .table = {.name = "things", .doc = "Things.", .operation = "GetThings", .service = "Things", .columns = kColumns},
    .service = {.endpoint = "things",
                .target_prefix = "Things",
                .filter_element = {.name = "key", .values = "values", .match_option = "matchOption"}},
    .iam_action = "things:Get",
    .rows = {.each = "/Things[]"}};
static_assert(well_formed(kThings));

std::string body_of(const Question& question) {
  return request::call(question.operation(), question.scan(), {}).body;
}

TEST(Constants, StandInEveryRequest) {
  Operation operation = kThings;
  operation.constants = kConstants;
  const std::string constants = R"({"Service":"AmazonEC2","Configuration":{"BenefitsConsidered":true,"Terms":[1,3]})";
  EXPECT_EQ(body_of(Question(operation)), constants + "}");
  EXPECT_EQ(body_of(Question(operation).bind("status", {"Active"})), constants + R"(,"Status":"Active"})");
}

TEST(AMemberOfOneValue, TakesOneAndOfSeveralNone) {
  EXPECT_EQ(body_of(Question(kThings).bind("status", {"Active"})), R"({"Status":"Active"})");
  EXPECT_EQ(body_of(Question(kThings).bind("status", {"Active", "Inactive"})), "{}") << "SQLite picks the rows";
  EXPECT_EQ(body_of(Question(kThings).bind("status", {""})), "{}");
}

TEST(AMemberOfAList, TakesThemAll) {
  EXPECT_EQ(body_of(Question(kThings).bind("tag_key", {"env", "team"})), R"({"TagKeys":["env","team"]})");
}

TEST(AnElementOfAListOfFilters, HasTheServicesForm) {
  EXPECT_EQ(body_of(Question(kThings).bind("type", {"a"})),
            R"({"filters":[{"key":"TYPE","values":["a"],"matchOption":"EQUALS"}]})");
  Operation plain = kThings;
  plain.service.filter_element = {.name = "name", .values = "values"};
  EXPECT_EQ(body_of(Question(plain).bind("type", {"a", "b"})), R"({"filters":[{"name":"TYPE","values":["a","b"]}]})");
}

TEST(AComparison, HasOneValueOrTwo) {
  EXPECT_EQ(body_of(Question(kThings).range("impact", {.lowest = 100})),
            R"({"TotalImpact":{"NumericOperator":"GREATER_THAN_OR_EQUAL","StartValue":100}})");
  EXPECT_EQ(body_of(Question(kThings).range("impact", {.highest = -5})),
            R"({"TotalImpact":{"NumericOperator":"LESS_THAN_OR_EQUAL","StartValue":-5}})");
  EXPECT_EQ(body_of(Question(kThings).range("impact", {})), "{}");
}

// AWS does not document whether BETWEEN is inclusive, so both ends are the next doubles outward.
TEST(AComparison, OfTwoValuesHoldsBothEnds) {
  EXPECT_EQ(body_of(Question(kThings).range("impact", {.lowest = 100, .highest = 200})),
            R"({"TotalImpact":{"NumericOperator":"BETWEEN","StartValue":9.999999999999999E1,)"
            R"("EndValue":2.0000000000000003E2}})");
}

TEST(Bounds, AreMembersOfAnObjectOrOfTheBody) {
  EXPECT_EQ(body_of(Question(kThings).range("seats", {.lowest = 2, .highest = 9})),
            R"({"Limits":{"Seats":{"least":2,"most":9}}})");
  EXPECT_EQ(body_of(Question(kThings).range("seats", {.highest = 9})), R"({"Limits":{"Seats":{"most":9}}})");
  EXPECT_EQ(body_of(Question(kThings).range("savings", {.lowest = 10, .highest = 20})), R"({"MinimumSavings":10})");
  EXPECT_EQ(body_of(Question(kThings).range("savings", {.highest = 20})), "{}") << "AWS takes no maximum";
  const text::Seconds day{std::chrono::seconds{1'767'225'600}};
  EXPECT_EQ(body_of(Question(kThings).range("seen_at", {.after = day})), R"({"after":1767225600})");
}

TEST(Bounds, ThatAreNotWholeKeepTheirDigits) {
  EXPECT_EQ(body_of(Question(kThings).range("savings", {.lowest = 0.1})), R"({"MinimumSavings":1E-1})");
  EXPECT_EQ(body_of(Question(kThings).range("savings", {.lowest = -9007199254740992})),
            R"({"MinimumSavings":-9007199254740992})");
}

std::string error_of(const std::string& lines) {
  try {
    return "sent: " + body_of(Question(kThings).input("lines", lines));
  } catch (const sql::Error& error) {
    return error.what();
  }
}

TEST(AListOfObjects, IsSentAsJson) {
  EXPECT_EQ(error_of(R"( [ {"usageType" : "BoxUsage", "amount": 744, "of": [1, {"a": null}]}, {} ] )"),
            R"(sent: {"Request":{"Lines":[{"usageType":"BoxUsage","amount":744,"of":[1,{"a":null}]},{}]}})");
}

TEST(AListOfObjects, IsCheckedBeforeAnythingIsSent) {
  const std::string cure =
      R"( Write a JSON list of objects, as in lines = '[{"usageType": "BoxUsage", "amount": 744}]'.)";
  EXPECT_EQ(error_of("BoxUsage"), "things: lines is not JSON: it goes wrong at character 1." + cure);
  EXPECT_EQ(error_of("[{\"\xC3\x84\": 1}"), "things: lines is not JSON: it ends at character 10." + cure);
  EXPECT_EQ(error_of(R"({"usageType": "BoxUsage"})"), "things: lines is not a list." + cure);
  EXPECT_EQ(error_of("[]"), "things: lines is an empty list." + cure);
  EXPECT_EQ(error_of(R"([{"a": 1}, 2])"), "things: lines: element 2 is not an object." + cure);
  EXPECT_EQ(error_of(R"([{"a": 1, "a": 2}])"),
            "things: lines: an object has the member \"a\" twice, and JSON keeps only one of them." + cure);
}

// As savingsplans:DescribeSavingsPlans, a REST operation that posts a body.
constexpr std::array kPlanColumns{
    Column{.name = "id", .wire = "id", .narrows = "/ids[]", .identity = true, .doc = "Id."},
    Column{.name = "key", .wire = "key", .narrows = "?key", .doc = "Key."},
};
constexpr Operation kPlans{
    .table = {.name = "plans", .doc = "Plans.", .operation = "DescribePlans", .columns = kPlanColumns},
    .service = {.endpoint = "plans", .protocol = Protocol::kRestJson},
    .http = {.method = "POST", .path = "/DescribePlans"},
    .iam_action = "plans:Describe",
    .rows = {.each = "/plans[]"},
    .paging = {.response_token = "/nextToken", .request_token = "/nextToken"}};
static_assert(well_formed(kPlans));

TEST(ARestOperation, PostsItsBody) {
  Question question(kPlans);
  question.bind("id", {"p1"}).bind("key", {"k"});
  const wire::Call call = request::call(kPlans, question.scan(), {.token = "t"});
  EXPECT_EQ(call.method, "POST");
  EXPECT_EQ(call.path, "/DescribePlans");
  EXPECT_EQ(call.query, (std::vector<std::pair<std::string, std::string>>{{"key", "k"}}));
  EXPECT_EQ(call.headers,
            (std::vector<wire::Header>{{"Accept", "application/json"}, {"Content-Type", "application/json"}}));
  EXPECT_EQ(call.body, R"({"ids":["p1"],"nextToken":"t"})");
}

}  // namespace
}  // namespace awscost
