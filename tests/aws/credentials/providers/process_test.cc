// The process provider: how the command line is split into words, and what is read of the output.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/aws/credentials/process/program.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "tests/aws/credentials/provider_scene.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr const char* kToken = "IQoJb3JpZ2luX2VjEXAMPLE";

struct Printed : ProviderScene {
  std::vector<std::string> words;
  std::chrono::milliseconds limit{0};
  ProgramResult ended;

  explicit Printed(std::string output = {}) {
    secrets = {kSecret, kToken};
    ended.standard_output = std::move(output);
    run_program = [this](const std::vector<std::string>& given, std::chrono::milliseconds allowed,
                         const sql::Interrupted&) {
      words = given;
      limit = allowed;
      return ended;
    };
  }

  Identity identity(const std::string& command = "sign-in") {
    return without_secrets(ask([&](const ProviderContext& context) { return from_process(command, context); }));
  }
  std::string refused(const std::string& command = "sign-in") {
    return refusal([&](const ProviderContext& context) { return from_process(command, context); });
  }
};

std::string whole(const std::string& more = {}) {
  return std::string(R"({"Version": 1, "AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": ")") + kSecret + '"' + more +
         "}";
}

std::vector<std::string> words_of(const std::string& command) {
  Printed printed(whole());
  printed.identity(command);
  return printed.words;
}

// By the documentation of Python's shlex.split ("Parsing Rules", POSIX mode).
TEST(ProcessProvider, SplitsTheLineAsAShellWould) {
  EXPECT_THAT(words_of("  a  b\tc\nd "), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(words_of(R"("/opt/sign in" --user 'it is $HOME')"), ElementsAre("/opt/sign in", "--user", "it is $HOME"));
  EXPECT_THAT(words_of(R"(a"b c"'d e'f g)"), ElementsAre("ab cd ef", "g"));
  EXPECT_THAT(words_of(R"(a "" '')"), ElementsAre("a", "", ""));
  EXPECT_THAT(words_of(R"(a\ b \"c \\d \e)"), ElementsAre("a b", "\"c", "\\d", "e"));
  EXPECT_THAT(words_of(R"(a "\"b\" \\c \d \$e")"), ElementsAre("a", R"("b" \c \d \$e)"));
  EXPECT_THAT(words_of(R"(a '\b\'\''c')"), ElementsAre("a", R"(\b\'c)"));
  EXPECT_THAT(words_of("a * ~ $X #no comment"), ElementsAre("a", "*", "~", "$X", "#no", "comment"));
}

TEST(ProcessProvider, AnOpenQuoteIsAnError) {
  EXPECT_THAT(Printed(whole()).refused("a 'b"), HasSubstr("has a ' that is not closed"));
  EXPECT_THAT(Printed(whole()).refused("a \"b\\\""), HasSubstr("has a \" that is not closed"));
  EXPECT_THAT(Printed(whole()).refused("a b\\"), HasSubstr("ends with a backslash"));
  EXPECT_THAT(Printed(whole()).refused("  "), HasSubstr("names no program"));
  EXPECT_THAT(Printed(whole()).refused("'' a"), HasSubstr("names no program"));
}

TEST(ProcessProvider, WhatOnlyAShellExpandsIsAnError) {
  for (const char* command : {"~/bin/sign-in x", "$HOME/bin/sign-in"}) {
    EXPECT_THAT(Printed(whole()).refused(command), HasSubstr("runs without a shell: write the full path."));
  }
}

TEST(ProcessProvider, AProgramThatPrintsNothingIsQuotedFromItsStandardError) {
  Printed printed(" \n");
  printed.ended.standard_error = "run sign-in --login first";
  EXPECT_THAT(printed.refused(),
              HasSubstr("credential_process ('sign-in') printed nothing: run sign-in --login first."));
}

TEST(ProcessProvider, ReadsAllMembersOfTheOutput) {
  const Identity identity = Printed(whole(std::string(R"(, "SessionToken": ")") + kToken +
                                          R"(", "Expiration": "2026-11-22T06:00:00Z", "AccountId": "123456789012")"))
                                .identity();
  EXPECT_EQ(identity.keys.access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(identity.keys.secret_access_key.reveal(), kSecret);
  EXPECT_EQ(identity.keys.session_token.reveal(), kToken);
  EXPECT_EQ(identity.expires_at, at("2026-11-22T06:00:00Z"));
  EXPECT_EQ(identity.account_id, "123456789012");
  EXPECT_EQ(identity.source, "credential_process");
  EXPECT_FALSE(identity.from_instance);
}

TEST(ProcessProvider, WithoutExpirationKeysDoNotExpire) {
  const Identity identity = Printed(whole()).identity();
  EXPECT_EQ(identity.expires_at, std::nullopt);
  EXPECT_TRUE(identity.keys.session_token.empty());
  EXPECT_EQ(identity.account_id, "");
}

TEST(ProcessProvider, TheVersionMustBeOne) {
  const std::string rest = std::string(R"("AccessKeyId": "AKID", "SecretAccessKey": ")") + kSecret + "\"}";
  EXPECT_THAT(Printed("{" + rest).refused(), HasSubstr("lacks 'Version'"));
  for (const char* version : {"2", "\"1\"", "null", "1.5"}) {
    EXPECT_THAT(Printed(std::string("{\"Version\": ") + version + ", " + rest).refused(),
                HasSubstr("a 'Version' other than 1"));
  }
}

TEST(ProcessProvider, AnErrorNamesWhatIsMissing) {
  EXPECT_THAT(Printed(R"({"Version": 1})").refused(), HasSubstr("lacks 'AccessKeyId' and 'SecretAccessKey'"));
  EXPECT_THAT(
      Printed(std::string(R"({"Version": 1, "AccessKeyId": "", "SecretAccessKey": ")") + kSecret + "\"}").refused(),
      HasSubstr("lacks 'AccessKeyId'."));
}

TEST(ProcessProvider, ExpiredKeysAreAnError) {
  Printed may_hold(whole(R"(, "Expiration": "2026-11-22T05:00:01Z")"));
  may_hold.aws_is_ahead = std::chrono::hours(9);
  EXPECT_EQ(may_hold.identity().keys.access_key_id, "AKIDEXAMPLE")
      << "only the corrected clock says that they have expired";
  EXPECT_THAT(Printed(whole(R"(, "Expiration": "2026-11-22T05:00:00Z")")).refused(),
              HasSubstr("expired at 2026-11-22T05:00:00Z"));
  EXPECT_THAT(Printed(whole(R"(, "Expiration": "tomorrow")")).refused(), HasSubstr("'Expiration' that is not a time"));
  EXPECT_THAT(Printed(whole(R"(, "Expiration": 5)")).refused(), HasSubstr("'Expiration' that is not a time"));
}

TEST(ProcessProvider, AFailureShowsStandardErrorAndNeverStandardOutput) {
  Printed printed(whole());
  printed.ended.exit_code = 7;
  printed.ended.standard_error = "no\x1b[31m session\n\n  run: sign-in\xff\n" + std::string(2000, 'x');
  const std::string refused = printed.refused("/opt/sign-in --password hunter2");
  EXPECT_THAT(refused,
              AllOf(HasSubstr("credential_process ('/opt/sign-in') ended with exit code 7: no [31m session "
                              "run: sign-in\\xff xxx"),
                    HasSubstr("xxx"), HasSubstr("..."), Not(HasSubstr("hunter2")), Not(HasSubstr("AKIDEXAMPLE"))));
  EXPECT_LT(refused.size(), 700U);
}

TEST(ProcessProvider, AnErrorNamesTheSignalThatEndedTheProgram) {
  Printed printed(whole());
  printed.ended.exit_code = 128 + 9;
  printed.ended.signal = 9;
  printed.ended.standard_error = "no memory";
  EXPECT_THAT(printed.refused("sign-in"),
              HasSubstr("credential_process ('sign-in') was ended by signal 9 (Killed): no memory."));
  printed.ended.signal = 63;
  EXPECT_THAT(printed.refused("sign-in"), HasSubstr("was ended by signal 63: no memory."));
  // A shell reports the signal of its own child as an exit code.
  printed.ended.signal = 0;
  EXPECT_THAT(printed.refused("sign-in"), HasSubstr("ended with exit code 137: no memory."));
}

// U+009B begins a terminal command, as ESC [ does. Other characters beyond ASCII stay.
TEST(ProcessProvider, StandardErrorCannotControlATerminal) {
  Printed printed(whole());
  printed.ended.exit_code = 1;
  printed.ended.standard_error =
      "caf\xC3\xA9 \xE2\x82\xAC\xC2\x9B"
      "31m\a\x7F\xE2\x82";
  EXPECT_THAT(printed.refused(), HasSubstr("exit code 1: caf\xC3\xA9 \xE2\x82\xAC 31m \\xe2\\x82. Nothing was sent."));
}

// Where the host takes the exit code, only standard error tells what went wrong.
TEST(ProcessProvider, AnErrorAboutTheOutputShowsStandardError) {
  Printed printed(std::string("oops ") + kSecret);
  printed.ended.standard_error = "not signed in";
  EXPECT_THAT(printed.refused(), HasSubstr("is not a JSON object: not signed in."));
  EXPECT_THAT(Printed("[1]").refused(), HasSubstr("is not a JSON object, and its standard error is empty"));
  EXPECT_THAT(Printed(whole() + "x").refused(), HasSubstr("is not a JSON object"));
}

TEST(ProcessProvider, TheTimeLimitIsARequestsAndAtLeastAMinute) {
  const auto limit_with = [](std::chrono::milliseconds total) {
    Printed printed(whole());
    printed.limits.total_timeout = total;
    printed.identity();
    return printed.limit;
  };
  EXPECT_EQ(limit_with(std::chrono::seconds(120)), std::chrono::seconds(120));
  EXPECT_EQ(limit_with(std::chrono::seconds(5)), std::chrono::seconds(60));
  EXPECT_EQ(limit_with(std::chrono::seconds(0)), std::chrono::hours(24));
}

TEST(ProcessProvider, RunsARealProgram) {
  ProviderScene scene;
  scene.run_program = &run_program;
  const Identity identity = scene.ask([](const ProviderContext& context) {
    return from_process(R"(printf '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "s"}' "AKID"EXAMPLE)",
                        context);
  });
  EXPECT_EQ(identity.keys.access_key_id, "AKIDEXAMPLE");
  EXPECT_THAT(scene.refusal(
                  [](const ProviderContext& context) { return from_process("sh -c 'echo no >&2; exit 2'", context); }),
              HasSubstr("('sh') ended with exit code 2: no."));
}

}  // namespace
}  // namespace awscost::credentials
