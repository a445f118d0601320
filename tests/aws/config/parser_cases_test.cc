// All of AWS's published cases for the shared files, errors included.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>

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

void check_config(const json::object& input, const json::object& expected) {
  const Config config = Config::parse(text(input, "configFile"), text(input, "credentialsFile"));
  Texts profiles;
  for (const auto& [name, properties] : config.profiles()) profiles[name] = texts_of(properties);
  EXPECT_EQ(profiles, published_sections(expected, "profiles"));
  for (const auto& [name, properties] : published_sections(expected, "sso_sessions")) {
    ASSERT_NE(config.sso_session(name), nullptr) << name;
    EXPECT_EQ(texts_of(*config.sso_session(name)), properties);
  }
}

TEST(ParserCases, AllOfThem) {
  const auto file = support::load_json(kCases);
  if (!file) GTEST_SKIP() << support::absent(kCases);
  int cases = 0;
  int errors = 0;
  for (const json::value& test : file->at("tests").as_array()) {
    SCOPED_TRACE(text(test.as_object(), "name"));
    ++cases;
    const json::object& input = test.at("input").as_object();
    const json::object& output = test.at("output").as_object();
    if (output.contains("errorContaining")) {
      ++errors;
      check_error(input, text(output, "errorContaining"));
    } else {
      check_config(input, output.at("config").as_object());
    }
  }
  EXPECT_EQ(cases, 65);
  EXPECT_EQ(errors, 10);
}

}  // namespace
}  // namespace awscost::config
