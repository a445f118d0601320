// The User-Agent header.
#include "connectors/aws/http/user_agent.h"

#include <gtest/gtest.h>

namespace awscost::http {
namespace {

TEST(UserAgent, HasTheUsersNameForTheProgram) {
  EXPECT_EQ(user_agent(""), "sqlite-awscost/0.1");
  EXPECT_EQ(user_agent("nightly-report"), "sqlite-awscost/0.1 app/nightly-report");
}

TEST(UserAgent, ReplacesWhatAHeaderCannotHold) {
  EXPECT_EQ(user_agent("a b/c\r\nX: \xC3\xA9~1"), "sqlite-awscost/0.1 app/a-b-c--X----~1");
  EXPECT_EQ(user_agent(std::string(51, 'x')), "sqlite-awscost/0.1 app/" + std::string(50, 'x'));
}

}  // namespace
}  // namespace awscost::http
