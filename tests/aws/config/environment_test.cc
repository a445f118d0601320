// What an environment variable means, and a snapshot of some.
#include "connectors/aws/config/environment.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>

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

TEST(Environment, ASnapshotKeepsTheValuesOfItsMoment) {
  std::map<std::string, std::string> variables{{"SET", "before"}, {"REMOVED", "before"}};
  int reads = 0;
  const Environment live = [&](const char* name) {
    ++reads;
    return support::environment_of(variables)(name);
  };
  const Environment taken = snapshot(live, std::array{"SET", "REMOVED", "ADDED"});
  EXPECT_EQ(reads, 3);
  variables = {{"SET", "after"}, {"ADDED", "after"}};
  EXPECT_EQ(taken("SET"), "before");
  EXPECT_EQ(taken("REMOVED"), "before");
  EXPECT_EQ(taken("ADDED"), std::nullopt);
  const Environment copy = taken;
  EXPECT_EQ(copy("SET"), "before");
  EXPECT_EQ(reads, 3);
}

TEST(Environment, ASnapshotDoesNotAnswerForOtherVariables) {
  const Environment taken = snapshot(environment_of({{"OTHER", "x"}}), std::array{"SET"});
  EXPECT_THROW(taken("OTHER"), std::logic_error);
}

// A service may have no HOME. Python, and so the AWS CLI, asks the password database then.
TEST(Environment, AHomeThatIsNotSetIsThePasswordDatabases) {
  const char* set = std::getenv("HOME");
  const std::string before = set == nullptr ? "" : set;
  for (const bool empty : {false, true}) {
    if (empty) {
      ::setenv("HOME", "", 1);
    } else {
      ::unsetenv("HOME");
    }
    EXPECT_EQ(process_environment()("HOME"), home_of_user(""));
  }
  if (set != nullptr) ::setenv("HOME", before.c_str(), 1);
  EXPECT_TRUE(home_of_user("").starts_with("/"));
  EXPECT_EQ(home_of_user("nobody-has-this-name"), "");
}

TEST(Environment, TheProcessHasOne) {
  EXPECT_EQ(process_environment()("AWSCOST_NOBODY_SETS_THIS"), std::nullopt);
  EXPECT_TRUE(process_environment()("PATH"));
}

}  // namespace
}  // namespace awscost::config
