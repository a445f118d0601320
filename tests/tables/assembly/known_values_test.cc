// The values that answers have shown are known, within bounds, and the nearest are found.
#include "connectors/tables/assembly/known_values.h"

#include <gtest/gtest.h>

#include <string>

namespace awscost::assembly {
namespace {

TEST(KnownValues, HasWhatWasAdded) {
  KnownValues known;
  KnownValues::Values& services = *known.of("SERVICE");
  EXPECT_TRUE(services.empty());
  for (int i = 0; i < 2; ++i) {
    services.add("AWS Lambda");
    services.add("Amazon Simple Storage Service");
    services.add("");
    services.add("x");
  }
  EXPECT_EQ(known.of("SERVICE"), &services);
  EXPECT_TRUE(services.has("AWS Lambda"));
  EXPECT_TRUE(services.has("x"));
  EXPECT_FALSE(services.has("AWS"));
  EXPECT_EQ(services.nearest("Amazon S3", 3), std::vector<std::string>{"Amazon Simple Storage Service"});
  EXPECT_FALSE(known.of("REGION")->has("AWS Lambda"));
}

// Values of which the fast look-up sees the same characters are still told apart.
TEST(KnownValues, TellsValuesApartThatLookAlike) {
  KnownValues known;
  KnownValues::Values& values = *known.of("RESOURCE_ID");
  for (const char middle : {'a', 'b', 'c'}) values.add(std::string("arn:aws:") + middle + ":12345678");
  for (const char middle : {'a', 'b', 'c'}) EXPECT_TRUE(values.has(std::string("arn:aws:") + middle + ":12345678"));
}

TEST(KnownValues, IsBounded) {
  KnownValues known;
  KnownValues::Values& many = *known.of("MANY");
  for (std::size_t i = 0; i < KnownValues::kMostValues; ++i) many.add(std::to_string(i));
  EXPECT_FALSE(many.is_full());
  many.add("one more");
  EXPECT_TRUE(many.is_full());
  EXPECT_FALSE(many.has("one more"));
  many.add("0");
  EXPECT_TRUE(many.has("0"));

  KnownValues::Values& long_ones = *known.of("LONG");
  long_ones.add(std::string(KnownValues::kMostBytes + 1, 'x'));
  EXPECT_TRUE(long_ones.is_full());

  for (std::size_t i = 2; i < KnownValues::kMostKeys; ++i) EXPECT_NE(known.of(std::to_string(i)), nullptr);
  EXPECT_EQ(known.of("one key more"), nullptr);
  EXPECT_EQ(known.of("MANY"), &many);
}

}  // namespace
}  // namespace awscost::assembly
