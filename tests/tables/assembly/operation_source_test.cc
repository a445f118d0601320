// The rows of an operation as the SQLite bridge sees them, over a sender that answers from a script.
#include "connectors/tables/assembly/operation_source.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::assembly {
namespace {

using test::answer;
using test::Question;
using test::ScriptedSender;

bool never() {
  return false;
}

std::string text(sql::Rows& rows, std::size_t column) {
  const sql::Cell cell = rows.cell(column);
  const auto* view = std::get_if<std::string_view>(&cell);
  return view == nullptr ? "NULL" : std::string(*view);
}

constexpr const char* kDay1 = R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Groups":[
  {"Keys":["i-1"],"Metrics":{"UnblendedCost":{"Amount":"1.5","Unit":"USD"}}},
  {"Keys":["i-2"],"Metrics":{"UnblendedCost":{"Amount":"2","Unit":"USD"}}}]}],"NextPageToken":"p2"})";
// One day continues on the next page.
constexpr const char* kDay1And2 =
    R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Groups":[
  {"Keys":["i-3"],"Metrics":{"UnblendedCost":{"Amount":"4","Unit":"USD"}}}]},
  {"TimePeriod":{"Start":"2026-11-02","End":"2026-11-03"},"Groups":[
  {"Keys":["i-1"],"Metrics":{"UnblendedCost":{"Amount":"8","Unit":"USD"}}}]}]})";

Question resources() {
  Question question("ce_cost_and_usage_with_resources");
  question.group_by("resource_id").bind("service", {"EC2"}).mention({"resource_id", "unblended_cost"});
  return question;
}

TEST(OperationSource, GivesTheRowsOfAllPages) {
  const Question question = resources();
  ScriptedSender sender({answer(kDay1), answer(kDay1And2)});
  std::size_t decoded = 0;
  OperationSource source(question.operation(), [&](std::uint64_t, std::size_t rows) { decoded += rows; });
  EXPECT_EQ(source.table().name, "ce_cost_and_usage_with_resources");
  const std::unique_ptr<sql::Rows> rows = source.open(question.scan(), sender.statement());
  EXPECT_EQ(sender.calls.size(), 0u);
  std::string seen;
  double sum = 0;
  while (rows->next(never)) {
    seen += text(*rows, question.column("period_start")) + " " + text(*rows, question.column("resource_id")) + ", ";
    sum += std::get<double>(rows->cell(question.column("unblended_cost")));
  }
  EXPECT_EQ(seen, "2026-11-01 i-1, 2026-11-01 i-2, 2026-11-01 i-3, 2026-11-02 i-1, ");
  EXPECT_EQ(sum, 15.5);
  EXPECT_EQ(decoded, 4u);
  EXPECT_FALSE(rows->next(never));
  ASSERT_EQ(sender.calls.size(), 2u);
  const std::string& first = sender.calls[0].body;
  EXPECT_EQ(first, R"({"TimePeriod":{"Start":"2026-11-01","End":"2026-11-04"},"Granularity":"DAILY",)"
                   R"("Filter":{"Dimensions":{"Key":"SERVICE","Values":["EC2"]}},)"
                   R"("GroupBy":[{"Type":"DIMENSION","Key":"RESOURCE_ID"}],"Metrics":["UnblendedCost"]})");
  EXPECT_EQ(sender.calls[1].body, first.substr(0, first.size() - 1) + R"(,"NextPageToken":"p2"})");
}

TEST(OperationSource, SendsNothingThatWasNotPulled) {
  const Question question = resources();
  ScriptedSender sender({answer(kDay1), answer(kDay1And2)});
  OperationSource source(question.operation(), {});
  const std::unique_ptr<sql::Rows> rows = source.open(question.scan(), sender.statement());
  ASSERT_TRUE(rows->next(never));
  ASSERT_TRUE(rows->next(never));
  EXPECT_EQ(sender.calls.size(), 1u);
  ASSERT_TRUE(rows->next(never));
  EXPECT_EQ(sender.calls.size(), 2u);
}

TEST(OperationSource, RefusesAQuestionBeforeSending) {
  Question question("ce_cost_and_usage_with_resources");
  ScriptedSender sender(std::vector<wire::Reply>{});
  OperationSource source(question.operation(), {});
  EXPECT_THROW((void)source.open(question.scan(), sender.statement()), sql::Error);
  question.input("filter", "nonsense");
  EXPECT_THROW((void)source.open(question.scan(), sender.statement()), sql::Error);
  EXPECT_EQ(sender.calls.size(), 0u);
}

TEST(OperationSource, AsksNothingForAnEmptyScan) {
  const Question question = resources();
  sql::Scan scan = question.scan();
  scan.empty = true;
  scan.window.reset();
  ScriptedSender sender(std::vector<wire::Reply>{});
  OperationSource source(question.operation(), {});
  EXPECT_FALSE(source.open(scan, sender.statement())->next(never));
  EXPECT_EQ(sender.calls.size(), 0u);
}

TEST(OperationSource, ServesScansSideBySide) {
  const Question question = resources();
  ScriptedSender sender({answer(kDay1), answer(kDay1), answer(kDay1And2), answer(kDay1And2)});
  OperationSource source(question.operation(), {});
  asking::Statement other({.sender = sender, .resolver = sender.resolver});
  const std::unique_ptr<sql::Rows> a = source.open(question.scan(), sender.statement());
  const std::unique_ptr<sql::Rows> b = source.open(question.scan(), other);
  ASSERT_TRUE(a->next(never));
  ASSERT_TRUE(b->next(never));
  ASSERT_TRUE(b->next(never));
  EXPECT_EQ(text(*a, question.column("resource_id")), "i-1");
  EXPECT_EQ(text(*b, question.column("resource_id")), "i-2");
  EXPECT_EQ(sender.calls.size(), 2u) << "two statements";
}

TEST(OperationSource, ScansOfOneStatementPayOnce) {
  const Question question = resources();
  ScriptedSender sender({answer(kDay1), answer(kDay1And2)});
  OperationSource source(question.operation(), {});
  const std::unique_ptr<sql::Rows> a = source.open(question.scan(), sender.statement());
  const std::unique_ptr<sql::Rows> b = source.open(question.scan(), sender.statement());
  ASSERT_TRUE(a->next(never));
  ASSERT_TRUE(b->next(never));
  ASSERT_TRUE(b->next(never));
  EXPECT_EQ(text(*a, question.column("resource_id")), "i-1");
  EXPECT_EQ(text(*b, question.column("resource_id")), "i-2");
  while (a->next(never) || b->next(never)) {
  }
  EXPECT_EQ(sender.calls.size(), 2u);
}

TEST(OperationSource, IsOpenedInAStatementThatAsks) {
  const Question question = resources();
  OperationSource source(question.operation(), {});
  sql::Statement nobodys;
  EXPECT_THROW((void)source.open(question.scan(), nobodys), std::logic_error);
}

TEST(OperationSource, ShowsNothingOfAPageThatCannotBeRead) {
  const Question question = resources();
  const std::string cut = std::string(kDay1And2).substr(0, std::string(kDay1And2).size() - 3);
  ScriptedSender sender({answer(kDay1), answer(cut)});
  OperationSource source(question.operation(), {});
  const std::unique_ptr<sql::Rows> rows = source.open(question.scan(), sender.statement());
  ASSERT_TRUE(rows->next(never));
  ASSERT_TRUE(rows->next(never));
  EXPECT_THROW((void)rows->next(never), sql::Error);
}

}  // namespace
}  // namespace awscost::assembly
