// Hosts of the sign-in services, for which there are no published cases. The expected hosts are read off their rule
// sets (endpoint-rule-set-1.json of sso, sso-oidc and signin; of signin, for operations outside the control plane).
#include <gtest/gtest.h>

#include <string>

#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/wire/call.h"

namespace awscost::endpoint {
namespace {

struct Hosts {
  const char* region;
  const char* plain;
  const char* fips;
  const char* dual_stack;
  const char* both;
};

void check(std::string_view service, const char* signing_name, const Hosts& hosts) {
  SCOPED_TRACE(std::string(service) + " in " + hosts.region);
  const auto host = [&](bool fips, bool dual_stack) {
    const Endpoint endpoint = endpoint_for(service, {.region = hosts.region, .fips = fips, .dual_stack = dual_stack});
    EXPECT_EQ(endpoint.signing_region, hosts.region);
    EXPECT_EQ(endpoint.signing_name, signing_name);
    return endpoint.url;
  };
  EXPECT_EQ(host(false, false), hosts.plain);
  EXPECT_EQ(host(true, false), hosts.fips);
  EXPECT_EQ(host(false, true), hosts.dual_stack);
  EXPECT_EQ(host(true, true), hosts.both);
}

TEST(SignInEndpoints, Sso) {
  for (const Hosts& hosts : {
           Hosts{"eu-west-3", "https://portal.sso.eu-west-3.amazonaws.com",
                 "https://portal.sso-fips.eu-west-3.amazonaws.com", "https://portal.sso.eu-west-3.api.aws",
                 "https://portal.sso-fips.eu-west-3.api.aws"},
           Hosts{"cn-north-1", "https://portal.sso.cn-north-1.amazonaws.com.cn",
                 "https://portal.sso-fips.cn-north-1.amazonaws.com.cn",
                 "https://portal.sso.cn-north-1.api.amazonwebservices.com.cn",
                 "https://portal.sso-fips.cn-north-1.api.amazonwebservices.com.cn"},
           Hosts{"us-gov-east-1", "https://portal.sso.us-gov-east-1.amazonaws.com",
                 "https://portal.sso.us-gov-east-1.amazonaws.com", "https://portal.sso.us-gov-east-1.api.aws",
                 "https://portal.sso-fips.us-gov-east-1.api.aws"},
           Hosts{"eusc-de-east-1", "https://portal.sso.eusc-de-east-1.amazonaws.eu",
                 "https://portal.sso-fips.eusc-de-east-1.amazonaws.eu",
                 "https://portal.sso.eusc-de-east-1.api.amazonwebservices.eu",
                 "https://portal.sso-fips.eusc-de-east-1.api.amazonwebservices.eu"},
       }) {
    check("sso", "awsssoportal", hosts);
  }
}

TEST(SignInEndpoints, SsoOidc) {
  for (const Hosts& hosts : {
           Hosts{"eu-west-3", "https://oidc.eu-west-3.amazonaws.com", "https://oidc-fips.eu-west-3.amazonaws.com",
                 "https://oidc.eu-west-3.api.aws", "https://oidc-fips.eu-west-3.api.aws"},
           Hosts{"cn-northwest-1", "https://oidc.cn-northwest-1.amazonaws.com.cn",
                 "https://oidc-fips.cn-northwest-1.amazonaws.com.cn",
                 "https://oidc.cn-northwest-1.api.amazonwebservices.com.cn",
                 "https://oidc-fips.cn-northwest-1.api.amazonwebservices.com.cn"},
           Hosts{"us-gov-west-1", "https://oidc.us-gov-west-1.amazonaws.com",
                 "https://oidc.us-gov-west-1.amazonaws.com", "https://oidc.us-gov-west-1.api.aws",
                 "https://oidc-fips.us-gov-west-1.api.aws"},
           Hosts{"us-isob-east-1", "https://oidc.us-isob-east-1.sc2s.sgov.gov",
                 "https://oidc-fips.us-isob-east-1.sc2s.sgov.gov", "https://oidc.us-isob-east-1.api.aws.scloud",
                 "https://oidc-fips.us-isob-east-1.api.aws.scloud"},
       }) {
    check("sso-oidc", "sso-oauth", hosts);
  }
}

TEST(SignInEndpoints, Signin) {
  for (const Hosts& hosts : {
           Hosts{"eu-west-3", "https://eu-west-3.signin.aws.amazon.com", "https://signin-fips.eu-west-3.amazonaws.com",
                 "https://signin.eu-west-3.api.aws", "https://signin-fips.eu-west-3.api.aws"},
           Hosts{"cn-north-1", "https://cn-north-1.signin.amazonaws.cn",
                 "https://signin-fips.cn-north-1.amazonaws.com.cn",
                 "https://signin.cn-north-1.api.amazonwebservices.com.cn",
                 "https://signin-fips.cn-north-1.api.amazonwebservices.com.cn"},
           Hosts{"us-gov-west-1", "https://us-gov-west-1.signin.amazonaws-us-gov.com",
                 "https://signin-fips.amazonaws-us-gov.com", "https://signin.us-gov-west-1.api.aws",
                 "https://signin-fips.us-gov-west-1.api.aws"},
           Hosts{"us-gov-east-1", "https://us-gov-east-1.signin.amazonaws-us-gov.com",
                 "https://us-gov-east-1.signin-fips.amazonaws-us-gov.com", "https://signin.us-gov-east-1.api.aws",
                 "https://signin-fips.us-gov-east-1.api.aws"},
       }) {
    check("signin", "signin", hosts);
  }
}

TEST(SignInEndpoints, SigninHasADomainInEachPartition) {
  const auto plain = [](const char* region) { return endpoint_for("signin", {.region = region}).url; };
  EXPECT_EQ(plain("eusc-de-east-1"), "https://eusc-de-east-1.signin.amazonaws-eusc.eu");
  EXPECT_EQ(plain("us-iso-west-1"), "https://us-iso-west-1.signin.c2shome.ic.gov");
  EXPECT_EQ(plain("us-isob-east-1"), "https://us-isob-east-1.signin.sc2shome.sgov.gov");
  EXPECT_EQ(plain("eu-isoe-west-1"), "https://eu-isoe-west-1.signin.csphome.adc-e.uk");
  EXPECT_EQ(plain("us-isof-south-1"), "https://us-isof-south-1.signin.csphome.hci.ic.gov");
}

// These hosts begin with the region, which must be one host label.
TEST(SignInEndpoints, ARegionCannotChooseAnotherHost) {
  for (const char* region : {"evil.example/", "evil.example?", "user:x@evil", "a b"}) {
    EXPECT_THROW(endpoint_for("signin", {.region = region}), wire::SendError) << region;
  }
}

TEST(SignInEndpoints, ACustomUrlIsUsedAsItIs) {
  for (const char* service : {"sso", "sso-oidc", "signin"}) {
    EXPECT_EQ(endpoint_for(service, {.region = "eu-west-3", .custom_url = "http://localhost:1/x"}).url,
              "http://localhost:1/x");
    EXPECT_THROW(endpoint_for(service, {.region = "eu-west-3", .fips = true, .custom_url = "http://localhost:1"}),
                 wire::SendError);
    EXPECT_THROW(endpoint_for(service, {.region = "eu-west-3", .dual_stack = true, .custom_url = "http://localhost:1"}),
                 wire::SendError);
  }
}

}  // namespace
}  // namespace awscost::endpoint
