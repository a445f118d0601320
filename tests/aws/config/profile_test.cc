// Which profile is in force, what is set for it, and that it is a snapshot.
#include "connectors/aws/config/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "connectors/wire/call.h"
#include "tests/support/profile.h"

namespace awscost::config {
namespace {

using support::environment_of;
using support::profile_of;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kConfig =
    "[default]\nregion = us-west-2\n[profile dev]\nregion = eu-west-1\n[profile prod]\nregion = eu-west-3\n";

using Variables = std::map<std::string, std::string>;

std::string refusal(const Variables& environment, const std::string& config, const std::string& asked_for = "") {
  try {
    profile_of(environment, config, "", asked_for);
  } catch (const wire::SendError& error) {
    EXPECT_FALSE(error.maybe_charged());
    return error.what();
  }
  return "accepted";
}

TEST(Profile, TheStatementThenAwsProfileThenAwsDefaultProfileThenDefault) {
  const Variables both{{"AWS_PROFILE", "prod"}, {"AWS_DEFAULT_PROFILE", "dev"}};
  EXPECT_EQ(profile_of(both, kConfig, "", "default").name(), "default");
  EXPECT_EQ(profile_of(both, kConfig).name(), "prod");
  EXPECT_EQ(profile_of({{"AWS_PROFILE", ""}, {"AWS_DEFAULT_PROFILE", "dev"}}, kConfig).name(), "dev");
  EXPECT_EQ(profile_of({}, kConfig).name(), "default");
}

TEST(Profile, OnlyTheStatementAsksForIt) {
  EXPECT_TRUE(profile_of({}, kConfig, "", "prod").is_asked_for());
  EXPECT_FALSE(profile_of({{"AWS_PROFILE", "prod"}}, kConfig).is_asked_for());
  EXPECT_FALSE(profile_of({}, kConfig).is_asked_for());
}

TEST(Profile, AMissingDefaultIsEmpty) {
  EXPECT_EQ(profile_of({}).value(nullptr, "region"), std::nullopt);
  EXPECT_EQ(profile_of({{"AWS_PROFILE", "default"}}).name(), "default");
  EXPECT_EQ(profile_of({}, "", "", "default").region(""), "");
}

TEST(Profile, MayStandInTheCredentialsFileOnly) {
  EXPECT_EQ(profile_of({}, "", "[prod]\nregion = eu-west-3", "prod").region(""), "eu-west-3");
}

TEST(Profile, AMissingOneIsAnErrorWithTheNamesThatExist) {
  EXPECT_EQ(
      refusal({{"AWS_PROFILE", "live"}}, kConfig),
      "AWS_PROFILE asks for the AWS profile 'live', which is neither in '/home/ada/.aws/config' (as [profile live]) "
      "nor in '/home/ada/.aws/credentials' (as [live]). Did you mean 'dev'? The profiles there are: 'dev', 'prod', "
      "'default'. Nothing was sent.");
  EXPECT_THAT(refusal({{"AWS_DEFAULT_PROFILE", "live"}}, kConfig), StartsWith("AWS_DEFAULT_PROFILE asks for"));
  EXPECT_THAT(
      refusal({}, kConfig, "live"),
      StartsWith("The statement, or the setting profile (see awscost_settings), asks for the AWS profile 'live'"));
  EXPECT_THAT(refusal({}, "", "live"), HasSubstr("There are no profiles."));
}

TEST(Profile, TheErrorShowsTheHeaderAsAwsConfigureWritesIt) {
  EXPECT_THAT(refusal({}, kConfig, "my prof"),
              AllOf(HasSubstr("(as [profile 'my prof'])"), HasSubstr("(as [my prof])")));
}

TEST(Profile, AHomeInTheAuthoritiesPathIsExpanded) {
  const Variables ada{{"HOME", "/home/ada"}, {"AWS_CA_BUNDLE", "~/ca.pem"}};
  EXPECT_EQ(profile_of(ada).ca_bundle(), "/home/ada/ca.pem");
  EXPECT_EQ(profile_of({{"HOME", "/home/ada"}}, "[default]\nca_bundle = ~/x/ca.pem").ca_bundle(), "/home/ada/x/ca.pem");
  EXPECT_EQ(profile_of({}).ca_bundle(), "");
}

TEST(Profile, ASectionWithoutThePrefixIsNotAProfile) {
  EXPECT_THAT(refusal({}, "[live]\nregion = eu-west-3", "live"), HasSubstr("as [profile live]"));
}

TEST(Profile, TheListOfNamesIsBounded) {
  std::string config;
  for (int i = 0; i < 5000; ++i) config += "[profile account-" + std::to_string(i) + "]\n";
  const std::string sentence = refusal({}, config, "live");
  EXPECT_THAT(sentence, AllOf(HasSubstr("'account-0', 'account-1', "), HasSubstr(" and 4992 more. Nothing was sent.")));
  EXPECT_LT(sentence.size(), 1000U);
}

TEST(Profile, TheNearestNamesComeFirst) {
  EXPECT_THAT(refusal({}, kConfig, "prd"), HasSubstr("Did you mean 'prod'? The profiles there are: 'prod', 'dev', "));
  EXPECT_THAT(refusal({}, kConfig, "defult"), HasSubstr("Did you mean 'default'? The profiles there are: 'default', "));
}

TEST(Profile, AnErrorShowsANameWithoutControlCharacters) {
  const std::string sentence = refusal({}, kConfig, "\x1b[31mred\n" + std::string(100000, 'x'));
  EXPECT_THAT(sentence, AllOf(HasSubstr(R"('\x1b[31mred\x0axxx)"), Not(HasSubstr("\x1b"))));
  EXPECT_LT(sentence.size(), 1000U);
}

TEST(Profile, WithoutAHomeDirectoryTheErrorSaysSo) {
  try {
    Profile::in_force(environment_of({{"AWS_PROFILE", "prod"}}), std::make_shared<Config>(), "");
    ADD_FAILURE() << "accepted";
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("HOME is not set"), HasSubstr("AWS_CONFIG_FILE"),
                                    HasSubstr("AWS_SHARED_CREDENTIALS_FILE")));
  }
}

TEST(ProfileValue, IsTheVariablesElseTheKeys) {
  const char* config = "[default]\nca_bundle = /from/profile\nempty =\n";
  EXPECT_EQ(profile_of({{"AWS_CA_BUNDLE", "/x"}}, config).value("AWS_CA_BUNDLE", "ca_bundle"), "/x");
  EXPECT_EQ(profile_of({{"AWS_CA_BUNDLE", ""}}, config).value("AWS_CA_BUNDLE", "ca_bundle"), "/from/profile");
  EXPECT_EQ(profile_of({{"AWS_CA_BUNDLE", "/x"}}, config).value(nullptr, "ca_bundle"), "/from/profile");
  EXPECT_EQ(profile_of({}, config).value("AWS_CA_BUNDLE", "empty"), std::nullopt);
  EXPECT_EQ(profile_of({}, config).value("AWS_CA_BUNDLE", "missing"), std::nullopt);
}

TEST(ProfileValue, IsTheProfilesOwn) {
  EXPECT_EQ(profile_of({}, kConfig, "", "prod").value(nullptr, "output"), std::nullopt);
  EXPECT_EQ(profile_of({}, "[default]\noutput = json\n[profile prod]", "", "prod").value(nullptr, "output"),
            std::nullopt);
}

TEST(ProfileFlag, OnlyTrueIsTrueAndTheVariableWins) {
  const char* config = "[default]\nuse_fips_endpoint = True\n";
  const auto flag = [&](const Variables& environment) {
    return profile_of(environment, config).is_true("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
  };
  EXPECT_TRUE(flag({}));
  EXPECT_TRUE(flag({{"AWS_USE_FIPS_ENDPOINT", ""}}));
  EXPECT_FALSE(flag({{"AWS_USE_FIPS_ENDPOINT", "false"}}));
  EXPECT_FALSE(flag({{"AWS_USE_FIPS_ENDPOINT", "1"}}));
  EXPECT_FALSE(profile_of({}, "[default]\nx = yes").is_true(nullptr, "x"));
}

TEST(ProfileRegion, TheCallThenAwsRegionThenAwsDefaultRegionThenTheProfile) {
  const Variables both{{"AWS_REGION", "ap-south-1"}, {"AWS_DEFAULT_REGION", "ap-south-2"}};
  EXPECT_EQ(profile_of(both, kConfig).region("sa-east-1"), "sa-east-1");
  EXPECT_EQ(profile_of(both, kConfig).region(""), "ap-south-1");
  EXPECT_EQ(profile_of({{"AWS_REGION", ""}, {"AWS_DEFAULT_REGION", "ap-south-2"}}, kConfig).region(""), "ap-south-2");
  EXPECT_EQ(profile_of({}, kConfig, "", "prod").region(""), "eu-west-3");
  EXPECT_EQ(profile_of({}, "[default]\nregion =").region(""), "");
}

// As in AWS's tools, the environment's region wins over the region of `--profile`.
TEST(ProfileRegion, TheEnvironmentWinsOverAProfileAskedFor) {
  EXPECT_EQ(profile_of({{"AWS_REGION", "ap-south-1"}}, kConfig, "", "prod").region(""), "ap-south-1");
}

// Counts the reads of each variable.
struct CountingEnvironment {
  Variables variables;
  std::map<std::string, int> reads;

  Profile profile(const std::string& config, const std::string& asked_for = "") {
    const Environment environment = [this](const char* name) {
      ++reads[name];
      return environment_of(variables)(name);
    };
    return Profile::in_force(environment, std::make_shared<Config>(Config::parse(config, "")), asked_for);
  }
};

TEST(ProfileSnapshot, AChangeOfTheEnvironmentDoesNotChangeIt) {
  CountingEnvironment counting{.variables = {{"AWS_PROFILE", "prod"}, {"AWS_REGION", "ap-south-1"}}};
  const Profile profile = counting.profile(kConfig);
  counting.variables = {{"AWS_PROFILE", "dev"}, {"AWS_REGION", "sa-east-1"}, {"AWS_CA_BUNDLE", "/x"}};
  EXPECT_EQ(profile.name(), "prod");
  EXPECT_EQ(profile.region(""), "ap-south-1");
  EXPECT_EQ(profile.value("AWS_CA_BUNDLE", "ca_bundle"), std::nullopt);
  const Profile copy = profile;
  EXPECT_EQ(copy.region(""), "ap-south-1");
}

TEST(ProfileSnapshot, EachVariableIsReadOnceAndNoneLater) {
  CountingEnvironment counting;
  const Profile profile = counting.profile(kConfig);
  const auto before = counting.reads;
  for (const char* once : {"AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ROLE_ARN", "HOME"}) {
    EXPECT_EQ(before.at(once), 1) << once;
  }
  profile.region("");
  profile.app_id();
  profile.is_true("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
  EXPECT_EQ(counting.reads, before);
}

TEST(ProfileSnapshot, KeysOfTheEnvironmentAreNotReadWhereTheStatementNamesAProfile) {
  CountingEnvironment counting;
  counting.profile(kConfig, "prod");
  for (const char* unread : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
                             "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"}) {
    EXPECT_EQ(counting.reads.count(unread), 0U) << unread;
  }
}

TEST(ProfileSnapshot, KeysOfTheEnvironmentAreReadWhereAChainOfProfilesEndsThere) {
  const std::string config =
      "[profile prod]\nrole_arn = a\nsource_profile = middle\n[profile middle]\nrole_arn = b\nsource_profile = last\n"
      "[profile last]\nrole_arn = c\ncredential_source = Environment\n[profile loop]\nsource_profile = loop\n";
  CountingEnvironment counting;
  counting.profile(config, "prod");
  EXPECT_EQ(counting.reads.count("AWS_SECRET_ACCESS_KEY"), 1U);
  EXPECT_EQ(counting.reads.count("AWS_ROLE_ARN"), 0U);
  CountingEnvironment of_loop;
  of_loop.profile(config, "loop");
  EXPECT_EQ(of_loop.reads.count("AWS_SECRET_ACCESS_KEY"), 0U);
}

TEST(ProfileSnapshot, AContainersTokenIsReadOnlyWithItsEndpoint) {
  CountingEnvironment outside;
  outside.profile(kConfig);
  EXPECT_EQ(outside.reads.count("AWS_CONTAINER_AUTHORIZATION_TOKEN"), 0U);
  CountingEnvironment inside{.variables = {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/"}}};
  inside.profile(kConfig);
  EXPECT_EQ(inside.reads.count("AWS_CONTAINER_AUTHORIZATION_TOKEN"), 1U);
}

TEST(ProfileSnapshot, OtherFilesKeepTheEnvironmentAndTheName) {
  CountingEnvironment counting{.variables = {{"AWS_PROFILE", "prod"}, {"AWS_CA_BUNDLE", "/x"}}};
  const Profile profile = counting.profile(kConfig);
  counting.variables = {{"AWS_PROFILE", "dev"}};
  const auto later = std::make_shared<Config>(Config::parse("[profile prod]\nregion = eu-north-1\n", ""));
  const Profile reread = profile.with_files(later);
  EXPECT_EQ(reread.name(), "prod");
  EXPECT_EQ(reread.region(""), "eu-north-1");
  EXPECT_EQ(reread.value("AWS_CA_BUNDLE", "ca_bundle"), "/x");
  EXPECT_FALSE(reread.is_asked_for());
  EXPECT_EQ(profile.region(""), "eu-west-3");
  EXPECT_THROW(profile.with_files(std::make_shared<Config>()), wire::SendError) << "the profile was removed";
}

}  // namespace
}  // namespace awscost::config
