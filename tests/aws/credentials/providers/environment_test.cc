// Keys that the environment holds: both or neither, and their end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/wire/call.h"
#include "tests/aws/credentials/made_up_world.h"
#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr const char* kToken = "IQoJb3JpZ2luX2VjEXAMPLE";

Answer ask(MadeUpWorld::Variables variables) {
  MadeUpWorld made_up(std::move(variables));
  const MadeUpAsking asking(made_up);
  return from_environment(*asking);
}

std::string refusal(const MadeUpWorld::Variables& variables) {
  return told([&] { ask(variables); }, {kSecret, kToken});
}

TEST(EnvironmentKeys, AreFoundWithAllThatBelongsToThem) {
  const Answer answer = ask({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                             {"AWS_SECRET_ACCESS_KEY", kSecret},
                             {"AWS_SESSION_TOKEN", kToken},
                             {"AWS_CREDENTIAL_EXPIRATION", "2026-11-22T06:00:00+00:00"},
                             {"AWS_ACCOUNT_ID", "111122223333"}});
  const Found& found = std::get<Found>(answer);
  EXPECT_EQ(found.keys.access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(found.keys.secret_access_key.reveal(), kSecret);
  EXPECT_EQ(found.keys.session_token.reveal(), kToken);
  EXPECT_EQ(found.expires_at, kStart + std::chrono::hours(1));
  EXPECT_EQ(found.account_id, "111122223333");
  EXPECT_EQ(found.source, "the environment");
  EXPECT_FALSE(found.from_instance);
}

// A clock that was corrected, perhaps by one who was wrong: what may still hold is sent, and AWS decides.
TEST(EnvironmentKeys, TheirEndIsPastWhereBothClocksSaySo) {
  MadeUpWorld made_up(MadeUpWorld::Variables{{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                             {"AWS_SECRET_ACCESS_KEY", kSecret},
                                             {"AWS_CREDENTIAL_EXPIRATION", "2026-11-22T06:00:00Z"}});
  const MadeUpAsking asking(made_up);
  const World& world = (*asking).world;
  ASSERT_TRUE(world.clock_skew->learn("SignatureDoesNotMatch", kStart + std::chrono::hours(48), {kStart, kStart}));
  EXPECT_TRUE(std::holds_alternative<Found>(from_environment(*asking)));
  made_up.pass(std::chrono::hours(1));
  EXPECT_THAT(told([&] { from_environment(*asking); }), HasSubstr("The keys in the environment expired at"));
}

TEST(EnvironmentKeys, AnEmptyVariableIsNone) {
  const Answer nothing = ask({{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", ""}});
  EXPECT_EQ(std::get<Nothing>(nothing).why, "AWS_ACCESS_KEY_ID is not set");
  const Answer answer = ask({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                             {"AWS_SECRET_ACCESS_KEY", kSecret},
                             {"AWS_SESSION_TOKEN", ""},
                             {"AWS_CREDENTIAL_EXPIRATION", ""}});
  EXPECT_TRUE(std::get<Found>(answer).keys.session_token.empty());
  EXPECT_EQ(std::get<Found>(answer).expires_at, std::nullopt);
}

TEST(EnvironmentKeys, TheOldNameOfTheTokenCountsWhereTheNewOneIsNotSet) {
  MadeUpWorld::Variables variables{
      {"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SECRET_ACCESS_KEY", kSecret}, {"AWS_SECURITY_TOKEN", "old-name"}};
  EXPECT_EQ(std::get<Found>(ask(variables)).keys.session_token.reveal(), "old-name");
  variables["AWS_SESSION_TOKEN"] = kToken;
  EXPECT_EQ(std::get<Found>(ask(variables)).keys.session_token.reveal(), kToken);
}

TEST(EnvironmentKeys, OneKeyWithoutTheOtherIsAnError) {
  EXPECT_THAT(refusal({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SESSION_TOKEN", kToken}}),
              HasSubstr("AWS_ACCESS_KEY_ID is set in the environment but AWS_SECRET_ACCESS_KEY is not"));
  EXPECT_THAT(refusal({{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", kSecret}}),
              HasSubstr("AWS_SECRET_ACCESS_KEY is set in the environment but AWS_ACCESS_KEY_ID is not"));
}

TEST(EnvironmentKeys, ThatHaveExpiredAreAnErrorThatSaysSo) {
  MadeUpWorld::Variables variables{{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                   {"AWS_SECRET_ACCESS_KEY", kSecret},
                                   {"AWS_SESSION_TOKEN", kToken},
                                   {"AWS_CREDENTIAL_EXPIRATION", "2026-11-22T05:00:00Z"}};
  EXPECT_THAT(refusal(variables),
              AllOf(HasSubstr("expired at 2026-11-22T05:00:00Z"), HasSubstr("AWS_CREDENTIAL_EXPIRATION")));
  variables["AWS_CREDENTIAL_EXPIRATION"] = "2026-11-22T05:00:01Z";
  EXPECT_EQ(refusal(variables), "accepted");
  variables["AWS_CREDENTIAL_EXPIRATION"] = "tomorrow";
  EXPECT_THAT(refusal(variables), HasSubstr("AWS_CREDENTIAL_EXPIRATION is set in the environment but is no time"));
}

}  // namespace
}  // namespace awscost::credentials
