// What a profile says about who asks: the AWS CLI's order, chains of source profiles, and the errors in them.
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

std::variant<ProfileChain, NotConfigured> chain_of(const std::string& name, const std::string& config_file,
                                                   const std::string& credentials_file = {}) {
  return profile_chain(config::Config::parse(config_file, credentials_file, {"~/.aws/config", "~/.aws/credentials"}),
                       name);
}

// The settings of profile A, which has no roles.
template <class Settings>
Settings settings(const std::string& config_file, const std::string& credentials_file = {}) {
  auto chain = std::get<ProfileChain>(chain_of("A", config_file, credentials_file));
  EXPECT_TRUE(chain.roles.empty());
  EXPECT_EQ(chain.base.profile, "A");
  return std::get<Settings>(std::move(chain.base.settings));
}

std::string refusal(const std::string& config_file, const std::string& credentials_file = {}) {
  return thrown_by([&] { chain_of("A", config_file, credentials_file); }, {kSecret});
}

TEST(ProfileChain, ProvidersComeInTheOrderOfTheAwsCli) {
  std::string config = "[profile A]\n" + kKeys;
  EXPECT_EQ(settings<StaticKeys>(config).file, config::File::kConfig);
  config += "credential_process = /opt/sign-in --json\n";
  EXPECT_EQ(settings<ProcessCommand>(config).command, "/opt/sign-in --json");
  config += "login_session = arn:aws:iam::111122223333:user/ada\n";
  EXPECT_EQ(settings<LoginSession>(config).session, "arn:aws:iam::111122223333:user/ada");
  const std::string credentials = "[A]\n" + kKeys;
  EXPECT_EQ(settings<StaticKeys>(config, credentials).file, config::File::kCredentials);
  config += kSso;
  EXPECT_EQ(settings<SsoRole>(config, credentials).role_name, "Reader");
  config += "web_identity_token_file = /var/token\nrole_arn = arn:aws:iam::111122223333:role/Web\n";
  EXPECT_EQ(settings<WebIdentity>(config, credentials).token_file, "/var/token");
}

TEST(ProfileChain, ARoleWithASourceComesBeforeEverythingElse) {
  const auto chain = std::get<ProfileChain>(
      chain_of("A", "[profile A]\nrole_arn = arn:role\ncredential_source = EcsContainer\n" + kKeys + kSso));
  EXPECT_EQ(std::get<CredentialSource>(chain.base.settings), CredentialSource::kEcsContainer);
  ASSERT_EQ(chain.roles.size(), 1U);
  EXPECT_EQ(chain.roles[0].role.arn, "arn:role");
}

TEST(ProfileChain, ARoleHasTheSettingsOfItsProfile) {
  const auto chain = std::get<ProfileChain>(
      chain_of("A",
               "[profile A]\nrole_arn = arn:role\nsource_profile = B\nrole_session_name = me\nexternal_id = x/1\n"
               "duration_seconds = 3600\nmfa_serial = arn:mfa\n[profile B]\n" +
                   kKeys));
  EXPECT_EQ(chain.base.profile, "B");
  ASSERT_EQ(chain.roles.size(), 1U);
  EXPECT_EQ(chain.roles[0].profile, "A");
  const Role& role = chain.roles[0].role;
  EXPECT_EQ(role.session_name, "me");
  EXPECT_EQ(role.external_id, "x/1");
  EXPECT_EQ(role.duration_seconds, "3600");
  EXPECT_EQ(role.mfa_serial, "arn:mfa");
}

TEST(ProfileChain, TheAwsCliIgnoresADurationThatIsNotANumber) {
  const auto chain = std::get<ProfileChain>(
      chain_of("A", "[profile A]\nrole_arn = arn:role\ncredential_source = Environment\nduration_seconds = an hour\n"));
  EXPECT_EQ(chain.roles.at(0).role.duration_seconds, "");
}

TEST(ProfileChain, KeysOfASourceProfileWinOverItsRole) {
  const auto chain = std::get<ProfileChain>(
      chain_of("A",
               "[profile A]\nrole_arn = arn:A\nsource_profile = B\n[profile B]\nrole_arn = arn:B\n"
               "source_profile = C\n" +
                   kKeys));
  EXPECT_EQ(chain.base.profile, "B");
  EXPECT_EQ(chain.roles.size(), 1U);
}

TEST(ProfileChain, ASourceProfileMayBeOfAnyKind) {
  const std::string role = "[profile A]\nrole_arn = arn:A\nsource_profile = B\n[profile B]\n";
  EXPECT_TRUE(std::holds_alternative<SsoRole>(std::get<ProfileChain>(chain_of("A", role + kSso)).base.settings));
  EXPECT_TRUE(std::holds_alternative<ProcessCommand>(
      std::get<ProfileChain>(chain_of("A", role + "credential_process = p\n")).base.settings));
  EXPECT_TRUE(std::holds_alternative<LoginSession>(
      std::get<ProfileChain>(chain_of("A", role + "login_session = s\n")).base.settings));
}

TEST(ProfileChain, AProfileThatIsItsOwnSourceNeedsKeys) {
  const std::string itself = "[profile A]\nrole_arn = arn:A\nsource_profile = A\n";
  const auto chain = std::get<ProfileChain>(chain_of("A", itself + kKeys));
  EXPECT_TRUE(std::holds_alternative<StaticKeys>(chain.base.settings));
  EXPECT_EQ(chain.roles.size(), 1U);
  EXPECT_THAT(refusal(itself), HasSubstr("in a loop of source_profile: 'A' -> 'A'"));
}

TEST(ProfileChain, ALoopNamesItsChain) {
  EXPECT_THAT(refusal("[profile A]\nrole_arn = a\nsource_profile = B\n[profile B]\nrole_arn = b\nsource_profile = C\n"
                      "[profile C]\nrole_arn = c\nsource_profile = A\n"),
              AllOf(HasSubstr("The profile 'C' is in a loop"), HasSubstr("'A' -> 'B' -> 'C' -> 'A'")));
}

TEST(ProfileChain, AnUnknownCredentialSourceNamesTheKnownOnes) {
  EXPECT_THAT(refusal("[profile A]\nrole_arn = a\ncredential_source = environment\n"),
              AllOf(HasSubstr("'environment'"), HasSubstr("Write Environment, Ec2InstanceMetadata or EcsContainer.")));
}

TEST(ProfileChain, AKeyAndItsSecretStandInOneFile) {
  EXPECT_THAT(refusal("[profile A]\naws_secret_access_key = " + std::string(kSecret) + "\n",
                      "[A]\naws_access_key_id = AKIDEXAMPLE\n"),
              AllOf(HasSubstr("aws_access_key_id in ~/.aws/credentials"), HasSubstr("in the other file")));
}

TEST(ProfileChain, ATokenOfTheOtherFileBelongsToOtherKeys) {
  const std::string token = "aws_session_token = IQoJb3JpZ2luX2VjEXAMPLE\n";
  EXPECT_TRUE(settings<StaticKeys>("[profile A]\n" + token, "[A]\n" + kKeys).keys.session_token.empty());
  const StaticKeys keys = settings<StaticKeys>("", "[A]\naws_account_id = 111122223333\n" + kKeys + token);
  EXPECT_EQ(keys.keys.access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(keys.keys.secret_access_key.reveal(), kSecret);
  EXPECT_EQ(keys.keys.session_token.reveal(), "IQoJb3JpZ2luX2VjEXAMPLE");
  EXPECT_EQ(keys.account_id, "111122223333");
}

TEST(ProfileChain, AnSsoSessionFillsInWhatTheProfileLeavesOut) {
  const std::string profile =
      "[profile A]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n";
  const std::string session =
      "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n";
  const SsoRole role = settings<SsoRole>(profile + session);
  EXPECT_EQ(role.session, "corp");
  EXPECT_EQ(role.region, "eu-west-1");
  EXPECT_EQ(role.start_url, "https://corp.awsapps.com/start");
  EXPECT_EQ(role.account_id, "111122223333");
  EXPECT_EQ(role.role_name, "Reader");
  EXPECT_EQ(settings<SsoRole>(profile + "sso_region = eu-west-1\n" + session).region, "eu-west-1");
  EXPECT_THAT(refusal(profile + "sso_region = us-east-1\n" + session),
              HasSubstr("has another sso_region than its sso-session 'corp'"));
  EXPECT_THAT(refusal(profile + "[sso-session corp]\nsso_region = eu-west-1\n"), HasSubstr("lacks sso_start_url"));
  EXPECT_THAT(refusal(profile), AllOf(HasSubstr("the sso-session 'corp', which does not exist"),
                                      HasSubstr("~/.aws/config"), HasSubstr("aws configure sso")));
}

TEST(ProfileChain, TheOldFormOfSsoNamesNoSession) {
  const SsoRole role = settings<SsoRole>("[profile A]\n" + kSso);
  EXPECT_EQ(role.session, "");
  EXPECT_EQ(role.start_url, "https://corp.awsapps.com/start");
}

TEST(ProfileChain, AProfileWithoutCredentialsIsNotConfigured) {
  EXPECT_EQ(std::get<NotConfigured>(chain_of("A", "[profile A]\nregion = eu-west-1\nrole_arn =\n")).reason,
            "the profile 'A' names no credentials");
  EXPECT_EQ(std::get<NotConfigured>(chain_of("default", "")).reason, "there is no profile 'default'");
  EXPECT_THAT(
      std::get<NotConfigured>(chain_of("A", "[profile A]\nsso_session = corp\n[sso-session corp]\nsso_region = x\n"))
          .reason,
      HasSubstr("for keys, add sso_account_id and sso_role_name"));
}

}  // namespace
}  // namespace awscost::credentials
