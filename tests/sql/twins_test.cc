// A period in other forms, and the moments that conditions on them leave: never fewer than SQLite would accept.
#include "sql/twins.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "cost_table.h"
#include "sql/periods.h"
#include "sql/text/instant.h"
#include "sql/text/words.h"

namespace awscost::sql {
namespace {

constexpr std::array kForms{kTwinDay, kTwinTime, kTwinEpoch, kTwinMonth};

Seconds at(std::string_view text) {
  return text::parse_instant(text).value();
}

std::string text_of(const Moments& moments) {
  if (moments.none) return "none";
  const auto end_of = [](const std::optional<Seconds>& end) {
    return end ? text::time_text(*end) : std::string("open");
  };
  return end_of(moments.from) + " to " + end_of(moments.to);
}

std::string of(std::string_view form, Operator op, const Value& value) {
  return text_of(moments(form, op, std::array{value}));
}

TEST(Twins, ShowThePeriodInTheirForm) {
  EXPECT_EQ(twin_of(kTwinDay, "2026-11-20 13:00:00"), Value(std::string("2026-11-20")));
  EXPECT_EQ(twin_of(kTwinTime, "2026-11-20"), Value(std::string("2026-11-20T00:00:00Z")));
  EXPECT_EQ(twin_of(kTwinTime, "2026-11-20 13:00:00"), Value(std::string("2026-11-20T13:00:00Z")));
  EXPECT_EQ(twin_of(kTwinEpoch, "2026-11-20 13:00:00"), Value(std::int64_t{1795179600}));
  EXPECT_EQ(twin_of(kTwinMonth, "2026-11-20"), Value(std::string("2026-11")));
  EXPECT_EQ(twin_of(kTwinMonth, "soon"), Value());
}

TEST(Twins, AValueOfTheFormIsExact) {
  EXPECT_EQ(of(kTwinMonth, Operator::kEq, std::string("2026-12")), "2026-12-01 00:00:00 to 2027-01-01 00:00:00");
  EXPECT_EQ(of(kTwinMonth, Operator::kGt, std::string("2026-12")), "2027-01-01 00:00:00 to open");
  EXPECT_EQ(of(kTwinMonth, Operator::kLt, std::string("2026-12")), "open to 2026-12-01 00:00:00");
  EXPECT_EQ(of(kTwinDay, Operator::kLe, std::string("2026-11-20")), "open to 2026-11-21 00:00:00");
  EXPECT_EQ(of(kTwinTime, Operator::kGt, std::string("2026-11-20T01:00:00Z")), "2026-11-20 01:00:01 to open");
  EXPECT_EQ(of(kTwinEpoch, Operator::kLt, std::int64_t{1795179600}), "open to 2026-11-20 13:00:00");
}

TEST(Twins, AValueOfAnotherFormLeavesWhatItMayEqual) {
  EXPECT_EQ(of(kTwinMonth, Operator::kGt, std::string("2026-12-05")), "2027-01-01 00:00:00 to open")
      << "2026-12 is before it";
  EXPECT_EQ(of(kTwinTime, Operator::kLt, std::string("2026-11-20 01:00:00")), "open to 2026-11-20 00:00:00")
      << "a blank is before T: all of that day is behind it";
  EXPECT_EQ(of(kTwinTime, Operator::kLt, std::string("2026-11-20T01:00:00.5Z")), "open to 2026-11-20 01:00:00")
      << "a point is before Z";
  EXPECT_EQ(of(kTwinEpoch, Operator::kLt, 1795179600.5), "open to 2026-11-20 13:00:01");
}

// SQLite makes two bounds of LIKE '2026-1%' and of GLOB '2026-1*'.
TEST(Twins, TheBoundsOfAPatternAreExact) {
  EXPECT_EQ(of(kTwinMonth, Operator::kGe, std::string("2026-1")), "2026-10-01 00:00:00 to open");
  EXPECT_EQ(of(kTwinMonth, Operator::kLt, std::string("2026-2")), "open to 2027-01-01 00:00:00");
  EXPECT_EQ(of(kTwinMonth, Operator::kGe, std::string("2026-")), "2026-01-01 00:00:00 to open");
  EXPECT_EQ(of(kTwinMonth, Operator::kLt, std::string("2026.")), "open to 2027-01-01 00:00:00");
  EXPECT_EQ(of(kTwinMonth, Operator::kLt, std::string("2026-0:")), "open to 2026-10-01 00:00:00");
  EXPECT_EQ(of(kTwinDay, Operator::kLt, std::string("2026-11-2")), "open to 2026-11-20 00:00:00");
  EXPECT_EQ(of(kTwinTime, Operator::kGe, std::string("2026-11-20T1")), "2026-11-20 10:00:00 to open");
  EXPECT_EQ(of(kTwinTime, Operator::kLt, std::string("2026-11-20T2")), "open to 2026-11-20 20:00:00");
}

TEST(Twins, WithoutRegardToCaseIsLeftWhatEitherAccepts) {
  EXPECT_EQ(of(kTwinTime, Operator::kGe, std::string("2026-11-20t1")), "2026-11-20 10:00:00 to open");
  EXPECT_EQ(of(kTwinTime, Operator::kLt, std::string("2026-11-20t1")), "open to 2026-11-21 00:00:00");
}

TEST(Twins, ABoundBehindOrBeforeAllPeriodsLeavesAllOrNone) {
  EXPECT_EQ(of(kTwinMonth, Operator::kGe, std::string("")), "open to open");
  EXPECT_EQ(of(kTwinMonth, Operator::kLt, std::string("")), "none");
  EXPECT_EQ(of(kTwinMonth, Operator::kLe, std::string("November")), "open to open");
  EXPECT_EQ(of(kTwinMonth, Operator::kGt, std::string("November")), "none");
  EXPECT_EQ(of(kTwinMonth, Operator::kGt, std::string("2026-11\0", 8)), "open to open") << "SQLite decides";
}

TEST(Twins, AValueThatIsNoMomentLeavesAll) {
  EXPECT_EQ(of(kTwinMonth, Operator::kEq, std::string("November")), "open to open");
  EXPECT_EQ(of(kTwinEpoch, Operator::kGt, 1e300), "open to open");
  EXPECT_EQ(of(kTwinEpoch, Operator::kEq, std::string("1795179600")), "open to open");
  EXPECT_EQ(of(kTwinDay, Operator::kEq, std::int64_t{2026}), "open to open");
  EXPECT_EQ(of(kTwinDay, Operator::kEq, Value()), "none");
}

TEST(Twins, InLeavesWhatItsMembersLeave) {
  const std::vector<Value> months{std::string("2026-12"), Value(), std::string("2026-10")};
  EXPECT_EQ(text_of(moments(kTwinMonth, Operator::kIn, months)), "2026-10-01 00:00:00 to 2027-01-01 00:00:00");
  EXPECT_EQ(text_of(moments(kTwinMonth, Operator::kIn, {})), "none");
  const std::vector<Value> one_is_no_month{std::string("2026-12"), std::string("x")};
  EXPECT_EQ(text_of(moments(kTwinMonth, Operator::kIn, one_is_no_month)), "open to open");
}

bool holds(const Value& twin, Operator op, const Value& value) {
  const auto by = [op](const auto& one, const auto& other) {
    switch (op) {
      case Operator::kLt:
        return one < other;
      case Operator::kLe:
        return one <= other;
      case Operator::kGt:
        return one > other;
      case Operator::kGe:
        return one >= other;
      default:
        return one == other;
    }
  };
  if (const auto* whole = std::get_if<std::int64_t>(&twin)) {
    return by(static_cast<double>(*whole), std::holds_alternative<double>(value)
                                               ? std::get<double>(value)
                                               : static_cast<double>(std::get<std::int64_t>(value)));
  }
  return by(std::get<std::string>(twin), std::get<std::string>(value));
}

Value lower(const Value& value) {
  const std::string* text = if_text(value);
  return text == nullptr ? value : Value(text::lower(*text));
}

// SQLite compares texts byte by byte, in bounds of a LIKE without regard to case, and numbers by their value: what it accepts lies in the moments.
TEST(Twins, NoPeriodThatSqliteAcceptsIsLeftOut) {
  std::mt19937 random(14);
  const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
  constexpr std::array kOps{Operator::kEq, Operator::kLt, Operator::kLe, Operator::kGt, Operator::kGe};
  constexpr std::array kTails{"",          "Z",         ".000Z", " ",    "T", "+02:00", "-01",
                              " 00:00:00", "T00:00:00", "~",     "\x01", "t", "z"};
  int accepted = 0;
  for (int round = 0; round < 200'000; ++round) {
    const std::string_view form = kForms[static_cast<std::size_t>(below(4))];
    const Seconds near = at("2026-10-30") + std::chrono::seconds{below(4 * 86400)};
    const std::string hour = period_text(near, Granularity::kHourly);
    Value value;
    if (form == kTwinEpoch) {
      const std::int64_t seconds = near.time_since_epoch().count() / 3600 * 3600 + below(3) - 1;
      value = below(2) == 0 ? Value(seconds) : Value(static_cast<double>(seconds) + 0.25 * below(4));
    } else {
      std::string text =
          text::time_text(near, below(2) == 0 ? 'T' : ' ').substr(0, static_cast<std::size_t>(below(21)));
      value = text + kTails[static_cast<std::size_t>(below(kTails.size()))];
    }
    const Seconds other = at("2026-10-30") + std::chrono::hours{below(96)};
    const std::string period = period_text(other, Granularity::kHourly);
    const Operator op = kOps[static_cast<std::size_t>(below(5))];
    const bool in_any_case = op != Operator::kEq && below(2) == 0;
    const Value twin = twin_of(form, period);
    if (!holds(in_any_case ? lower(twin) : twin, op, in_any_case ? lower(value) : value)) continue;
    ++accepted;
    const Moments left = moments(form, op, std::array{value});
    ASSERT_FALSE(left.none || (left.from && other < *left.from) || (left.to && other >= *left.to))
        << form << " of " << period << " and " << literal(value) << ": " << text_of(left);
  }
  EXPECT_GT(accepted, 50'000);
}

}  // namespace
}  // namespace awscost::sql
