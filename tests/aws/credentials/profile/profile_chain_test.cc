// What profiles say about who asks: the AWS CLI's order, chains of source profiles, and what is wrong with them.
#include "connectors/aws/credentials/profile/profile_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const std::string kKeys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = " + std::string(kSecret) + "\n";
const std::string kSso =
    "sso_account_id = 111122223333\nsso_role_name = Reader\nsso_region = eu-west-1\n"
    "sso_start_url = https://corp.awsapps.com/start\n";

std::variant<ProfileSteps, Nothing> steps_of(const std::string& name, const std::string& config_file,
                                             const std::string& credentials_file = {}) {
  return profile_steps(config::Config::parse(config_file, credentials_file, {"~/.aws/config", "~/.aws/credentials"}),
                       name);
}

// A's way where it has no roles.
template <class Kind>
Kind way(const std::string& config_file, const std::string& credentials_file = {}) {
  auto steps = std::get<ProfileSteps>(steps_of("A", config_file, credentials_file));
  EXPECT_TRUE(steps.roles.empty());
  EXPECT_EQ(steps.first.profile, "A");
  return std::get<Kind>(std::move(steps.first.way));
}

std::string refusal(const std::string& config_file, const std::string& credentials_file = {}) {
  return told([&] { steps_of("A", config_file, credentials_file); }, {kSecret});
}

TEST(ProfileSteps, EachWayIsAskedInTheOrderOfTheAwsCli) {
  std::string config = "[profile A]\n" + kKeys;
  EXPECT_EQ(way<StaticKeys>(config).file, config::File::kConfig);
  config += "credential_process = /opt/sign-in --json\n";
  EXPECT_EQ(way<Process>(config).command, "/opt/sign-in --json");
  config += "login_session = arn:aws:iam::111122223333:user/ada\n";
  EXPECT_EQ(way<Login>(config).session, "arn:aws:iam::111122223333:user/ada");
  const std::string credentials = "[A]\n" + kKeys;
  EXPECT_EQ(way<StaticKeys>(config, credentials).file, config::File::kCredentials);
  config += kSso;
  EXPECT_EQ(way<SsoRole>(config, credentials).role_name, "Reader");
  config += "web_identity_token_file = /var/token\nrole_arn = arn:aws:iam::111122223333:role/Web\n";
  EXPECT_EQ(way<WebIdentity>(config, credentials).token_file, "/var/token");
}

TEST(ProfileSteps, ARoleWithASourceComesBeforeEverythingElse) {
  const auto steps = std::get<ProfileSteps>(
      steps_of("A", "[profile A]\nrole_arn = arn:role\ncredential_source = EcsContainer\n" + kKeys + kSso));
  EXPECT_EQ(std::get<NamedSource>(steps.first.way), NamedSource::kEcsContainer);
  ASSERT_EQ(steps.roles.size(), 1U);
  EXPECT_EQ(steps.roles[0].role.arn, "arn:role");
}

TEST(ProfileSteps, ARoleHasWhatItsProfileSays) {
  const auto steps = std::get<ProfileSteps>(
      steps_of("A",
               "[profile A]\nrole_arn = arn:role\nsource_profile = B\nrole_session_name = me\nexternal_id = x/1\n"
               "duration_seconds = 3600\nmfa_serial = arn:mfa\n[profile B]\n" +
                   kKeys));
  EXPECT_EQ(steps.first.profile, "B");
  ASSERT_EQ(steps.roles.size(), 1U);
  EXPECT_EQ(steps.roles[0].profile, "A");
  const Role& role = steps.roles[0].role;
  EXPECT_EQ(role.session_name, "me");
  EXPECT_EQ(role.external_id, "x/1");
  EXPECT_EQ(role.duration_seconds, "3600");
  EXPECT_EQ(role.mfa_serial, "arn:mfa");
}

TEST(ProfileSteps, ADurationThatIsNoNumberIsNotSetAsInTheAwsCli) {
  const auto steps = std::get<ProfileSteps>(
      steps_of("A", "[profile A]\nrole_arn = arn:role\ncredential_source = Environment\nduration_seconds = an hour\n"));
  EXPECT_EQ(steps.roles.at(0).role.duration_seconds, "");
}

TEST(ProfileSteps, KeysOfASourceProfileWinOverItsRole) {
  const auto steps = std::get<ProfileSteps>(
      steps_of("A",
               "[profile A]\nrole_arn = arn:A\nsource_profile = B\n[profile B]\nrole_arn = arn:B\n"
               "source_profile = C\n" +
                   kKeys));
  EXPECT_EQ(steps.first.profile, "B");
  EXPECT_EQ(steps.roles.size(), 1U);
}

TEST(ProfileSteps, ASourceProfileMayBeOfAnyKind) {
  const std::string role = "[profile A]\nrole_arn = arn:A\nsource_profile = B\n[profile B]\n";
  EXPECT_TRUE(std::holds_alternative<SsoRole>(std::get<ProfileSteps>(steps_of("A", role + kSso)).first.way));
  EXPECT_TRUE(std::holds_alternative<Process>(
      std::get<ProfileSteps>(steps_of("A", role + "credential_process = p\n")).first.way));
  EXPECT_TRUE(
      std::holds_alternative<Login>(std::get<ProfileSteps>(steps_of("A", role + "login_session = s\n")).first.way));
}

TEST(ProfileSteps, AProfileThatIsItsOwnSourceNeedsKeys) {
  const std::string itself = "[profile A]\nrole_arn = arn:A\nsource_profile = A\n";
  const auto steps = std::get<ProfileSteps>(steps_of("A", itself + kKeys));
  EXPECT_TRUE(std::holds_alternative<StaticKeys>(steps.first.way));
  EXPECT_EQ(steps.roles.size(), 1U);
  EXPECT_THAT(refusal(itself), HasSubstr("in a loop of source_profile: 'A' -> 'A'"));
}

TEST(ProfileSteps, ALoopNamesItsChain) {
  EXPECT_THAT(refusal("[profile A]\nrole_arn = a\nsource_profile = B\n[profile B]\nrole_arn = b\nsource_profile = C\n"
                      "[profile C]\nrole_arn = c\nsource_profile = A\n"),
              AllOf(HasSubstr("The profile 'C' is in a loop"), HasSubstr("'A' -> 'B' -> 'C' -> 'A'")));
}

TEST(ProfileSteps, AnUnknownCredentialSourceNamesTheKnownOnes) {
  EXPECT_THAT(refusal("[profile A]\nrole_arn = a\ncredential_source = environment\n"),
              AllOf(HasSubstr("'environment'"), HasSubstr("Environment, Ec2InstanceMetadata and EcsContainer")));
}

TEST(ProfileSteps, AKeyAndItsSecretStandInOneFile) {
  EXPECT_THAT(refusal("[profile A]\naws_secret_access_key = " + std::string(kSecret) + "\n",
                      "[A]\naws_access_key_id = AKIDEXAMPLE\n"),
              AllOf(HasSubstr("aws_access_key_id in ~/.aws/credentials"), HasSubstr("in the other file")));
}

TEST(ProfileSteps, ATokenOfTheOtherFileBelongsToOtherKeys) {
  const std::string token = "aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE\n";
  EXPECT_TRUE(way<StaticKeys>("[profile A]\n" + token, "[A]\n" + kKeys).keys.session_token.empty());
  const StaticKeys keys = way<StaticKeys>("", "[A]\naws_account_id = 111122223333\n" + kKeys + token);
  EXPECT_EQ(keys.keys.access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(keys.keys.secret_access_key.reveal(), kSecret);
  EXPECT_EQ(keys.keys.session_token.reveal(), "IQoJb3JpZ2luX2VjEXAMPLE");
  EXPECT_EQ(keys.account_id, "111122223333");
}

TEST(ProfileSteps, AnSsoSessionGivesWhatTheProfileLeavesOut) {
  const std::string profile =
      "[profile A]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n";
  const std::string session =
      "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n";
  const SsoRole role = way<SsoRole>(profile + session);
  EXPECT_EQ(role.session, "corp");
  EXPECT_EQ(role.region, "eu-west-1");
  EXPECT_EQ(role.start_url, "https://corp.awsapps.com/start");
  EXPECT_EQ(role.account_id, "111122223333");
  EXPECT_EQ(role.role_name, "Reader");
  EXPECT_EQ(way<SsoRole>(profile + "sso_region = eu-west-1\n" + session).region, "eu-west-1");
  EXPECT_THAT(refusal(profile + "sso_region = us-east-1\n" + session),
              HasSubstr("has another sso_region than its sso-session 'corp'"));
  EXPECT_THAT(refusal(profile + "[sso-session corp]\nsso_region = eu-west-1\n"), HasSubstr("lacks sso_start_url"));
  EXPECT_THAT(refusal(profile), AllOf(HasSubstr("the sso-session 'corp', which does not exist"),
                                      HasSubstr("~/.aws/config"), HasSubstr("aws configure sso")));
}

TEST(ProfileSteps, TheOldFormOfSsoNamesNoSession) {
  const SsoRole role = way<SsoRole>("[profile A]\n" + kSso);
  EXPECT_EQ(role.session, "");
  EXPECT_EQ(role.start_url, "https://corp.awsapps.com/start");
}

TEST(ProfileSteps, NothingOfUseIsNothing) {
  EXPECT_EQ(std::get<Nothing>(steps_of("A", "[profile A]\nregion = eu-west-1\nrole_arn =\n")).why,
            "the profile 'A' says nothing about who asks");
  EXPECT_EQ(std::get<Nothing>(steps_of("default", "")).why, "there is no profile 'default'");
  EXPECT_THAT(
      std::get<Nothing>(steps_of("A", "[profile A]\nsso_session = corp\n[sso-session corp]\nsso_region = x\n")).why,
      HasSubstr("takes sso_account_id and sso_role_name too"));
}

}  // namespace
}  // namespace awscost::credentials
