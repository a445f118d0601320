// The cells of a page as SQL shows them.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "connectors/tables/page/row_reader.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::page {
namespace {

using test::Question;

// Cells as text: NULL, 1, 1.5, 'x'.
std::string shown(const sql::Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) return sql::literal(std::string(*text));
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return sql::literal(*integer);
  if (const auto* real = std::get_if<double>(&cell)) return sql::literal(*real);
  return "NULL";
}

// One page, read for a question; a row is the cells of the named columns, separated by '|'.
class Page {
 public:
  Page(const Question& question, std::string body)
      : question_(question), reader_(question.operation(), question.scan()) {
    reader_.read(test::answer(std::move(body)), 1);
  }

  std::size_t rows() const { return reader_.rows(); }
  std::string row(std::size_t index, std::initializer_list<std::string_view> columns) {
    reader_.move_to(index);
    std::string line;
    for (const std::string_view column : columns) {
      if (!line.empty()) line += '|';
      line += shown(reader_.cell(question_.column(column)));
    }
    return line;
  }
  std::string error(std::size_t index, std::string_view column) {
    try {
      return row(index, {column});
    } catch (const sql::Error& error) {
      return error.what();
    }
  }
  std::string_view token() const { return reader_.token(); }

 private:
  const Question& question_;
  RowReader reader_;
};

constexpr const char* kUngrouped = R"({"ResultsByTime":[
  {"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},
   "Total":{"UnblendedCost":{"Amount":"0.0927335232","Unit":"USD"},
   "UsageQuantity":{"Amount":"3","Unit":"N/A"}},"Groups":[],"Estimated":false},
  {"Estimated":true,"Groups":[],
   "Total":{"UsageQuantity":{"Unit":"N/A","Amount":"0"},"UnblendedCost":{"Unit":"USD","Amount":"-1.5E-7"}},
   "TimePeriod":{"End":"2026-11-03","Start":"2026-11-02"}}]})";

TEST(Cells, OfAnUngroupedPageComeFromTotal) {
  Question question("ce_cost_and_usage");
  question.mention(
      {"unblended_cost", "unblended_cost_exact", "unblended_cost_unit", "usage_quantity", "currency", "estimated"});
  Page page(question, kUngrouped);
  ASSERT_EQ(page.rows(), 2u);
  EXPECT_EQ(page.row(0, {"period_start", "period_end", "group_1", "estimated", "currency", "unblended_cost"}),
            "'2026-11-01'|'2026-11-02'|NULL|0|'USD'|0.0927335232");
  EXPECT_EQ(page.row(0, {"unblended_cost_exact", "unblended_cost_unit", "usage_quantity", "blended_cost"}),
            "'0.0927335232'|'USD'|3|NULL");
  EXPECT_EQ(
      page.row(1, {"period_start", "period_end", "estimated", "currency", "unblended_cost", "unblended_cost_exact"}),
      "'2026-11-02'|'2026-11-03'|1|'USD'|-1.5e-07|'-1.5E-7'");
  EXPECT_EQ(page.token(), "");
}

TEST(Cells, OfMetricsNobodyMentionsAreNotRead) {
  Page page(Question("ce_cost_and_usage"),
            R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"}}]})");
  EXPECT_EQ(page.rows(), 1u);
}

constexpr const char* kGrouped =
    R"({"GroupDefinitions":[{"Type":"DIMENSION","Key":"SERVICE"},{"Type":"TAG","Key":"team"}],
  "NextPageToken":"abc+/=","ResultsByTime":[
  {"TimePeriod":{"Start":"2018-11-19T00:00:00Z","End":"2018-11-20T00:00:00Z"},"Estimated":true,"Total":{},"Groups":[
    {"Keys":["Amazon S3","team$web"],"Metrics":{"UnblendedCost":{"Amount":"1","Unit":"USD"}}},
    {"Metrics":{"UnblendedCost":{"Unit":"USD","Amount":"2"}},"Keys":["Tax","team$"]},
    {"Keys":["Tax","team$a$b"],"Metrics":{"UnblendedCost":{"Amount":"3","Unit":"USD"}}}]},
  {"TimePeriod":{"Start":"2018-11-20T00:00:00Z","End":"2018-11-21T00:00:00Z"},"Estimated":false,"Groups":[],
   "Total":{"UnblendedCost":{"Amount":"99","Unit":"USD"}}},
  {"Groups":[{"Keys":["","team$x"],"Metrics":{"UnblendedCost":{"Amount":"4","Unit":"USD"}}}],"Estimated":false,
   "TimePeriod":{"End":"2018-11-22T00:00:00Z","Start":"2018-11-21T00:00:00Z"}}]})";

TEST(Cells, OfAGroupedPageComeFromGroupsAlone) {
  Question question("ce_cost_and_usage");
  question.group_by("service, tag:team").mention({"unblended_cost", "estimated"}).window("2018-11-19", "2018-11-22");
  Page page(question, kGrouped);
  ASSERT_EQ(page.rows(), 4u);
  const auto row = [&](std::size_t index) {
    return page.row(index, {"period_start", "period_end", "group_1", "service", "group_2", "tag_value", "estimated",
                            "unblended_cost"});
  };
  EXPECT_EQ(row(0), "'2018-11-19'|'2018-11-20'|'Amazon S3'|'Amazon S3'|'web'|'web'|1|1");
  EXPECT_EQ(row(1), "'2018-11-19'|'2018-11-20'|'Tax'|'Tax'|NULL|NULL|1|2");
  EXPECT_EQ(row(2), "'2018-11-19'|'2018-11-20'|'Tax'|'Tax'|'a$b'|'a$b'|1|3");
  EXPECT_EQ(row(3), "'2018-11-21'|'2018-11-22'|''|''|'x'|'x'|0|4");
  EXPECT_EQ(page.token(), "abc+/=");
}

TEST(Cells, ShowAKeyInItsOwnColumnWhateverItsPlace) {
  Question question("ce_cost_and_usage");
  question.group_by("tag:team, service");
  Page page(question, R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},
                          "Groups":[{"Keys":["team$web","Amazon S3"]}]}]})");
  EXPECT_EQ(page.row(0, {"group_1", "group_2", "service", "tag_value", "region"}),
            "'web'|'Amazon S3'|'Amazon S3'|'web'|NULL");
}

TEST(Cells, OfTwoTagsStandInGroupColumnsOnly) {
  Question question("ce_cost_and_usage");
  question.group_by("tag:team, tag:te");
  Page page(question, R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},
                          "Groups":[{"Keys":["team$web","te$"]}]}]})");
  EXPECT_EQ(page.row(0, {"group_1", "group_2", "tag_value"}), "'web'|NULL|NULL");
}

// A key that only AWS knows reads as AWS sends it.
TEST(Cells, OfForeignKeysStandInGroupColumnsOnly) {
  Question question("ce_cost_and_usage");
  question.group_by("PRODUCT_ATTRIBUTE:model, NEW_DIMENSION");
  Page page(question, R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},
                          "Groups":[{"Keys":["model$large","x"]}]}]})");
  EXPECT_EQ(page.row(0, {"group_1", "group_2", "service", "tag_value"}), "'model$large'|'x'|NULL|NULL");
}

TEST(Cells, OfHoursAreTimestamps) {
  Question question("ce_cost_and_usage_with_resources");
  question.group_by("resource_id").granularity(sql::Granularity::kHourly);
  Page page(question, R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01T22:00:00Z","End":"2026-11-01T23:00:00Z"},
      "Groups":[{"Keys":["i-1"]}]},
      {"TimePeriod":{"Start":"2026-11-01T23:00:00Z","End":"2026-11-02"},"Groups":[{"Keys":["i-1"]}]}]})");
  EXPECT_EQ(page.row(0, {"period_start", "period_end", "resource_id"}),
            "'2026-11-01 22:00:00'|'2026-11-01 23:00:00'|'i-1'");
  EXPECT_EQ(page.row(1, {"period_start", "period_end"}), "'2026-11-01 23:00:00'|'2026-11-02 00:00:00'");
}

TEST(Cells, OfACurrencyAgree) {
  Question question("ce_cost_and_usage");
  question.mention({"currency", "unblended_cost", "amortized_cost", "usage_quantity"});
  const auto body = [](const std::string& unit) {
    return R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Total":{
      "UsageQuantity":{"Amount":"1","Unit":"Hrs"},"UnblendedCost":{"Amount":"1","Unit":"USD"},
      "AmortizedCost":{"Amount":"1","Unit":")" +
           unit + R"("}}}]})";
  };
  EXPECT_EQ(Page(question, body("USD")).row(0, {"currency"}), "'USD'");
  EXPECT_EQ(
      Page(question, body("CNY")).error(0, "currency"),
      "ce_cost_and_usage: a row has costs in USD and in CNY, so it has no single currency; read the columns ending "
      "in _unit.");
}

TEST(Cells, OfACurrencyAloneComeFromUnblendedCost) {
  Question question("ce_cost_and_usage");
  question.mention({"currency", "usage_quantity"});
  Page page(question, kUngrouped);
  EXPECT_EQ(page.row(0, {"currency", "usage_quantity"}), "'USD'|3");
}

TEST(Cells, OfAnAmountThatIsNoneAreAnError) {
  Question question("ce_cost_and_usage");
  question.mention({"unblended_cost"});
  for (const std::string_view amount :
       {"", "abc", "1.5 ", " 1", "1,5", "+1", "inf", "nan", "0x10", "1e", "1e999", "--1"}) {
    Page page(question,
              R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Total":{"UnblendedCost":
                            {"Amount":")" +
                  std::string(amount) + R"("}}}]})");
    EXPECT_EQ(page.error(0, "unblended_cost"),
              "ce_cost_and_usage: AWS's answer to GetCostAndUsage cannot be read: the Amount of UnblendedCost is '" +
                  std::string(amount) +
                  "', which is no decimal number (request id id-1). Run the statement again; if the answer stays the "
                  "same, it is "
                  "not Cost Explorer's.");
  }
}

constexpr std::string_view kAttributes =
    R"("DimensionValueAttributes":[{"Value":"111111111111","Attributes":{"description":"Prod \u00e9"}},
       {"Value":"222222222222","Attributes":{}},{"Attributes":{"description":"nobody"}}])";
constexpr std::string_view kAccounts =
    R"("ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Groups":[
    {"Keys":["111111111111","eu-west-3"]},{"Keys":["222222222222","eu-west-3"]},
    {"Keys":["333333333333","111111111111"]}]}])";

TEST(Cells, OfAccountNamesAreLookedUpWhereverTheyStand) {
  Question question("ce_cost_and_usage");
  question.group_by("linked_account, region").mention({"linked_account_name", "dimension_attributes"});
  for (const std::string& body : {"{" + std::string(kAttributes) + "," + std::string(kAccounts) + "}",
                                  "{" + std::string(kAccounts) + "," + std::string(kAttributes) + "}"}) {
    Page page(question, body);
    EXPECT_EQ(page.row(0, {"linked_account_name", "dimension_attributes"}),
              R"('Prod é'|'{"111111111111":{"description":"Prod é"}}')");
    EXPECT_EQ(page.row(1, {"linked_account_name", "dimension_attributes"}), R"(NULL|'{"222222222222":{}}')");
    EXPECT_EQ(page.row(2, {"linked_account_name", "dimension_attributes"}),
              R"(NULL|'{"111111111111":{"description":"Prod é"}}')");
  }
  Page without(question, "{" + std::string(kAccounts) + "}");
  EXPECT_EQ(without.row(0, {"linked_account_name", "dimension_attributes"}), "NULL|NULL");
}

TEST(Cells, OfAccountNamesNeedTheAccountAsKey) {
  Question question("ce_cost_and_usage");
  question.group_by("region").mention({"linked_account_name"});
  Page page(
      question,
      R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Groups":[{"Keys":["r"]}]}]})");
  EXPECT_EQ(page.row(0, {"linked_account_name", "dimension_attributes"}), "NULL|NULL");
}

}  // namespace
}  // namespace awscost::page
