// Rows in maps, in lists of tuples or texts, and rows that are no element.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "tests/tables/page/own_table.h"

namespace awscost::page {
namespace {

using sql::Column;
using sql::Role;
using sql::Type;

constexpr Service kService{.endpoint = "things", .target_prefix = "Things"};

// As API Gateway's GetUsage.
constexpr std::array kUsageColumns{
    Column{.name = "plan_id", .role = Role::kResult, .wire = "/usagePlanId", .doc = "Plan."},
    Column{.name = "key_id", .wire = "/values{}/{key}", .identity = true, .doc = "Key."},
    Column{.name = "date", .type = Type::kDay, .role = Role::kPeriodStart, .wire = "{index}", .doc = "Day."},
    Column{.name = "used", .type = Type::kBigint, .wire = "0", .doc = "Used."},
    Column{.name = "remaining", .type = Type::kBigint, .wire = "1", .none = "9223372036854775807", .doc = "Remaining."},
    Column{.name = "position", .type = Type::kInteger, .wire = "{index}", .doc = "Position."},
    Column{.name = "ordinal", .type = Type::kInteger, .wire = "/values{}/{index}", .doc = "Position of the key."},
    Column{.name = "start_date", .role = Role::kStartDate, .hidden = true, .doc = "First day."},
};
constexpr Operation kUsage{
    .table = {.name = "usage",
              .doc = "Usage.",
              .operation = "GetUsage",
              .service = "API Gateway",
              .columns = kUsageColumns,
              .history = {.days = 30}},
    .service = kService,
    .iam_action = "things:Get",
    .request = {.first_day = "?startDate", .last_day = "?endDate"},
    .rows = {.each = "/values{}/{value}[]", .first_day = "/startDate"},
    .paging = {.response_token = "/position", .request_token = "?position"},
};
static_assert(well_formed(kUsage));

constexpr std::string_view kTwoKeys =
    R"({"usagePlanId":"p","startDate":"2026-10-31","values":{"k1":[[10,90],[20,70]],"k\u0032":[[0,5]]},)"
    R"("endDate":"2026-11-01","position":"t"})";

TEST(UsageAnswer, HasARowForEachKeyAndDay) {
  OwnTable table(kUsage);
  ASSERT_EQ(table.read(std::string(kTwoKeys)), "3 rows");
  const auto row = [&](std::size_t index) {
    return table.row(index, {"plan_id", "key_id", "date", "used", "remaining", "position", "ordinal"});
  };
  EXPECT_EQ(row(0), "'p'|'k1'|'2026-10-31'|10|90|0|0");
  EXPECT_EQ(row(1), "'p'|'k1'|'2026-11-01'|20|70|1|0");
  EXPECT_EQ(row(2), "'p'|'k2'|'2026-10-31'|0|5|0|1");
  EXPECT_EQ(table.reader().token(), "t");
}

TEST(UsageAnswer, MayHaveNothing) {
  for (const char* body :
       {R"({"values":{}})", R"({"values":null})", "{}", R"({"values":{"k":[]}})", R"({"values":{"k":[],"l":null}})"}) {
    OwnTable table(kUsage);
    EXPECT_EQ(table.read(body), "0 rows") << body;
  }
}

// On one page of several, a missing map would be a short answer.
TEST(UsageAnswer, HasItsMapOnEachOfSeveralPages) {
  for (const char* body : {"{}", R"({"values":null})"}) {
    OwnTable table(kUsage);
    EXPECT_EQ(table.read(body), "0 rows") << body;
    EXPECT_EQ(clause_of(table.read(body, 2)), "the answer has no values") << body;
  }
  for (const char* body : {R"({"position":"t"})", R"({"position":"t","values":null})"}) {
    OwnTable table(kUsage);
    EXPECT_EQ(clause_of(table.read(body)), "the answer has no values") << body;
  }
  OwnTable table(kUsage);
  EXPECT_EQ(table.read(R"({"values":{},"position":"t"})"), "0 rows");
  EXPECT_EQ(table.read(R"({"values":{}})", 2), "0 rows");
  EXPECT_EQ(table.read(R"({"position":""})"), "0 rows") << "an empty token leads nowhere";
}

TEST(UsageAnswer, CountsFromTheWindowWhereItDoesNotSay) {
  OwnTable table(kUsage);
  table.window("2026-02-27", "2026-03-02");
  ASSERT_EQ(table.read(R"({"values":{"k":[[1,2],[3,4],[5,6]]}})"), "3 rows");
  EXPECT_EQ(table.row(2, {"date"}), "'2026-03-01'");
  EXPECT_EQ(table.row(0, {"date"}), "'2026-02-27'");
  ASSERT_EQ(table.read(R"({"values":{"l":[[1,2]]},"startDate":"2026-02-28T00:00:00Z"})", 2), "1 row");
  EXPECT_EQ(table.row(0, {"date"}), "'2026-02-28'");
  ASSERT_EQ(table.read(R"({"values":{"m":[[1,2]]},"startDate":"2026-03-01"})", 3), "1 row");
  EXPECT_EQ(table.row(0, {"date"}), "'2026-03-01'");
}

TEST(UsageAnswer, CannotCountFromNothing) {
  OwnTable table(kUsage);
  ASSERT_EQ(table.read(R"({"values":{"k":[[1,2]]}})"), "1 row");
  EXPECT_EQ(clause_of(table.row(0, {"date"})), "the answer has no startDate");
  ASSERT_EQ(table.read(R"({"values":{"k":[[1,2]]},"startDate":"monday"})"), "1 row");
  EXPECT_EQ(clause_of(table.row(0, {"date"})), "startDate is 'monday', which is no date");
}

TEST(UsageAnswer, KeepsTheTuplesWholeWhateverIsMentioned) {
  for (const char* column : {"used", "remaining", "key_id"}) {
    OwnTable table(kUsage);
    table.mention({column});
    EXPECT_EQ(table.read(R"({"values":{"k":[[1,2]]}})"), "1 row");
    EXPECT_EQ(clause_of(table.read(R"({"values":{"k":[[1,2],[3]]}})")), "/values/{0}/1 has 1 element instead of 2");
  }
  OwnTable table(kUsage);
  table.mention({"remaining"});
  ASSERT_EQ(table.read(R"({"values":{"k":[[1,2]]}})"), "1 row");
  EXPECT_EQ(table.row(0, {"remaining"}), "2");
  ASSERT_EQ(table.read(R"({"values":{"k":[[1,9223372036854775807]]}})"), "1 row");
  EXPECT_EQ(table.row(0, {"remaining"}), "NULL") << "a plan without quota";
}

TEST(UsageAnswer, OfAnotherShapeIsAnError) {
  const auto clause = [](const std::string& values) {
    OwnTable table(kUsage);
    return clause_of(table.read(R"({"startDate":"2026-11-01","values":)" + values + "}"));
  };
  EXPECT_EQ(clause("[]"), "/values is not an object");
  EXPECT_EQ(clause("\"x\""), "/values is not an object");
  EXPECT_EQ(clause("7"), "/values is not an object");
  EXPECT_EQ(clause(R"({"a":[],"secret":7})"), "/values/{1} is not an array");
  EXPECT_EQ(clause(R"({"secret":{"0":[1,2]}})"), "/values/{0} is not an array");
  EXPECT_EQ(clause(R"({"secret":"x"})"), "/values/{0} is not an array");
  EXPECT_EQ(clause(R"({"secret":[7]})"), "/values/{0}/0 is not an array");
  EXPECT_EQ(clause(R"({"secret":[[1,2],null]})"), "/values/{0}/1 is not an array");
  EXPECT_EQ(clause(R"({"secret":[{"used":1}]})"), "/values/{0}/0 is not an array");
  EXPECT_EQ(clause(R"({"secret":[[]]})"), "/values/{0}/0 has 0 elements instead of 2");
  EXPECT_EQ(clause(R"({"secret":[[1,2,3]]})"), "/values/{0}/0 has 3 elements instead of 2");
  EXPECT_EQ(clause(R"({"secret":[[1,[2]]]})"), "/values/{0}/0/1 is not a number");
  EXPECT_EQ(clause(R"({"secret":[[1,null]]})"), "/values/{0}/0/1 is not a number");
  EXPECT_EQ(clause(R"({"secret":[[1,true]]})"), "/values/{0}/0/1 is not a number");
  EXPECT_EQ(clause(R"({"k":[[1,2]],"l":[],"\u006b":[[3,4]]})"), "/values has two members of one name");
}

TEST(UsageAnswer, ThatComesTwiceIsAnError) {
  OwnTable table(kUsage);
  EXPECT_EQ(clause_of(table.read(R"({"values":{"a":[[1,2]]},"startDate":"2026-11-01","values":{"b":[[7,8]]}})")),
            "/values comes twice");
  EXPECT_EQ(clause_of(table.read(R"({"values":{"a":[[1,2]]},"position":"t","position":"t"})")),
            "/position comes twice");
}

// Any changed byte or cut-off end gives rows or an error, never a crash; the sanitizers see memory errors.
TEST(UsageAnswer, SurvivesEveryWrongByte) {
  OwnTable table(kUsage);
  const auto look = [&](std::string body) {
    const std::string rows = table.read(std::move(body));
    if (!rows.ends_with("rows") && !rows.ends_with("row")) return;
    for (std::size_t i = 0; i < table.reader().rows(); ++i) (void)table.row(i, {"key_id", "date", "used", "position"});
  };
  for (std::size_t at = 0; at < kTwoKeys.size(); ++at) {
    EXPECT_EQ(table.read(std::string(kTwoKeys.substr(0, at))).find("row"), std::string::npos) << at;
    for (const char wrong : {'\0', '"', '\\', '{', '}', '[', ']', ',', ':', '1', 'e', '.', '-', ' ', '\x80'}) {
      std::string broken(kTwoKeys);
      broken[at] = wrong;
      look(std::move(broken));
    }
  }
}

// As GetApproximateUsageRecords: a map of numbers, totals around it, and one row where the map is empty.
constexpr std::array kRecordColumns{
    Column{.name = "service", .wire = "{key}", .identity = true, .doc = "Service."},
    Column{.name = "records", .type = Type::kBigint, .wire = "{value}", .doc = "Records."},
    Column{.name = "total", .type = Type::kBigint, .wire = "/TotalRecords", .doc = "Total."},
    Column{.name = "lookback_start", .type = Type::kDay, .wire = "/LookbackPeriod/Start", .doc = "Start."},
};
constexpr Operation kRecords{
    .table = {.name = "records",
              .doc = "Records.",
              .operation = "GetRecords",
              .service = "Thing Service",
              .columns = kRecordColumns},
    .service = kService,
    .iam_action = "things:Get",
    .rows = {.each = "/Services{}", .or_one = true},
    .paging = {.response_token = "/next", .request_token = "/next"},
};
static_assert(well_formed(kRecords));

TEST(MapOfNumbers, HasARowForEachMember) {
  OwnTable table(kRecords);
  ASSERT_EQ(table.read(R"({"Services":{"Amazon S3":12,"Tax \u00e9":1.0E3,"gone":null,"":"7"},"TotalRecords":1019,)"
                       R"("LookbackPeriod":{"Start":"2026-10-01"}})"),
            "3 rows");
  EXPECT_EQ(table.row(0, {"service", "records", "total", "lookback_start"}), "'Amazon S3'|12|1019|'2026-10-01'");
  EXPECT_EQ(table.row(1, {"service", "records", "total"}), "'Tax é'|1000|1019");
  EXPECT_EQ(table.row(2, {"service", "records", "total"}), "NULL|7|1019");
}

// What is no number is no row either, although nobody asks for it.
TEST(MapOfNumbers, IsCountedWhereNothingIsMentioned) {
  OwnTable table(kRecords);
  table.mention({});
  ASSERT_EQ(table.read(R"({"Services":{"a":1,"b":null,"c":"4"}})"), "2 rows");
  EXPECT_EQ(table.row(1, {"service"}), "'c'");
  for (const char* const other : {R"({"x":[2]})", "[3]", "true"}) {
    EXPECT_THAT(OwnTable(kRecords).mention({}).read(R"({"Services":{"a":)" + std::string(other) + "}}"),
                testing::HasSubstr("/Services/{0} is not a number"));
  }
}

TEST(MapOfNumbers, StandsInARowOfItsOwnWhereItIsEmpty) {
  for (const char* services : {R"("Services":{},)", R"("Services":null,)", "", R"("Services":{"a":null},)"}) {
    OwnTable table(kRecords);
    ASSERT_EQ(table.read("{" + std::string(services) + R"("TotalRecords":0})"), "1 row") << services;
    EXPECT_EQ(table.row(0, {"service", "records", "total", "lookback_start"}), "NULL|NULL|0|NULL");
  }
}

TEST(MapOfNumbers, StandsInOnceAndOnlyWhereNoPageHasAny) {
  OwnTable table(kRecords);
  EXPECT_EQ(table.read(R"({"Services":{},"next":"1"})", 1), "0 rows");
  EXPECT_EQ(table.read(R"({"Services":{"a":1},"next":"2"})", 2), "1 row");
  EXPECT_EQ(table.row(0, {"service"}), "'a'");
  EXPECT_EQ(table.read(R"({"Services":{}})", 3), "0 rows");
  EXPECT_EQ(table.read(R"({"Services":{},"next":"1"})", 1), "0 rows");
  EXPECT_EQ(table.read(R"({"TotalRecords":3})", 2), "1 row");
  EXPECT_EQ(table.row(0, {"service", "total"}), "NULL|3");
}

// As GetTags: plain texts, which stand in another list where an input is given.
constexpr std::array kTagColumns{
    Column{.name = "value", .wire = "{value}", .identity = true, .doc = "Value."},
    Column{.name = "total", .type = Type::kInteger, .wire = "/Total", .doc = "Total."},
    Column{.name = "tag_key", .role = Role::kInput, .hidden = true, .wire = "/TagKey", .doc = "Key."},
};
constexpr Operation kTags{
    .table =
        {.name = "tags", .doc = "Tags.", .operation = "GetTags", .service = "Thing Service", .columns = kTagColumns},
    .service = kService,
    .iam_action = "things:Get",
    .rows = {.each = "/Names[]"},
    .given_input = "tag_key",
    .given_rows = {.each = "/Values[]"},
};
static_assert(well_formed(kTags));

TEST(ListOfTexts, HasARowForEach) {
  OwnTable table(kTags);
  ASSERT_EQ(table.read(R"({"Names":["env","","t\u00e9am"],"Values":["no"],"Total":3})"), "3 rows");
  EXPECT_EQ(table.row(0, {"value", "total", "tag_key"}), "'env'|3|NULL");
  EXPECT_EQ(table.row(1, {"value"}), "NULL");
  EXPECT_EQ(table.row(2, {"value"}), "'téam'");
  EXPECT_EQ(clause_of(table.read(R"({"Names":["a",{}]})")), "/Names/1 is not a string");
  EXPECT_EQ(clause_of(table.read(R"({"Names":[null]})")), "/Names/0 is not a string");
  EXPECT_EQ(clause_of(table.read(R"({"Names":[["a"]]})")), "/Names/0 is not a string");
  EXPECT_EQ(clause_of(table.read(R"({"Names":{"a":"b"}})")), "/Names is not an array");
  EXPECT_EQ(clause_of(table.read(R"({"Values":["a"]})")), "the answer has no Names");
}

TEST(ListOfTexts, IsAnotherWhereAnInputIsGiven) {
  OwnTable table(kTags);
  table.input("tag_key", "env");
  ASSERT_EQ(table.read(R"({"Names":7,"Values":["prod","test"]})"), "2 rows");
  EXPECT_EQ(table.row(1, {"value"}), "'test'");
}

// As ListBillScenarioUsageModifications by quantity: an item may have none.
constexpr std::array kQuantityColumns{
    Column{.name = "id", .wire = "/items[]/id", .identity = true, .doc = "Id."},
    Column{.name = "quantities", .type = Type::kJson, .wire = "/items[]/quantities", .doc = "All of them."},
    Column{.name = "amount", .type = Type::kReal, .wire = "amount", .doc = "Amount."},
    Column{.name = "unit", .wire = "/items[]/quantities[]/unit", .doc = "Unit."},
    Column{.name = "tags", .type = Type::kJson, .wire = "{value}", .doc = "The element as Json."},
};
constexpr Operation kQuantities{
    .table = {.name = "quantities",
              .doc = "Quantities.",
              .operation = "ListQuantities",
              .service = "Thing Service",
              .columns = kQuantityColumns},
    .service = kService,
    .iam_action = "things:List",
    .rows = {.each = "/items[]/quantities[]"},
};
static_assert(well_formed(kQuantities));

TEST(ListInAList, MayBeMissingInAnElement) {
  OwnTable table(kQuantities);
  ASSERT_EQ(table.read(R"({"items":[{"id":"a"},{"quantities":[{"amount":1.5,"unit":"Hrs"},{"unit":"GB"}],"id":"b"},)"
                       R"({"id":"c","quantities":[]}]})"),
            "2 rows");
  EXPECT_EQ(table.row(0, {"id", "amount", "unit"}), "'b'|1.5|'Hrs'");
  EXPECT_EQ(table.row(1, {"id", "amount", "unit"}), "'b'|NULL|'GB'");
  EXPECT_EQ(clause_of(table.read("{}")), "the answer has no items");
}

// The outermost list is required on one page of several; lists of elements may be missing on any page.
TEST(ListInAList, StandsOnEachOfSeveralPagesWhereItMayBeAbsentFromTheOnlyOne) {
  Operation operation = kQuantities;
  operation.rows.may_be_absent = true;
  operation.paging = {.response_token = "/nextToken", .request_token = "/nextToken"};
  OwnTable table(operation);
  EXPECT_EQ(table.read("{}"), "0 rows");
  EXPECT_EQ(clause_of(table.read(R"({"nextToken":"t"})")), "the answer has no items");
  EXPECT_EQ(clause_of(table.read(R"({"items":null})", 2)), "the answer has no items");
  EXPECT_EQ(table.read(R"({"items":[{"id":"a"}],"nextToken":"t"})", 2), "0 rows");
}

TEST(ListInAList, CanBeJsonAsWell) {
  OwnTable table(kQuantities);
  ASSERT_EQ(table.read(R"({"items":[{"id":"b","quantities":[{"amount":1.50},{"x":[{}]}]}]})"), "2 rows");
  EXPECT_EQ(table.row(0, {"quantities", "tags", "amount"}), R"('[{"amount":1.50},{"x":[{}]}]'|'{"amount":1.50}'|1.5)");
  EXPECT_EQ(table.row(1, {"quantities", "tags", "amount"}), R"('[{"amount":1.50},{"x":[{}]}]'|'{"x":[{}]}'|NULL)");
}

// As GetSavingsPlansUtilization's Total: one row without a level, whose period is the window.
constexpr std::array kTotalColumns{
    Column{.name = "period_start", .type = Type::kDay, .role = Role::kWindowStart, .doc = "Start."},
    Column{.name = "period_end", .type = Type::kDay, .role = Role::kWindowEnd, .doc = "End."},
    Column{.name = "used", .type = Type::kReal, .wire = "Utilization/Used", .doc = "Used."},
    Column{.name = "start_date", .role = Role::kStartDate, .hidden = true, .doc = "First day."},
};
constexpr Operation kTotal{
    .table = {.name = "total",
              .doc = "Total.",
              .operation = "GetTotal",
              .service = "Thing Service",
              .columns = kTotalColumns,
              .history = {.months = 13}},
    .service = kService,
    .iam_action = "things:Get",
    .request = {.time_period = "/TimePeriod"},
    .rows = {.each = "/Total"},
};
static_assert(well_formed(kTotal));

TEST(Total, IsOneRowOverTheWindow) {
  OwnTable table(kTotal);
  table.window("2026-10-01T00:00:00Z", "2026-11-01");
  ASSERT_EQ(table.read(R"({"ByTime":[1,2],"Total":{"Utilization":{"Used":"12.5"}}})"), "1 row");
  EXPECT_EQ(table.row(0, {"period_start", "period_end", "used"}), "'2026-10-01'|'2026-11-01'|12.5");
  EXPECT_EQ(clause_of(table.read("{}")), "the answer has no Total");
  EXPECT_EQ(clause_of(table.read(R"({"Total":[]})")), "/Total is not an object");
}

}  // namespace
}  // namespace awscost::page
