// The paths of the shared files, and reading them from any kind of path.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "connectors/aws/config/config.h"
#include "connectors/aws/config/profile.h"
#include "connectors/wire/call.h"
#include "tests/support/environment.h"
#include "tests/support/test_data.h"
#include "tests/support/without_rights.h"

namespace awscost::config {
namespace {

namespace json = boost::json;
using support::environment_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kCases = "config/file-location-tests.json";

std::string text(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? "" : std::string(value->as_string());
}

void check_case(const json::object& test) {
  std::map<std::string, std::string> variables;
  for (const auto& [name, value] : test.at("environment").as_object()) variables[name] = value.as_string();
  const Locations found = locations(environment_of(variables));
  EXPECT_EQ(found.config, text(test, "configLocation"));
  EXPECT_EQ(found.credentials, text(test, "credentialsLocation"));
  if (!test.contains("profile")) return;
  const std::string name = text(test, "profile");
  auto config = std::make_shared<Config>(Config::parse("[profile " + name + "]", ""));
  EXPECT_EQ(Profile::in_force(environment_of(variables), config, "").name(), name);
}

// Five of the nine cases are about Windows.
TEST(FileLocationCases, ThoseOfPosix) {
  const auto file = support::load_json(kCases);
  if (!file) GTEST_SKIP() << support::absent(kCases);
  int run = 0;
  std::vector<std::string> skipped;
  for (const json::value& test : file->at("tests").as_array()) {
    SCOPED_TRACE(text(test.as_object(), "name"));
    if (text(test.as_object(), "platform") == "windows") {
      skipped.push_back(text(test.as_object(), "name"));
      std::cout << "does not apply, the extension is built for POSIX systems only: " << skipped.back() << "\n";
      continue;
    }
    ++run;
    check_case(test.as_object());
  }
  EXPECT_EQ(run, 4);
  EXPECT_THAT(skipped,
              ElementsAre("User home is loaded from $HOME with highest priority on windows platforms.",
                          "User home is loaded from $USERPROFILE on windows platforms when $HOME is not set.",
                          "User home is loaded from $HOMEDRIVE$HOMEPATH on windows platforms when $HOME and "
                          "$USERPROFILE are not set.",
                          "The default credentials location can be overridden by the user on windows platforms.",
                          "The default credentials location can be overridden by the user on windows platforms."));
}

TEST(Locations, AnEmptyVariableIsNotSet) {
  const Locations found =
      locations(environment_of({{"HOME", "/home/ada"}, {"AWS_CONFIG_FILE", ""}, {"AWS_SHARED_CREDENTIALS_FILE", ""}}));
  EXPECT_EQ(found.config, "/home/ada/.aws/config");
  EXPECT_EQ(found.credentials, "/home/ada/.aws/credentials");
}

TEST(Locations, ATildeIsTheHomeDirectory) {
  const Environment environment = environment_of({{"HOME", "/home/ada"}, {"AWS_CONFIG_FILE", "~/my/config"}});
  EXPECT_EQ(locations(environment).config, "/home/ada/my/config");
  EXPECT_EQ(expanded("~", environment), "/home/ada");
  EXPECT_EQ(expanded("~nobody-has-this-name/config", environment), "~nobody-has-this-name/config");
  EXPECT_EQ(expanded("~root/config", environment), home_of_user("root") + "/config");
  EXPECT_EQ(expanded("/a/~/b", environment), "/a/~/b");
  EXPECT_EQ(expanded("~/x", environment_of({})), "~/x");
}

// As Python's os.path.expandvars, which the AWS CLI applies to both paths.
TEST(Locations, VariablesInAPathAreReplaced) {
  const auto config = [](const std::string& path) {
    return locations(environment_of({{"HOME", "/home/ada"}, {"X_1", "y"}, {"AWS_CONFIG_FILE", path}})).config;
  };
  EXPECT_EQ(config("$HOME/my/config"), "/home/ada/my/config");
  EXPECT_EQ(config("/etc/${X_1}z/$X_1"), "/etc/yz/y");
  EXPECT_EQ(config("/etc/$UNKNOWN/${UNKNOWN}/$/${X_1"), "/etc/$UNKNOWN/${UNKNOWN}/$/${X_1");
  EXPECT_EQ(config("~/$X_1"), "/home/ada/y");
  EXPECT_EQ(
      locations(environment_of({{"HOME", "/home/ada"}, {"AWS_SHARED_CREDENTIALS_FILE", "${HOME}/c"}})).credentials,
      "/home/ada/c");
}

TEST(Locations, AreUnknownWithoutAHomeDirectory) {
  EXPECT_EQ(locations(environment_of({})).config, "");
  EXPECT_EQ(locations(environment_of({})).credentials, "");
  EXPECT_EQ(home_directory(environment_of({{"HOME", ""}})), "");
}

TEST(ReadConfig, ReadsBothFiles) {
  const Config config = read_config(environment_of({{"HOME", "/home/ada"}}), [](const std::string& path) {
    return std::optional<std::string>(path == "/home/ada/.aws/config" ? "[profile prod]\nregion = eu-west-3"
                                                                      : "[prod]\naws_access_key_id = AKIDEXAMPLE");
  });
  ASSERT_NE(config.profile("prod"), nullptr);
  EXPECT_EQ(config.profile("prod")->at("region").value, "eu-west-3");
  EXPECT_EQ(config.profile("prod")->at("aws_access_key_id").value, "AKIDEXAMPLE");
  EXPECT_EQ(config.locations().credentials, "/home/ada/.aws/credentials");
}

TEST(ReadConfig, AMissingFileIsEmpty) {
  const Config config = read_config(environment_of({{"HOME", "/home/ada"}}), [](const std::string& path) {
    return path == "/home/ada/.aws/config" ? std::nullopt : std::optional<std::string>("[prod]");
  });
  EXPECT_NE(config.profile("prod"), nullptr);
}

TEST(ReadConfig, WithoutAPathNothingIsRead) {
  const Config config = read_config(environment_of({}), [](const std::string&) -> std::optional<std::string> {
    ADD_FAILURE() << "read";
    return std::nullopt;
  });
  EXPECT_TRUE(config.profiles().empty());
}

// As with the AWS CLI: the environment may have all that is needed.
TEST(ReadConfig, AFileThatCannotBeReadIsEmptyAndSaysWhy) {
  const auto read = [](const std::string& path) -> std::optional<std::string> {
    if (path == "/home/ada/.aws/config") return "[profile prod]\nregion = eu-west-3";
    throw wire::SendError("The file cannot be read. Nothing was sent.", false);
  };
  const Config config = read_config(environment_of({{"HOME", "/home/ada"}}), read);
  EXPECT_NE(config.profile("prod"), nullptr);
  EXPECT_EQ(config.problem(), "The file cannot be read. Nothing was sent.");
}

// A directory for one test; removed afterwards.
class ReadWholeFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "awscost-config-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const char* name) const { return folder_ / name; }

  static std::string refusal(const std::string& path) {
    try {
      read_whole_file(path);
    } catch (const wire::SendError& error) {
      EXPECT_FALSE(error.maybe_charged());
      return error.what();
    }
    return "read";
  }

  std::filesystem::path folder_;
};

TEST_F(ReadWholeFile, ReadsEveryByte) {
  const std::string content = std::string("a\0b\r\n\xFF", 6) + std::string(100000, 'x');
  std::ofstream(path("config"), std::ios::binary) << content;
  EXPECT_EQ(read_whole_file(path("config")), content);
  std::ofstream(path("empty")).flush();
  EXPECT_EQ(read_whole_file(path("empty")), "");
}

TEST_F(ReadWholeFile, AMissingFileIsNothing) {
  EXPECT_EQ(read_whole_file(path("missing")), std::nullopt);
  std::ofstream(path("file")).flush();
  EXPECT_EQ(read_whole_file(path("file") + "/config"), std::nullopt);
  std::filesystem::create_symlink("nowhere", path("link"));
  EXPECT_EQ(read_whole_file(path("link")), std::nullopt);
}

TEST_F(ReadWholeFile, DevNullIsEmpty) {
  EXPECT_EQ(read_whole_file("/dev/null"), "");
}

TEST_F(ReadWholeFile, ADirectoryIsAnError) {
  EXPECT_THAT(refusal(folder_),
              AllOf(StartsWith("The file '" + folder_.string() + "' cannot be read: it is a directory"),
                    HasSubstr("Name a file in it. Nothing was sent.")));
}

TEST_F(ReadWholeFile, APipeIsAnErrorAndNotWaitedFor) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  EXPECT_THAT(refusal(path("pipe")), HasSubstr("it is a pipe or a socket"));
}

TEST_F(ReadWholeFile, AFileWithoutPermissionIsAnError) {
  std::ofstream(path("config")) << "[default]";
  std::filesystem::permissions(folder_, std::filesystem::perms::all);
  std::filesystem::permissions(path("config"), std::filesystem::perms::none);
  const support::WithoutRights nobody;
  EXPECT_THAT(refusal(path("config")), AllOf(HasSubstr("Permission denied"), HasSubstr("AWS_CONFIG_FILE")));
}

// A service may run with HOME=/root: to the AWS CLI, files that it cannot see are absent.
TEST_F(ReadWholeFile, AFileInAFolderThatCannotBeSearchedIsNothing) {
  std::ofstream(path("config")) << "[default]";
  std::filesystem::permissions(folder_, std::filesystem::perms::none);
  {
    const support::WithoutRights nobody;
    EXPECT_EQ(read_whole_file(path("config")), std::nullopt);
  }
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
}

// The sentence has the system's reason: here a loop of links, which is an error for root too.
TEST_F(ReadWholeFile, ALoopOfLinksIsAnError) {
  std::filesystem::create_symlink("loop", path("loop"));
  EXPECT_THAT(refusal(path("loop")), AllOf(HasSubstr("symbolic links"), HasSubstr("name another file")));
}

TEST_F(ReadWholeFile, IsBounded) {
  constexpr std::uintmax_t kMost = 16U << 20U;
  std::ofstream(path("config")).flush();
  std::filesystem::resize_file(path("config"), kMost);
  EXPECT_EQ(read_whole_file(path("config"))->size(), kMost);
  std::filesystem::resize_file(path("config"), kMost + 1);
  EXPECT_THAT(refusal(path("config")), HasSubstr("larger than 16 MiB"));
  EXPECT_THAT(refusal("/dev/zero"), HasSubstr("larger than 16 MiB"));
}

}  // namespace
}  // namespace awscost::config
