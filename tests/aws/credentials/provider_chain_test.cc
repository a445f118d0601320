// The provider chain as a whole: its order, its cache, and its errors.
#include "connectors/aws/credentials/provider_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connectors/aws/endpoint/endpoint.h"
#include "tests/aws/credentials/chain_scene.h"
#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct ProviderChainTest : testing::Test, ChainScene {};

TEST_F(ProviderChainTest, TheFirstConfiguredProviderDecides) {
  give_environment_keys();
  made_up.files["/home/me/.aws/credentials"] = keys_section("default", "AKFILE");
  made_up.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/creds";
  EXPECT_EQ(identity()->source, "the environment");
  made_up.variables.erase("AWS_ACCESS_KEY_ID");
  made_up.variables.erase("AWS_SECRET_ACCESS_KEY");
  EXPECT_EQ(identity()->source, "profile default: keys in the credentials file");
  EXPECT_TRUE(made_up.requests.empty());
  made_up.files["/home/me/.aws/credentials"].clear();
  give_web_identity();
  made_up.answers(sts("AssumeRoleWithWebIdentity", "AKWEB"));
  EXPECT_THAT(identity()->source, HasSubstr("with the web identity in /token"));
  made_up.variables.erase("AWS_WEB_IDENTITY_TOKEN_FILE");
  made_up.answers(container_keys("AKCONTAINER"));
  EXPECT_THAT(identity()->source, HasSubstr("container"));
  made_up.variables.erase("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  give_instance("AKINSTANCE");
  const auto last = identity();
  EXPECT_EQ(last->keys.access_key_id, "AKINSTANCE");
  EXPECT_TRUE(last->from_instance);
}

TEST_F(ProviderChainTest, AwsProfileDoesNotHideKeysInTheEnvironment) {
  give_environment_keys();
  made_up.variables["AWS_PROFILE"] = "prod";
  made_up.files["/home/me/.aws/credentials"] = keys_section("prod", "AKPROD");
  EXPECT_EQ(identity()->keys.access_key_id, "AKENV");
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKPROD");
}

TEST_F(ProviderChainTest, AProfileThatTheStatementNamesBeatsTheEnvironment) {
  give_environment_keys();
  give_web_identity();
  made_up.files["/home/me/.aws/config"] = "[profile prod]\nregion = eu-west-1\n";
  EXPECT_THAT(refusal("prod"),
              AllOf(HasSubstr("the environment (left out, since the statement names the profile 'prod')"),
                    HasSubstr("the profile 'prod' names no credentials"),
                    HasSubstr("a web identity of the environment (left out")));
  EXPECT_TRUE(made_up.requests.empty());
}

TEST_F(ProviderChainTest, WithoutCredentialsTheErrorListsEveryProviderAndWhatToDo) {
  EXPECT_THAT(
      refusal(),
      AllOf(HasSubstr("No AWS credentials were found in the environment ("),
            HasSubstr("the environment (AWS_ACCESS_KEY_ID is not set)"),
            HasSubstr("config and credentials files (there is no profile 'default')"),
            HasSubstr("AWS_WEB_IDENTITY_TOKEN_FILE is not set"), HasSubstr("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"),
            HasSubstr("AWS_EC2_METADATA_DISABLED"), HasSubstr("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
            HasSubstr("`aws sso login`"), HasSubstr("WHERE profile = '...'"),
            HasSubstr("SELECT awscost_config('connector', 'sandbox')"), HasSubstr("AWSCOST_CONNECTOR=sandbox")));
}

TEST_F(ProviderChainTest, WhereOnlyNamedProfilesExistTheErrorListsThem) {
  made_up.files["/home/me/.aws/credentials"] = keys_section("prod", "AKPROD") + keys_section("dev", "AKDEV");
  EXPECT_THAT(refusal(), HasSubstr("there is no profile 'default'; the profiles there are: 'dev', 'prod'"));
}

TEST_F(ProviderChainTest, AProviderThatFailsEndsTheChain) {
  made_up.variables["AWS_ACCESS_KEY_ID"] = "AKENV";
  made_up.files["/home/me/.aws/credentials"] = keys_section("default", "AKFILE");
  EXPECT_THAT(refusal(), HasSubstr("AWS_SECRET_ACCESS_KEY is not"));
  made_up.variables.erase("AWS_ACCESS_KEY_ID");
  made_up.files["/home/me/.aws/credentials"].clear();
  give_web_identity();
  made_up.variables.erase("AWS_ROLE_ARN");
  give_instance("AKINSTANCE");
  EXPECT_THAT(refusal(), HasSubstr("AWS_WEB_IDENTITY_TOKEN_FILE is set in the environment but AWS_ROLE_ARN, "));
}

// The AWS CLI takes a file that it cannot read for empty. Only an instance's keys could then be anybody's.
TEST_F(ProviderChainTest, AFileThatCannotBeReadIsNoErrorBesideCredentialsThatAreNamed) {
  made_up.unreadable = "/home/me/.aws/credentials";
  give_instance("AKINSTANCE");
  EXPECT_THAT(refusal(), HasSubstr("The file /home/me/.aws/credentials cannot be read."));
  EXPECT_TRUE(made_up.requests.empty());
  EXPECT_THAT(refusal("prod"), AllOf(HasSubstr("the AWS profile 'prod'"), HasSubstr("credentials cannot be read.")));
  give_environment_keys();
  EXPECT_EQ(identity()->keys.access_key_id, "AKENV");
  made_up.variables.erase("AWS_ACCESS_KEY_ID");
  made_up.variables.erase("AWS_SECRET_ACCESS_KEY");
  made_up.files["/home/me/.aws/config"] = keys_section("default", "AKCONFIG");
  EXPECT_EQ(identity()->keys.access_key_id, "AKCONFIG");
}

TEST_F(ProviderChainTest, AWebIdentityOfTheEnvironmentUsesAwsRoleSessionName) {
  give_web_identity();
  made_up.variables["AWS_ROLE_SESSION_NAME"] = "pod-7";
  made_up.answers(sts("AssumeRoleWithWebIdentity", "AKWEB"));
  identity();
  EXPECT_THAT(made_up.requests.at(0).body, HasSubstr("&RoleSessionName=pod-7&"));
}

TEST_F(ProviderChainTest, ARoleOfAProfileIgnoresAwsRoleSessionName) {
  made_up.variables["AWS_ROLE_SESSION_NAME"] = "pod-7";
  give_role_profiles();
  made_up.answers(sts("AssumeRole", "AKROLE"));
  identity("prod");
  EXPECT_THAT(made_up.requests.at(0).body, HasSubstr("&RoleSessionName=awscost-1795323600"));
}

TEST_F(ProviderChainTest, ARoleIsAssumedOnceAndItsSourceNamesTheChain) {
  give_role_profiles();
  made_up.answers(sts("AssumeRole", "AKROLE"));
  EXPECT_EQ(identity("prod")->source,
            "profile prod: role arn:aws:iam::111122223333:role/Reader over profile base: keys in the credentials file");
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE");
  EXPECT_EQ(made_up.requests.size(), 1U);
}

TEST_F(ProviderChainTest, RolesAreAssumedOneAfterTheOther) {
  made_up.files["/home/me/.aws/config"] =
      "[profile a]\nrole_arn = arn:one\nsource_profile = b\n[profile b]\nrole_arn = arn:two\nsource_profile = base\n";
  made_up.files["/home/me/.aws/credentials"] = keys_section("base", "AKBASE");
  made_up.answers(sts("AssumeRole", "AKTWO"));
  made_up.answers(sts("AssumeRole", "AKONE"));
  EXPECT_EQ(identity("a")->keys.access_key_id, "AKONE");
  EXPECT_THAT(made_up.requests.at(0).body, HasSubstr("RoleArn=arn%3Atwo"));
  EXPECT_THAT(signed_by(made_up.requests.at(0)), "AKBASE");
  EXPECT_THAT(made_up.requests.at(1).body, HasSubstr("RoleArn=arn%3Aone"));
  EXPECT_THAT(signed_by(made_up.requests.at(1)), "AKTWO");
}

TEST_F(ProviderChainTest, AnEditedProfileHoldsAtOnce) {
  give_role_profiles();
  made_up.answers(sts("AssumeRole", "AKROLE"));
  identity("prod");
  std::string& config = made_up.files["/home/me/.aws/config"];
  config += "external_id = x/1\n";
  made_up.answers(sts("AssumeRole", "AKEDITED"));
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKEDITED");
  made_up.files["/home/me/.aws/credentials"] = keys_section("base", "AKOTHER");
  made_up.answers(sts("AssumeRole", "AKOVEROTHER"));
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKOVEROTHER");
  EXPECT_EQ(signed_by(made_up.requests.back()), "AKOTHER");
}

TEST_F(ProviderChainTest, ACachedIdentityHasTheSourceOfTheAskingProfile) {
  give_role_profiles();
  made_up.files["/home/me/.aws/config"] +=
      "[profile twin]\nrole_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\n";
  made_up.answers(sts("AssumeRole", "AKROLE"));
  identity("prod");
  EXPECT_THAT(identity("twin")->source, HasSubstr("profile twin: role"));
  EXPECT_EQ(made_up.requests.size(), 1U) << "one role over the same keys is one session";
}

TEST_F(ProviderChainTest, AnErrorNamesTheProfile) {
  give_role_profiles();
  made_up.answers(sts_refusal("AccessDenied"));
  EXPECT_THAT(refusal("prod"), HasSubstr("Profile 'prod': STS refused AssumeRole for the role 'arn:aws:iam::"));
  made_up.files["/home/me/.aws/credentials"].clear();
  made_up.files["/home/me/.aws/config"] += "[profile base]\ncredential_process = sign-in\n";
  EXPECT_THAT(refusal("prod"), HasSubstr("Profile 'base' (source of 'prod'): "));
}

TEST_F(ProviderChainTest, ACredentialSourceWithoutKeysIsAnError) {
  made_up.files["/home/me/.aws/config"] = "[profile prod]\nrole_arn = arn:r\ncredential_source = Environment\n";
  EXPECT_THAT(refusal("prod"), HasSubstr("Profile 'prod': credential_source = Environment gives no keys: "
                                         "AWS_ACCESS_KEY_ID is not set."));
  give_environment_keys();
  made_up.answers(sts("AssumeRole", "AKROLE"));
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE");
  EXPECT_EQ(signed_by(made_up.requests.at(0)), "AKENV");
}

TEST_F(ProviderChainTest, AContainerAndAnInstanceCanBeCredentialSources) {
  made_up.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/creds";
  made_up.files["/home/me/.aws/config"] =
      "[profile c]\nrole_arn = arn:c\ncredential_source = EcsContainer\n"
      "[profile i]\nrole_arn = arn:i\ncredential_source = Ec2InstanceMetadata\n";
  made_up.answers(container_keys("AKCONTAINER"));
  made_up.answers(sts("AssumeRole", "AKC"));
  EXPECT_EQ(identity("c")->keys.access_key_id, "AKC");
  EXPECT_EQ(signed_by(made_up.requests.back()), "AKCONTAINER");
  give_instance("AKINSTANCE");
  made_up.answers(sts("AssumeRole", "AKI"));
  const auto over_instance = identity("i");
  EXPECT_EQ(over_instance->keys.access_key_id, "AKI");
  EXPECT_TRUE(over_instance->from_instance) << "its region is known";
  EXPECT_EQ(signed_by(made_up.requests.back()), "AKINSTANCE");
}

TEST_F(ProviderChainTest, ARoleOverAnInstanceUsesTheStsOfItsRegion) {
  made_up.variables.erase("AWS_REGION");
  made_up.files["/home/me/.aws/config"] = "[profile i]\nrole_arn = arn:i\ncredential_source = Ec2InstanceMetadata\n";
  give_instance("AKINSTANCE");
  made_up.answers({.status = 200, .body = "token"});
  made_up.answers({.status = 200, .body = "cn-north-1"});
  made_up.answers(sts("AssumeRole", "AKI"));
  identity("i");
  EXPECT_EQ(made_up.requests.back().url, "https://sts.cn-north-1.amazonaws.com.cn/");
}

TEST_F(ProviderChainTest, AnMfaSessionNeedsNoSourceKeys) {
  made_up.files["/home/me/.aws/config"] =
      "[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\n"
      "mfa_serial = arn:aws:iam::111122223333:mfa/me\n[profile base]\ncredential_process = /never/run\n";
  made_up.files["/home/me/.aws/cli/cache/10305e9a72dd60a3503e62ab3d6d80ec29e7cae3.json"] =
      R"({"Credentials": {"AccessKeyId": "ASIASESSION", "SecretAccessKey": "s", "SessionToken": "t",
          "Expiration": "2026-11-22T06:00:00UTC"}})";
  const auto session = identity("prod");
  EXPECT_EQ(session->keys.access_key_id, "ASIASESSION");
  EXPECT_EQ(session->source, "profile prod: role arn:aws:iam::111122223333:role/Reader (the AWS CLI's session)");
}

// A computer that is not an instance: the address is silent until all other threads wait for the outcome.
class SilentInstance : public MadeUpWorld {
 public:
  static constexpr int kWaiting = 7;
  SilentInstance() { variables["AWS_EC2_METADATA_DISABLED"] = "false"; }

  wire::Reply exchange(const http::Request&, const http::Limits&, const sql::Interrupted&) override {
    if (!asked_.exchange(true)) started_.count_down();
    all_wait_.wait();
    throw wire::SendError("no route", false, wire::SendError::Cause::kNotReached);
  }
  void wait_for_start() { started_.wait(); }
  void one_waits() { all_wait_.count_down(); }

 private:
  std::atomic<bool> asked_ = false;
  std::latch started_{1};
  std::latch all_wait_{kWaiting};
};

TEST(ProviderChain, ThreadsThatWaitForASilentInstanceGetTheReasonToo) {
  SilentInstance silent;
  ProviderChain chain(silent.world());
  const auto ask = [&](const sql::Interrupted& interrupted) {
    return thrown_by([&] { chain.resolve(silent.profile(), interrupted); });
  };
  auto first = std::async(std::launch::async, [&] { return ask([] { return false; }); });
  silent.wait_for_start();
  std::vector<std::future<std::string>> others;
  for (int i = 0; i < SilentInstance::kWaiting; ++i) {
    others.push_back(std::async(std::launch::async, [&] {
      bool counted = false;
      return ask([&] {
        if (!std::exchange(counted, true)) silent.one_waits();
        return false;
      });
    }));
  }
  const std::string reason = first.get();
  EXPECT_THAT(reason, HasSubstr("no instance's metadata service answers (no route)"));
  for (auto& other : others) EXPECT_EQ(other.get(), reason);
}

TEST_F(ProviderChainTest, AnInstanceTellsItsRegionOnlyWhereItGaveTheKeys) {
  give_environment_keys();
  EXPECT_EQ(chain.region_of_instance(made_up.profile(), never), "");
  made_up.variables.erase("AWS_ACCESS_KEY_ID");
  made_up.variables.erase("AWS_SECRET_ACCESS_KEY");
  give_instance("AKINSTANCE");
  made_up.answers({.status = 200, .body = "token"});
  made_up.answers({.status = 200, .body = "eu-west-3"});
  EXPECT_EQ(chain.region_of_instance(made_up.profile(), never), "eu-west-3");
  const std::size_t requests = made_up.requests.size();
  EXPECT_EQ(chain.region_of_instance(made_up.profile(), never), "eu-west-3");
  EXPECT_EQ(made_up.requests.size(), requests) << "an instance stays where it is";
}

// As a scan holds it: everything around it changes, and the same credentials answer from the same place.
TEST_F(ProviderChainTest, AProfileServesAWholeScan) {
  give_environment_keys();
  made_up.variables["AWS_ENDPOINT_URL"] = "http://127.0.0.1:4566";
  made_up.variables["AWS_MAX_ATTEMPTS"] = "7";
  const config::Profile profile = made_up.profile();
  made_up.variables = {{"AWS_PROFILE", "other"}, {"AWS_REGION", "sa-east-1"}, {"HOME", "/elsewhere"}};
  made_up.files.clear();
  EXPECT_EQ(chain.resolve(profile, never)->keys.access_key_id, "AKENV");
  EXPECT_EQ(profile.region(""), "eu-west-1");
  EXPECT_EQ(endpoint::resolve_endpoint("ce", "", profile).url, "http://127.0.0.1:4566");
  EXPECT_EQ(profile.value("AWS_MAX_ATTEMPTS", "max_attempts"), "7");
}

TEST_F(ProviderChainTest, AProfilesRolesStayThoseOfItsFiles) {
  give_role_profiles();
  const config::Profile profile = made_up.profile("prod");
  made_up.files["/home/me/.aws/config"] = "[profile prod]\nrole_arn = arn:other\nsource_profile = base\n";
  made_up.files["/home/me/.aws/credentials"] = keys_section("base", "AKOTHER");
  made_up.answers(sts("AssumeRole", "AKROLE"));
  EXPECT_THAT(chain.resolve(profile, never)->principal, HasSubstr("role/Reader over key id=AKBASE"));
  EXPECT_EQ(signed_by(made_up.requests.at(0)), "AKBASE");
}

TEST_F(ProviderChainTest, ProvidersReadTheVariablesOfTheProfile) {
  made_up.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/before";
  const config::Profile profile = made_up.profile();
  made_up.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/after";
  made_up.variables["AWS_ACCESS_KEY_ID"] = "AKLATER";
  made_up.variables["AWS_SECRET_ACCESS_KEY"] = secret;
  made_up.answers(container_keys("AKCONTAINER"));
  EXPECT_EQ(chain.resolve(profile, never)->keys.access_key_id, "AKCONTAINER");
  EXPECT_EQ(made_up.requests.at(0).url, "http://169.254.170.2/before");
}

// One STS is AWS's, the other one an emulator's.
TEST_F(ProviderChainTest, TheCacheKeepsEndpointsApart) {
  give_role_profiles();
  made_up.files["/home/me/.aws/config"] +=
      "[profile elsewhere]\nrole_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\n"
      "endpoint_url = http://127.0.0.1:4566\n";
  made_up.answers(sts("AssumeRole", "AKROLE"));
  made_up.answers(sts("AssumeRole", "AKELSEWHERE"));
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE");
  EXPECT_EQ(identity("elsewhere")->keys.access_key_id, "AKELSEWHERE");
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE");
  ASSERT_EQ(made_up.requests.size(), 2U);
  EXPECT_EQ(made_up.requests[1].url, "http://127.0.0.1:4566/");
}

TEST_F(ProviderChainTest, TheCacheKeepsEndpointsOfWebIdentitiesApart) {
  give_web_identity();
  made_up.answers(sts("AssumeRoleWithWebIdentity", "AKONE"));
  made_up.answers(sts("AssumeRoleWithWebIdentity", "AKOTHER"));
  EXPECT_EQ(identity()->keys.access_key_id, "AKONE");
  made_up.variables["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:4566";
  EXPECT_EQ(identity()->keys.access_key_id, "AKOTHER");
}

}  // namespace
}  // namespace awscost::credentials
