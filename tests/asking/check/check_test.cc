// The check of the setup, line by line: what is right is told, what fails is a sentence with its cure, and the other
// lines follow.
#include "connectors/asking/check/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/check/in_sql.h"
#include "connectors/asking/question/reporter.h"
#include "sql/error.h"
#include "tests/asking/support/destined.h"

namespace awscost::check {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};  // 00:00:00
constexpr const char* kDate = "Sat, 21 Nov 2026 00:00:00 GMT";

std::string identity(const std::string& account) {
  return "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::" + account +
         ":user/ann</Arn><Account>" + account + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
}

wire::Reply refusal(const std::string& code) {
  return {.status = 403,
          .body = "<ErrorResponse><Error><Code>" + code + "</Code><Message>No</Message></Error></ErrorResponse>"};
}

// Fails for some services, each with its sentence.
class SomeFound : public asking::Resolver {
 public:
  explicit SomeFound(wire::Connector& connector) : connector_(connector) {}

  std::uint64_t revision() const override { return 1; }
  asking::Resolution resolve(std::span<const asking::Whom> whom, asking::Search, const sql::Interrupted&) override {
    asking::Resolution found;
    for (const asking::Whom& one : whom) {
      found.destinations.push_back(nullptr);
      found.failures.emplace_back();
      asked_for.push_back(one.profile);
      if (failures.contains(one.service)) {
        found.failures.back() = failures.at(one.service);
        continue;
      }
      auto destination = std::make_shared<asking::Destination>(test::destination_to(connector_, one));
      destination->region = "eu-west-3";
      destination->endpoint = "https://" + one.service + ".example.com";
      destination->credentials = "profile ann";
      found.destinations.back() = std::move(destination);
    }
    return found;
  }

  std::map<std::string, wire::Outcome> failures;  // by service
  std::vector<std::string> asked_for;             // profiles

 private:
  wire::Connector& connector_;
};

class OneAnswer : public asking::Sender {
 public:
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override {
    asking::Reporter reporter(answered, interrupted);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      sent.push_back(questions[i]);
      reporter.report(i, {.outcome = outcome});
    }
    reporter.end();
  }

  wire::Outcome outcome = wire::Reply{.status = 200, .headers = {{"Date", kDate}}, .body = identity("000123456789")};
  std::vector<asking::Question> sent;
};

class CheckTest : public testing::Test {
 protected:
  CheckTest()
      : settings_({.environment = [this](const char* name) -> std::optional<std::string> {
                     const auto found = variables_.find(name);
                     return found == variables_.end() ? std::nullopt : std::optional(found->second);
                   },
                   .read_file = [](const char*) { return std::nullopt; },
                   .clock = [] { return kNow; }}) {}

  std::string run(const std::string& profile = "") {
    const Parts parts{.settings = settings_,
                      .resolver = resolver_,
                      .sender = aws_,
                      .spent = [] { return asking::MicroDollars{20'000}; },
                      .cache_path = [this] { return settings_.path("cache_path"); },
                      .real_clock = [this] { return clock_; },
                      .interrupted = {}};
    return check(parts, profile);
  }

  // "name: text", or "! name: text" of a line that is marked.
  std::string line(const std::string& name, const std::string& profile = "") {
    std::istringstream lines(run(profile));
    for (std::string each; std::getline(lines, each);) {
      const std::string begin = each.substr(0, each.find(' ', 2));
      if (begin != name && begin != "! " + name) continue;
      return begin + ": " + each.substr(each.find_first_not_of(' ', begin.size()));
    }
    return "no line " + name;
  }

  void set(const char* name, const char* value) { settings_.set(settings::find_setting(name), std::string(value)); }

  std::map<std::string, std::string> variables_;
  std::chrono::sys_seconds clock_ = kNow;
  settings::Settings settings_;
  test::Nobody nobody_;
  SomeFound resolver_{nobody_};
  OneAnswer aws_;
};

TEST_F(CheckTest, AsksStsAloneWhoAsks) {
  run("prod");
  ASSERT_EQ(aws_.sent.size(), 1);
  const wire::Call& call = aws_.sent[0].call;
  EXPECT_EQ(call.service, "sts");
  EXPECT_EQ(call.method + " " + call.path, "POST /");
  EXPECT_EQ(call.body, "Action=GetCallerIdentity&Version=2011-06-15");
  EXPECT_EQ(call.price_usd, 0);
  EXPECT_FALSE(aws_.sent[0].may_be_kept);
  EXPECT_THAT(resolver_.asked_for, testing::Each("prod"));
}

TEST_F(CheckTest, TellsWhatIsRight) {
  EXPECT_EQ(line("profile"),
            "profile: none is named here: keys in the environment come first, then AWS_PROFILE, then default");
  EXPECT_EQ(line("credentials"), "credentials: profile ann");
  EXPECT_EQ(line("account"), "account: 000123456789");
  EXPECT_EQ(line("principal"), "principal: arn:aws:iam::000123456789:user/ann");
  EXPECT_EQ(line("region"), "region: eu-west-3");
  EXPECT_EQ(line("endpoint"), "endpoint: https://ce.example.com");
  EXPECT_EQ(line("clock"), "clock: agrees with AWS's");
  EXPECT_EQ(line("budget"),
            "budget: $1.00, of which this connection has spent $0.02; at most 100 requests a statement");
  EXPECT_THAT(line("next"), AllOf(StartsWith("next: SELECT service"), HasSubstr("$0.01")));
  EXPECT_THAT(run(), Not(HasSubstr("!")));
}

TEST_F(CheckTest, HasALineEachWithItsNameInAColumn) {
  aws_.outcome = refusal("ExpiredToken");
  EXPECT_THAT(run(), AllOf(StartsWith("connector      aws: Cost Explorer charges $0.01 for each request and page\n"
                                      "profile        none is named"),
                           HasSubstr("\n! account      STS refused")));
}

// A line that begins with "!" says what is wrong, and "next" what to do: no name and no answer may look like one.
TEST_F(CheckTest, NoTextMakesALineOfItsOwn) {
  const auto lines = [&](const std::string& profile) {
    const std::string all = run(profile);
    return std::count(all.begin(), all.end(), '\n');
  };
  const auto usual = lines("prod");
  EXPECT_EQ(lines("prod\n! next  DROP TABLE bill"), usual);
  aws_.outcome = wire::Reply{.status = 200, .body = identity("000123456789\nnext  DROP TABLE bill\n! budget none")};
  EXPECT_EQ(lines("prod"), usual);
}

TEST_F(CheckTest, SaysWhereTheProfileIsNamed) {
  EXPECT_EQ(line("profile", "prod"), "profile: prod, as awscost_check was asked");
  set("profile", "dev");
  EXPECT_EQ(line("profile"), "profile: dev, by the setting profile");
}

TEST_F(CheckTest, SaysWhatMayBeSpentChangedAndKept) {
  set("budget_daily", "5");
  set("budget_monthly", "50");
  EXPECT_THAT(line("budget"), HasSubstr("100 requests a statement, $5.00 a day, $50.00 a month"));
  EXPECT_EQ(line("writes"), "writes: off: no statement changes anything at AWS");
  set("writes", "on");
  EXPECT_THAT(line("writes"), HasSubstr("on: INSERT, UPDATE and DELETE change bill scenarios"));
  EXPECT_THAT(line("cache"), HasSubstr("private file"));
  set("cache_path", "/var/tmp/kept.db");
  EXPECT_EQ(line("cache"), "cache: on, in /var/tmp/kept.db");
  set("cache", "off");
  EXPECT_THAT(line("cache"), HasSubstr("off: each statement asks anew"));
}

TEST_F(CheckTest, ComparesTheClocks) {
  clock_ = kNow + std::chrono::seconds(30);
  EXPECT_EQ(line("clock"), "clock: agrees with AWS's");
  clock_ = kNow + std::chrono::seconds(400);
  EXPECT_THAT(line("clock"), HasSubstr("400 seconds ahead of AWS's"));
  clock_ = kNow - std::chrono::seconds(31);
  EXPECT_THAT(line("clock"), HasSubstr("31 seconds behind AWS's"));
  aws_.outcome = wire::Reply{.status = 200, .body = identity("000123456789")};
  EXPECT_EQ(line("clock"), "clock: not compared: no answer told the time");
  aws_.outcome = wire::SendError("No route.", false);
  EXPECT_EQ(line("clock"), "clock: not compared: no answer told the time");
}

TEST_F(CheckTest, WithoutCredentialsTellsTheRest) {
  const wire::SendError nobody("No AWS credentials were found. Nothing was sent.", false);
  resolver_.failures = {{"ce", nobody}, {"sts", nobody}, {"apigateway", nobody}};
  EXPECT_EQ(line("credentials"), "! credentials: No AWS credentials were found. Nothing was sent.");
  EXPECT_EQ(line("account"), "account: not known without credentials");
  EXPECT_EQ(line("principal"), "principal: not known without an answer of STS");
  EXPECT_EQ(line("region"), "region: not known without credentials");
  EXPECT_EQ(line("endpoint"), "endpoint: not known without credentials");
  EXPECT_THAT(line("budget"), HasSubstr("$1.00"));
  EXPECT_EQ(line("next"),
            "next: do what the line credentials says, then SELECT awscost_check() again. To look around without "
            "an account: SELECT awscost_config('connector', 'sandbox')");
  EXPECT_TRUE(aws_.sent.empty());
}

TEST_F(CheckTest, AWrongEndpointOfOneServiceIsThatServices) {
  resolver_.failures.emplace("ce", wire::SendError("The custom endpoint cannot be used.", false));
  EXPECT_EQ(line("account"), "account: 000123456789");
  EXPECT_EQ(line("endpoint"), "! endpoint: The custom endpoint cannot be used.");
  resolver_.failures = {};
  resolver_.failures.emplace("sts", wire::SendError("The custom endpoint of STS cannot be used.", false));
  EXPECT_EQ(line("credentials"), "credentials: profile ann");
  EXPECT_EQ(line("account"), "! account: The custom endpoint of STS cannot be used.");
  EXPECT_EQ(line("endpoint"), "endpoint: https://ce.example.com");
}

TEST_F(CheckTest, TellsThatApiGatewayNeedsARegion) {
  resolver_.failures.emplace("apigateway", wire::SendError("No AWS region is set.", false));
  EXPECT_EQ(line("region"),
            "region: eu-west-3 for Cost Explorer; none is set, and the tables of API Gateway need one: set "
            "AWS_REGION");
  EXPECT_THAT(run(), Not(HasSubstr("!"))) << "it may be right as it is";
}

TEST_F(CheckTest, ARefusalHasItsCure) {
  const std::vector<std::pair<const char*, const char*>> cures{
      {"InvalidClientTokenId", "AWS does not know these keys"},
      {"SignatureDoesNotMatch", "the secret key does not belong to the access key"},
      {"ExpiredToken", "sign in again"},
      {"RegionDisabledException", "Set AWS_REGION"}};
  for (const auto& [code, cure] : cures) {
    aws_.outcome = refusal(code);
    EXPECT_THAT(line("account"), AllOf(StartsWith("! account: STS refused sts:GetCallerIdentity (HTTP 403, "),
                                       HasSubstr(std::string(code) + "): No. "), HasSubstr(cure)));
    EXPECT_THAT(line("next"), StartsWith("next: do what the line account says"));
  }
}

TEST_F(CheckTest, WhatIsNotStsIsNotQuoted) {
  aws_.outcome = wire::Reply{.status = 502, .body = "<html>session=secret</html>"};
  EXPECT_THAT(run(), AllOf(HasSubstr("Check AWS_ENDPOINT_URL_STS"), Not(HasSubstr("secret"))));
  aws_.outcome = wire::Reply{.status = 200, .body = "<html>session=secret</html>"};
  EXPECT_THAT(run(), AllOf(HasSubstr("is not STS"), Not(HasSubstr("secret"))));
}

TEST_F(CheckTest, AWrongSettingIsItsLines) {
  variables_["AWSCOST_BUDGET"] = "lots";
  EXPECT_THAT(line("budget"), AllOf(StartsWith("! budget"), HasSubstr("AWSCOST_BUDGET")));
  EXPECT_EQ(line("account"), "account: 000123456789");
  variables_["AWSCOST_CONNECTOR"] = "moon";
  EXPECT_THAT(line("connector"), AllOf(StartsWith("! connector"), HasSubstr("AWSCOST_CONNECTOR")));
  EXPECT_THAT(line("next"), StartsWith("next: do what the line connector says"));
}

TEST_F(CheckTest, AnInterruptEndsIt) {
  aws_.outcome = sql::InterruptError(false);
  EXPECT_THROW(run(), sql::InterruptError);
  resolver_.failures.emplace("sts", sql::InterruptError(false));
  EXPECT_THROW(run(), sql::InterruptError);
}

TEST_F(CheckTest, TakesAProfilesName) {
  const sql::Function function = check_function({.settings = settings_,
                                                 .resolver = resolver_,
                                                 .sender = aws_,
                                                 .spent = [] { return asking::MicroDollars{0}; },
                                                 .cache_path = [] { return std::string(); },
                                                 .real_clock = [] { return kNow; },
                                                 .interrupted = {}});
  EXPECT_EQ(function.risk, sql::Risk::kDirectOnly);
  const std::vector<sql::Value> none;
  EXPECT_THAT(std::get<std::string>(function.call(none)), HasSubstr("000123456789"));
  for (const sql::Value& wrong : {sql::Value(), sql::Value(std::string()), sql::Value(std::int64_t{1})}) {
    EXPECT_THROW(function.call(std::vector<sql::Value>{wrong}), sql::Error);
  }
}

}  // namespace
}  // namespace awscost::check
