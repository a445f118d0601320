// The shared files beyond the published cases: the file of a value, services, sub-properties, damaged files.
#include "connectors/aws/config/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "connectors/wire/call.h"

namespace awscost::config {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using testing::StartsWith;

std::string value(const Properties* properties, std::string_view key) {
  if (properties == nullptr) return "no section";
  const auto property = properties->find(key);
  return property == properties->end() ? "no property" : property->second.value;
}

std::string refusal(std::string_view config_text, std::string_view credentials_text = "") {
  try {
    Config::parse(config_text, credentials_text, {"/home/ada/.aws/config", "/home/ada/.aws/credentials"});
  } catch (const wire::SendError& error) {
    EXPECT_FALSE(error.maybe_charged());
    return error.what();
  }
  return "accepted";
}

TEST(Config, APropertyKnowsItsFile) {
  const Config config = Config::parse("[profile prod]\nregion = eu-west-3\naws_access_key_id = AKIDCONFIG",
                                      "[prod]\naws_access_key_id = AKIDCREDENTIALS");
  const Properties* prod = config.profile("prod");
  ASSERT_NE(prod, nullptr);
  EXPECT_EQ(prod->at("region").file, File::kConfig);
  EXPECT_EQ(prod->at("aws_access_key_id").file, File::kCredentials);
  EXPECT_EQ(value(prod, "aws_access_key_id"), "AKIDCREDENTIALS");
}

// The published cases have no file with both; Python's configparser reads both.
TEST(Config, APrefixedDefaultDoesNotHideTheCredentialsFiles) {
  const Config config =
      Config::parse("[default]\nregion = us-east-1\n[profile default]\noutput = json", "[default]\nregion = eu-west-3");
  EXPECT_EQ(value(config.profile("default"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.profile("default"), "output"), "json");
}

TEST(Config, ProfileNamesAreCaseSensitivePropertyNamesAreNot) {
  const Config config = Config::parse("[profile Prod]\nREGION = eu-west-3\n[profile prod]\nregion = eu-west-1", "");
  EXPECT_EQ(value(config.profile("Prod"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.profile("prod"), "region"), "eu-west-1");
}

TEST(Config, QuotesAroundANameAreNotPartOfIt) {
  const Config config = Config::parse(
      "[profile \"prod\"]\nregion = eu-west-3\n[sso-session 'FOO BAR']\nsso_region = eu-west-1\n[profile '']\nx = y\n"
      "[profile 'torn]\nx = y\n[profile two words]\nx = y",
      "");
  EXPECT_EQ(value(config.profile("prod"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.sso_session("FOO BAR"), "sso_region"), "eu-west-1");
  EXPECT_EQ(config.profiles().size(), 1U);
}

// `aws configure set region eu-west-3 --profile 'my prof'` writes the first; its keys go under the header [my prof].
TEST(Config, ANameMayHoldBlanksBracketsAndUmlauts) {
  const Config config = Config::parse(
      "[profile 'my prof']\nregion = eu-west-3\n[profile a]b]\nregion = eu-west-1\n[profile B\xc3\xbc"
      "ro]\nregion = eu-central-1\n[profile my\\ other]\nregion = eu-south-1\n[profile \"it's\"]\nregion = x\n",
      "[my prof]\naws_access_key_id = AKIDBLANK\n[a]b]\naws_access_key_id = AKIDBRACKET\n");
  EXPECT_EQ(value(config.profile("my prof"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.profile("my prof"), "aws_access_key_id"), "AKIDBLANK");
  EXPECT_EQ(value(config.profile("a]b"), "region"), "eu-west-1");
  EXPECT_EQ(value(config.profile("a]b"), "aws_access_key_id"), "AKIDBRACKET");
  EXPECT_EQ(value(config.profile("B\xc3\xbcro"), "region"), "eu-central-1");
  EXPECT_EQ(value(config.profile("my other"), "region"), "eu-south-1");
  EXPECT_EQ(value(config.profile("it's"), "region"), "x");
}

TEST(Config, APropertyMayBeIndentedAndSoMayAHeader) {
  const Config config = Config::parse(
      "[default]\n  region = eu-west-3\n  s3 =\n    max = 1\n    min = 2\n  output = json\n"
      "  [profile prod]\n\tregion = eu-west-1\n\toutput = text\n\t  more\n",
      "");
  EXPECT_EQ(value(config.profile("default"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.profile("default"), "s3"), "\nmax = 1\nmin = 2");
  EXPECT_EQ(value(config.profile("default"), "output"), "json");
  EXPECT_EQ(value(config.profile("prod"), "region"), "eu-west-1");
  EXPECT_EQ(value(config.profile("prod"), "output"), "text\nmore");
}

// The first of '=' and ':' ends the name.
TEST(Config, AColonSeparatesTooAndAValueMayHoldBoth) {
  const Config config =
      Config::parse("[default]\nregion: eu-west-3\nrole_arn = arn:aws:iam::1:role/x\ntoken:a=b:c", "");
  EXPECT_EQ(value(config.profile("default"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.profile("default"), "role_arn"), "arn:aws:iam::1:role/x");
  EXPECT_EQ(value(config.profile("default"), "token"), "a=b:c");
}

// The AWS CLI and boto3 take a value with its comment, so a command or a path may hold " #".
TEST(Config, ACommandAndAPathAreWholeOtherValuesEndAtAComment) {
  const Config config = Config::parse(
      "[default]\ncredential_process = /bin/sign-in 'a #b' # c\nca_bundle = /etc/cert #1/ca.pem\n"
      "web_identity_token_file = /run/token #1\nregion = eu-west-3 # Paris\nodd # name = x\n",
      "");
  EXPECT_EQ(value(config.profile("default"), "credential_process"), "/bin/sign-in 'a #b' # c");
  EXPECT_EQ(value(config.profile("default"), "ca_bundle"), "/etc/cert #1/ca.pem");
  EXPECT_EQ(value(config.profile("default"), "web_identity_token_file"), "/run/token #1");
  EXPECT_EQ(value(config.profile("default"), "region"), "eu-west-3");
}

// Python's configparser takes [DEFAULT] as the defaults of every section of the file, and as no section of its own.
TEST(Config, TheSectionDefaultInCapitalsHoldsForAllOthers) {
  const Config config = Config::parse("[profile prod]\noutput = json\n[DEFAULT]\nregion = eu-west-3\noutput = text\n",
                                      "[prod]\naws_access_key_id = AKIDPROD\n");
  EXPECT_EQ(config.profiles().size(), 1U);
  EXPECT_EQ(value(config.profile("prod"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.profile("prod"), "output"), "json");
}

TEST(Config, OfTwoSpellingsOfOneNameTheLaterOneCounts) {
  const Config config = Config::parse("[profile prod]\nregion = a\noutput = json\n[profile 'prod']\nregion = b\n", "");
  EXPECT_EQ(value(config.profile("prod"), "region"), "b");
  EXPECT_EQ(value(config.profile("prod"), "output"), "no property");
}

// Text that was copied from a web page has no-break spaces.
TEST(Config, NoBreakSpacesAroundAValueAreNotPartOfIt) {
  const Config config = Config::parse("[default]\n\u00a0region\u00a0=\u00a0eu-west-3\u00a0\u2003\n", "");
  EXPECT_EQ(value(config.profile("default"), "region"), "eu-west-3");
}

TEST(Config, EveryLineEndOfATextFileEndsALine) {
  EXPECT_EQ(value(Config::parse("[default]\rregion = eu-west-3\r", "").profile("default"), "region"), "eu-west-3");
  EXPECT_THAT(refusal("[default]\r\n\r\nhunter2"), StartsWith("Line 3 "));
}

TEST(Config, SsoSessionsAndServicesCountInTheConfigFileOnly) {
  const std::string sections = "[sso-session my]\nsso_region = eu-west-3\n[services local]\nce =\n endpoint_url = x";
  const Config config = Config::parse(sections, "");
  EXPECT_EQ(value(config.sso_session("my"), "sso_region"), "eu-west-3");
  EXPECT_EQ(value(config.services("local"), "ce"), "\nendpoint_url = x");
  EXPECT_EQ(config.sso_session("local"), nullptr);
  EXPECT_THAT(config.profiles(), IsEmpty());
  const Config misplaced = Config::parse("", sections);
  EXPECT_EQ(misplaced.sso_session("my"), nullptr);
  EXPECT_EQ(misplaced.services("local"), nullptr);
}

TEST(Config, ASectionOfAnotherKindIsNotAProfile) {
  const Config config =
      Config::parse("[plugins]\ncli_legacy = x\n[preview]\n[prod]\nregion = eu-west-3\n[]\nx = y", "[]\nx = y");
  EXPECT_THAT(config.profiles(), IsEmpty());
}

TEST(Config, AnIndentedCommentIsNotPartOfAValue) {
  const Config config = Config::parse(
      "[profile prod]\nregion = eu-west-3\n  # where the bills are\ns3 =\n  ; slow\n  max_queue_size = 10\n", "");
  EXPECT_EQ(value(config.profile("prod"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.profile("prod"), "s3"), "\nmax_queue_size = 10");
}

TEST(Config, TheLinesOfAnInvalidPropertyDoNotCount) {
  const Config config = Config::parse("[default]\nin valid = x\n continued\nregion = eu-west-3\n", "");
  EXPECT_EQ(config.profile("default")->size(), 1U);
  EXPECT_EQ(value(config.profile("default"), "region"), "eu-west-3");
}

TEST(Config, ARepeatedPropertyReplacesTheFirst) {
  const Config config = Config::parse("[default]\nx = a\n b\nx = c\n d\n", "");
  EXPECT_EQ(value(config.profile("default"), "x"), "c\nd");
}

TEST(Config, AByteOrderMarkIsSkipped) {
  const Config config = Config::parse("\xEF\xBB\xBF[default]\nregion = eu-west-3", "\xEF\xBB\xBF# keys\n[prod]");
  EXPECT_EQ(value(config.profile("default"), "region"), "eu-west-3");
  EXPECT_NE(config.profile("prod"), nullptr);
}

TEST(Config, WindowsLineEndsAreNotPartOfAValue) {
  const Config config =
      Config::parse("[default]\r\nregion = eu-west-3\r\n\r\n# x\r\ns3 =\r\n a = b\r\n[profile prod] \r\nx =\r\n", "");
  EXPECT_EQ(value(config.profile("default"), "region"), "eu-west-3");
  EXPECT_EQ(value(config.profile("default"), "s3"), "\na = b");
  EXPECT_EQ(value(config.profile("prod"), "x"), "");
}

TEST(Config, AnErrorNamesFileAndLineButNoValue) {
  EXPECT_THAT(refusal("# x\n\n[default]\nhunter2"),
              AllOf(StartsWith("Line 4 of the AWS config file '/home/ada/.aws/config' cannot be read: "),
                    HasSubstr("Write name = value."), Not(HasSubstr("hunter2"))));
  EXPECT_THAT(refusal("", "[default]\r\naws_secret_access_key hunter2"),
              AllOf(StartsWith("Line 2 of the AWS credentials file '/home/ada/.aws/credentials' cannot be read: "),
                    Not(HasSubstr("hunter2"))));
  EXPECT_THAT(refusal("[profile hunter2"), Not(HasSubstr("hunter2")));
  EXPECT_THAT(refusal("hunter2 = x"),
              AllOf(HasSubstr("Write [default] or [profile NAME] above it"), Not(HasSubstr("hunter2"))));
  EXPECT_THAT(refusal("[default]\ns3 =\n hunter2"), AllOf(StartsWith("Line 3 "), Not(HasSubstr("hunter2"))));
}

TEST(Config, AnErrorWithoutAPathNamesTheFile) {
  try {
    Config::parse("x", "");
    ADD_FAILURE() << "accepted";
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), StartsWith("Line 1 of the AWS config file cannot be read: "));
  }
}

// As configparser has it, what follows the last ']' does not count.
TEST(Config, WhatFollowsAHeaderDoesNotCount) {
  for (const char* header : {"[default]# x", "[default]   ; x", "[default] # see [the wiki]", "[default] x"}) {
    EXPECT_NE(Config::parse(header, "").profile("default"), nullptr) << header;
  }
  EXPECT_EQ(Config::parse("[default]]", "").profile("default"), nullptr);
  EXPECT_NE(Config::parse("", "[default]]").profile("default]"), nullptr);
}

TEST(Config, ANulByteIsAnError) {
  EXPECT_THAT(refusal(std::string_view("[default]\nx = a\0b", 17)),
              AllOf(StartsWith("Line 2 "), HasSubstr("NUL byte"), HasSubstr("UTF-8")));
  EXPECT_THAT(refusal(std::string_view("\xFF\xFE[\0d\0", 6)), HasSubstr("NUL byte"));  // UTF-16
}

TEST(Config, CanBeMoved) {
  Config config = Config::parse("[default]\nregion = eu-west-3", "");
  Config other = Config::parse("[profile prod]\nregion = eu-west-1", "", {"/config", "/credentials"});
  config = std::move(other);
  EXPECT_EQ(value(config.profile("prod"), "region"), "eu-west-1");
  EXPECT_EQ(config.profile("default"), nullptr);
  EXPECT_EQ(config.locations().config, "/config");
  const Config third = std::move(config);
  EXPECT_EQ(value(third.profile("prod"), "region"), "eu-west-1");
}

TEST(SubProperties, AreTheLinesBelow) {
  EXPECT_THAT(sub_properties({.value = "\nEndpoint_URL = http://localhost:1?x=y\nempty =\nin valid = x"}),
              ElementsAre(Pair("empty", ""), Pair("endpoint_url", "http://localhost:1?x=y"), Pair("in valid", "x")));
}

TEST(SubProperties, TheLastOneCounts) {
  EXPECT_THAT(sub_properties({.value = "\na = 1\nA = 2"}), ElementsAre(Pair("a", "2")));
}

TEST(SubProperties, AreNoneBelowAValue) {
  EXPECT_THAT(sub_properties({.value = "x\na = b"}), IsEmpty());
  EXPECT_THAT(sub_properties({.value = ""}), IsEmpty());
  EXPECT_THAT(sub_properties({.value = "a = b"}), IsEmpty());
}

TEST(SubProperties, MayHaveAComment) {
  EXPECT_THAT(sub_properties({.value = "\nendpoint_url = http://localhost:1 # the emulator"}),
              ElementsAre(Pair("endpoint_url", "http://localhost:1")));
}

}  // namespace
}  // namespace awscost::config
