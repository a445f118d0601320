// Numbers as AWS writes them.
#include "connectors/tables/page/number_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>
#include <random>
#include <string>

namespace awscost::page {
namespace {

std::optional<std::int64_t> whole(std::string_view text) {
  return read_whole(text, Fraction::kRefused);
}

TEST(WholeNumber, IsReadInEveryForm) {
  EXPECT_EQ(whole("0"), 0);
  EXPECT_EQ(whole("-0"), 0);
  EXPECT_EQ(whole("-0.000"), 0);
  EXPECT_EQ(whole("0E99"), 0);
  EXPECT_EQ(whole("007"), 7);
  EXPECT_EQ(whole("-12.0"), -12);
  EXPECT_EQ(whole("1.5e1"), 15);
  EXPECT_EQ(whole("1.735689600E9"), 1735689600);
  EXPECT_EQ(whole("1200E-2"), 12);
  EXPECT_EQ(whole("0.00012E+5"), 12);
  EXPECT_EQ(whole("100000000000000000000E-20"), 1);
}

TEST(WholeNumber, HasTheFullRangeOf64Bits) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(whole("9223372036854775807"), kMost);
  EXPECT_EQ(whole("9223372036854775807.0"), kMost);
  EXPECT_EQ(whole("9.223372036854775807E18"), kMost);
  EXPECT_EQ(whole("-9223372036854775808"), kLeast);
  EXPECT_EQ(whole("-9.223372036854775808e18"), kLeast);
  EXPECT_EQ(whole("9007199254740993.0"), 9007199254740993);  // 2^53 + 1 is no double
  for (const char* text : {"9223372036854775808", "-9223372036854775809", "1E19", "1e2147483647", "1e99999999999",
                           "92233720368547758070"}) {
    EXPECT_EQ(whole(text), std::nullopt) << text;
  }
}

TEST(WholeNumber, HasNoFraction) {
  for (const char* text : {"0.5", "-0.1", "12.50", "1e-1", "123E-3", "1e-2147483648"}) {
    EXPECT_EQ(whole(text), std::nullopt) << text;
  }
  EXPECT_EQ(read_whole("12.99", Fraction::kCut), 12);
  EXPECT_EQ(read_whole("-12.99", Fraction::kCut), -12);
  EXPECT_EQ(read_whole("0.9", Fraction::kCut), 0);
  EXPECT_EQ(read_whole("1.7356896009E9", Fraction::kCut), 1735689600);
  EXPECT_EQ(read_whole("5E-400", Fraction::kCut), 0);
}

TEST(WholeNumber, IsNothingElse) {
  for (const char* text : {"",      " ",  "+1", "--1", "-",    ".",   "1.",       ".5",  "1e",   "1e+",  "e5",
                           "1e+-5", "1 ", " 1", "1,5", "0x10", "NaN", "Infinity", "12a", "1e5x", "1.5.2"}) {
    EXPECT_EQ(whole(text), std::nullopt) << text;
    EXPECT_EQ(read_whole(text, Fraction::kCut), std::nullopt) << text;
  }
  EXPECT_EQ(whole(std::string(100000, '9')), std::nullopt);
  EXPECT_EQ(whole(std::string(100000, '0') + "1"), 1);
}

TEST(RealNumber, IsDecimalOrOneOfThreeWords) {
  EXPECT_EQ(read_real("0.0927335232"), 0.0927335232);
  EXPECT_EQ(read_real("-1.5E-7"), -1.5e-7);
  EXPECT_TRUE(std::isnan(*read_real("NaN")));
  EXPECT_EQ(read_real("Infinity"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(read_real("-Infinity"), -std::numeric_limits<double>::infinity());
  for (const char* text : {"", "nan", "inf", "-inf", "infinity", "+1", "1e999", "0x1", "1e", "abc", "1 "}) {
    EXPECT_EQ(read_real(text), std::nullopt) << text;
  }
  EXPECT_EQ(read_decimal("NaN"), std::nullopt);
}

// The short way round and the C library agree in every bit, at and around the limits of the short way too.
TEST(DecimalNumber, HasTheBitsOfTheCLibrary) {
  const auto check = [](const std::string& text) {
    const auto read = read_decimal(text);
    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_EQ(*read, std::strtod(text.c_str(), nullptr)) << text;
  };
  for (const char* text : {"0",
                           "0.0",
                           "00.5",
                           "007",
                           "9007199254740992",
                           "9007199254740993",
                           "900719925474099.3",
                           "0.9007199254740992",
                           "0.9007199254740993",
                           "999999999999999999",
                           "0.0000000000000001",
                           "123456789.12345678",
                           "99999999999999999.9",
                           "0.00000000000000000001",
                           "4.35",
                           "0.1",
                           "5",
                           "12",
                           "123",
                           "1.5",
                           "12.5",
                           "1234567",
                           "12345678",
                           "123456789",
                           "123456.7",
                           "1234567.8",
                           "12345678.9",
                           "123456789012345",
                           "1234567890123456",
                           "12345678901234.5",
                           "1.23456789012345",
                           "1234567.12345678",
                           "999999999999999"}) {
    check(text);
  }
  std::mt19937_64 random(7);
  constexpr int kTexts = 100'000;
  for (int i = 0; i < kTexts; ++i) {
    std::string digits = std::to_string(random()).substr(0, 1 + random() % 19);
    digits.insert(1 + random() % digits.size(), ".");
    if (digits.back() == '.') digits += std::to_string(random() % 10);
    check(digits);
  }
}

// A text of which one character is no digit, at every place of every length: it is read as far as the C library reads it, or
// not at all. Nothing beyond it is read, which the address sanitizer sees, because each text ends where its memory does.
TEST(DecimalNumber, HasADigitAtEveryPlace) {
  const std::string number = "12345678901234567890";
  for (std::size_t size = 1; size <= number.size(); ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      for (const char other : {'.', '-', '/', ':', ' ', 'x', '\0', '\x7F', '\x80', '\xB0', '\xFF'}) {
        const auto text = std::make_unique<char[]>(size);
        std::copy_n(number.data(), size, text.get());
        text[place] = other;
        const auto read = read_decimal({text.get(), size});
        const std::string copy(text.get(), size);
        const bool is_decimal = (other == '.' && place + 1 < size) || (other == '-' && place == 0 && size > 1);
        ASSERT_EQ(read.has_value(), is_decimal) << copy;
        if (read.has_value()) {
          ASSERT_EQ(*read, std::strtod(copy.c_str(), nullptr)) << copy;
        }
      }
    }
  }
}

TEST(DecimalNumber, IsNotWhatOnlyLooksLikeOne) {
  for (const char* text :
       {"", ".", "5.", "1.2.3", "1..2", "..5", "+1", " 1", "1 ", "1,5", "1e", "0x1p3", "inf", "nan", "-"}) {
    EXPECT_EQ(read_decimal(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace awscost::page
