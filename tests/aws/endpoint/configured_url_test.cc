// Which configured endpoint URL counts: AWS's published cases, and the cases that they leave out.
#include "connectors/aws/endpoint/configured_url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <optional>
#include <string>

#include "connectors/wire/call.h"
#include "tests/support/profile.h"
#include "tests/support/test_data.h"

namespace awscost::endpoint {
namespace {

namespace json = boost::json;
using support::profile_of;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kCases = "config/endpoint-url-precedence-tests.json";

std::string text(const json::object& object, std::string_view name) {
  return std::string(object.at(name).as_string());
}

// The suite's profiles and services as a config file.
std::string config_file(const json::object& suite) {
  std::string file;
  for (const auto& [name, properties] : suite.at("profiles").as_object()) {
    file += "[profile " + std::string(name) + "]\n";
    for (const auto& [key, value] : properties.as_object()) {
      file += std::string(key) + " = " + std::string(value.as_string()) + "\n";
    }
  }
  for (const auto& [name, services] : suite.at("services").as_object()) {
    file += "[services " + std::string(name) + "]\n";
    for (const auto& [service, lines] : services.as_object()) {
      file += std::string(service) + " =\n";
      for (const auto& [key, value] : lines.as_object()) {
        file += "  " + std::string(key) + " = " + std::string(value.as_string()) + "\n";
      }
    }
  }
  return file;
}

std::map<std::string, std::string> variables_of(const json::object& environment) {
  std::map<std::string, std::string> variables;
  for (const auto& [name, value] : environment) variables[name] = value.as_string();
  return variables;
}

// Why a case does not apply; empty where it does. SQL has no place for an argument in a program's code.
std::string reason_to_skip(const json::object& client_config) {
  std::string arguments;
  for (const auto& [name, value] : client_config) arguments += (arguments.empty() ? "" : ", ") + std::string(name);
  return arguments.empty() ? "" : "given in a program's code: " + arguments;
}

void check_case(const json::object& suite, const json::object& test) {
  const std::map<std::string, std::string> ids{{"s3", "S3"}, {"dynamodb", "DynamoDB"}};
  const json::object& environment = suite.at("environments").at(text(test, "environment")).as_object();
  const std::string service = text(test, "service");
  // The suite's client names the profile in code.
  const std::map<std::string, std::string> variables = variables_of(environment);
  const auto url = configured_url(ids.at(service), support::environment_of(variables),
                                  profile_of(variables, config_file(suite), "", text(test, "profile")));
  const std::string expected = text(test.at("output").as_object(), "endpointUrl");
  const std::string aws_own = "https://" + service + ".fake-region-10.amazonaws.com";
  EXPECT_EQ(url ? url->url : aws_own, expected);
}

TEST(EndpointUrlCases, ThoseWithoutArgumentsInCode) {
  const auto file = support::load_json(kCases);
  if (!file) GTEST_SKIP() << support::absent(kCases);
  int run = 0;
  int skipped = 0;
  for (const json::value& suite : file->at("testSuites").as_array()) {
    for (const json::value& value : suite.at("endpointUrlTests").as_array()) {
      const json::object& test = value.as_object();
      SCOPED_TRACE(text(test, "name"));
      const std::string reason = reason_to_skip(suite.at("client_configs").at(text(test, "client_config")).as_object());
      if (!reason.empty()) {
        ++skipped;
        std::cout << "does not apply, " << reason << ": " << text(test, "name") << "\n";
        continue;
      }
      ++run;
      check_case(suite.as_object(), test);
    }
  }
  EXPECT_EQ(run, 19);
  EXPECT_EQ(skipped, 20);
}

using Variables = std::map<std::string, std::string>;

std::string url(std::string_view sdk_id, const Variables& variables, const std::string& config = "",
                const std::string& asked_for = "") {
  const auto found =
      configured_url(sdk_id, support::environment_of(variables), profile_of(variables, config, "", asked_for));
  return found ? found->url + " from " + found->place : "none";
}

TEST(ConfiguredUrl, IsNamedAfterTheServiceId) {
  EXPECT_EQ(url("Cost Explorer", {{"AWS_ENDPOINT_URL_COST_EXPLORER", "http://x"}}),
            "http://x from AWS_ENDPOINT_URL_COST_EXPLORER");
  EXPECT_EQ(url("SSO-OIDC", {{"AWS_ENDPOINT_URL_SSO_OIDC", "http://x"}}), "http://x from AWS_ENDPOINT_URL_SSO_OIDC");
  EXPECT_EQ(url("DynamoDB", {{"AWS_ENDPOINT_URL_DYNAMODB", "http://x"}}), "http://x from AWS_ENDPOINT_URL_DYNAMODB");
}

TEST(ConfiguredUrl, TheServicesSectionUsesTheServiceIdToo) {
  const char* config =
      "[default]\nservices = local\nendpoint_url = http://all\n"
      "[services local]\ncost_explorer =\n  endpoint_url = http://ce\napi_gateway =\n  endpoint_url =\nsts = "
      "http://no\n";
  EXPECT_EQ(url("Cost Explorer", {}, config), "http://ce from endpoint_url below cost_explorer in [services local]");
  for (const char* other : {"API Gateway", "STS", "SSO"}) {
    EXPECT_EQ(url(other, {}, config), "http://all from endpoint_url of the profile 'default'") << other;
  }
}

TEST(ConfiguredUrl, AnEmptyVariableIsNotSet) {
  const Variables empty{{"AWS_ENDPOINT_URL", ""}, {"AWS_ENDPOINT_URL_STS", ""}};
  EXPECT_EQ(url("STS", empty), "none");
  EXPECT_EQ(url("STS", empty, "[default]\nendpoint_url = http://all"),
            "http://all from endpoint_url of the profile 'default'");
}

// As with `aws --profile`: only the environment's keys stop counting.
TEST(ConfiguredUrl, TheEnvironmentWinsOverAProfileAskedFor) {
  EXPECT_EQ(url("STS", {{"AWS_ENDPOINT_URL", "http://x"}}, "[profile prod]\nendpoint_url = http://y", "prod"),
            "http://x from AWS_ENDPOINT_URL");
}

TEST(ConfiguredUrl, IgnoringWorksFromEitherPlaceAndTheEnvironmentWins) {
  const char* config = "[default]\nendpoint_url = http://all\nignore_configured_endpoint_urls = TRUE";
  EXPECT_EQ(url("STS", {{"AWS_ENDPOINT_URL", "http://x"}}, config), "none");
  EXPECT_EQ(url("STS", {{"AWS_ENDPOINT_URL", "http://x"}, {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false"}}, config),
            "http://x from AWS_ENDPOINT_URL");
  EXPECT_EQ(url("STS", {{"AWS_ENDPOINT_URL", "http://x"}, {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "1"}}),
            "http://x from AWS_ENDPOINT_URL");
}

TEST(ConfiguredUrl, AMissingServicesSectionIsAnError) {
  const char* config = "[profile prod]\nservices = lcoal\n[services local]\nsts =\n endpoint_url = http://x\n";
  try {
    url("STS", {}, config, "prod");
    ADD_FAILURE() << "accepted";
  } catch (const wire::SendError& error) {
    EXPECT_FALSE(error.maybe_charged());
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("profile 'prod' has services = 'lcoal'"), HasSubstr("'/home/ada/.aws/config'"),
                      HasSubstr("Add it, or remove the line. Nothing was sent.")));
  }
}

// As in AWS's tools, it is read only where it would count.
TEST(ConfiguredUrl, AMissingServicesSectionThatDoesNotCountIsNotAnError) {
  EXPECT_EQ(url("STS", {{"AWS_ENDPOINT_URL", "http://x"}}, "[default]\nservices = lcoal"),
            "http://x from AWS_ENDPOINT_URL");
  EXPECT_EQ(url("STS", {{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}}, "[default]\nservices = lcoal"), "none");
}

}  // namespace
}  // namespace awscost::endpoint
