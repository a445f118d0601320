// A join that hands one value after another to a column that narrows.
#include "connectors/tables/assembly/varied.h"

#include <gtest/gtest.h>

#include <string>

#include "connectors/tables/assembly/operation_source.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_connector.h"

namespace awscost::assembly {
namespace {

using test::answer;
using test::Question;
using test::ScriptedConnector;

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

TEST(Varied, AsksExactlyAFewTimesAndThenForAll) {
  ScriptedConnector connector(std::vector<wire::Reply>(6, answer(R"({"item":[{"id":"k","name":"n"}]})")));
  std::uint64_t statement = 1;
  OperationSource source(about("").operation(), connector, {}, [&] { return statement; });
  for (int i = 0; i < 6; ++i) {
    const Question question = about("n" + std::to_string(i));
    EXPECT_TRUE(source.open(question.scan())->next([] { return false; }));
  }
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(names(connector.calls[i], "n" + std::to_string(i))) << i;
  EXPECT_TRUE(names(connector.calls[4], ""));
  EXPECT_TRUE(names(connector.calls[5], ""));
}

TEST(Varied, StaysExactForWhatWasAskedBefore) {
  Varied varied(about("").operation(), [] { return 1U; });
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(varied.asks_for_all(about("n" + std::to_string(i)).scan()));
  EXPECT_TRUE(varied.asks_for_all(about("n4").scan()));
  EXPECT_FALSE(varied.asks_for_all(about("n0").scan()));
}

TEST(Varied, BeginsAnewWithEveryStatement) {
  std::uint64_t statement = 1;
  Varied varied(about("").operation(), [&] { return statement; });
  for (int i = 0; i < 5; ++i) (void)varied.asks_for_all(about("n" + std::to_string(i)).scan());
  EXPECT_TRUE(varied.asks_for_all(about("n5").scan()));
  statement = 2;
  EXPECT_FALSE(varied.asks_for_all(about("n5").scan()));
}

// Which parent is asked is no narrowing: there is one list for each.
TEST(Varied, LeavesParentsAlone) {
  Varied varied(about("").operation(), [] { return 1U; });
  for (int i = 0; i < 9; ++i) {
    Question question("apigateway_usage");
    question.bind("usage_plan_id", {"p" + std::to_string(i)});
    EXPECT_FALSE(varied.asks_for_all(question.scan()));
  }
}

// The second service would cost another cent; the whole map costs the same and holds all of them.
TEST(Varied, PaysOnceForOneAndOnceForAll) {
  Question one("ce_approximate_usage_records");
  one.bind("service", {"a"});
  Question other("ce_approximate_usage_records");
  other.bind("service", {"b"});
  Varied varied(one.operation(), [] { return 1U; });
  EXPECT_FALSE(varied.asks_for_all(one.scan()));
  EXPECT_TRUE(varied.asks_for_all(other.scan()));
}

}  // namespace
}  // namespace awscost::assembly
