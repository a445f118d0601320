// Account files: both formats, defaults, and the message for every kind of mistake.
#include "connectors/sandbox/account_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "asking.h"

namespace awscost::sandbox {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr const char* kLines =
    R"({"day":"2026-11-19","dimensions":{"SERVICE":"AWS Lambda","LINKED_ACCOUNT":"000000000001"},"metrics":{"UnblendedCost":"1.25"}}

{"hour":"2026-11-19 05:00:00","dimensions":{"SERVICE":"AWS Lambda"},"tags":{"team":"search"},"metrics":{"UnblendedCost":"0.5","UsageQuantity":"3"},"usage_unit":"Requests"}
)";

std::string refusal(const std::string& text) {
  try {
    parse_account(text, "items.json");
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

TEST(AccountFile, LinesAndArrayAreTheSameAccount) {
  std::string array = "[" + std::string(kLines) + "]";
  array.replace(array.find("\n\n"), 2, ",");
  for (const std::string& text : {std::string(kLines), array}) {
    Asker ask(parse_account(text, "items.json"));
    const auto body = cost_query("2026-11-19/2026-11-20", "HOURLY", R"("GroupBy":[{"Type":"TAG","Key":"team"}])");
    EXPECT_THAT(cells(ask.ok("GetCostAndUsage", body)),
                ElementsAre(Pair("2026-11-19T00:00:00Z|team$", "1.25 USD"),
                            Pair("2026-11-19T05:00:00Z|team$search", "0.5 USD")));
  }
}

TEST(AccountFile, MayBeEmptyAndNamesThePayer) {
  EXPECT_TRUE(parse_account("", "items.json").lines().empty());
  EXPECT_TRUE(parse_account("[]", "items.json").lines().empty());
  EXPECT_EQ(parse_account(R"({"day":"2026-11-19","dimensions":{"PAYER_ACCOUNT":"000000000009"}})", "i").payer(),
            "000000000009");
}

TEST(AccountFile, SaysWhatIsSwitchedOff) {
  const Switches off =
      parse_account("{\"switched_off\":[\"resource_data\"]}\n{\"day\":\"2026-11-19\"}", "i").switches();
  EXPECT_TRUE(off.cost_explorer && off.hourly_data);
  EXPECT_FALSE(off.resource_data);
  EXPECT_FALSE(parse_account(R"([{"switched_off":["cost_explorer","hourly_data"]}])", "i").switches().hourly_data);
  EXPECT_EQ(refusal(R"({"switched_off":["hours"]})"),
            "items.json:1: switched_off names 'hours'; write cost_explorer, resource_data or hourly_data.");
  EXPECT_THAT(refusal(R"({"switched_off":["hourly_data"],"day":"2026-11-19"})"), HasSubstr("stands alone"));
  EXPECT_THAT(refusal(R"({"switched_off":true})"), HasSubstr("is a list"));
}

TEST(AccountFile, MistakesAreNamedWithTheirPlace) {
  EXPECT_THAT(refusal("{\"day\":\"2026-11-19\"}\n{\"day\":"), HasSubstr("items.json:2: this is not JSON"));
  EXPECT_THAT(refusal("[{\"day\":\"2026-11-19\"},\n\n oops]"), HasSubstr("items.json:3: this is not JSON"));
  EXPECT_THAT(refusal("[{\"day\":\"2026-11-19\"}] []"), HasSubstr("items.json:1: this is not JSON"));
  EXPECT_EQ(refusal("7"), "items.json:1: write a JSON object in braces, not 7.");
  EXPECT_THAT(refusal("[{}]"), HasSubstr("items.json: item 1: an item has either a day"));
  EXPECT_THAT(refusal(R"({"day":"2026-11-19","hour":"2026-11-19 05:00:00"})"), HasSubstr("items.json:1: an item has"));
  EXPECT_EQ(refusal(R"({"day":"2026-02-30"})"), "items.json:1: day is '2026-02-30'; write 'YYYY-MM-DD'.");
  EXPECT_THAT(refusal(R"({"hour":"2026-11-19 05:30:00"})"), HasSubstr("write 'YYYY-MM-DD HH:00:00'"));
  EXPECT_THAT(refusal(R"({"date":"2026-11-19"})"), HasSubstr("items.json:1: there is no member 'date'"));
  EXPECT_EQ(refusal(R"({"day":"2026-11-19","tags":{"team":7}})"),
            "items.json:1: tags.team is 7; write a string in double quotes.");
  EXPECT_THAT(refusal(R"({"day":"2026-11-19","dimensions":[]})"),
              HasSubstr("items.json:1, dimensions: write a JSON object"));
  EXPECT_THAT(refusal(R"({"day":"2026-11-19","dimensions":{"COLOUR":"red"}})"),
              HasSubstr("items.json:1: a line has no"));
  EXPECT_THAT(refusal(R"({"day":"2026-11-19","metrics":{"UnblendedCost":"1e3"}})"),
              HasSubstr("items.json:1: '1e3' is not a decimal amount"));
}

TEST(AccountFile, IsReadFromItsPath) {
  const std::string path = testing::TempDir() + "awscost_account_file_test.json";
  std::ofstream(path) << kLines;
  EXPECT_EQ(read_account_file(path).lines().size(), 2U);
  std::remove(path.c_str());
  EXPECT_THROW(read_account_file(path), std::invalid_argument);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);  // a pipe without a writer
  for (const std::string& no_file : {path, std::string("/dev/zero"), testing::TempDir()}) {
    EXPECT_THROW(read_account_file(no_file), std::invalid_argument) << no_file;
  }
  std::remove(path.c_str());
}

}  // namespace
}  // namespace awscost::sandbox
