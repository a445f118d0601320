// Decimal arithmetic: exact, and printed as AWS prints amounts.
#include "connectors/sandbox/amount.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace awscost::sandbox {
namespace {

TEST(Amount, PrintsAsAwsDoes) {
  for (const char* text : {"0", "1", "-1", "0.1", "0.0927335232", "9312771.098461578", "-0.0000000001", "1000",
                           "12345678901234567890.0123456789", "0.0009765625"}) {
    EXPECT_EQ(Amount::parse(text).text(), text);
  }
  EXPECT_EQ(Amount::parse("1.50").text(), "1.5");
  EXPECT_EQ(Amount::parse("007.000").text(), "7");
  EXPECT_EQ(Amount::parse("-0.0").text(), "0");
}

TEST(Amount, AddsExactly) {
  EXPECT_EQ((Amount::parse("0.1") + Amount::parse("0.2")).text(), "0.3");
  EXPECT_EQ((Amount::parse("0.0009765625") * 1024).text(), "1");
  EXPECT_EQ(product(Amount::parse("730"), Amount::parse("0.0416")).text(), "30.368");
}

TEST(Amount, RefusesWhatIsNoDecimal) {
  for (const char* text : {"", "-", ".5", "1.", "1e3", "+1", " 1", "1 ", "0.00000000001", "1.2.3", "NaN",
                           "123456789012345678901.1234567890123"}) {
    EXPECT_THROW(Amount::parse(text), std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace awscost::sandbox
