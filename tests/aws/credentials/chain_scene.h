// A provider chain in a made-up world, with what most tests put into that world.
//
//   give_role_profiles();
//   made_up.answers(sts("AssumeRole", "AKROLE"));
//   EXPECT_EQ(identity("prod")->keys.access_key_id, "AKROLE");
#pragma once

#include <memory>
#include <string>

#include "connectors/aws/credentials/provider_chain.h"
#include "tests/aws/credentials/made_up_world.h"
#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {

struct ChainScene {
  MadeUpWorld made_up{{{"AWS_REGION", "eu-west-1"}}};
  ProviderChain chain{made_up.world()};
  const sql::Interrupted never = [] { return false; };
  const std::string secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  SharedIdentity identity(const std::string& asked_for = {}) {
    return chain.resolve(made_up.profile(asked_for), never);
  }
  bool renews(const Identity& refused, const std::string& asked_for = {}) {
    return chain.renew(made_up.profile(asked_for), refused, never);
  }
  std::string refusal(const std::string& asked_for = {}) {
    return thrown_by([&] { identity(asked_for); }, {secret});
  }

  void give_environment_keys() {
    made_up.variables["AWS_ACCESS_KEY_ID"] = "AKENV";
    made_up.variables["AWS_SECRET_ACCESS_KEY"] = secret;
  }
  void give_web_identity() {
    made_up.variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/token";
    made_up.variables["AWS_ROLE_ARN"] = "arn:aws:iam::111122223333:role/Pod";
    made_up.files["/token"] = "jwt";
  }
  // Profile prod, a role over the keys of profile base.
  void give_role_profiles() {
    made_up.files["/home/me/.aws/credentials"] = keys_section("base", "AKBASE");
    made_up.files["/home/me/.aws/config"] =
        "[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/Reader\nsource_profile = base\n";
  }
  // The three answers of an instance's metadata service: token, role, keys.
  void give_instance(const std::string& access_key) {
    made_up.variables["AWS_EC2_METADATA_DISABLED"] = "false";
    made_up.answers({.status = 200, .body = "metadata-token"});
    made_up.answers({.status = 200, .body = "host-role"});
    made_up.answers({.status = 200,
                     .body = R"({"Code": "Success", "AccessKeyId": ")" + access_key + R"(", "SecretAccessKey": ")" +
                             secret + R"(", "Token": "t", "Expiration": "2026-11-22T11:00:00Z"})"});
  }

  std::string keys_section(const std::string& profile, const std::string& access_key) const {
    return "[" + profile + "]\naws_access_key_id = " + access_key + "\naws_secret_access_key = " + secret + "\n";
  }
  wire::Reply container_keys(const std::string& access_key) const {
    return {.status = 200,
            .body = R"({"AccessKeyId": ")" + access_key + R"(", "SecretAccessKey": ")" + secret +
                    R"(", "Token": "t", "Expiration": "2026-11-22T11:00:00Z"})"};
  }
  wire::Reply sts(const std::string& action, const std::string& access_key,
                  const std::string& end = "2026-11-22T06:00:00Z") const {
    return {.status = 200,
            .body = "<" + action + "Response><" + action + "Result><Credentials><AccessKeyId>" + access_key +
                    "</AccessKeyId><SecretAccessKey>" + secret + "</SecretAccessKey><SessionToken>token of " +
                    access_key + "</SessionToken><Expiration>" + end + "</Expiration></Credentials></" + action +
                    "Result></" + action + "Response>"};
  }
  static wire::Reply sts_refusal(const std::string& code) {
    return {.status = 403,
            .body = "<ErrorResponse><Error><Code>" + code + "</Code><Message>no</Message></Error></ErrorResponse>"};
  }

  // The access key that a request is signed with.
  static std::string signed_by(const http::Request& request) {
    const std::string authorization(wire::header({.headers = request.headers}, "Authorization"));
    const std::size_t begin = authorization.find("Credential=") + std::string("Credential=").size();
    return authorization.substr(begin, authorization.find('/', begin) - begin);
  }
};

}  // namespace awscost::credentials
