// The input group_by: known keys, keys that only AWS knows, and slips.
#include "sql/group_by.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "cost_table.h"
#include "sql/error.h"

namespace awscost::sql {
namespace {

using ::testing::HasSubstr;

std::string error(std::string_view text) {
  try {
    (void)parse_group_by(kCostTable, text);
  } catch (const Error& refused) {
    return refused.what();
  }
  return "no error";
}

GroupKey only_key(std::string_view text) {
  const GroupBy group_by = parse_group_by(kCostTable, text);
  EXPECT_EQ(group_by.keys.size(), 1U) << text;
  return group_by.keys.front();
}

// AWS adds dimensions: an unknown word goes out as it is written.
TEST(GroupBy, TakesADimensionThatOnlyAwsKnows) {
  const GroupKey key = only_key("PRODUCT_ATTRIBUTE");
  EXPECT_EQ(key.type, KeyType::kDimension);
  EXPECT_EQ(key.column, std::nullopt);
  EXPECT_EQ(api_name(kCostTable, key), "PRODUCT_ATTRIBUTE");
  EXPECT_EQ(api_name(kCostTable, only_key("Service")), "SERVICE") << "a known one has AWS's name";
}

TEST(GroupBy, TakesATypeThatOnlyAwsKnows) {
  const GroupKey key = only_key(" PRODUCT_ATTRIBUTE: model ");
  EXPECT_EQ(key.type, KeyType::kOther);
  EXPECT_EQ(key.other_type, "PRODUCT_ATTRIBUTE");
  EXPECT_EQ(key.name, "model");
  EXPECT_EQ(parse_group_by(kCostTable, "service, PRODUCT_ATTRIBUTE:model").keys.size(), 2U);
  EXPECT_THAT(error("A_TYPE:x, A_TYPE:x"), HasSubstr("twice"));
}

TEST(GroupBy, ASlipOfAKnownKeyHasItsCure) {
  EXPECT_THAT(error("servce"), HasSubstr("did you mean 'service'"));
  EXPECT_THAT(error("tags:team"), HasSubstr("the group_by key 'tags:team' is unknown; write 'tag:team'."));
  EXPECT_THAT(error("costcategory:Unit"), HasSubstr("write 'cost_category:Unit'."));
  EXPECT_THAT(error("unblended_cost"), HasSubstr("is unknown")) << "a column that is no key";
}

TEST(GroupBy, WhatIsNoNameIsNoKey) {
  for (const char* text : {"a b", "\"service\"", "1", "x;y", ":x", "A_TYPE:", "sérvice"}) {
    EXPECT_THAT(error(text), HasSubstr("is unknown")) << text;
  }
  EXPECT_THAT(error(std::string(65, 'x')), HasSubstr("is unknown"));
}

}  // namespace
}  // namespace awscost::sql
