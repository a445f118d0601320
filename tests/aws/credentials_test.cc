// Which keys are used, and what is said where there are none.
#include "connectors/aws/credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <type_traits>

#include "connectors/wire/call.h"
#include "tests/support/environment.h"

namespace awscost::aws {
namespace {

using support::environment_of;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr const char* kToken = "IQoJb3JpZ2luX2VjEXAMPLE";

std::string refusal(const std::string& profile, const Environment& environment) {
  try {
    find_credentials(profile, environment);
  } catch (const wire::SendError& error) {
    EXPECT_FALSE(error.maybe_charged());
    EXPECT_THAT(error.what(), AllOf(Not(HasSubstr(kSecret)), Not(HasSubstr(kToken))));
    return error.what();
  }
  return "accepted";
}

template <typename Value>
concept Printable = requires(std::ostringstream& out, const Value& value) {
  out << value;
};

TEST(Credentials, CannotBePrintedOrCopied) {
  static_assert(!Printable<Secret> && !Printable<Credentials>);
  static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
  static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);
}

TEST(Secret, LeavesNothingBehindWhenMoved) {
  for (const std::string& text : {std::string("short"), std::string(kSecret)}) {
    Secret first{std::string(text)};
    Secret second(std::move(first));
    EXPECT_TRUE(first.empty());
    EXPECT_EQ(second.reveal(), text);
    first = std::move(second);
    EXPECT_EQ(first.reveal(), text);
  }
}

TEST(Secret, WipeOverwritesAllThatTheStringOwns) {
  std::string text = "0123456789";
  text.reserve(100);
  const char* bytes = text.data();
  wipe(text);
  EXPECT_TRUE(text.empty());
  ASSERT_EQ(text.data(), bytes) << "still the same memory";
  EXPECT_EQ(std::string(bytes, 10), std::string(10, '\0'));
}

TEST(Credentials, ComeFromTheEnvironment) {
  const Credentials found = find_credentials("", environment_of({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                                                 {"AWS_SECRET_ACCESS_KEY", kSecret},
                                                                 {"AWS_SESSION_TOKEN", kToken}}));
  EXPECT_EQ(found.access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(found.secret_access_key.reveal(), kSecret);
  EXPECT_EQ(found.session_token.reveal(), kToken);
}

TEST(Credentials, AnEmptyTokenIsNone) {
  const Credentials found = find_credentials(
      "", environment_of(
              {{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SECRET_ACCESS_KEY", kSecret}, {"AWS_SESSION_TOKEN", ""}}));
  EXPECT_TRUE(found.session_token.empty());
}

TEST(Credentials, KeysInTheEnvironmentWinOverAwsProfile) {
  const Credentials found = find_credentials(
      "", environment_of(
              {{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SECRET_ACCESS_KEY", kSecret}, {"AWS_PROFILE", "prod"}}));
  EXPECT_EQ(found.access_key_id, "AKIDEXAMPLE");
}

TEST(Credentials, NothingFoundNamesBothWaysOn) {
  for (const auto& environment :
       {environment_of({}), environment_of({{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", ""}})}) {
    EXPECT_THAT(
        refusal("", environment),
        AllOf(HasSubstr("No AWS credentials"), HasSubstr("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
              HasSubstr("config and credentials files"), HasSubstr("SELECT awscost_config('connector', 'sandbox')"),
              HasSubstr("AWSCOST_CONNECTOR=sandbox"), Not(HasSubstr("AWS_PROFILE"))));
  }
}

TEST(Credentials, AwsProfileAloneHasNoEffectYet) {
  EXPECT_THAT(refusal("", environment_of({{"AWS_PROFILE", "prod"}})),
              AllOf(HasSubstr("No AWS credentials"), HasSubstr("AWS_PROFILE ('prod') has no effect"),
                    HasSubstr("not read yet")));
}

TEST(Credentials, AProfileOfTheCallNeverFallsBackToOtherKeys) {
  EXPECT_THAT(
      refusal("prod", environment_of({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SECRET_ACCESS_KEY", kSecret}})),
      AllOf(HasSubstr("The profile 'prod' cannot be used"), HasSubstr("not read yet"), HasSubstr("sandbox")));
}

TEST(Credentials, OneKeyWithoutTheOtherIsAnError) {
  EXPECT_THAT(refusal("", environment_of({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SESSION_TOKEN", kToken}})),
              HasSubstr("AWS_ACCESS_KEY_ID is set in the environment but AWS_SECRET_ACCESS_KEY is not"));
  EXPECT_THAT(refusal("", environment_of({{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", kSecret}})),
              HasSubstr("AWS_SECRET_ACCESS_KEY is set in the environment but AWS_ACCESS_KEY_ID is not"));
}

}  // namespace
}  // namespace awscost::aws
