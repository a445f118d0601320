// Hosts and signing regions: AWS's published cases, and the environment, profile and errors around them.
#include "connectors/aws/endpoint/endpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "connectors/wire/call.h"
#include "tests/support/profile.h"
#include "tests/support/test_data.h"

namespace awscost::endpoint {
namespace {

namespace json = boost::json;
using support::profile_of;
using testing::HasSubstr;

std::string text(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? "" : std::string(value->as_string());
}

bool flag(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->as_bool();
}

EndpointSettings settings_of(const json::object& params) {
  EndpointSettings settings{
      .region = text(params, "Region"), .fips = flag(params, "UseFIPS"), .dual_stack = flag(params, "UseDualStack")};
  if (params.contains("Endpoint")) settings.custom_url = text(params, "Endpoint");
  return settings;
}

// The signing region of a published case; one without means the client's region.
std::string signing_region(const json::object& endpoint, const std::string& region) {
  const json::value* properties = endpoint.if_contains("properties");
  if (properties == nullptr || !properties->as_object().contains("authSchemes")) return region;
  const json::object& scheme = properties->at("authSchemes").as_array().at(0).as_object();
  return scheme.contains("signingRegion") ? text(scheme, "signingRegion") : region;
}

// Our sentence for a published error.
std::string our_words(const std::string& published) {
  for (const char* words : {"FIPS and custom endpoint", "Dualstack and custom endpoint"}) {
    if (published.find(words) != std::string::npos) return words;
  }
  return "No AWS region is set";
}

std::string refusal(std::string_view service, const EndpointSettings& settings) {
  try {
    endpoint_for(service, settings);
  } catch (const wire::SendError& error) {
    EXPECT_FALSE(error.maybe_charged());
    return error.what();
  }
  return "accepted";
}

struct Published {
  const char* service;
  int cases;    // in the file
  int skipped;  // of them
};

void check_case(const char* service, const json::object& test) {
  SCOPED_TRACE(std::string(service) + ": " + text(test, "documentation"));
  const EndpointSettings settings =
      settings_of(test.contains("params") ? test.at("params").as_object() : json::object());
  const json::object& expected = test.at("expect").as_object();
  if (expected.contains("error")) {
    EXPECT_THAT(refusal(service, settings), HasSubstr(our_words(text(expected, "error"))));
    return;
  }
  const json::object& endpoint = expected.at("endpoint").as_object();
  const Endpoint ours = endpoint_for(service, settings);
  EXPECT_EQ(ours.url, text(endpoint, "url"));
  EXPECT_EQ(ours.signing_region, signing_region(endpoint, settings.region));
  EXPECT_EQ(ours.signing_name, service);
}

class PublishedEndpoints : public testing::TestWithParam<Published> {};

// Skipped: STS's UseGlobalEndpoint, a legacy mode (AWS_STS_REGIONAL_ENDPOINTS=legacy), which is not offered here.
TEST_P(PublishedEndpoints, HostAndSigningRegion) {
  const std::string name = std::string("endpoints/") + GetParam().service + ".json";
  const auto file = support::load_json(name);
  if (!file) GTEST_SKIP() << support::absent(name);
  int cases = 0;
  int skipped = 0;
  for (const json::value& test : file->at("testCases").as_array()) {
    ++cases;
    const json::value* params = test.as_object().if_contains("params");
    if (params != nullptr && flag(params->as_object(), "UseGlobalEndpoint")) {
      ++skipped;
      continue;
    }
    check_case(GetParam().service, test.as_object());
  }
  EXPECT_EQ(cases, GetParam().cases);
  EXPECT_EQ(skipped, GetParam().skipped);
}

INSTANTIATE_TEST_SUITE_P(Services, PublishedEndpoints,
                         testing::Values(Published{"ce", 26, 0}, Published{"bcm-pricing-calculator", 9, 0},
                                         Published{"apigateway", 43, 0}, Published{"sts", 69, 18}),
                         [](const auto& published) {
                           std::string name = published.param.service;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

Endpoint resolve(std::string_view service, std::map<std::string, std::string> variables, const std::string& region = "",
                 const std::string& config = "") {
  return resolve_endpoint(service, region, profile_of(std::move(variables), config));
}

// Source: the endpoint rule set of billing/2023-09-07.
TEST(Endpoint, BillingIsUnderTheDualStackSuffixInOnePartition) {
  const auto url = [](const char* region, std::map<std::string, std::string> variables = {}) {
    variables["AWS_REGION"] = region;
    return resolve("billing", std::move(variables)).url;
  };
  EXPECT_EQ(url("eu-west-3"), "https://billing.us-east-1.api.aws");
  EXPECT_EQ(url("eu-west-3", {{"AWS_USE_FIPS_ENDPOINT", "true"}}), "https://billing-fips.us-east-1.amazonaws.com");
  EXPECT_EQ(url("cn-north-1"), "https://billing.cn-northwest-1.amazonaws.com.cn");
  EXPECT_EQ(resolve("billing", {{"AWS_REGION", "eu-west-3"}}).signing_region, "us-east-1");
}

TEST(Endpoint, CostExplorerHasOneRegionPerPartition) {
  EXPECT_EQ(resolve("ce", {{"AWS_REGION", "eu-west-3"}}).url, "https://ce.us-east-1.amazonaws.com");
  EXPECT_EQ(resolve("ce", {{"AWS_REGION", "eu-west-3"}}).signing_region, "us-east-1");
  EXPECT_EQ(resolve("ce", {{"AWS_REGION", "cn-north-1"}}).url, "https://ce.cn-northwest-1.amazonaws.com.cn");
  EXPECT_EQ(resolve("ce", {{"AWS_REGION", "us-gov-east-1"}}).url, "https://ce.us-gov-west-1.amazonaws.com");
  EXPECT_EQ(resolve("bcm-pricing-calculator", {{"AWS_REGION", "cn-north-1"}}).url,
            "https://bcm-pricing-calculator.cn-northwest-1.api.amazonwebservices.com.cn");
}

TEST(Endpoint, AnUnknownRegionBelongsToTheCommercialPartition) {
  EXPECT_EQ(resolve("apigateway", {{"AWS_REGION", "xx-nowhere-7"}}).url,
            "https://apigateway.xx-nowhere-7.amazonaws.com");
  EXPECT_EQ(resolve("ce", {{"AWS_REGION", "us-isox-east-1"}}).signing_region, "us-east-1");
}

TEST(Endpoint, APseudoRegionBelongsToItsPartition) {
  EXPECT_EQ(resolve("ce", {{"AWS_REGION", "aws-global"}}).signing_region, "us-east-1");
  EXPECT_EQ(resolve("ce", {{"AWS_REGION", "aws-cn-global"}}).signing_region, "cn-northwest-1");
  EXPECT_EQ(resolve("ce", {{"AWS_REGION", "aws-iso-b-global"}}).signing_region, "us-isob-east-1");
}

TEST(Endpoint, RegionComesFromTheCallThenAwsRegionThenAwsDefaultRegion) {
  const std::map<std::string, std::string> both{{"AWS_REGION", "eu-west-1"}, {"AWS_DEFAULT_REGION", "eu-west-2"}};
  EXPECT_EQ(resolve("apigateway", both, "eu-west-3").signing_region, "eu-west-3");
  EXPECT_EQ(resolve("apigateway", both).signing_region, "eu-west-1");
  EXPECT_EQ(resolve("apigateway", {{"AWS_REGION", ""}, {"AWS_DEFAULT_REGION", "eu-west-2"}}).signing_region,
            "eu-west-2");
}

TEST(Endpoint, TheProfilesRegionComesLast) {
  const char* config = "[default]\nregion = eu-west-3";
  EXPECT_EQ(resolve("apigateway", {}, "", config).url, "https://apigateway.eu-west-3.amazonaws.com");
  EXPECT_EQ(resolve("apigateway", {{"AWS_DEFAULT_REGION", "eu-west-2"}}, "", config).signing_region, "eu-west-2");
  EXPECT_EQ(resolve("apigateway", {}, "eu-west-1", config).signing_region, "eu-west-1");
  EXPECT_EQ(resolve("ce", {}, "", "[default]\nregion = cn-north-1").signing_region, "cn-northwest-1");
}

TEST(Endpoint, AMissingRegionMeansUsEast1ButForApiGateway) {
  EXPECT_EQ(resolve("ce", {}).signing_region, "us-east-1");
  EXPECT_EQ(resolve("bcm-pricing-calculator", {}).url, "https://bcm-pricing-calculator.us-east-1.api.aws");
  EXPECT_EQ(resolve("sts", {}).url, "https://sts.us-east-1.amazonaws.com");
  EXPECT_EQ(resolve("ce", {{"AWS_ENDPOINT_URL", "http://localhost:1"}}).signing_region, "us-east-1");
  try {
    resolve("apigateway", {});
    ADD_FAILURE() << "accepted";
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("set AWS_REGION"), HasSubstr("WHERE region = 'eu-west-3'"),
                                             HasSubstr("region = eu-west-3 in the profile")));
  }
}

TEST(Endpoint, ACustomUrlIsSignedForTheClientsRegion) {
  const Endpoint endpoint =
      resolve("ce", {{"AWS_REGION", "eu-west-3"}, {"AWS_ENDPOINT_URL", "http://localhost:4566/x"}});
  EXPECT_EQ(endpoint.url, "http://localhost:4566/x");
  EXPECT_EQ(endpoint.signing_region, "eu-west-3");
  EXPECT_EQ(endpoint.signing_name, "ce");
}

TEST(Endpoint, AServiceNeedsARegionWhereADefaultWouldShowAnotherOnesData) {
  for (const char* service : {"apigateway", "sso", "sso-oidc", "signin"}) EXPECT_TRUE(needs_region(service)) << service;
  for (const char* service : {"ce", "bcm-pricing-calculator", "sts"}) EXPECT_FALSE(needs_region(service)) << service;
}

// The names are AWS's. A name that the profile's snapshot lacks would throw.
TEST(Endpoint, EachServiceHasItsOwnUrlVariable) {
  const std::map<std::string, std::string> urls{{"AWS_ENDPOINT_URL", "https://all.example"},
                                                {"AWS_ENDPOINT_URL_COST_EXPLORER", "https://ce.example"},
                                                {"AWS_ENDPOINT_URL_BCM_PRICING_CALCULATOR", "https://bcm.example"},
                                                {"AWS_ENDPOINT_URL_API_GATEWAY", "https://gateway.example"},
                                                {"AWS_ENDPOINT_URL_STS", "https://sts.example"},
                                                {"AWS_ENDPOINT_URL_SSO", "https://sso.example"},
                                                {"AWS_ENDPOINT_URL_SSO_OIDC", "https://oidc.example"},
                                                {"AWS_ENDPOINT_URL_SIGNIN", "https://signin.example"},
                                                {"AWS_REGION", "us-east-1"}};
  EXPECT_EQ(resolve("ce", urls).url, "https://ce.example");
  EXPECT_EQ(resolve("bcm-pricing-calculator", urls).url, "https://bcm.example");
  EXPECT_EQ(resolve("apigateway", urls).url, "https://gateway.example");
  EXPECT_EQ(resolve("sts", urls).url, "https://sts.example");
  EXPECT_EQ(resolve("sso", urls).url, "https://sso.example");
  EXPECT_EQ(resolve("sso-oidc", urls).url, "https://oidc.example");
  EXPECT_EQ(resolve("signin", urls).url, "https://signin.example");
}

TEST(Endpoint, AUrlMayComeFromTheProfile) {
  const char* config = "[default]\nregion = eu-west-3\nendpoint_url = http://localhost:4566\n";
  EXPECT_EQ(resolve("ce", {}, "", config).url, "http://localhost:4566");
  EXPECT_EQ(resolve("ce", {}, "", config).signing_region, "eu-west-3");
}

TEST(Endpoint, FlagsComeFromTheEnvironment) {
  EXPECT_EQ(resolve("ce", {{"AWS_USE_FIPS_ENDPOINT", "TRUE"}}).url, "https://ce-fips.us-east-1.amazonaws.com");
  EXPECT_EQ(resolve("ce", {{"AWS_USE_DUALSTACK_ENDPOINT", "true"}}).url, "https://ce.us-east-1.api.aws");
  EXPECT_EQ(resolve("ce", {{"AWS_USE_FIPS_ENDPOINT", "yes"}}).url, "https://ce.us-east-1.amazonaws.com");
}

TEST(Endpoint, FlagsMayComeFromTheProfile) {
  const char* fips = "[default]\nuse_fips_endpoint = true";
  EXPECT_EQ(resolve("ce", {}, "", fips).url, "https://ce-fips.us-east-1.amazonaws.com");
  EXPECT_EQ(resolve("ce", {{"AWS_USE_FIPS_ENDPOINT", "false"}}, "", fips).url, "https://ce.us-east-1.amazonaws.com");
  EXPECT_EQ(resolve("ce", {}, "", "[default]\nuse_dualstack_endpoint = True").url, "https://ce.us-east-1.api.aws");
}

TEST(Endpoint, AnErrorNamesTheFlagAndTheCustomUrl) {
  const char* config = "[default]\nuse_fips_endpoint = true\nendpoint_url = http://localhost:4566";
  try {
    resolve("ce", {}, "", config);
    ADD_FAILURE() << "accepted";
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("use_fips_endpoint in the profile"),
                                             HasSubstr("endpoint_url of the profile 'default'")));
  }
}

TEST(Endpoint, ARegionCannotChooseAnotherHost) {
  for (const char* region : {"evil.example/", "us-east-1.evil.example", "us east", "-x", "x-", "a\nb", "@evil"}) {
    EXPECT_THAT(refusal("apigateway", {.region = region}), HasSubstr("is not an AWS region")) << region;
  }
}

TEST(Endpoint, AnErrorDoesNotShowAWrongCustomUrl) {
  for (const char* url :
       {"https://user:hunter2@example.com", "https://example.com?x=hunter2", "hunter2", "ftp://hunter2"}) {
    const std::string sentence = refusal("ce", {.region = "us-east-1", .custom_url = url});
    EXPECT_THAT(sentence, testing::AllOf(HasSubstr("https://host[:port][/path]"), testing::Not(HasSubstr("hunter2"))));
  }
}

TEST(Endpoint, AnErrorNamesThePlaceOfAWrongCustomUrl) {
  try {
    resolve("ce", {}, "", "[default]\nservices = x\n[services x]\ncost_explorer =\n endpoint_url = hunter2");
    ADD_FAILURE() << "accepted";
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), testing::AllOf(HasSubstr("(endpoint_url below cost_explorer in [services x])"),
                                             testing::Not(HasSubstr("hunter2"))));
  }
}

TEST(Endpoint, AwsAnswersInItsOwnDomainsAlone) {
  for (const char* url :
       {"https://ce.us-east-1.amazonaws.com", "https://apigateway.cn-north-1.amazonaws.com.cn",
        "https://bcm-pricing-calculator.us-east-1.api.aws", "https://CE.us-east-1.amazonaws.com:8443/x",
        "https://vpce-0123456789abcdef0-a1b2c3d4.execute-api.eu-west-3.vpce.amazonaws.com"}) {
    EXPECT_TRUE(is_of_aws({.url = url})) << url;
  }
  for (const char* url : {"http://127.0.0.1:4566", "http://localhost:4566", "https://amazonaws.com.example.com",
                          "https://notamazonaws.com", "http://[::1]:80", "https://ce.example.com/amazonaws.com"}) {
    EXPECT_FALSE(is_of_aws({.url = url})) << url;
  }
}

TEST(Endpoint, AnUnknownServiceIsAnError) {
  EXPECT_THAT(refusal("s3", {.region = "us-east-1"}), HasSubstr("'s3' is not known"));
}

}  // namespace
}  // namespace awscost::endpoint
