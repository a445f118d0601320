// Roles with mfa_serial: the AWS CLI's session, its file name and its expiry.
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
// The name that botocore 1.43 gives it (AssumeRoleCredentialFetcher).
constexpr const char* kFile = "/home/me/.aws/cli/cache/10305e9a72dd60a3503e62ab3d6d80ec29e7cae3.json";

// As the AWS CLI writes it, including its spelling of UTC.
std::string session(const std::string& end) {
  return R"({"Credentials": {"AccessKeyId": "ASIASESSION", "SecretAccessKey": ")" + std::string(kSecret) +
         R"(", "SessionToken": ")" + kToken + R"(", "Expiration": ")" + end +
         R"(", "AccountId": "111122223333"}, "AssumedRoleUser": {"Arn": "arn:aws:sts::111122223333:x"},
         "ResponseMetadata": {"HTTPStatusCode": 200}})";
}

TEST(MfaSession, ItsFileHasTheAwsClisName) {
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
  const MadeUpContext context(made_up);
  const Identity identity = from_role(kRole, {}, *context);
  EXPECT_EQ(identity.keys.access_key_id, "ASIASESSION");
  EXPECT_EQ(identity.keys.secret_access_key.reveal(), kSecret);
  EXPECT_EQ(identity.keys.session_token.reveal(), kToken);
  EXPECT_EQ(identity.expires_at, kStart + std::chrono::hours(1));
  EXPECT_EQ(identity.account_id, "111122223333");
  EXPECT_TRUE(made_up.requests.empty());
}

TEST(MfaSession, ExpiryNeedsBothClocks) {
  MadeUpWorld made_up;
  made_up.files[kFile] = session("2026-11-22T06:00:00UTC");
  const MadeUpContext context(made_up);
  (*context).world.clock_skew->learn("RequestExpired", kStart + std::chrono::hours(9), {kStart, kStart});
  EXPECT_EQ(from_mfa_session(kRole, *context).keys.access_key_id, "ASIASESSION");
}

TEST(MfaSession, AMissingOrExpiredOneIsAnErrorWithTheCommandThatStartsOne) {
  MadeUpWorld made_up({}, "[profile prod]\nregion = eu-west-1\n");
  const MadeUpContext context(made_up, "prod");
  const auto refusal = [&] { return thrown_by([&] { from_mfa_session(kRole, *context); }, {kSecret, kToken}); };
  EXPECT_THAT(refusal(), AllOf(HasSubstr("needs a code of 'arn:aws:iam::111122223333:mfa/me'"),
                               HasSubstr("has no session of the role in its cache"),
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
