// Answers with status 200 that are not what the operation promises: each is an error, and none a short answer.
#include <gtest/gtest.h>

#include <string>

#include "connectors/tables/operations/operations.h"
#include "connectors/tables/page/row_reader.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::page {
namespace {

using test::Question;

Question grouped() {
  Question question("ce_cost_and_usage");
  question.group_by("service, tag:team")
      .mention({"unblended_cost", "currency", "linked_account_name", "dimension_attributes"});
  return question;
}

Question ungrouped() {
  Question question("ce_cost_and_usage");
  question.mention({"unblended_cost", "usage_quantity"});
  return question;
}

std::string read(const Question& question, std::string body) {
  RowReader reader(question.operation(), question.scan());
  try {
    reader.read(test::answer(std::move(body)), 1);
    for (std::size_t row = 0; row < reader.rows(); ++row) {
      reader.move_to(row);
      for (std::size_t i = 0; i < question.operation().table.columns.size(); ++i)
        (void)reader.cell(static_cast<int>(i));
    }
    return std::to_string(reader.rows()) + " rows";
  } catch (const sql::Error& error) {
    return error.what();
  }
}

std::string clause(const Question& question, std::string body) {
  constexpr std::string_view kBefore = "ce_cost_and_usage: AWS's answer to GetCostAndUsage cannot be read: ";
  constexpr std::string_view kAfter =
      " (request id id-1). Run the statement again; if the answer stays the same, it is not Cost Explorer's.";
  const std::string sentence = read(question, std::move(body));
  if (!sentence.starts_with(kBefore) || !sentence.ends_with(kAfter)) return "unexpected: " + sentence;
  return sentence.substr(kBefore.size(), sentence.size() - kBefore.size() - kAfter.size());
}

std::string element(const std::string& members) {
  return R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},)" + members + "}]}";
}
std::string group(const std::string& members) {
  return element("\"Groups\":[{" + members + "}]");
}

TEST(WrongAnswer, HasNoResults) {
  EXPECT_EQ(clause(ungrouped(), "{}"), "the answer has no ResultsByTime");
  EXPECT_EQ(clause(ungrouped(), "null"), "the answer is not an object");
  EXPECT_EQ(clause(ungrouped(), ""), "it ends after 0 bytes, in the middle");
  EXPECT_EQ(clause(grouped(), R"({"NextPageToken":"t","ResultsByTime":null})"), "the answer has no ResultsByTime");
  EXPECT_EQ(clause(grouped(), R"({"ResultsByTime":"none"})"), "/ResultsByTime is not an array");
  EXPECT_EQ(clause(ungrouped(), R"({"message":"ok"})"), "the answer has no ResultsByTime");
}

TEST(WrongAnswer, HasElementsWithoutTheirParts) {
  EXPECT_EQ(clause(ungrouped(), element(R"("Estimated":true)")), "/ResultsByTime/0 has no Total");
  EXPECT_EQ(clause(ungrouped(),
                   R"({"ResultsByTime":[{"Total":{"UnblendedCost":{"Amount":"1"},"UsageQuantity":{"Amount":"1"}}}]})"),
            "/ResultsByTime/0 has no TimePeriod");
  EXPECT_EQ(clause(ungrouped(), R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01"}}]})"),
            "/ResultsByTime/0/TimePeriod has no End");
  EXPECT_EQ(clause(ungrouped(), element(R"("Total":{})")), "/ResultsByTime/0/Total has no UnblendedCost");
  EXPECT_EQ(clause(ungrouped(), element(R"("Total":{"UnblendedCost":{"Amount":"1"},"UsageQuantity":{}})")),
            "/ResultsByTime/0/Total/UsageQuantity has no Amount");
  EXPECT_EQ(clause(grouped(), element(R"("Total":{"UnblendedCost":{"Amount":"1"}})")),
            "/ResultsByTime/0 has no Groups");
  EXPECT_EQ(clause(grouped(), group(R"("Keys":["a","team$b"])")), "/ResultsByTime/0/Groups/0 has no Metrics");
}

TEST(WrongAnswer, HasKeysOfAnotherQuestion) {
  const std::string metrics = R"("Metrics":{"UnblendedCost":{"Amount":"1","Unit":"USD"}},)";
  EXPECT_EQ(clause(grouped(), group(metrics + R"("Keys":["a"])")),
            "/ResultsByTime/0/Groups/0/Keys has 1 element instead of 2");
  EXPECT_EQ(clause(grouped(), group(metrics + R"("Keys":[])")),
            "/ResultsByTime/0/Groups/0/Keys has 0 elements instead of 2");
  EXPECT_EQ(clause(grouped(), group(metrics + R"("Keys":["a",1])")),
            "/ResultsByTime/0/Groups/0/Keys/1 is not a string");
  EXPECT_EQ(clause(grouped(), group(metrics + R"("Keys":["a","b"])")), "the key 'b' does not begin with 'team$'");
  EXPECT_EQ(clause(grouped(), group(metrics + R"("Keys":["a","env$b"])")),
            "the key 'env$b' does not begin with 'team$'");
}

TEST(WrongAnswer, HasAmountsThatAreNoText) {
  EXPECT_EQ(clause(ungrouped(), element(R"("Total":{"UnblendedCost":{"Amount":1.5},"UsageQuantity":{"Amount":"1"}})")),
            "/ResultsByTime/0/Total/UnblendedCost/Amount is not a string");
  EXPECT_EQ(clause(ungrouped(), element(R"("Total":{"UnblendedCost":{"Amount":null},"UsageQuantity":{"Amount":"1"}})")),
            "/ResultsByTime/0/Total/UnblendedCost has no Amount");
}

TEST(WrongAnswer, HasPeriodsThatAreNoDates) {
  for (const char* start : {"", "yesterday", "2026-13-01", "2026-11-01T25:00:00Z"}) {
    EXPECT_EQ(clause(Question("ce_cost_and_usage"), R"({"ResultsByTime":[{"TimePeriod":{"Start":")" +
                                                        std::string(start) + R"(","End":"2026-11-02"}}]})"),
              "a TimePeriod holds '" + std::string(start) + "', which is no date");
  }
}

constexpr std::string_view kWhole =
    R"({"GroupDefinitions":[{"Type":"DIMENSION","Key":"SERVICE"}],)"
    R"("ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01",)"
    R"("End":"2026-11-02"},"Total":{},"Estimated":false,"Groups":[{"Keys":["Amazon \u00e9","team$w\"eb"],"Metrics":)"
    R"({"UnblendedCost":{"Amount":"0.1","Unit":"USD"}}},{"Keys":["b","team$"],"Metrics":)"
    R"({"UnblendedCost":{"Amount":"2E-5",)"
    R"("Unit":"USD"}}}]}],"DimensionValueAttributes":[{"Value":"b","Attributes":{"description":"d"}}],)"
    R"("NextPageToken":"t"})";

TEST(WrongAnswer, IsCutAnywhere) {
  const Question question = grouped();
  ASSERT_EQ(read(question, std::string(kWhole)), "2 rows");
  for (std::size_t size = 0; size < kWhole.size(); ++size) {
    const std::string sentence = read(question, std::string(kWhole.substr(0, size)));
    EXPECT_TRUE(sentence.starts_with("ce_cost_and_usage: AWS's answer")) << size << ": " << sentence;
  }
}

// What is no row of an operation is not counted as one, also where the statement mentions no column, such as count(*): at most
// one of a text, an object and an array can be a row of it.
TEST(WrongAnswer, HasRowsOfAnotherKind) {
  int operations = 0;
  for (const Operation* const operation : all_operations()) {
    const std::string_view each = operation->rows.each;
    if (!each.starts_with('/') || !each.ends_with("[]") || each.find_first_of("[{/", 1) != each.size() - 2) continue;
    ++operations;
    const Question question(*operation);
    int kinds = 0;
    for (const char* const element : {R"("a")", "{}", R"(["a"])"}) {
      RowReader reader(*operation, question.scan());
      try {
        const std::string list(each.substr(1, each.size() - 3));
        reader.read(test::answer("{\"" + list + "\":[" + element + "]}"), 1);
        ++kinds;
      } catch (const sql::Error& error) {
        EXPECT_NE(std::string(error.what()).find("cannot be read"), std::string::npos) << error.what();
      }
    }
    EXPECT_LE(kinds, 1) << operation->table.name;
  }
  EXPECT_GT(operations, 8);
}

TEST(WrongAnswer, NamesItsPage) {
  const Question question = ungrouped();
  RowReader reader(question.operation(), question.scan());
  try {
    reader.read(test::answer("{"), 3);
    FAIL();
  } catch (const sql::Error& error) {
    EXPECT_STREQ(
        error.what(),
        "ce_cost_and_usage: page 3: AWS's answer to GetCostAndUsage cannot be read: it ends after 1 bytes, in the "
        "middle (request id id-1). Run the statement again; if the answer stays the same, it is not Cost Explorer's.");
  }
}

}  // namespace
}  // namespace awscost::page
