// AWS's published cases for the shared files, errors included, and those of them that the AWS CLI contradicts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/aws/config/config.h"
#include "connectors/wire/call.h"
#include "tests/support/test_data.h"

namespace awscost::config {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

constexpr const char* kCases = "config/profile-parser-tests.json";

using Texts = std::map<std::string, std::map<std::string, std::string>>;

std::string text(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? "" : std::string(value->as_string());
}

Texts published_sections(const json::object& config, std::string_view kind) {
  Texts sections;
  const json::value* published = config.if_contains(kind);
  if (published == nullptr) return sections;
  for (const auto& [name, properties] : published->as_object()) {
    auto& section = sections[name];
    for (const auto& [key, value] : properties.as_object()) section[key] = value.as_string();
  }
  return sections;
}

// The AWS CLI and boto3 read these files otherwise (botocore's configloader.py over Python's configparser), and what
// works with `aws` has to work here: each case with what they read, and why.
struct Contradiction {
  const char* name;
  const char* reason;
  Texts profiles;
};

const std::vector<Contradiction>& contradictions() {
  static const std::vector<Contradiction> all = {
      {"Profile names support alphanumeric characters and - / . % @ _ : +",
       "a header that is two words of a shell names a profile, whatever its characters",
       {{"some-thing:long/the_one%only.foo@bar+", {}}, {"foo!bar", {}}}},
      {"Property definitions must contain an equals sign.",
       "a colon separates name and value too",
       {{"foo", {{"key", "value"}}}}},
      {"Default profile with profile prefix overrides default profile without prefix when profile prefix is first.",
       "of [default] and [profile default], the later one counts",
       {{"default", {{"name2", "value2"}}}}},
      {"Invalid profile names are ignored.",
       "in the credentials file every header is a name; `aws configure` writes one with blanks so",
       {{"in valid 2", {{"name2", "value2"}}}}},
      {"Sub-property definitions cannot have an empty name.",
       "any line with an equals sign is a sub-property",
       {{"foo", {{"s3", "\n= value"}}}}},
      {"Credentials profiles with prefix are ignored.",
       "in the credentials file every header is a name",
       {{"profile foo", {{"name", "value"}}}}},
      {"profile name with extra whitespace in credentials",
       "in the credentials file every header is a name",
       {{"foo", {{"name", "value"}}}, {"profile bar", {}}}},
  };
  return all;
}

const Contradiction* contradiction_of(std::string_view name) {
  const auto& all = contradictions();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& known) { return name == known.name; });
  return found == all.end() ? nullptr : &*found;
}

std::map<std::string, std::string> texts_of(const Properties& properties) {
  std::map<std::string, std::string> texts;
  for (const auto& [key, property] : properties) texts[key] = property.value;
  return texts;
}

// Our sentence for each published error. An unknown published error fails the test.
std::string our_words(const std::string& published) {
  struct Fault {
    const char* published;
    const char* ours;
  };
  constexpr std::array<Fault, 8> kFaults{{
      {"Profile definition must end with ']'", "a section's header has to end with ']'"},
      {"Expected a profile definition", "a section has to come first"},
      {"Property did not have a name", "the property has no name"},
      {"Expected an '=' sign defining a property", "there is no '=' in a property."},
      {"Expected a property definition", "an indented line continues the property above it, and there is none"},
      {"Expected a property definition, found continuation",
       "an indented line continues the property above it, and there is none"},
      {"Expected an '=' sign defining a sub-property", "there is no '=' in a sub-property"},
      {"Sub-property did not have a name", "the sub-property has no name"},
  }};
  const auto* fault =
      std::find_if(kFaults.begin(), kFaults.end(), [&](const Fault& known) { return published == known.published; });
  return fault == kFaults.end() ? "a fault that this test does not know: " + published : fault->ours;
}

void check_error(const json::object& input, const std::string& published) {
  try {
    Config::parse(text(input, "configFile"), text(input, "credentialsFile"));
    ADD_FAILURE() << "accepted";
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), HasSubstr(our_words(published)));
    EXPECT_THAT(error.what(), HasSubstr("Nothing was sent."));
    EXPECT_FALSE(error.maybe_charged());
  }
}

Texts profiles_of(const Config& config) {
  Texts profiles;
  for (const auto& [name, properties] : config.profiles()) profiles[name] = texts_of(properties);
  return profiles;
}

void check_config(const json::object& input, const json::object& expected) {
  const Config config = Config::parse(text(input, "configFile"), text(input, "credentialsFile"));
  EXPECT_EQ(profiles_of(config), published_sections(expected, "profiles"));
  for (const auto& [name, properties] : published_sections(expected, "sso_sessions")) {
    ASSERT_NE(config.sso_session(name), nullptr) << name;
    EXPECT_EQ(texts_of(*config.sso_session(name)), properties);
  }
}

TEST(ParserCases, HoldWhereTheAwsCliDoesNotContradictThem) {
  const auto file = support::load_json(kCases);
  if (!file) GTEST_SKIP() << support::absent(kCases);
  int cases = 0;
  int errors = 0;
  std::size_t contradicted = 0;
  for (const json::value& test : file->at("tests").as_array()) {
    SCOPED_TRACE(text(test.as_object(), "name"));
    ++cases;
    const json::object& input = test.at("input").as_object();
    const json::object& output = test.at("output").as_object();
    if (const auto* other = contradiction_of(text(test.as_object(), "name"))) {
      ++contradicted;
      SCOPED_TRACE(other->reason);
      EXPECT_EQ(profiles_of(Config::parse(text(input, "configFile"), text(input, "credentialsFile"))), other->profiles);
    } else if (output.contains("errorContaining")) {
      ++errors;
      check_error(input, text(output, "errorContaining"));
    } else {
      check_config(input, output.at("config").as_object());
    }
  }
  EXPECT_EQ(cases, 65);
  EXPECT_EQ(errors, 8);
  EXPECT_EQ(contradicted, contradictions().size());
}

}  // namespace
}  // namespace awscost::config
