// A join that passes one value after another to a column that narrows.
#include "connectors/tables/assembly/narrowings.h"

#include <gtest/gtest.h>

#include <string>

#include "connectors/tables/assembly/operation_source.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::assembly {
namespace {

using test::answer;
using test::Question;
using test::ScriptedSender;

Question about(const std::string& name) {
  Question question("apigateway_api_keys");
  question.mention({"id", "name"}).bind("name", {name});
  return question;
}

bool names(const wire::Call& call, const std::string& value) {
  for (const auto& [name, given] : call.query) {
    if (name == "name") return given == value;
  }
  return value.empty();
}

TEST(Narrowings, AreAskedExactlyAFewTimesAndThenForAll) {
  ScriptedSender sender(std::vector<wire::Reply>(6, answer(R"({"item":[{"id":"k","name":"n"}]})")));
  OperationSource source(about("").operation(), {});
  for (int i = 0; i < 6; ++i) {
    const Question question = about("n" + std::to_string(i));
    EXPECT_TRUE(source.open(question.scan(), sender.statement())->next([] { return false; }));
  }
  ASSERT_EQ(sender.calls.size(), 5U) << "the whole list is asked for once: the statement keeps replies";
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(names(sender.calls[i], "n" + std::to_string(i))) << i;
  EXPECT_TRUE(names(sender.calls[4], ""));
}

TEST(Narrowings, AreCountedForEachTableAndStatement) {
  ScriptedSender sender(std::vector<wire::Reply>(20, answer(R"({"item":[{"id":"k","name":"n"}]})")));
  OperationSource source(about("").operation(), {});
  const auto is_narrowed = [&](OperationSource& asked, int i) {
    const Question question = about("n" + std::to_string(i));
    (void)asked.open(question.scan(), sender.statement())->next([] { return false; });
    return !names(sender.calls.back(), "");
  };
  for (int i = 0; i < 5; ++i) is_narrowed(source, i);
  EXPECT_FALSE(is_narrowed(source, 5));
  OperationSource other(about("").operation(), {});
  EXPECT_TRUE(is_narrowed(other, 6)) << "a table of its own";
  sender.begin_statement();
  EXPECT_TRUE(is_narrowed(source, 7)) << "a statement of its own";
}

TEST(Narrowings, StayExactForWhatWasAskedBefore) {
  const Operation& operation = about("").operation();
  Narrowings narrowings;
  for (int i = 0; i < 4; ++i) {
    EXPECT_FALSE(narrowings.are_too_many_with(operation, about("n" + std::to_string(i)).scan()));
  }
  EXPECT_TRUE(narrowings.are_too_many_with(operation, about("n4").scan()));
  EXPECT_FALSE(narrowings.are_too_many_with(operation, about("n0").scan()));
}

TEST(Narrowings, BeginAnewWithEveryStatement) {
  const Operation& operation = about("").operation();
  sql::Statement statement;
  const auto are_too_many = [&](sql::Statement& in, const std::string& name) {
    return in.state<Narrowings>(&operation).are_too_many_with(operation, about(name).scan());
  };
  for (int i = 0; i < 5; ++i) (void)are_too_many(statement, "n" + std::to_string(i));
  EXPECT_TRUE(are_too_many(statement, "n5"));
  sql::Statement next;
  EXPECT_FALSE(are_too_many(next, "n5"));
}

// A parent is not a narrowing: each parent has a list of its own.
TEST(Narrowings, LeaveParentsAlone) {
  Narrowings narrowings;
  for (int i = 0; i < 9; ++i) {
    Question question("apigateway_usage");
    question.bind("usage_plan_id", {"p" + std::to_string(i)});
    EXPECT_FALSE(narrowings.are_too_many_with(question.operation(), question.scan()));
  }
}

// The second service would cost another cent; the whole map costs the same and has all of them.
TEST(Narrowings, PayOnceForOneAndOnceForAll) {
  Question one("ce_approximate_usage_records");
  one.bind("service", {"a"});
  Question other("ce_approximate_usage_records");
  other.bind("service", {"b"});
  Narrowings narrowings;
  EXPECT_FALSE(narrowings.are_too_many_with(one.operation(), one.scan()));
  EXPECT_TRUE(narrowings.are_too_many_with(one.operation(), other.scan()));
}

}  // namespace
}  // namespace awscost::assembly
