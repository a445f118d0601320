// The values that `amounts` takes, and that every double stays unchanged.
#include "connectors/tables/bill_scenarios/amounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "sql/error.h"

namespace awscost::bill_scenarios {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Amounts read(const std::string& text) {
  return read_amounts(text, "t: line 7");
}

std::string refusal(const sql::Value& value) {
  try {
    read_amounts(value, "t: line 7");
  } catch (const sql::Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Amounts, ReadsTextAndEpochSeconds) {
  EXPECT_THAT(read(R"([{"startHour": "2026-10-01", "amount": 1}, {"startHour": "2026-10-01 05:00:00", "amount": 2.5},
                       {"amount": 3, "startHour": "2026-10-01T06:00:00Z"}, {"startHour": 1790812800, "amount": 4},
                       {"startHour": 1.7908128e9, "amount": 5}, {"startHour": -3600, "amount": -6}])"),
              ElementsAre(Amount{1790812800, 1}, Amount{1790830800, 2.5}, Amount{1790834400, 3}, Amount{1790812800, 4},
                          Amount{1790812800, 5}, Amount{-3600, -6}));
  EXPECT_TRUE(read("[]").empty());
}

TEST(Amounts, WritesDoublesSoThatTheyRoundTrip) {
  const std::string written =
      amounts_json(read(R"([{"startHour":0,"amount":0.1},{"startHour":0,"amount":1e-7},{"startHour":0,"amount":744.5},
                            {"startHour":0,"amount":1e12},{"startHour":0,"amount":123456789012345.67},
                            {"startHour":0,"amount":0.30000000000000004},{"startHour":0,"amount":5e-324},
                            {"startHour":0,"amount":1.7976931348623157e308}])"));
  EXPECT_THAT(read(written), ElementsAre(Amount{0, 0.1}, Amount{0, 1e-7}, Amount{0, 744.5}, Amount{0, 1e12},
                                         Amount{0, 123456789012345.67}, Amount{0, 0.30000000000000004},
                                         Amount{0, std::numeric_limits<double>::denorm_min()},
                                         Amount{0, std::numeric_limits<double>::max()}));
  EXPECT_THAT(written, StartsWith(R"([{"startHour":0,"amount":0.1},{"startHour":0,"amount":1e-07},)"
                                  R"({"startHour":0,"amount":744.5},{"startHour":0,"amount":1e+12},)"));
  EXPECT_EQ(amounts_json(read(R"([{"startHour":1.7908128e9,"amount":12}])")),
            R"([{"startHour":1790812800,"amount":12}])");
}

TEST(Amounts, NamesElementAndMemberOfWhatIsWrong) {
  const auto wrong = [](const std::string& text, const std::string& what) {
    EXPECT_THAT(refusal(text), AllOf(StartsWith("t: line 7: "), HasSubstr(what), HasSubstr("json_array(json_object(")))
        << text;
  };
  const std::string good = R"([{"startHour": 0, "amount": 1}, )";
  wrong(good + R"({"startHour": 0, "amount": "12"}])", "amounts $[1].amount is the text '12'");
  wrong(good + R"({"startHour": 0, "amount": null}])", "amounts $[1].amount is null");
  wrong(good + R"({"startHour": 0, "amount": true}])", "amounts $[1].amount is true");
  wrong(good + R"({"startHour": 0, "amount": [1]}])", "amounts $[1].amount is a list");
  wrong(good + R"({"startHour": 0, "amount": {"x": 1}}])", "amounts $[1].amount is an object");
  wrong(good + R"({"startHour": 0, "amount": 1e999}])", "amounts $[1].amount is 1e999");
  wrong(good + R"({"startHour": 0}])", "amounts $[1] has no amount");
  wrong(good + R"({"amount": 1}])", "amounts $[1] has no startHour");
  wrong(good + "{}]", "amounts $[1] has no startHour");
  wrong(good + R"({"startHour": 0, "amount": 1, "unit": "Hrs"}])", "amounts $[1] has an unknown member 'unit'");
  wrong(good + R"({"startHour": 0, "amount": 1, "amount": 2}])", "amounts $[1] has amount twice");
  wrong(R"([{"startHour": "yesterday", "amount": 1}])", "amounts $[0].startHour is 'yesterday'");
  wrong(R"([{"startHour": "2026-02-30", "amount": 1}])", "amounts $[0].startHour is '2026-02-30'");
  wrong(R"([{"startHour": 1790812800000, "amount": 1}])", "amounts $[0].startHour is 1790812800000");
  wrong(R"([{"startHour": 0.5, "amount": 1}])", "amounts $[0].startHour is 0.5");
  wrong(R"([{"startHour": null, "amount": 1}])", "amounts $[0].startHour is null");
  wrong("[1]", "amounts $[0] is the number 1");
  wrong("[[]]", "amounts $[0] is a list");
  wrong(R"({"startHour": 0, "amount": 1})", "amounts is an object");
  wrong("null", "amounts is null");
  wrong("12", "amounts is the number 12");
  wrong("", "amounts is not JSON");
  wrong("[", "amounts is not JSON");
  wrong("[] []", "amounts is not JSON");
}

TEST(Amounts, IsText) {
  EXPECT_THAT(refusal(sql::Null()), HasSubstr("amounts is NULL"));
  EXPECT_THAT(refusal(std::int64_t{5}), HasSubstr("amounts is 5"));
  EXPECT_THAT(refusal(sql::Blob{"[]"}), HasSubstr("amounts is x'5b5d'"));
}

TEST(Amounts, ShowAsQuantitiesInTheUnitKnown) {
  const Amounts amounts = {{0, 1.5}, {3600, 2}};
  EXPECT_EQ(quantities_json(amounts, "Hrs"),
            R"([{"startHour":0,"unit":"Hrs","amount":1.5},{"startHour":3600,"unit":"Hrs","amount":2}])");
  EXPECT_EQ(quantities_json({{0, 1}}, std::nullopt), R"([{"startHour":0,"unit":null,"amount":1}])");
  EXPECT_EQ(unit_of(R"([{"startHour":0,"amount":1},{"startHour":1,"unit":"GB-Mo","amount":1}])"), "GB-Mo");
  EXPECT_EQ(unit_of("[]"), std::nullopt);
  EXPECT_EQ(unit_of(""), std::nullopt);
}

}  // namespace
}  // namespace awscost::bill_scenarios
