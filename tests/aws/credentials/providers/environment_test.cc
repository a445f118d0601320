// The environment provider: both keys or neither, and their expiry.
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

ProviderResult ask(MadeUpWorld::Variables variables) {
  MadeUpWorld made_up(std::move(variables));
  const MadeUpContext context(made_up);
  return from_environment(*context);
}

std::string refusal(const MadeUpWorld::Variables& variables) {
  return thrown_by([&] { ask(variables); }, {kSecret, kToken});
}

TEST(EnvironmentProvider, ReadsAllVariables) {
  const ProviderResult answer = ask({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                     {"AWS_SECRET_ACCESS_KEY", kSecret},
                                     {"AWS_SESSION_TOKEN", kToken},
                                     {"AWS_CREDENTIAL_EXPIRATION", "2026-11-22T06:00:00+00:00"},
                                     {"AWS_ACCOUNT_ID", "111122223333"}});
  const Identity& identity = std::get<Identity>(answer);
  EXPECT_EQ(identity.keys.access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(identity.keys.secret_access_key.reveal(), kSecret);
  EXPECT_EQ(identity.keys.session_token.reveal(), kToken);
  EXPECT_EQ(identity.expires_at, kStart + std::chrono::hours(1));
  EXPECT_EQ(identity.account_id, "111122223333");
  EXPECT_EQ(identity.source, "the environment");
  EXPECT_FALSE(identity.from_instance);
}

// The correction of the clock may be wrong. Keys that may still be valid are sent, and AWS decides.
TEST(EnvironmentProvider, ExpiryNeedsBothClocks) {
  MadeUpWorld made_up(MadeUpWorld::Variables{{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                             {"AWS_SECRET_ACCESS_KEY", kSecret},
                                             {"AWS_CREDENTIAL_EXPIRATION", "2026-11-22T06:00:00Z"}});
  const MadeUpContext context(made_up);
  const World& world = (*context).world;
  ASSERT_TRUE(world.clock_skew->learn("SignatureDoesNotMatch", kStart + std::chrono::hours(48), {kStart, kStart}));
  EXPECT_TRUE(std::holds_alternative<Identity>(from_environment(*context)));
  made_up.pass(std::chrono::hours(1));
  EXPECT_THAT(thrown_by([&] { from_environment(*context); }), HasSubstr("The keys in the environment expired at"));
}

TEST(EnvironmentProvider, AnEmptyVariableIsNotSet) {
  const ProviderResult nothing = ask({{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", ""}});
  EXPECT_EQ(std::get<NotConfigured>(nothing).reason, "AWS_ACCESS_KEY_ID is not set");
  const ProviderResult answer = ask({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                     {"AWS_SECRET_ACCESS_KEY", kSecret},
                                     {"AWS_SESSION_TOKEN", ""},
                                     {"AWS_CREDENTIAL_EXPIRATION", ""}});
  EXPECT_TRUE(std::get<Identity>(answer).keys.session_token.empty());
  EXPECT_EQ(std::get<Identity>(answer).expires_at, std::nullopt);
}

TEST(EnvironmentProvider, TheTokensOldNameCountsWithoutTheNewOne) {
  MadeUpWorld::Variables variables{
      {"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SECRET_ACCESS_KEY", kSecret}, {"AWS_SECURITY_TOKEN", "old-name"}};
  EXPECT_EQ(std::get<Identity>(ask(variables)).keys.session_token.reveal(), "old-name");
  variables["AWS_SESSION_TOKEN"] = kToken;
  EXPECT_EQ(std::get<Identity>(ask(variables)).keys.session_token.reveal(), kToken);
}

TEST(EnvironmentProvider, OneKeyWithoutTheOtherIsAnError) {
  EXPECT_THAT(refusal({{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_SESSION_TOKEN", kToken}}),
              HasSubstr("AWS_ACCESS_KEY_ID is set in the environment but AWS_SECRET_ACCESS_KEY is not"));
}

// As with the AWS CLI: nobody is named, so the profile decides.
TEST(EnvironmentProvider, ASecretAloneIsNotConfigured) {
  const ProviderResult nothing = ask({{"AWS_ACCESS_KEY_ID", ""}, {"AWS_SECRET_ACCESS_KEY", kSecret}});
  EXPECT_EQ(std::get<NotConfigured>(nothing).reason, "AWS_ACCESS_KEY_ID is not set, but AWS_SECRET_ACCESS_KEY is");
}

TEST(EnvironmentProvider, NothingIsSignedWithWhiteSpace) {
  const auto with = [&](const std::string& key, const std::string& secret, const std::string& token = "") {
    return refusal({{"AWS_ACCESS_KEY_ID", key}, {"AWS_SECRET_ACCESS_KEY", secret}, {"AWS_SESSION_TOKEN", token}});
  };
  EXPECT_THAT(with(" ", kSecret), HasSubstr("AWS_ACCESS_KEY_ID holds nothing but white space. "));
  EXPECT_THAT(with("AKIDEXAMPLE\n", kSecret), HasSubstr("AWS_ACCESS_KEY_ID ends with a line break. "));
  EXPECT_THAT(with("AKIDEXAMPLE", std::string(kSecret) + "\r\n"),
              HasSubstr("AWS_SECRET_ACCESS_KEY ends with a line break. "));
  EXPECT_THAT(with("AKIDEXAMPLE", " " + std::string(kSecret)),
              HasSubstr("AWS_SECRET_ACCESS_KEY begins with a blank. "));
  EXPECT_THAT(with("AKIDEXAMPLE", kSecret, "a\nb"), HasSubstr("AWS_SESSION_TOKEN holds a line break. "));
  EXPECT_THAT(with("AKID EXAMPLE", kSecret), HasSubstr("AWS_ACCESS_KEY_ID holds a blank. "));
  EXPECT_EQ(with("AKIDEXAMPLE", kSecret, kToken), "accepted");
}

TEST(EnvironmentProvider, ExpiredKeysAreAnError) {
  MadeUpWorld::Variables variables{{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
                                   {"AWS_SECRET_ACCESS_KEY", kSecret},
                                   {"AWS_SESSION_TOKEN", kToken},
                                   {"AWS_CREDENTIAL_EXPIRATION", "2026-11-22T05:00:00Z"}};
  EXPECT_THAT(refusal(variables),
              AllOf(HasSubstr("expired at 2026-11-22T05:00:00Z"), HasSubstr("AWS_CREDENTIAL_EXPIRATION")));
  variables["AWS_CREDENTIAL_EXPIRATION"] = "2026-11-22T05:00:01Z";
  EXPECT_EQ(refusal(variables), "accepted");
  variables["AWS_CREDENTIAL_EXPIRATION"] = "tomorrow";
  EXPECT_THAT(refusal(variables), HasSubstr("AWS_CREDENTIAL_EXPIRATION in the environment is not a time such as"));
}

}  // namespace
}  // namespace awscost::credentials
