// The published cases of role chains (smithy-rs, assume-role-tests.json): each gives its chain or its error.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "connectors/aws/credentials/profile/profile_chain.h"
#include "connectors/wire/call.h"
#include "tests/support/test_data.h"

namespace awscost::credentials {
namespace {

namespace json = boost::json;

// Their error, and ours. A profile without credentials is not an error here: the provider chain goes on.
const std::map<std::string, std::string> kOurWords = {
    {"profile must contain `source_profile`",
     "error: The profile 'A' has role_arn but no keys to assume the role with"},
    {"profile contained both source_profile and credential_source",
     "error: The profile 'A' has both source_profile and credential_source"},
    {"profile missing aws_secret_access_key",
     "error: The profile 'B' has aws_access_key_id in the config file, but aws_secret_access_key nowhere"},
    {"profile missing aws_access_key_id", "error: The profile 'B' has aws_secret_access_key but no aws_access_key_id"},
    {"profile `B` did not contain credential information",
     "error: The profile 'A' has source_profile = 'B', but the profile 'B' names no credentials"},
    {"profile `A` did not contain credential information", "nothing: the profile 'A' names no credentials"},
    {"could not find source profile B referenced from A",
     "error: The profile 'A' has source_profile = 'B', which is in neither"},
    {"No profiles were defined", "nothing: there is no profile 'A'"},
    {"profile formed an infinite loop", "error: The profile 'B' is in a loop of source_profile: 'A' -> 'B' -> 'A'"},
    {"`role_arn` was missing", "error: The profile 'A' has web_identity_token_file but no role_arn"},
    {"if `sso_role_name` is set, then `sso_account_id` must also be set",
     "error: The profile 'A' is set up for IAM Identity Center (SSO) but lacks sso_account_id."},
    {"if `sso_account_id` is set, then `sso_role_name` must also be set",
     "error: The profile 'A' is set up for IAM Identity Center (SSO) but lacks sso_role_name."},
    {"sso-session named `oops` (referenced by profile `A`) was not found",
     "nothing: the profile 'A' names no credentials, and its sso-session 'oops' does not exist"},
};

// Where the AWS CLI, which we follow, differs from the cases.
const std::map<std::string, std::string> kDiffer = {
    {"SSO token profile selected",
     "an sso_session without account and role gives a bearer token, no keys to sign with"},
    {"invalid SSO token configuration: sso_region must be in sso-session",
     "a bearer-token profile as well; with account and role, sso_region may stand in profile or sso-session"},
};

std::string sections(const json::object& input) {
  std::string text;
  const auto add = [&](const char* member, const std::string& kind) {
    if (!input.contains(member)) return;
    for (const auto& [name, properties] : input.at(member).as_object()) {
      text += "[" + kind + " " + std::string(name) + "]\n";
      for (const auto& [key, value] : properties.as_object()) {
        text += std::string(key) + " = " + json::value_to<std::string>(value) + "\n";
      }
    }
  };
  add("profiles", "profile");
  add("sso_sessions", "sso-session");
  return text;
}

void add(std::string& line, const char* name, std::string_view value) {
  if (!value.empty()) line += " " + std::string(name) + "=" + std::string(value);
}

std::string line_of(const ProviderSettings& settings) {
  std::string line;
  if (const auto* keys = std::get_if<StaticKeys>(&settings)) {
    line = "AccessKey";
    add(line, "access_key_id", keys->keys.access_key_id);
    add(line, "account_id", keys->account_id);
    add(line, "secret_access_key", keys->keys.secret_access_key.reveal());
  } else if (const auto* identity = std::get_if<WebIdentity>(&settings)) {
    line = "WebIdentityToken";
    add(line, "role_arn", identity->role_arn);
    add(line, "role_session_name", identity->session_name);
    add(line, "web_identity_token_file", identity->token_file);
  } else if (const auto* role = std::get_if<SsoRole>(&settings)) {
    line = "Sso";
    add(line, "sso_account_id", role->account_id);
    add(line, "sso_region", role->region);
    add(line, "sso_role_name", role->role_name);
    add(line, "sso_session", role->session);
    add(line, "sso_start_url", role->start_url);
  } else if (const auto* source = std::get_if<CredentialSource>(&settings)) {
    line = "NamedSource " + std::string(name_of(*source));
  }
  return line;
}

std::vector<std::string> ours(const std::string& config_file, const std::string& profile) {
  try {
    const auto result = profile_chain(config::Config::parse(config_file, ""), profile);
    if (const NotConfigured* missing = std::get_if<NotConfigured>(&result)) return {"nothing: " + missing->reason};
    const ProfileChain& chain = std::get<ProfileChain>(result);
    std::vector<std::string> lines = {line_of(chain.base.settings)};
    for (const RoleLink& link : chain.roles) {
      std::string line = "AssumeRole";
      add(line, "external_id", link.role.external_id);
      add(line, "role_arn", link.role.arn);
      add(line, "role_session_name", link.role.session_name);
      lines.push_back(line);
    }
    return lines;
  } catch (const wire::SendError& error) {
    return {std::string("error: ") + error.what()};
  }
}

std::vector<std::string> theirs(const json::array& chain) {
  std::vector<std::string> lines;
  for (const json::value& step : chain) {
    const auto& [kind, content] = *step.as_object().begin();
    std::string line(kind);
    if (content.is_string()) {
      lines.push_back(line + " " + json::value_to<std::string>(content));
      continue;
    }
    std::map<std::string, std::string> sorted;
    for (const auto& [name, value] : content.as_object()) sorted[name] = json::value_to<std::string>(value);
    for (const auto& [name, value] : sorted) add(line, name.c_str(), value);
    lines.push_back(line);
  }
  return lines;
}

TEST(AssumeRoleCases, EachGivesItsChainOrItsError) {
  const auto cases = support::load_json("config/assume-role-tests.json");
  if (!cases) GTEST_SKIP() << support::absent("config/assume-role-tests.json");
  EXPECT_EQ(cases->as_array().size(), 28U);
  std::size_t differing = 0;
  for (const json::value& one : cases->as_array()) {
    const std::string name = json::value_to<std::string>(one.at("docs"));
    SCOPED_TRACE(name);
    const json::object& input = one.at("input").as_object();
    const auto lines = ours(sections(input), json::value_to<std::string>(input.at("selected_profile")));
    if (const auto reason = kDiffer.find(name); reason != kDiffer.end()) {
      ++differing;
      std::cout << "left out: " << name << ": " << reason->second << "\n";
      EXPECT_THAT(lines, testing::ElementsAre(testing::StartsWith("nothing: the profile 'A' names no credentials")));
      continue;
    }
    const json::object& output = one.at("output").as_object();
    if (const json::value* chain = output.if_contains("ProfileChain")) {
      EXPECT_EQ(lines, theirs(chain->as_array()));
      continue;
    }
    const auto words = kOurWords.find(json::value_to<std::string>(output.at("Error")));
    ASSERT_NE(words, kOurWords.end());
    EXPECT_THAT(lines, testing::ElementsAre(testing::StartsWith(words->second)));
  }
  EXPECT_EQ(differing, kDiffer.size());
}

}  // namespace
}  // namespace awscost::credentials
