// The principal of each provider's identity: what keeps it, what changes it, and that no secret stands in it.
#include "connectors/aws/credentials/principal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "connectors/aws/signing/digest.h"
#include "tests/aws/credentials/chain_scene.h"

namespace awscost::credentials {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Principal, ValuesAreEncodedSoThatPartsStayApart) {
  EXPECT_EQ(principal("sso", {{"account", "111122223333"}, {"role", "Read & Only"}, {"session", ""}}),
            "sso account=111122223333 role=Read%20%26%20Only");
  EXPECT_NE(principal("role", {{"arn", "a over b"}}), principal_over(principal("role", {{"arn", "a"}}), "b"));
  EXPECT_NE(principal("key", {{"id", "a source=b"}}), principal("key", {{"id", "a"}, {"source", "b"}}));
  EXPECT_NE(principal("key", {{"id", "a%20b"}}), principal("key", {{"id", "a b"}}));
}

// The examples of the research that found the encoding.
TEST(AccountOfKey, IsReadFromThePresentForm) {
  EXPECT_EQ(account_of_key("ASIAY34FZKBOKMUTVV7A"), "609629065308");
  EXPECT_EQ(account_of_key("ASIAQNZGKIQY56JQ7WML"), "029608264753");
  EXPECT_EQ(account_of_key("AKIAQNZGKIQY56JQ7WML"), "029608264753");
}

TEST(AccountOfKey, IsEmptyForAnyOtherForm) {
  for (const char* key : {"", "AKIDEXAMPLE", "ASIAQNZGKIQY56JQ7WM", "ASIAQNZGKIQY56JQ7WMLX", "ASIAQNZGKIQY56JQ7W1L",
                          "asiaqnzgkiqy56jq7wml", "XXXXQNZGKIQY56JQ7WML", "ASIA7777777777777777"}) {
    EXPECT_EQ(account_of_key(key), "") << key;
  }
}

struct PrincipalTest : testing::Test, ChainScene {
  const std::vector<std::string> secrets = {secret,         "token of ", "metadata-token", "session-token", "jwt",
                                            "bearer-token", "sso-token", "hunter2",        "secret-path"};

  std::string of(const std::string& profile = {}) {
    const std::string text = identity(profile)->principal;
    EXPECT_NE(text, "");
    for (const std::string& hidden : secrets) EXPECT_THAT(text, Not(HasSubstr(hidden)));
    return text;
  }
  // What it is after the credentials have expired and were fetched again.
  std::string renewed(const std::string& profile = {}) {
    made_up.pass(std::chrono::hours(24));
    return of(profile);
  }
  void config(const std::string& text) { made_up.files["/home/me/.aws/config"] = text; }
  void prints(const std::string& access_key, const std::string& more = {}) {
    made_up.program = [=, this] {
      return ProgramResult{.standard_output = R"({"Version": 1, "AccessKeyId": ")" + access_key +
                                              R"(", "SecretAccessKey": ")" + secret +
                                              R"(", "SessionToken": "session-token")" + more + "}"};
    };
  }
  static std::string expiring(const std::string& end) { return R"(, "Expiration": ")" + end + "\""; }
};

TEST_F(PrincipalTest, OfStaticKeysItIsTheKeyAndItsPlace) {
  give_environment_keys();
  EXPECT_EQ(of(), "key id=AKENV source=environment");
  made_up.files["/home/me/.aws/credentials"] = keys_section("one", "AKONE") + keys_section("two", "AKTWO");
  config("[profile three]\naws_access_key_id = AKONE\naws_secret_access_key = " + secret + "\n");
  EXPECT_EQ(of("one"), "key id=AKONE source=credentials-file");
  EXPECT_EQ(of("two"), "key id=AKTWO source=credentials-file");
  EXPECT_EQ(of("three"), "key id=AKONE source=config-file");
}

TEST_F(PrincipalTest, TheProfilesNameDoesNotCount) {
  made_up.files["/home/me/.aws/credentials"] = keys_section("one", "AKONE") + keys_section("same", "AKONE");
  EXPECT_EQ(of("one"), of("same"));
}

TEST_F(PrincipalTest, OfARoleItIsTheArnOverTheSource) {
  give_role_profiles();
  made_up.answers(sts("AssumeRole", "AKROLE1"));
  made_up.answers(sts("AssumeRole", "AKROLE2", "2026-11-23T06:00:00Z"));
  const std::string before = of("prod");
  EXPECT_EQ(before, "role arn=arn:aws:iam::111122223333:role/Reader over key id=AKBASE source=credentials-file");
  EXPECT_EQ(renewed("prod"), before);
  EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE2");
}

TEST_F(PrincipalTest, AnotherRoleSessionSourceOrEndpointIsAnotherPrincipal) {
  give_role_profiles();
  std::vector<std::string> seen;
  const auto add = [&](const std::string& role) {
    made_up.answers(sts("AssumeRole", "AKROLE"));
    config("[profile prod]\n" + role);
    const std::string text = of("prod");
    EXPECT_THAT(seen, Not(testing::Contains(text)));
    seen.push_back(text);
  };
  add("role_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\n");
  add("role_arn = arn:aws:iam::444455556666:role/Reader\nsource_profile = base\n");
  add("role_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\nrole_session_name = me\n");
  add("role_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\nendpoint_url = "
      "http://127.0.0.1:4566\n");
  made_up.files["/home/me/.aws/credentials"] = keys_section("base", "AKOTHER");
  add("role_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\n");
}

TEST_F(PrincipalTest, RolesOverRolesNestTheirPrincipals) {
  made_up.files["/home/me/.aws/credentials"] = keys_section("base", "AKBASE");
  config(
      "[profile outer]\nrole_arn = arn:aws:iam::1:role/Outer\nsource_profile = inner\n"
      "[profile inner]\nrole_arn = arn:aws:iam::2:role/Inner\nsource_profile = base\n");
  made_up.answers(sts("AssumeRole", "AKINNER"));
  made_up.answers(sts("AssumeRole", "AKOUTER"));
  EXPECT_EQ(of("outer"),
            "role arn=arn:aws:iam::1:role/Outer over role arn=arn:aws:iam::2:role/Inner over key id=AKBASE "
            "source=credentials-file");
}

// The same key in two places is two principals, and one place's session is not handed out as the other's.
TEST_F(PrincipalTest, ACachedRoleKeepsTheSourceThatAssumedIt) {
  give_environment_keys();
  made_up.files["/home/me/.aws/credentials"] = keys_section("base", "AKENV");
  config(
      "[profile one]\nrole_arn = arn:r\nsource_profile = base\n"
      "[profile two]\nrole_arn = arn:r\ncredential_source = Environment\n");
  made_up.answers(sts("AssumeRole", "AKROLE1"));
  made_up.answers(sts("AssumeRole", "AKROLE2"));
  EXPECT_EQ(of("one"), "role arn=arn:r over key id=AKENV source=credentials-file");
  EXPECT_EQ(of("two"), "role arn=arn:r over key id=AKENV source=environment");
}

TEST_F(PrincipalTest, OfAnMfaSessionItIsTheRoleAndTheDevice) {
  config(
      "[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\n"
      "mfa_serial = arn:aws:iam::111122223333:mfa/me\n[profile base]\ncredential_process = /never/run\n");
  const auto session_of = [&](const std::string& key, const std::string& end) {
    made_up.files["/home/me/.aws/cli/cache/10305e9a72dd60a3503e62ab3d6d80ec29e7cae3.json"] =
        R"({"Credentials": {"AccessKeyId": ")" + key + R"(", "SecretAccessKey": ")" + secret +
        R"(", "SessionToken": "session-token", "Expiration": ")" + end + R"("}})";
  };
  session_of("ASIAONE", "2026-11-22T06:00:00Z");
  EXPECT_EQ(of("prod"), "role arn=arn:aws:iam::111122223333:role/Reader mfa=arn:aws:iam::111122223333:mfa/me");
  session_of("ASIATWO", "2026-11-24T06:00:00Z");
  EXPECT_EQ(renewed("prod"), "role arn=arn:aws:iam::111122223333:role/Reader mfa=arn:aws:iam::111122223333:mfa/me");
}

TEST_F(PrincipalTest, OfAWebIdentityItIsTheRoleAndTheTokensFile) {
  give_web_identity();
  made_up.answers(sts("AssumeRoleWithWebIdentity", "AKONE"));
  made_up.answers(sts("AssumeRoleWithWebIdentity", "AKTWO", "2026-11-23T06:00:00Z"));
  const std::string before = of();
  EXPECT_EQ(before, "web-identity role=arn:aws:iam::111122223333:role/Pod token_file=/token");
  made_up.files["/token"] = "jwt-two";
  EXPECT_EQ(renewed(), before);
  made_up.variables["AWS_ROLE_ARN"] = "arn:aws:iam::444455556666:role/Pod";
  made_up.answers(sts("AssumeRoleWithWebIdentity", "AKTHREE", "2026-11-24T06:00:00Z"));
  EXPECT_EQ(of(), "web-identity role=arn:aws:iam::444455556666:role/Pod token_file=/token");
}

TEST_F(PrincipalTest, OfAProcessItIsTheProgramAndTheCommandsDigest) {
  const std::string command = "/opt/sign-in --password hunter2";
  config("[profile p]\ncredential_process = " + command + "\n");
  prints("AKRUN1", expiring("2026-11-22T06:00:00Z"));
  const std::string before = of("p");
  EXPECT_EQ(before, "process program=/opt/sign-in command=" + signing::sha256_hexadecimal(command));
  prints("AKRUN2", expiring("2026-11-24T06:00:00Z"));
  EXPECT_EQ(renewed("p"), before);
  EXPECT_EQ(identity("p")->keys.access_key_id, "AKRUN2");
  config("[profile p]\ncredential_process = /opt/sign-in --password other\n");
  EXPECT_NE(of("p"), before);
}

// The command stays, and somebody signs in to another account.
TEST_F(PrincipalTest, AnotherAccountOfAProcessIsAnotherPrincipal) {
  config("[profile p]\ncredential_process = sign-in\n");
  prints("AKRUN", expiring("2026-11-22T06:00:00Z") + R"(, "AccountId": "111122223333")");
  const std::string first = of("p");
  EXPECT_THAT(first, HasSubstr(" account=111122223333"));
  prints("AKRUN", expiring("2026-11-23T06:00:00Z") + R"(, "AccountId": "444455556666")");
  EXPECT_THAT(renewed("p"), HasSubstr(" account=444455556666"));
  prints("ASIAY34FZKBOKMUTVV7A", expiring("2026-11-24T06:00:00Z"));
  EXPECT_THAT(renewed("p"), HasSubstr(" account=609629065308")) << "the key id tells it";
}

TEST_F(PrincipalTest, OfAContainerItIsItsUriAndItsAccount) {
  made_up.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:1338/secret-path";
  made_up.variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "bearer-token";
  const auto answer = [&](const std::string& key, const std::string& end, const std::string& account) {
    made_up.answers({.status = 200,
                     .body = R"({"AccessKeyId": ")" + key + R"(", "SecretAccessKey": ")" + secret +
                             R"(", "Token": "session-token", "Expiration": ")" + end +
                             R"(", "RoleArn": "arn:aws:iam::111122223333:role/Task", "AccountId": ")" + account +
                             "\"}"});
  };
  answer("AKONE", "2026-11-22T11:00:00Z", "111122223333");
  const std::string before = of();
  EXPECT_EQ(before, "container origin=http://127.0.0.1:1338 uri=" +
                        signing::sha256_hexadecimal("http://127.0.0.1:1338/secret-path") +
                        " role=arn:aws:iam::111122223333:role/Task account=111122223333");
  answer("AKTWO", "2026-11-23T11:00:00Z", "111122223333");
  EXPECT_EQ(renewed(), before);
  answer("AKTHREE", "2026-11-24T11:00:00Z", "444455556666");
  EXPECT_NE(renewed(), before);
  made_up.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:1339/secret-path";
  answer("AKONE", "2026-11-25T11:00:00Z", "111122223333");
  EXPECT_NE(of(), before);
}

TEST_F(PrincipalTest, OfAnInstanceItIsItsRoleAddressAndAccount) {
  give_instance("ASIAQNZGKIQY56JQ7WML");
  EXPECT_EQ(of(), "instance address=http://169.254.169.254 role=host-role account=029608264753");
  give_instance("ASIAQNZGKIQYQAAAAAAA");  // of the same account: only the end of the id has changed
  EXPECT_EQ(renewed(), "instance address=http://169.254.169.254 role=host-role account=029608264753");
  give_instance("ASIAY34FZKBOKMUTVV7A");
  EXPECT_EQ(renewed(), "instance address=http://169.254.169.254 role=host-role account=609629065308");
}

TEST_F(PrincipalTest, OfSsoItIsAccountRoleAndStartUrl) {
  const std::string profile =
      "sso_session = corp\nsso_role_name = Reader\n"
      "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n";
  made_up.files["/home/me/.aws/sso/cache/" + signing::sha1_hexadecimal("corp") + ".json"] =
      R"({"accessToken": "sso-token", "expiresAt": "2027-01-01T00:00:00Z"})";
  const auto answer = [&](const std::string& key, std::int64_t hours) {
    made_up.answers({.status = 200,
                     .body = R"({"roleCredentials": {"accessKeyId": ")" + key + R"(", "secretAccessKey": ")" + secret +
                             R"(", "sessionToken": "session-token", "expiration": )" +
                             std::to_string((kStart.time_since_epoch().count() + hours * 3600) * 1000) + "}}"});
  };
  config("[profile s]\nsso_account_id = 111122223333\n" + profile);
  answer("AKONE", 1);
  const std::string before = of("s");
  EXPECT_EQ(before,
            "sso account=111122223333 role=Reader start_url=https://corp.awsapps.com/start session=corp "
            "region=eu-west-1");
  answer("AKTWO", 30);
  EXPECT_EQ(renewed("s"), before);
  config("[profile s]\nsso_account_id = 444455556666\n" + profile);
  answer("AKTHREE", 30);
  EXPECT_NE(of("s"), before);
}

TEST_F(PrincipalTest, OfALoginItIsTheSessionAndItsAccount) {
  const std::string session = "arn:aws:iam::111122223333:user/ada";
  config("[profile l]\nlogin_session = " + session + "\n");
  const auto write = [&](const std::string& key, const std::string& end) {
    made_up.files["/home/me/.aws/login/cache/" + signing::sha256_hexadecimal(session) + ".json"] =
        R"({"accessToken": {"accessKeyId": ")" + key + R"(", "secretAccessKey": ")" + secret +
        R"(", "sessionToken": "session-token", "accountId": "111122223333", "expiresAt": ")" + end +
        R"("}, "refreshToken": "bearer-token"})";
  };
  write("ASIAONE", "2026-11-22T06:00:00Z");
  const std::string before = of("l");
  EXPECT_EQ(before, "login session=arn:aws:iam::111122223333:user/ada account=111122223333");
  write("ASIATWO", "2026-11-24T06:00:00Z");
  EXPECT_EQ(renewed("l"), before);
}

}  // namespace
}  // namespace awscost::credentials
