// The whole text of awscost_check, as a user sees it: in the sandbox, at a server that checks signatures, with keys that
// it does not know, with a wrong secret, with a clock that is wrong, and without any keys.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>
#include <string>
#include <vector>

#include "clean_environment.h"
#include "database.h"
#include "sandbox_server.h"

namespace awscost::golden {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kAccessKey = "AKIDEXAMPLE";
constexpr const char* kSecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

std::string check() {
  return Database(AWSCOST_BINARY_DIR "/awscost").told("SELECT awscost_check()");
}

void sign_in(const char* access_key = kAccessKey, const char* secret_key = kSecretKey) {
  setenv("AWS_ACCESS_KEY_ID", access_key, 1);
  setenv("AWS_SECRET_ACCESS_KEY", secret_key, 1);
}

// A server for this test, which the environment points at; the Region is one that Cost Explorer does not sign for.
class Served {
 public:
  explicit Served(const std::vector<std::string>& more = {})
      : server_(AWSCOST_BINARY_DIR "/awscost-sandbox", words(more)) {
    clean_environment();
    setenv("AWS_ENDPOINT_URL", server_.url().c_str(), 1);
    setenv("AWS_REGION", "us-east-1", 1);
    sign_in();
  }
  std::string without_port(const std::string& text) const {
    return std::regex_replace(text, std::regex(server_.url()), "http://127.0.0.1:PORT");
  }

 private:
  static std::vector<std::string> words(const std::vector<std::string>& more) {
    std::vector<std::string> all{"--now", "2026-11-21T10:30:00Z"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  SandboxServer server_;
};

TEST(SetupCheck, InTheSandbox) {
  ask_the_sandbox();
  EXPECT_EQ(check(), R"(connector      sandbox: an account made up in this process; nothing is sent or charged
profile        none is needed
credentials    none are needed
account        210987654321
principal      arn:aws:iam::210987654321:user/finops
region         none is set, which means us-east-1
endpoint       sandbox (seed 1)
clock          not compared: no answer told the time
budget         $1.00, of which this connection has spent $0.00; at most 100 requests a statement
writes         off: no statement changes anything at AWS
cache          off: each statement asks anew; SELECT awscost_config('cache', 'on') keeps answers
next           SELECT service, round(sum(unblended_cost), 2) AS usd FROM ce_cost_and_usage('service') WHERE )"
                     R"(period_start >= date('now', '-7 days') AND period_start < date('now') GROUP BY 1 ORDER BY )"
                     R"(sum(unblended_cost) DESC;)");
}

TEST(SetupCheck, OverSignedHttp) {
  const Served served;
  EXPECT_EQ(served.without_port(check()), R"(connector      aws: Cost Explorer charges $0.01 for each request and page
profile        none is named here: keys in the environment come first, then AWS_PROFILE, then default
credentials    the environment
account        210987654321
principal      arn:aws:iam::210987654321:user/finops
region         us-east-1
endpoint       http://127.0.0.1:PORT
clock          not compared: no answer told the time
budget         $1.00, of which this connection has spent $0.00; at most 100 requests a statement
writes         off: no statement changes anything at AWS
cache          off: each statement asks anew; SELECT awscost_config('cache', 'on') keeps answers
next           SELECT service, round(sum(unblended_cost), 2) AS usd FROM ce_cost_and_usage('service') WHERE )"
                                          R"(period_start >= date('now', '-7 days') AND period_start < date('now') )"
                                          R"(GROUP BY 1 ORDER BY sum(unblended_cost) DESC; That costs $0.01, and it )"
                                          R"(alone shows whether the policy allows ce:GetCostAndUsage and whether )"
                                          R"(Cost Explorer is switched on)");
}

TEST(SetupCheck, KeysThatAwsDoesNotKnow) {
  const Served served;
  sign_in("AKIDSOMEBODYELSE");
  EXPECT_THAT(
      check(),
      AllOf(HasSubstr("\ncredentials    the environment\n"),
            HasSubstr("\n! account      STS refused sts:GetCallerIdentity (HTTP 403, InvalidClientTokenId): The "
                      "security token included in the request is invalid. AWS does not know these keys"),
            HasSubstr("\nprincipal      not known without an answer of STS\n"),
            HasSubstr("\nnext           do what the line account says, then SELECT awscost_check() again")));
}

TEST(SetupCheck, AWrongSecretIsNotQuoted) {
  const Served served;
  sign_in(kAccessKey, "mistyped");
  EXPECT_THAT(check(), AllOf(HasSubstr("(HTTP 403, SignatureDoesNotMatch): The request signature we calculated"),
                             HasSubstr("the secret key does not belong to the access key"), Not(HasSubstr("Canonical")),
                             Not(HasSubstr("mistyped"))));
}

// A refusal tells AWS's time; the request is signed with it and sent again.
TEST(SetupCheck, AClockThatIsWrong) {
  const Served served({"--faults", "clock=-20m"});
  EXPECT_THAT(check(), AllOf(HasSubstr("\naccount        210987654321\n"),
                             testing::ContainsRegex("\nclock          1[12][0-9][0-9] seconds ahead of AWS's\\.")));
}

TEST(SetupCheck, AProxyInsteadOfSts) {
  const Served served({"--faults", "502*all"});
  setenv("AWS_MAX_ATTEMPTS", "1", 1);
  EXPECT_THAT(check(),
              AllOf(HasSubstr("\n! account      STS refused sts:GetCallerIdentity (HTTP 502, and the answer has "
                              "no error code). Check AWS_ENDPOINT_URL_STS"),
                    Not(HasSubstr("html"))));
}

TEST(SetupCheck, WithoutKeys) {
  clean_environment();
  EXPECT_THAT(check(),
              AllOf(HasSubstr("\n! credentials  No AWS credentials were found in "),
                    HasSubstr("\naccount        not known without credentials\n"), HasSubstr("\nbudget         $1.00"),
                    HasSubstr("SELECT awscost_config('connector', 'sandbox')")));
}

TEST(SetupCheck, WithWritesOn) {
  ask_the_sandbox();
  setenv("AWSCOST_WRITES", "on", 1);
  EXPECT_THAT(check(), HasSubstr("\nwrites         on: INSERT, UPDATE and DELETE change bill scenarios"));
}

}  // namespace
}  // namespace awscost::golden
