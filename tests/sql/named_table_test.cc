// CREATE VIRTUAL TABLE's arguments: fixed inputs, declared columns, visible keys, and what is refused.
#include "sql/named_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cost_table.h"
#include "query.h"
#include "sql/error.h"
#include "sql/group_by.h"

namespace awscost::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> visible(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) {
    if (!column.hidden) names.emplace_back(column.name);
  }
  return names;
}

std::string error(std::vector<std::string_view> arguments) {
  try {
    NamedTable(kCostTable, "t", arguments);
  } catch (const Error& refused) {
    return refused.what();
  }
  return "no error";
}

TEST(NamedTable, KeysOfAFixedGroupByAreVisible) {
  const std::vector<std::string_view> arguments = {"group_by = 'tag:team, service'", "tags = 'team, env'"};
  const NamedTable named(kCostTable, "team_cost", arguments);
  EXPECT_EQ(named.table().name, "team_cost");
  EXPECT_THAT(visible(named.table()), ElementsAre("period_start", "period_end", "group_1", "group_2", "tag_team",
                                                  "service", "currency", "unblended_cost", "usage_quantity"));
  EXPECT_TRUE(find(named.table(), "tag_env"));
  const GroupBy group_by = parse_group_by(named.table(), "tag:team");
  EXPECT_TRUE(group_by.has(find(named.table(), "tag_team").value()));
  EXPECT_TRUE(group_by.has(find(named.table(), "tag_value").value())) << "both names show the one tag";
}

// SQLite knows no hidden column of it, so that a client that asks PRAGMA table_xinfo may select all.
TEST(NamedTable, WithoutHiddenColumnsDeclaresWhatIsVisible) {
  const std::vector<std::string_view> arguments = {"slices = 'region'", "hidden = 'none'", "tags = 'team'"};
  const NamedTable named(kCostTable, "t", arguments);
  const std::string statement = create_statement(named.table());
  EXPECT_THAT(statement, testing::Not(HasSubstr("HIDDEN")));
  EXPECT_THAT(visible(named.table()), ElementsAre("period_start", "period_end", "group_1", "group_2", "currency",
                                                  "unblended_cost", "usage_quantity", "region", "tag_team"));
  EXPECT_EQ(named.table().declared, 9U);
  EXPECT_THAT(statement, testing::EndsWith("\"region\" TEXT, \"tag_team\" TEXT)"));
  EXPECT_TRUE(find(named.table(), Role::kGroupBy)) << "what is not declared keeps its part in requests";
}

TEST(NamedTable, AFixedSliceIsVisibleAndInEachScan) {
  const std::vector<std::string_view> arguments = {"service = 'AWS Lambda'"};
  const NamedTable named(kCostTable, "lambda", arguments);
  const std::size_t service = find(named.table(), "service").value();
  EXPECT_FALSE(named.table().columns[service].hidden);
  const auto now = text::parse_instant("2026-11-21").value();
  EXPECT_EQ(make_scan(named.table(), {}, {}, now).selections[service].values, std::vector<std::string>({"AWS Lambda"}));
  Plan other;
  other.arguments.push_back({.column = service});
  EXPECT_TRUE(make_scan(named.table(), other, {{std::string("Amazon S3")}}, now).empty);
  EXPECT_FALSE(make_scan(named.table(), other, {{std::string("AWS Lambda")}}, now).empty);
}

TEST(NamedTable, ListedSlicesReadNullWhereNothingBindsThem) {
  const std::vector<std::string_view> arguments = {"slices = 'region'", "hidden = 'none'"};
  const NamedTable named(kCostTable, "t", arguments);
  const std::size_t region = find(named.table(), "region").value();
  const auto now = text::parse_instant("2026-11-21").value();
  Plan plan;
  plan.mentioned.set(region);
  EXPECT_EQ(make_scan(named.table(), plan, {}, now).notices.size(), 1U);
  plan.unanswered.push_back({.column = region, .op = Operator::kLike});
  EXPECT_THROW(make_scan(named.table(), plan, {}, now), Error) << "LIKE of NULL would leave no row, unnoticed";
}

TEST(NamedTable, PlainDatesAreForDaysAndMonths) {
  const std::vector<std::string_view> arguments = {"dates = 'date'", "granularity = 'MONTHLY'"};
  EXPECT_THAT(create_statement(NamedTable(kCostTable, "t", arguments).table()), HasSubstr("\"period_start\" DATE,"));
  EXPECT_THAT(error({"dates = 'date'"}), HasSubstr("give granularity"));
  EXPECT_THAT(error({"dates = 'date'", "granularity = 'HOURLY'"}), HasSubstr("give granularity"));
}

TEST(NamedTable, ReadsValuesWithAndWithoutQuotes) {
  const std::vector<std::string_view> arguments = {"granularity=MONTHLY", " start_date = \"2026-11-01\" ",
                                                   "filter = 'it''s'"};
  const NamedTable named(kCostTable, "t", arguments);
  EXPECT_EQ(named.table().columns[find(named.table(), "granularity").value()].fallback, "MONTHLY");
  EXPECT_EQ(named.table().columns[find(named.table(), "start_date").value()].fallback, "2026-11-01");
  EXPECT_EQ(named.table().columns[find(named.table(), "filter").value()].fallback, "it's");
}

// A driver that reads DATE drops the hour, and one that reads TIMESTAMP fails at a day.
TEST(NamedTable, PeriodsAreDeclaredByTheGranularity) {
  const std::vector<std::string_view> arguments = {"granularity = 'HOURLY'"};
  EXPECT_THAT(create_statement(NamedTable(kCostTable, "t", arguments).table()),
              HasSubstr("\"period_start\" TIMESTAMP TEXT"));
  const std::vector<std::string_view> daily = {"granularity = 'DAILY'"};
  EXPECT_THAT(create_statement(NamedTable(kCostTable, "t", daily).table()), HasSubstr("\"period_start\" DATE TEXT"));
  EXPECT_THAT(create_statement(kCostTable), HasSubstr("\"period_start\" TEXT")) << "a statement may set HOURLY";
  EXPECT_THAT(create_statement(NamedTable(kCostTable, "t", {}).table()), HasSubstr("\"period_start\" TEXT"));
}

TEST(NamedTable, NamesOfTagsBecomeColumnNames) {
  const std::vector<std::string_view> arguments = {"tags = 'aws:createdBy, Kosten-Stelle'", "cost_categories = 'Unit'"};
  const NamedTable named(kCostTable, "t", arguments);
  EXPECT_EQ(named.table().columns[find(named.table(), "tag_aws_createdby").value()].wire, "aws:createdBy");
  EXPECT_EQ(named.table().columns[find(named.table(), "tag_kosten_stelle").value()].wire, "Kosten-Stelle");
  EXPECT_EQ(named.table().columns[find(named.table(), "cost_category_unit").value()].wire, "Unit");
}

TEST(NamedTable, AWindowMovesWithTheClock) {
  const std::vector<std::string_view> arguments = {"window = '90 days'"};
  const NamedTable named(kCostTable, "t", arguments);
  const Scan scan = Query(named.table()).scan();  // on 2026-11-21
  EXPECT_EQ(scan.window, (Window{"2026-08-24", "2026-11-22"}));
  EXPECT_EQ(scan.input(Role::kStartDate), "2026-08-24") << "the statement can see it";
  EXPECT_EQ(Query(named.table()).where("period_start", Operator::kLt, {text("2026-09")}).scan().window,
            (Window{"2026-08-24", "2026-09-01"}));
  EXPECT_TRUE(Query(named.table()).where("start_date", Operator::kEq, {text("2026-08-01")}).scan().empty)
      << "the table has its own days alone";
  EXPECT_FALSE(Query(named.table()).where("start_date", Operator::kEq, {text("2026-08-24")}).scan().empty);
}

TEST(NamedTable, AWholeMonthEndsWithIt) {
  const std::vector<std::string_view> arguments = {"window = 'last month'"};
  const NamedTable named(kCostTable, "t", arguments);
  EXPECT_EQ(Query(named.table()).scan().window, (Window{"2026-10-01", "2026-11-01"}));
}

TEST(NamedTable, AWindowIsTheOnlyOne) {
  EXPECT_THAT(error({"window = '90'"}), HasSubstr("window is '90'; write '90 days'"));
  EXPECT_THAT(error({"window = '9 days'", "start_date = '2026-11-01'"}), HasSubstr("window and start_date both say"));
  EXPECT_THAT(error({"end_date = '2026-11-01'", "window = '9 days'"}), HasSubstr("window and end_date both say"));
  EXPECT_THAT(error({"window = '9 hours'"}), HasSubstr("needs granularity = 'HOURLY'"));
  EXPECT_EQ(error({"window = '9 hours'", "granularity = 'HOURLY'"}), "no error");
  EXPECT_THAT(error({"start_date = 'date(''now'')'"}), HasSubstr("window = '90 days'"));
}

TEST(NamedTable, RefusesWhatCanBeKnownToBeWrong) {
  EXPECT_EQ(error({}), "no error");
  EXPECT_THAT(error({"colour = 'red'"}), HasSubstr("write one of group_by, start_date"));
  EXPECT_THAT(error({"'service'"}), HasSubstr("name = 'value'"));
  EXPECT_THAT(error({"= 'service'"}), HasSubstr("name = 'value'"));
  EXPECT_THAT(error({"tags = 'a'", "TAGS = 'b'"}), HasSubstr("twice"));
  EXPECT_THAT(error({"tags = 'a,,b'"}), HasSubstr("empty name"));
  EXPECT_THAT(error({"tags = ''"}), HasSubstr("empty name"));
  EXPECT_THAT(error({"tags = 'a b, a-b'"}), HasSubstr("tag_a_b"));
  EXPECT_THAT(error({"group_by = 'services'"}), HasSubstr("did you mean 'service'"));
  EXPECT_THAT(error({"granularity = 'daily'"}), HasSubstr("t: granularity is 'daily'"));
  EXPECT_THAT(error({"end_date = 'soon'"}), HasSubstr("end_date is 'soon'"));
}

}  // namespace
}  // namespace awscost::sql
