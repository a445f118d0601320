// Randomly damaged files, the same ones in each run: each is parsed, or refused with a sentence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <string>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/shared_file.h"
#include "connectors/wire/call.h"
#include "sql/text/words.h"

namespace awscost::config {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

constexpr const char* kSecret = "hunter2";

constexpr const char* kConfig =
    "\xEF\xBB\xBF# My accounts\n"
    "[default]\nregion = us-east-1 ; home\n"
    "[profile prod]; the real one\r\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = default\n  continued # not\n"
    "\t \n[profile default]\noutput=json\n"
    "s3 =\n max_queue_size = 10\n  \n addressing_style =\n"
    "[sso-session my]\nsso_region = eu-west-1\nin valid = x\n y\n"
    "[services 'local']\ncost_explorer =\n\tendpoint_url = http://localhost:4566 # x\n"
    "[plugins]\n[profile in valid]\nname = hunter2\n";

constexpr const char* kCredentials =
    "[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hunter2\n"
    "[  prod ]\nAWS_SESSION_TOKEN = hunter2=\n hunter2\n[profile x]\nx = hunter2\n";

class Damage {
 public:
  explicit Damage(unsigned seed) : random_(seed) {}

  std::string done_to(std::string text) {
    for (std::size_t i = 0, count = below(6); i < count; ++i) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }

  void change(std::string& text) {
    constexpr std::array<std::string_view, 18> kPieces = {"[",   "]",   "=",       "\n",        " ",    "\t",
                                                          "#",   ";",   "\r",      "\r\n",      "'",    "\"",
                                                          "\n ", "\n[", "\n = \n", "[default]", "\xC3", "profile "};
    const std::size_t at = below(text.size() + 1);
    switch (below(5)) {
      case 0:
        text.erase(at, below(8));
        break;
      case 1:
        text.insert(at, kPieces[below(kPieces.size())]);
        break;
      case 2:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 3:
        text.insert(at, text.substr(below(text.size() + 1), below(60)));
        break;
      default:
        text.resize(at);
        break;
    }
  }

  std::mt19937 random_;
};

std::optional<Config> parsed(const std::string& config_text, const std::string& credentials_text) {
  try {
    return Config::parse(config_text, credentials_text);
  } catch (const wire::SendError& error) {
    EXPECT_THAT(error.what(), MatchesRegex("Line [0-9]+ of the AWS (config|credentials) file cannot be read: .*\\. "
                                           "Nothing was sent\\."));
    EXPECT_THAT(error.what(), Not(HasSubstr(kSecret)));
    EXPECT_FALSE(error.maybe_charged());
    return std::nullopt;
  }
}

void check_value(const std::string& value) {
  std::string_view rest = value;
  for (bool first = true; first || !rest.empty(); first = false) {
    if (!first) rest.remove_prefix(1);
    const std::string_view line = rest.substr(0, rest.find('\n'));
    EXPECT_EQ(line, text::trimmed(line));
    EXPECT_TRUE(first || !line.empty());
    rest.remove_prefix(line.size());
  }
}

// A name may hold anything but a line break.
std::string quoted_for_a_shell(const std::string& name) {
  std::string quoted;
  for (const char c : name) quoted += c == '\'' ? std::string(R"("'")") : "'" + std::string(1, c) + "'";
  return quoted;
}

// A profile as a file again; further lines of a value are indented.
std::string written(const Config& config) {
  std::string text;
  for (const auto& [name, properties] : config.profiles()) {
    EXPECT_FALSE(name.empty());
    text += "[profile " + quoted_for_a_shell(name) + "]\n";
    for (const auto& [key, property] : properties) {
      EXPECT_TRUE(is_property_name(key) && key == text::lower(key)) << key;
      check_value(property.value);
      text += key + "=";  // without a space: `=;x` is a value, `= ;x` is a comment
      for (const char c : property.value) text += c == '\n' ? "\n " : std::string(1, c);
      text += "\n";
    }
  }
  return text;
}

TEST(Mutations, AreParsedOrRefused) {
  constexpr unsigned kRounds = 3000;
  unsigned read = 0;
  for (unsigned seed = 0; seed < kRounds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Damage damage(seed);
    const auto config = parsed(damage.done_to(kConfig), damage.done_to(kCredentials));
    if (!config) continue;
    ++read;
    const std::string text = written(*config);
    const auto again = parsed(text, "");
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(written(*again), text);
  }
  // Both outcomes occur often enough to be tested.
  EXPECT_GT(read, kRounds / 10);
  EXPECT_LT(read, kRounds - kRounds / 10);
}

TEST(Mutations, NoiseIsParsedOrRefused) {
  std::mt19937 random(1);
  for (int round = 0; round < 5000; ++round) {
    constexpr std::string_view kAlphabet = "[]=#; \t\r\n'ab\xFF";
    std::string text(random() % 60, '\0');
    for (char& c : text) c = kAlphabet[random() % kAlphabet.size()];
    parsed(text, text);
  }
}

}  // namespace
}  // namespace awscost::config
