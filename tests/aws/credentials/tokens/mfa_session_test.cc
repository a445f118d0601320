// Roles that ask for a code: the AWS CLI's session, found by its name and used while it lasts.
#include "connectors/aws/credentials/tokens/mfa_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/aws/credentials/made_up_world.h"
#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr const char* kToken = "IQoJb3JpZ2luX2VjEXAMPLE";

const Role kRole{.arn = "arn:aws:iam::111122223333:role/Reader", .mfa_serial = "arn:aws:iam::111122223333:mfa/me"};
// As botocore 1.43 names it (AssumeRoleCredentialFetcher).
constexpr const char* kFile = "/home/me/.aws/cli/cache/10305e9a72dd60a3503e62ab3d6d80ec29e7cae3.json";

// As the AWS CLI writes it, its spelling of UTC included.
std::string session(const std::string& end) {
  return R"({"Credentials": {"AccessKeyId": "ASIASESSION", "SecretAccessKey": ")" + std::string(kSecret) +
         R"(", "SessionToken": ")" + kToken + R"(", "Expiration": ")" + end +
         R"(", "AccountId": "111122223333"}, "AssumedRoleUser": {"Arn": "arn:aws:sts::111122223333:x"},
         "ResponseMetadata": {"HTTPStatusCode": 200}})";
}

TEST(MfaSession, IsNamedAsTheAwsCliNamesIt) {
  EXPECT_EQ(cli_cache_key(kRole), "10305e9a72dd60a3503e62ab3d6d80ec29e7cae3");
  EXPECT_EQ(cli_cache_key({.arn = kRole.arn,
                           .session_name = "m\u00e9\t\"x\"\U0001F600\x7f",
                           .external_id = "a/b",
                           .duration_seconds = "3600",
                           .mfa_serial = kRole.mfa_serial}),
            "b1c4111dbf61942654ec8f7563cc569c4d176b4c");
}

TEST(MfaSession, IsUsedWithoutARequest) {
  MadeUpWorld made_up;
  made_up.files[kFile] = session("2026-11-22T06:00:00UTC");
  const MadeUpAsking asking(made_up);
  const Found found = from_role(kRole, {}, *asking);
  EXPECT_EQ(found.keys.access_key_id, "ASIASESSION");
  EXPECT_EQ(found.keys.secret_access_key.reveal(), kSecret);
  EXPECT_EQ(found.keys.session_token.reveal(), kToken);
  EXPECT_EQ(found.expires_at, kStart + std::chrono::hours(1));
  EXPECT_EQ(found.account_id, "111122223333");
  EXPECT_TRUE(made_up.requests.empty());
}

TEST(MfaSession, IsOverWhereBothClocksSaySo) {
  MadeUpWorld made_up;
  made_up.files[kFile] = session("2026-11-22T06:00:00UTC");
  const MadeUpAsking asking(made_up);
  (*asking).world.clock_skew->learn("RequestExpired", kStart + std::chrono::hours(9), {kStart, kStart});
  EXPECT_EQ(from_mfa_session(kRole, *asking).keys.access_key_id, "ASIASESSION");
}

TEST(MfaSession, ThatIsMissingOrOverNamesTheCommandThatStartsOne) {
  MadeUpWorld made_up({}, "[profile prod]\nregion = eu-west-1\n");
  const MadeUpAsking asking(made_up, "prod");
  const auto refusal = [&] { return told([&] { from_mfa_session(kRole, *asking); }, {kSecret, kToken}); };
  EXPECT_THAT(refusal(), AllOf(HasSubstr("asks for a code of 'arn:aws:iam::111122223333:mfa/me'"),
                               HasSubstr("has no session of it in its cache"),
                               HasSubstr("`aws sts get-caller-identity --profile prod`")));
  made_up.files[kFile] = session("2026-11-22T05:01:00UTC");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("ended at 2026-11-22T05:01:00Z"), HasSubstr("get-caller-identity")));
  made_up.files[kFile] = session("2026-11-22T05:01:01UTC");
  EXPECT_EQ(refusal(), "accepted");
  made_up.files[kFile] = "{\"Credentials\": \"" + std::string(kSecret) + "\"}";
  EXPECT_THAT(refusal(), HasSubstr("is damaged"));
  made_up.files[kFile] = kSecret;
  EXPECT_THAT(refusal(), HasSubstr("is damaged"));
}

}  // namespace
}  // namespace awscost::credentials
