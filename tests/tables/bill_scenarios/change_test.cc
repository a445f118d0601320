// What each statement may change of a line, and how the changes of one transaction are merged.
#include <gmock/gmock.h>

#include "sql/error.h"
#include "tests/tables/bill_scenarios/changes.h"

namespace awscost::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kTen = R"([{"startHour":0,"unit":"Hrs","amount":10}])";
const sql::Value kBlue = std::string("blue");
const sql::Value kGreen = std::string("green");
const sql::Value kFive = std::string(R"([{"startHour":3600,"amount":5}])");

std::string row(const std::string& who, const std::string& group, const std::string& quantities = kTen) {
  return who + "|" + group + "|" + quantities;
}

class ChangeTest : public Changes {
 protected:
  std::string insert_refusal(const Values& besides) {
    return refusal([&] { insert_line(besides); });
  }
  std::string update_refusal(const Values& given) {
    return refusal([&] { update(1, given); });
  }
};

TEST_F(ChangeTest, NothingIsTakenWhileWritesAreOff) {
  scenario.writes_on = false;
  const char* cure = "SELECT awscost_config('writes','on')";
  EXPECT_THAT(update_refusal({{"usage_group", kBlue}}), HasSubstr(cure));
  EXPECT_THAT(insert_refusal({}), HasSubstr(cure));
  EXPECT_THAT(refusal([&] { remove(1); }), HasSubstr(cure));
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(ChangeTest, ReadsShowTheChangesAndSendNothing) {
  update(1, {{"usage_group", kBlue}});
  update(2, {{"amounts", kFive}});
  remove(3);
  insert_line({{"usage_group", kGreen}, {"amounts", kFive}});
  EXPECT_THAT(shown(), ElementsAre(row("1", "blue"), row("2", "old", R"([{"startHour":3600,"unit":"Hrs","amount":5}])"),
                                   row("new", "green", R"([{"startHour":3600,"unit":null,"amount":5}])")));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(ChangeTest, AScanSeesTheMomentAtWhichItOpened) {
  update(1, {{"usage_group", kBlue}});
  const std::int64_t third = rowid(3);
  const sql::Scan scan = question();
  const auto rows = scenario.open(scan);
  update(1, {{"usage_group", kGreen}});
  remove_row(third);
  insert_line();
  std::string groups;
  while (rows->next([] { return false; })) {
    groups += text_of(rows->cell(static_cast<int>(column("usage_group")))) + " ";
  }
  EXPECT_EQ(groups, "blue old old ");
}

TEST_F(ChangeTest, AGroupAboutToChangeDoesNotNarrowTheList) {
  EXPECT_THAT(shown(question("usage_group", {"blue"})), IsEmpty()) << "AWS narrows while nothing is pending";
  update(1, {{"usage_group", kBlue}});
  EXPECT_THAT(shown(question("usage_group", {"blue"})),
              ElementsAre(row("1", "blue"), row("2", "old"), row("3", "old")));
}

TEST_F(ChangeTest, NewLinesAreShownWithTheirScenario) {
  insert_line();
  insert_line({{"bill_scenario_id", std::string(kScenarioB)}, {"usage_group", kBlue}});
  EXPECT_THAT(shown(question("bill_scenario_id", {std::string(kScenarioB)})), ElementsAre("new|blue|NULL"));
  sql::Scan other_profile = question("bill_scenario_id", {std::string(kScenarioB)});
  other_profile.inputs[column("profile")] = "prod";
  EXPECT_THAT(shown(other_profile), IsEmpty());
  sql::Scan nothing = question();
  nothing.empty = true;
  EXPECT_THAT(shown(nothing), IsEmpty());
}

TEST_F(ChangeTest, ANewLineShowsWhatItWasGiven) {
  insert_line({{"availability_zone", std::string("eu-west-3a")},
               {"key", std::string("k1")},
               {"historical_service_code", std::string("AmazonS3")},
               {"historical_usage_type", std::string("T")},
               {"historical_operation", std::string("O")},
               {"historical_location", std::string("EU (Paris)")},
               {"historical_usage_account_id", std::string("000011112222")},
               {"historical_bill_interval_start", std::string("2026-10-01")},
               {"historical_bill_interval_end", std::string("2026-11-01T00:00:00Z")},
               {"historical_filter", std::string(R"({ "dimensions": {"key": "REGION"} })")}});
  const sql::Scan scan = question();
  const auto rows = scenario.open(scan);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(rows->next([] { return false; }));
  std::string all;
  for (const char* name :
       {"bill_scenario_id", "id", "usage_group", "service_code", "usage_type", "operation", "location",
        "availability_zone", "usage_account_id", "quantities", "historical_service_code", "historical_location",
        "historical_bill_interval_start", "historical_bill_interval_end", "historical_filter", "amounts", "key"}) {
    all += text_of(rows->cell(static_cast<int>(column(name)))) + "|";
  }
  EXPECT_EQ(all, std::string(kScenarioA) +
                     "|NULL|NULL|AmazonS3|TimedStorage-ByteHrs|StandardStorage|NULL|eu-west-3a|000011112222|NULL|"
                     "AmazonS3|EU (Paris)|2026-10-01 00:00:00|2026-11-01 00:00:00|"
                     R"({"dimensions":{"key":"REGION"}}|NULL|NULL|)");
}

TEST_F(ChangeTest, UpdatesOfALineMergeByMember) {
  update(1, {{"usage_group", kBlue}});
  update(1, {{"amounts", kFive}});
  update(1, {{"usage_group", kGreen}});
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.bodies(),
              ElementsAre(R"({"billScenarioId":")" + std::string(kScenarioA) + R"(","usageModifications":[{"id":")" +
                          line_id(1) + R"(","group":"green","amounts":[{"startHour":3600,"amount":5}]}]})"));
}

TEST_F(ChangeTest, NullIsNoGroup) {
  update(1, {{"usage_group", sql::Null()}});
  EXPECT_EQ(shown()[0], row("1", "NULL"));
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.bodies()[0], HasSubstr(R"("group":""})"));
}

TEST_F(ChangeTest, AnUpdateThatSetsNothingSendsNothing) {
  update(1, {});
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(ChangeTest, UpdateThenDeleteIsADelete) {
  const std::int64_t line = rowid(1);
  update_row(line, {{"usage_group", kBlue}});
  remove_row(line);
  EXPECT_THAT(refusal([&] { update_row(line, {{"usage_group", kGreen}}); }), HasSubstr("was deleted earlier"));
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.operations(), ElementsAre("BatchDelete"));
  EXPECT_EQ(scenario.aws.calls[0].body,
            R"({"billScenarioId":")" + std::string(kScenarioA) + R"(","ids":[")" + line_id(1) + R"("]})");
}

TEST_F(ChangeTest, APendingInsertIsChangedAndDropped) {
  const std::int64_t first = insert_line();
  const std::int64_t second = insert_line();
  EXPECT_LT(first, 0);
  EXPECT_NE(first, second);
  update_row(first, {{"usage_group", kBlue}, {"amounts", kFive}});
  remove_row(second);
  EXPECT_THAT(refusal([&] { remove_row(second); }), HasSubstr("is not a line"));
  EXPECT_THAT(refusal([&] { update_row(second, {{"usage_group", kBlue}}); }), HasSubstr("is not a line"));
  EXPECT_EQ(sync(), "");
  ASSERT_EQ(scenario.aws.calls.size(), 1U);
  EXPECT_THAT(scenario.aws.calls[0].body, AllOf(HasSubstr(R"("group":"blue")"), HasSubstr(R"("startHour":3600)")));
}

TEST_F(ChangeTest, ALineNobodyHasReadIsUnknown) {
  EXPECT_THAT(refusal([&] { remove_row(77); }), HasSubstr("row 77 is not a line"));
  EXPECT_THAT(refusal([&] { update_row(-5, {{"usage_group", kBlue}}); }), HasSubstr("row -5 is not a line"));
}

TEST_F(ChangeTest, ALineWithoutAnIdCannotBeChanged) {
  scenario.rows[0][column("id")] = sql::Null();
  scenario.rows[1][column("id")] = sql::Null();
  const sql::Scan scan = question();
  const auto rows = scenario.open(scan);
  ASSERT_TRUE(rows->next([] { return false; }));
  const std::int64_t first = rows->rowid().value();
  ASSERT_TRUE(rows->next([] { return false; }));
  EXPECT_NE(first, rows->rowid().value()) << "SQLite merges rows of one number";
  EXPECT_THAT(refusal([&] { remove_row(first); }), HasSubstr("is not a line"));
}

TEST_F(ChangeTest, UpdateSetsGroupAndAmountsOnly) {
  EXPECT_THAT(update_refusal({{"service_code", kBlue}}),
              AllOf(HasSubstr("line " + line_id(1) + " (AmazonEC2, BoxUsage:m5.large)"), HasSubstr("not service_code"),
                    HasSubstr("DELETE it and INSERT a new one")));
  EXPECT_THAT(update_refusal({{"quantities", kFive}}), HasSubstr("Set amounts instead"));
  EXPECT_THAT(update_refusal({{"id", kBlue}}), HasSubstr("not id"));
  EXPECT_THAT(update_refusal({{"key", kBlue}}), HasSubstr("INSERT"));
  EXPECT_THAT(update_refusal({{"profile", kBlue}}), HasSubstr("WHERE profile"));
  EXPECT_THAT(update_refusal({{"usage_group", std::string("a b")}}), HasSubstr("letters, digits and dashes"));
  EXPECT_THAT(update_refusal({{"usage_group", std::string(31, 'x')}}), HasSubstr("at most 30"));
  EXPECT_THAT(update_refusal({{"usage_group", std::int64_t{7}}}), HasSubstr("usage_group is 7, which is not text"));
  EXPECT_THAT(update_refusal({{"amounts", sql::Null()}}), HasSubstr("amounts is NULL"));
  EXPECT_THAT(shown()[0], row("1", "old")) << "nothing of a refused statement stays";
  EXPECT_EQ(update_refusal({{"usage_group", std::string(30, 'x')}}), "");
}

TEST_F(ChangeTest, InsertRequiresWhatAwsRequires) {
  for (const char* name : {"bill_scenario_id", "service_code", "usage_type", "operation", "usage_account_id"}) {
    EXPECT_THAT(insert_refusal({{name, sql::Null()}}), HasSubstr("has no " + std::string(name)));
  }
  EXPECT_THAT(insert_refusal({{"operation", std::string()}}), HasSubstr("has no operation"));
  EXPECT_THAT(insert_refusal({{"bill_scenario_id", std::string("AAAAAAAA-0000-4000-8000-000000000001")}}),
              HasSubstr("lower case"));
  EXPECT_THAT(insert_refusal({{"bill_scenario_id", std::string("aaaaaaaa-0000-4000-8000-0000000000011")}}),
              HasSubstr("36 characters"));
  EXPECT_THAT(insert_refusal({{"usage_account_id", std::int64_t{11112222}}}), HasSubstr("printf('%012d', id)"));
  EXPECT_THAT(insert_refusal({{"usage_account_id", std::string("11112222")}}), HasSubstr("12 digits"));
  EXPECT_EQ(insert_refusal({{"usage_type", std::string("-aZ09.-_:, /()")}}), "");
}

TEST_F(ChangeTest, InsertChecksTheTextsAwsWouldRefuse) {
  EXPECT_THAT(insert_refusal({{"service_code", std::string(33, 'x')}}), HasSubstr("at most 32"));
  EXPECT_THAT(insert_refusal({{"usage_type", std::string(129, 'x')}}), HasSubstr("at most 128"));
  EXPECT_THAT(insert_refusal({{"operation", std::string("a;b")}}), HasSubstr("operation is 'a;b'"));
  EXPECT_THAT(insert_refusal({{"availability_zone", std::string("é")}}), HasSubstr("availability_zone"));
  EXPECT_THAT(insert_refusal({{"key", std::string("12345678901")}}), HasSubstr("at most 10"));
  EXPECT_THAT(insert_refusal({{"key", std::string("a-b")}}), HasSubstr("letters and digits"));
  EXPECT_THAT(insert_refusal({{"amounts", std::string("[1]")}}),
              HasSubstr("the new line AmazonS3, TimedStorage-ByteHrs: amounts $[0]"));
  EXPECT_THAT(insert_refusal({{"profile", std::int64_t{1}}}), HasSubstr("profile is 1"));
  EXPECT_THAT(shown(), testing::SizeIs(3));
}

TEST_F(ChangeTest, InsertCannotGiveWhatAwsDecides) {
  EXPECT_THAT(insert_refusal({{"id", line_id(9)}}), HasSubstr("awscost_writes"));
  EXPECT_THAT(insert_refusal({{"location", kBlue}}), HasSubstr("availability_zone may be given"));
  EXPECT_THAT(insert_refusal({{"quantities", kFive}}), HasSubstr("Write amounts"));
}

TEST_F(ChangeTest, AKeyIsGivenOncePerScenario) {
  insert_line({{"key", std::string("k1")}});
  EXPECT_THAT(insert_refusal({{"key", std::string("k1")}}), HasSubstr("'k1' is given twice"));
  EXPECT_EQ(insert_refusal({{"key", std::string("k1")}, {"bill_scenario_id", std::string(kScenarioB)}}), "");
}

TEST_F(ChangeTest, HistoricalUsageIsGivenAsAWhole) {
  Values all = {{"historical_service_code", std::string("S")},
                {"historical_usage_type", std::string("T")},
                {"historical_operation", std::string("O")},
                {"historical_usage_account_id", std::string("000011112222")},
                {"historical_bill_interval_start", std::string("2026-10-01")},
                {"historical_bill_interval_end", std::string("2026-11-01")},
                {"historical_filter", std::string("{}")}};
  for (const auto& [name, value] : all) {
    Values without = all;
    without[name] = sql::Null();
    EXPECT_THAT(insert_refusal(without), AllOf(HasSubstr("has no " + std::string(name)), HasSubstr("as a whole")));
  }
  EXPECT_THAT(insert_refusal({{"historical_location", kBlue}}), HasSubstr("as a whole"));
  const auto with = [&](std::string_view name, sql::Value value) {
    Values changed = all;
    changed[name] = std::move(value);
    return insert_refusal(changed);
  };
  EXPECT_THAT(with("historical_filter", std::string("[]")), HasSubstr("not a JSON object"));
  EXPECT_THAT(with("historical_bill_interval_end", std::string("soon")), HasSubstr("is 'soon', which is not a time"));
  EXPECT_THAT(with("historical_service_code", std::string(33, 'x')), HasSubstr("historical_service_code is"));
  EXPECT_EQ(insert_refusal(all), "");
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls[0].body,
              HasSubstr(R"("historicalUsage":{"serviceCode":"S","usageType":"T","operation":"O",)"
                        R"("usageAccountId":"000011112222","billInterval":{"start":1790812800,"end":1793491200},)"
                        R"("filterExpression":{}})"));
}

TEST_F(ChangeTest, SavepointsTakeChangesBack) {
  update(1, {{"usage_group", kBlue}});
  writer().savepoint(0);
  update(1, {{"usage_group", kGreen}});
  insert_line();
  writer().savepoint(1);
  remove(2);
  remove_row(-2);
  EXPECT_THAT(shown(), ElementsAre(row("1", "green"), row("3", "old")));
  writer().rollback_to(1);
  EXPECT_THAT(shown(), ElementsAre(row("1", "green"), row("2", "old"), row("3", "old"), "new|NULL|NULL"));
  remove(3);
  writer().release(1);
  EXPECT_THAT(shown(), ElementsAre(row("1", "green"), row("2", "old"), "new|NULL|NULL"));
  writer().rollback_to(0);
  EXPECT_THAT(shown(), ElementsAre(row("1", "blue"), row("2", "old"), row("3", "old")));
  update(2, {{"usage_group", kGreen}});
  writer().rollback_to(0);
  writer().release(0);
  EXPECT_THAT(shown(), ElementsAre(row("1", "blue"), row("2", "old"), row("3", "old")));
}

// SQLite announces only the innermost savepoint to a table whose first change comes inside it.
TEST_F(ChangeTest, ASavepointFromBeforeTheFirstChangeTakesEverythingBack) {
  writer().savepoint(2);
  update(1, {{"usage_group", kBlue}});
  writer().release(2);
  writer().savepoint(2);
  update(2, {{"usage_group", kBlue}});
  writer().rollback_to(0);
  EXPECT_THAT(shown(), ElementsAre(row("1", "old"), row("2", "old"), row("3", "old")));
  update(3, {{"usage_group", kBlue}});
  writer().rollback_to(0);
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(ChangeTest, ManySavepointsOverManyLinesAreCheap) {
  for (int i = 0; i < 5000; ++i) {
    writer().savepoint(0);
    insert_line();
    writer().release(0);
  }
  writer().savepoint(0);
  for (int i = 1; i < 5000; ++i) writer().savepoint(i);
  writer().rollback_to(0);
  EXPECT_THAT(shown(), testing::SizeIs(5003));
}

TEST_F(ChangeTest, RollbackForgetsEverything) {
  const std::int64_t line = rowid(1);
  update_row(line, {{"usage_group", kBlue}});
  writer().rollback();
  EXPECT_THAT(shown(), ElementsAre(row("1", "old"), row("2", "old"), row("3", "old")));
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
}

TEST_F(ChangeTest, NewLinesOfSeveralProfilesAreShownWithTheirOwn) {
  for (const char* profile : {"prod", "dev", "test"}) {
    insert_line({{"bill_scenario_id", std::string(kScenarioB)}, {"profile", std::string(profile)}});
  }
  sql::Scan asked = question("bill_scenario_id", {std::string(kScenarioB)});
  asked.several[static_cast<int>(column("profile"))] = {"dev", "prod"};
  const auto rows = scenario.open(asked);
  std::vector<std::string> profiles;
  while (rows->next([] { return false; })) {
    profiles.emplace_back(std::get<std::string_view>(rows->cell(static_cast<int>(column("profile")))));
  }
  EXPECT_THAT(profiles, ElementsAre("prod", "dev"));
}

TEST_F(ChangeTest, ANewLineOfSomebodyWhoHasNotSignedInIsRefused) {
  scenario.resolver.not_signed_in = "dev";
  EXPECT_EQ(refusal([&] {
              insert_line({{"profile", std::string("dev")}});
            }),
            "bcm_bill_scenario_usage_modifications: Nobody has signed in.");
  insert_line({{"profile", std::string("prod")}});
  EXPECT_EQ(sync(), "");
  EXPECT_EQ(scenario.aws.calls.size(), 1U);
}

TEST_F(ChangeTest, WhereNewLinesGoIsLookedForOnceATransactionAndProfile) {
  for (int i = 0; i < 3; ++i) {
    insert_line();
    insert_line({{"profile", std::string("dev")}});
  }
  EXPECT_THAT(scenario.resolver.looked_for, ElementsAre("", "dev"));
  ++scenario.resolver.settings;
  insert_line();
  EXPECT_THAT(scenario.resolver.looked_for, ElementsAre("", "dev", "")) << "a setting has changed";
}

}  // namespace
}  // namespace awscost::test
