// The User-Agent header.
#include "connectors/aws/http/user_agent.h"

#include <gtest/gtest.h>

namespace awscost::http {
namespace {

const System kLinux{.name = "Linux", .release = "6.1.0-9-amd64", .machine = "x86_64"};

TEST(UserAgent, HasTheFormOfAwssSdks) {
  EXPECT_EQ(user_agent("", kLinux),
            "sqlite-awscost/0.1 ua/2.1 os/linux#6.1.0-9-amd64 md/arch#x86_64 lang/c++#20 m/E cfg/retry-mode#standard");
  EXPECT_EQ(user_agent("", {.name = "Darwin", .release = "23.1.0", .machine = "arm64"}),
            "sqlite-awscost/0.1 ua/2.1 os/macos#23.1.0 md/arch#arm64 lang/c++#20 m/E cfg/retry-mode#standard");
  EXPECT_EQ(user_agent("", {.name = "FreeBSD", .release = "14.0 (x)", .machine = ""}),
            "sqlite-awscost/0.1 ua/2.1 os/other md/FreeBSD#14.0--x- lang/c++#20 m/E cfg/retry-mode#standard");
  EXPECT_EQ(user_agent("", {}), "sqlite-awscost/0.1 ua/2.1 os/other lang/c++#20 m/E cfg/retry-mode#standard");
}

TEST(UserAgent, IsOfThisSystem) {
  EXPECT_EQ(user_agent("x"), user_agent("x", this_system()));
  EXPECT_NE(this_system().name, "");
}

TEST(UserAgent, EndsInTheUsersNameForTheProgram) {
  EXPECT_TRUE(user_agent("nightly-report", kLinux).ends_with("cfg/retry-mode#standard app/nightly-report"));
}

TEST(UserAgent, ReplacesWhatAHeaderCannotHold) {
  EXPECT_TRUE(user_agent("a b/c#d\r\nX: \xC3\xA9~1", kLinux).ends_with(" app/a-b-c-d--X----~1"));
  EXPECT_TRUE(user_agent(std::string(51, 'x'), kLinux).ends_with(" app/" + std::string(50, 'x')));
}

}  // namespace
}  // namespace awscost::http
