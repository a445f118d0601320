// How plain results are read, by the type of their column.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "tests/tables/page/own_table.h"

namespace awscost::page {
namespace {

using sql::Column;
using sql::Role;
using sql::Type;

constexpr std::array kColumns{
    Column{.name = "id", .wire = "id", .identity = true, .doc = "Text."},
    Column{.name = "real", .type = Type::kReal, .wire = "real", .doc = "Real."},
    Column{.name = "real_exact", .wire = "real", .doc = "The same as text."},
    Column{.name = "counter", .type = Type::kInteger, .wire = "counter", .doc = "Integer."},
    Column{.name = "big", .type = Type::kBigint, .wire = "deep/big", .doc = "Bigint."},
    Column{.name = "flag", .type = Type::kBoolean, .wire = "flag", .doc = "Boolean."},
    Column{.name = "at", .type = Type::kInstant, .wire = "at", .doc = "Instant."},
    Column{.name = "until", .type = Type::kInstant, .wire = "until", .doc = "Instant."},
    Column{.name = "on_day", .type = Type::kDay, .wire = "day", .doc = "Day."},
    Column{.name = "parts", .type = Type::kJson, .wire = "parts", .doc = "Json."},
    Column{.name = "part_name", .wire = "parts/name", .doc = "Text inside the Json."},
    Column{.name = "listed", .type = Type::kJson, .wire = "listed", .doc = "Json."},
    Column{.name = "secret",
           .role = Role::kWriteOnly,
           .hidden = true,
           .wire = "id",
           .write = sql::Write::kInsert,
           .doc = "Write only."},
};

constexpr Operation kThings{
    .table = {.name = "things",
              .doc = "Things.",
              .operation = "ListThings",
              .service = "Thing Service",
              .columns = kColumns,
              .writable = true},
    .service = {.endpoint = "things", .target_prefix = "Things"},
    .iam_action = "things:List",
    .iam_writes = "things:Create",
    .rows = {.each = "/items[]"},
    .paging = {.response_token = "/next", .request_token = "/next"},
};
static_assert(well_formed(kThings));

// The cell of one row that has `members`.
std::string cell(std::string_view column, const std::string& members) {
  OwnTable table(kThings);
  const std::string rows = table.read(R"({"items":[{)" + members + "}]}");
  return rows == "1 row" ? table.row(0, {column}) : rows;
}
std::string clause(std::string_view column, const std::string& members) {
  return clause_of(cell(column, members));
}

TEST(Reading, OfTexts) {
  EXPECT_EQ(cell("id", R"("id":"a")"), "'a'");
  EXPECT_EQ(cell("id", R"("id":"0012")"), "'0012'");
  for (const char* members : {R"("id":"")", R"("id":null)", ""}) EXPECT_EQ(cell("id", members), "NULL") << members;
  EXPECT_EQ(clause("id", R"("id":12)"), "/items/0/id is not a string");
  EXPECT_EQ(clause("id", R"("id":true)"), "/items/0/id is not a string");
  EXPECT_EQ(clause("id", R"("id":["a"])"), "/items/0/id is not a string");
}

TEST(Reading, OfReals) {
  EXPECT_EQ(cell("real", R"("real":1.5)"), "1.5");
  EXPECT_EQ(cell("real", R"("real":"1.5")"), "1.5");
  EXPECT_EQ(cell("real", R"("real":-2)"), "-2.0");
  EXPECT_EQ(cell("real", R"("real":2.5E+3)"), "2500.0");
  EXPECT_EQ(cell("real", R"("real":"25e-1")"), "2.5");
  for (const char* members : {R"("real":"")", R"("real":null)", "", R"("real":"NaN")"}) {
    EXPECT_EQ(cell("real", members), "NULL") << members;
  }
  OwnTable table(kThings);
  ASSERT_EQ(table.read(R"({"items":[{"real":"Infinity"},{"real":"-Infinity"}]})"), "2 rows");
  table.reader().move_to(0);
  EXPECT_GT(std::get<double>(table.reader().cell(1)), 1e308);
  table.reader().move_to(1);
  EXPECT_LT(std::get<double>(table.reader().cell(1)), -1e308);
  for (const std::string text : {"abc", "inf", "nan", "0x1", "1,5", " 1", "1e999"}) {
    EXPECT_EQ(clause("real", R"("real":")" + text + "\""), "real is '" + text + "', which is no decimal number");
  }
  EXPECT_EQ(clause("real", R"("real":{"amount":1})"), "/items/0/real is not a number");
  EXPECT_EQ(clause("real", R"("real":true)"), "/items/0/real is not a number");
}

TEST(Reading, OfANumberAsTextKeepsWhatWasSent) {
  EXPECT_EQ(cell("real_exact", R"("real":1.50E+2)"), "'1.50E+2'");
  EXPECT_EQ(cell("real_exact", R"("real":"00.10")"), "'00.10'");
  OwnTable alone(kThings);  // whether real is mentioned or not
  alone.mention({"real_exact"});
  ASSERT_EQ(alone.read(R"({"items":[{"real":0.10}]})"), "1 row");
  EXPECT_EQ(alone.row(0, {"real_exact", "real"}), "'0.10'|NULL");
}

TEST(Reading, OfWholeNumbers) {
  EXPECT_EQ(cell("counter", R"("counter":12)"), "12");
  EXPECT_EQ(cell("counter", R"("counter":"12")"), "12");
  EXPECT_EQ(cell("counter", R"("counter":1.0E3)"), "1000");
  EXPECT_EQ(cell("counter", R"("counter":12.0)"), "12");
  EXPECT_EQ(cell("big", R"("deep":{"big":9223372036854775807})"), "9223372036854775807");
  EXPECT_EQ(cell("big", R"("deep":{"big":-9223372036854775808})"), "-9223372036854775808");
  EXPECT_EQ(cell("big", R"("deep":{"big":9007199254740993})"), "9007199254740993");
  for (const char* members : {R"("counter":"")", R"("counter":null)", ""}) {
    EXPECT_EQ(cell("counter", members), "NULL") << members;
  }
  EXPECT_EQ(cell("big", ""), "NULL");
  EXPECT_EQ(clause("counter", R"("counter":12.5)"), "counter is '12.5', which is no whole number of 64 bits");
  EXPECT_EQ(clause("big", R"("deep":{"big":9223372036854775808})"),
            "big is '9223372036854775808', which is no whole number of 64 bits");
  EXPECT_EQ(clause("big", R"("deep":{"big":1e400})"), "big is '1e400', which is no whole number of 64 bits");
  EXPECT_EQ(clause("counter", R"("counter":"NaN")"), "counter is 'NaN', which is no whole number of 64 bits");
  EXPECT_EQ(clause("counter", R"("counter":[1])"), "/items/0/counter is not a number");
  EXPECT_EQ(clause("big", R"("deep":[1])"), "/items/0/deep is not an object");
}

TEST(Reading, OfFlags) {
  EXPECT_EQ(cell("flag", R"("flag":true)"), "1");
  EXPECT_EQ(cell("flag", R"("flag":false)"), "0");
  EXPECT_EQ(cell("flag", ""), "NULL");
  EXPECT_EQ(clause("flag", R"("flag":"true")"), "/items/0/flag is not true or false");
  EXPECT_EQ(clause("flag", R"("flag":1)"), "/items/0/flag is not true or false");
}

TEST(Reading, OfInstants) {
  for (const char* sent : {"1735689600", "1735689600.987", "1.735689600E9", "\"2025-01-01T00:00:00Z\"",
                           "\"2025-01-01T00:00:00.250Z\"", "\"2025-01-01\"", "\"1735689600\""}) {
    EXPECT_EQ(cell("at", R"("at":)" + std::string(sent)), "'2025-01-01 00:00:00'") << sent;
  }
  EXPECT_EQ(cell("at", R"("at":1795253425)"), "'2026-11-21 09:30:25'");
  EXPECT_EQ(cell("at", R"("at":0)"), "'1970-01-01 00:00:00'");
  for (const char* members : {R"("at":"")", R"("at":null)", ""}) EXPECT_EQ(cell("at", members), "NULL") << members;
  EXPECT_EQ(clause("at", R"("at":"soon")"), "at is 'soon', which is no date");
  EXPECT_EQ(clause("at", R"("at":1e18)"), "at is '1e18', which is no date");
  EXPECT_EQ(clause("at", R"("at":{})"), "/items/0/at is not a number");
}

TEST(Reading, OfTwoInstantsOfSeveralRowsKeepsThemApart) {
  OwnTable table(kThings);
  ASSERT_EQ(table.read(R"({"items":[{"at":0,"until":60,"day":0},{"at":3600,"until":3660,"day":86400}]})"), "2 rows");
  EXPECT_EQ(table.row(0, {"at", "until", "on_day"}), "'1970-01-01 00:00:00'|'1970-01-01 00:01:00'|'1970-01-01'");
  EXPECT_EQ(table.row(1, {"at", "until", "on_day"}), "'1970-01-01 01:00:00'|'1970-01-01 01:01:00'|'1970-01-02'");
  ASSERT_EQ(table.read(R"({"items":[{"at":7200}]})", 2), "1 row");
  EXPECT_EQ(table.row(0, {"at", "until", "on_day"}), "'1970-01-01 02:00:00'|NULL|NULL");
}

TEST(Reading, OfDays) {
  for (const char* sent : {"\"2026-11-01\"", "\"2026-11-01T00:00:00Z\"", "\"2026-11-01T00:00:00.000Z\"",
                           "\"2026-11-01 00:00:00\"", "1793491200"}) {
    EXPECT_EQ(cell("on_day", R"("day":)" + std::string(sent)), "'2026-11-01'") << sent;
  }
  // For hourly data AWS may send an hour where a day is expected: cutting it would be wrong.
  EXPECT_EQ(cell("on_day", R"("day":"2026-11-01T05:00:00Z")"), "'2026-11-01 05:00:00'");
  EXPECT_EQ(cell("on_day", R"("day":"")"), "NULL");
  EXPECT_EQ(clause("on_day", R"("day":"2026-02-30")"), "on_day is '2026-02-30', which is no date");
}

TEST(Reading, OfJson) {
  EXPECT_EQ(cell("listed", R"("listed":[ {"amount": 1.50E+2, "x":[1, null]}, "s" ])"),
            R"('[{"amount":1.50E+2,"x":[1,null]},"s"]')");
  EXPECT_EQ(cell("listed", R"("listed":{ "a" : [ ] })"), R"('{"a":[]}')");
  EXPECT_EQ(cell("listed", R"("listed":[])"), "'[]'");
  EXPECT_EQ(cell("listed", R"("listed":null)"), "NULL");
  EXPECT_EQ(clause("listed", R"("listed":"[]")"), "/items/0/listed is not an object or array");
  EXPECT_EQ(clause("listed", R"("listed":7)"), "/items/0/listed is not an object or array");
  OwnTable table(kThings);
  ASSERT_EQ(table.read(R"({"items":[{"parts":{"name":"n","z":[1]},"listed":[2]},{"parts":{}}]})"), "2 rows");
  EXPECT_EQ(table.row(0, {"parts", "part_name", "listed"}), R"('{"name":"n","z":[1]}'|'n'|'[2]')");
  EXPECT_EQ(table.row(1, {"parts", "part_name", "listed"}), "'{}'|NULL|NULL");
}

TEST(Reading, OfWhatIsOnlyWrittenIsNull) {
  EXPECT_EQ(cell("secret", R"("id":"a")"), "NULL");
}

TEST(Reading, OfAnIdentityNeedsNoMention) {
  OwnTable table(kThings);
  table.mention({});
  ASSERT_EQ(table.read(R"({"items":[{"id":"a","real":{},"at":"soon","flag":7}]})"), "1 row");
  EXPECT_EQ(table.row(0, {"id", "real", "flag", "at"}), "'a'|NULL|NULL|NULL");
}

TEST(Reading, OfALongWrongValueShowsItsBeginning) {
  const std::string sentence = cell("real", R"("real":")" + std::string(5000, 'x') + "\"");
  EXPECT_LT(sentence.size(), 400u);
  EXPECT_NE(sentence.find("xxx...'"), std::string::npos) << sentence;
  EXPECT_TRUE(sentence.ends_with("it is not Thing Service's.")) << sentence;
}

}  // namespace
}  // namespace awscost::page
