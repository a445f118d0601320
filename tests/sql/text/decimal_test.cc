// Exact sums: fixed examples, extreme inputs, and random numbers against column-by-column addition as taught at school.
#include "sql/text/decimal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace awscost::text {
namespace {

using ::testing::HasSubstr;

std::string sum_of(const std::vector<std::string>& texts) {
  DecimalSum sum;
  for (const std::string& text : texts) sum.add(text);
  return sum.text();
}

std::string refusal(const std::string& text) {
  DecimalSum sum;
  sum.add("1.5");
  try {
    sum.add(text);
  } catch (const std::invalid_argument& error) {
    EXPECT_EQ(sum.text(), "1.5") << "a refused text leaves the sum as it was";
    return error.what();
  }
  return "accepted: " + sum.text();
}

TEST(DecimalSum, PrintsCanonicalText) {
  EXPECT_EQ(sum_of({}), "0");
  EXPECT_EQ(sum_of({"0.0927335232"}), "0.0927335232");
  EXPECT_EQ(sum_of({"-12"}), "-12");
  EXPECT_EQ(sum_of({"1E-7"}), "0.0000001");
  EXPECT_EQ(sum_of({"1.5e3"}), "1500");
  EXPECT_EQ(sum_of({"+007.500"}), "7.5");
  EXPECT_EQ(sum_of({".5", "5."}), "5.5");
  EXPECT_EQ(sum_of({"-0"}), "0");
  EXPECT_EQ(sum_of({"-0.000e5", "0E-999999999999999999999"}), "0");
  EXPECT_EQ(sum_of({"1", "-1"}), "0");
  EXPECT_EQ(sum_of({"100", "200"}), "300");
  EXPECT_EQ(sum_of({"0.1", "0.2"}), "0.3");
}

TEST(DecimalSum, DoesNotRoundWhereADoubleWould) {
  DecimalSum sum;
  for (int i = 0; i < 1'000'000; ++i) sum.add("0.1");
  EXPECT_EQ(sum.text(), "100000");
  EXPECT_EQ(sum_of({"1e25", "0.0000000001", "-1e25"}), "0.0000000001");
}

TEST(DecimalSum, TakesIntegersExactly) {
  DecimalSum sum;
  sum.add(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(sum.text(), "9223372036854775807");
  sum.add(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(sum.text(), "-1");
}

TEST(DecimalSum, GoesOnBeyond128Bits) {
  DecimalSum sum;
  for (int i = 0; i < 1000; ++i) sum.add(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(sum.text(), "-9223372036854775808000");
  // The largest number of the fast path, until it overflows.
  EXPECT_EQ(sum_of(std::vector<std::string>(7, "99999999999999999990")), "699999999999999999930");
  EXPECT_EQ(sum_of(std::vector<std::string>(30, "-9999999999999999999e1")), "-2999999999999999999700");
}

TEST(DecimalSum, ReachesAThousandPlacesAndNoFurther) {
  EXPECT_EQ(sum_of({"1e999"}), "1" + std::string(999, '0'));
  EXPECT_EQ(sum_of({"1e-1000"}), "0." + std::string(999, '0') + "1");
  EXPECT_EQ(sum_of({"1" + std::string(5000, '0') + "e-5000"}), "1");
  EXPECT_EQ(sum_of({"0." + std::string(5000, '0') + "1e5001"}), "1");
  EXPECT_THAT(refusal("1e1000"), HasSubstr("'1e1000' has digits more than 1000 places"));
  EXPECT_THAT(refusal("-1e-1001"), HasSubstr("'-1e-1001' has digits more than 1000 places"));
  EXPECT_THAT(refusal("1e999999999999999999999999"), HasSubstr("more than 1000 places"));
  EXPECT_THAT(refusal("1e-9223372036854775808"), HasSubstr("more than 1000 places"));
  EXPECT_THAT(refusal(std::string(1'000'000, '7')), HasSubstr("...' has digits more than 1000 places"));
}

TEST(DecimalSum, RefusesWhatIsNoNumberAndNamesIt) {
  using namespace std::string_literals;
  for (const std::string& text : {""s, " 1"s, "1 "s, "+"s, "-"s, "."s, "-.e1"s, "1e"s, "1e+"s, "1e5x"s, "1.2.3"s,
                                  "--1"s, "1,5"s, "0x10"s, "NaN"s, "Infinity"s, "USD"s, "1e1.5"s, "١"s}) {
    EXPECT_THAT(refusal(text), HasSubstr("'" + text + "' is not a decimal number; pass texts such as")) << text;
  }
  EXPECT_THAT(refusal("1\0002"s), HasSubstr("'1?2' is not a decimal number"));
  // Long ones are cut, and not in the middle of a character: 39 bytes, then one of two.
  EXPECT_THAT(refusal(std::string(39, 'x') + "éé"), HasSubstr("'" + std::string(39, 'x') + "...' is not"));
}

// Signed numbers added column by column. Shares nothing with the code under test: the generator writes digits straight
// into their columns, and no text is parsed.
class Columns {
 public:
  void add(int digit, int exponent) { at(exponent) += digit; }

  std::string text() {
    const bool negative = settle();
    std::string whole;
    std::string fraction;
    for (int exponent = kSide - 1; exponent >= 0; --exponent) whole += digit(exponent);
    for (int exponent = -1; exponent >= -kSide; --exponent) fraction += digit(exponent);
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
  }

 private:
  static constexpr int kSide = 1100;

  long& at(int exponent) { return columns_[static_cast<std::size_t>(exponent + kSide)]; }
  char digit(int exponent) { return static_cast<char>('0' + at(exponent)); }

  // Carries until every column holds one digit; true for a negative sum, of which the columns then hold the opposite.
  bool settle() {
    if (carry() >= 0) return false;
    for (long& column : columns_) column = -column;
    carry_from_scratch();
    return true;
  }

  long carry() {
    original_ = columns_;
    long carried = 0;
    for (long& column : columns_) {
      const long value = column + carried;
      column = ((value % 10) + 10) % 10;
      carried = (value - column) / 10;
    }
    return carried;
  }

  void carry_from_scratch() {
    columns_ = original_;
    for (long& column : columns_) column = -column;
    carry();
  }

  std::array<long, 2 * kSide> columns_{};
  std::array<long, 2 * kSide> original_{};
};

struct Shape {
  int most_digits;
  int lowest_exponent;   // of a number's last digit
  int highest_exponent;  // likewise
};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  // A number as text, plain or with an exponent, and at the same time in `columns`.
  std::string next(const Shape& shape, Columns& columns) {
    const int length = pick(1, shape.most_digits);
    const int last = pick(shape.lowest_exponent, shape.highest_exponent);
    const bool negative = pick(0, 2) == 0;
    std::string digits;
    for (int i = 0; i < length; ++i) {
      const int digit = pick(0, 9);
      digits += static_cast<char>('0' + digit);
      columns.add(negative ? -digit : digit, last + length - 1 - i);
    }
    return (negative ? "-" : pick(0, 9) == 0 ? "+" : "") + written(digits, last);
  }

  int pick(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

 private:
  // digits * 10^last, with the point at a random place and the exponent that this needs.
  std::string written(std::string digits, int last) {
    const int point = pick(0, static_cast<int>(digits.size()));
    const int exponent = last + static_cast<int>(digits.size()) - point;
    if (exponent == 0 || pick(0, 1) == 0) {
      digits.insert(static_cast<std::size_t>(point), ".");
      return exponent == 0 ? digits : digits + (pick(0, 1) == 0 ? "e" : "E") + std::to_string(exponent);
    }
    if (last >= 0) return digits + std::string(static_cast<std::size_t>(last), '0');
    const auto places = static_cast<std::size_t>(-last);
    if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
    return digits.insert(digits.size() - places, ".");
  }

  std::mt19937 random_;
};

class DecimalSumAgainstColumns : public ::testing::TestWithParam<Shape> {};

TEST_P(DecimalSumAgainstColumns, IsTheSame) {
  for (unsigned seed = 1; seed <= 150; ++seed) {
    Generator generator(seed);
    Columns columns;
    DecimalSum sum;
    std::string all;
    for (int left = generator.pick(1, 40); left > 0; --left) {
      const std::string text = generator.next(GetParam(), columns);
      sum.add(text);
      all += " " + text;
    }
    ASSERT_EQ(sum.text(), columns.text()) << "seed " << seed << ":" << all;
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, DecimalSumAgainstColumns,
                         ::testing::Values(Shape{12, -10, 0},        // what Cost Explorer sends
                                           Shape{19, -20, 3},        // both sides of the fast path's edge
                                           Shape{22, -25, 5},        //
                                           Shape{60, -40, 20},       // long
                                           Shape{30, -1000, 900}));  // far apart

}  // namespace
}  // namespace awscost::text
