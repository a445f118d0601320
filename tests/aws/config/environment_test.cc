// What an environment variable counts for.
#include "connectors/aws/config/environment.h"

#include <gtest/gtest.h>

#include "tests/support/environment.h"

namespace awscost::config {
namespace {

using support::environment_of;

TEST(Environment, AnEmptyVariableIsNotSet) {
  const Environment environment = environment_of({{"EMPTY", ""}, {"SET", " "}});
  EXPECT_EQ(non_empty(environment, "EMPTY"), std::nullopt);
  EXPECT_EQ(non_empty(environment, "MISSING"), std::nullopt);
  EXPECT_EQ(non_empty(environment, "SET"), " ");
}

TEST(Environment, OnlyTrueIsTrue) {
  const Environment environment =
      environment_of({{"A", "true"}, {"B", "TrUe"}, {"C", "1"}, {"D", "yes"}, {"E", ""}, {"F", "true "}, {"G", "tru"}});
  EXPECT_TRUE(is_true(environment, "A"));
  EXPECT_TRUE(is_true(environment, "B"));
  for (const char* name : {"C", "D", "E", "F", "G", "MISSING"}) EXPECT_FALSE(is_true(environment, name)) << name;
}

TEST(Environment, TheProcessHasOne) {
  EXPECT_EQ(process_environment()("AWSCOST_NOBODY_SETS_THIS"), std::nullopt);
  EXPECT_TRUE(process_environment()("PATH"));
}

}  // namespace
}  // namespace awscost::config
