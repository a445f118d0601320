// When AWS's files are read again: over made-up files and times, and over real ones.
#include "connectors/aws/config/config_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "connectors/wire/call.h"
#include "tests/support/environment.h"

namespace awscost::config {
namespace {

using namespace std::chrono_literals;

constexpr const char* kConfig = "/home/ada/.aws/config";
constexpr const char* kCredentials = "/home/ada/.aws/credentials";

struct ConfigFilesTest : testing::Test {
  struct File {
    std::string content;
    FileState state;
  };
  std::map<std::string, File> files;
  FileTime now{1'795'323'600s};
  int reads = 0;
  bool can_stat = true;
  std::map<std::string, std::string> variables{{"HOME", "/home/ada"}};
  ConfigFiles config_files{{.read = [this](const std::string& path) -> std::optional<std::string> {
                              ++reads;
                              const auto found = files.find(path);
                              return found == files.end() ? std::nullopt : std::optional(found->second.content);
                            },
                            .stat = [this](const std::string& path) -> std::optional<FileState> {
                              if (!can_stat) return std::nullopt;
                              const auto found = files.find(path);
                              return found == files.end() ? FileState{} : found->second.state;
                            },
                            .now = [this] { return now; }}};

  // As a program writes it: the content changes in place, at this time.
  void write(const std::string& path, const std::string& region, FileTime time) {
    File& file = files[path];
    file.content = "[default]\nregion = " + region + "\n";
    const std::uint64_t inode = file.state.inode == 0 ? 7 : file.state.inode;
    file.state = {.exists = true,
                  .inode = inode,
                  .size = static_cast<std::int64_t>(file.content.size()),
                  .modified = time,
                  .changed = time};
  }
  std::string region() {
    const auto config = config_files.read(support::environment_of(variables));
    const Properties* profile = config->profile("default");
    if (profile == nullptr) return "no profile";
    const auto found = profile->find("region");
    return found == profile->end() ? "no region" : found->second.value;
  }
  // Files that were read since the last call.
  int reads_since() { return std::exchange(reads, 0); }
};

TEST_F(ConfigFilesTest, UnchangedFilesAreReadOnce) {
  write(kConfig, "eu-west-1", now - 1h);
  EXPECT_EQ(region(), "eu-west-1");
  EXPECT_EQ(reads_since(), 2);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(region(), "eu-west-1");
  EXPECT_EQ(reads_since(), 0);
}

TEST_F(ConfigFilesTest, TheParsedFilesAreShared) {
  write(kConfig, "eu-west-1", now - 1h);
  const Environment environment = support::environment_of(variables);
  EXPECT_EQ(config_files.read(environment), config_files.read(environment));
}

TEST_F(ConfigFilesTest, AChangedFileIsReadAgain) {
  write(kConfig, "eu-west-1", now - 1h);
  region();
  write(kConfig, "eu-west-2", now - 30min);
  EXPECT_EQ(region(), "eu-west-2");
}

// Each member of the state is enough. The content has the same length, as keys have.
TEST_F(ConfigFilesTest, EveryMemberOfTheStateCounts) {
  const std::vector<std::function<void(FileState&)>> changes = {
      [](FileState& state) { state.modified += 1ns; }, [](FileState& state) { state.modified -= 1h; },
      [](FileState& state) { state.changed += 1ns; },  [](FileState& state) { ++state.inode; },
      [](FileState& state) { ++state.device; },        [](FileState& state) { ++state.size; }};
  write(kConfig, "eu-west-1", now - 1h);
  int number = 1;
  for (const auto& change : changes) {
    region();
    const std::string next = "eu-west-" + std::to_string(++number);
    files[kConfig].content = "[default]\nregion = " + next + "\n";
    change(files[kConfig].state);
    EXPECT_EQ(region(), next);
  }
}

TEST_F(ConfigFilesTest, ANewFileIsRead) {
  EXPECT_EQ(region(), "no profile");
  EXPECT_EQ(region(), "no profile");
  EXPECT_EQ(reads_since(), 2) << "that a file is missing is remembered";
  write(kCredentials, "eu-west-3", now - 1h);
  EXPECT_EQ(region(), "eu-west-3");
}

TEST_F(ConfigFilesTest, ARemovedFileIsGone) {
  write(kConfig, "eu-west-1", now - 1h);
  region();
  files.erase(kConfig);
  EXPECT_EQ(region(), "no profile");
}

TEST_F(ConfigFilesTest, AnotherPathIsAnotherFile) {
  write(kConfig, "eu-west-1", now - 1h);
  write("/etc/other", "eu-west-2", now - 1h);
  EXPECT_EQ(region(), "eu-west-1");
  variables["AWS_CONFIG_FILE"] = "/etc/other";
  EXPECT_EQ(region(), "eu-west-2");
}

// The second change has the state of the first: inode, size and times are equal.
TEST_F(ConfigFilesTest, AChangeWithinTheTickOfTheReadingIsNotMissed) {
  write(kConfig, "eu-west-1", now);
  EXPECT_EQ(region(), "eu-west-1");
  write(kConfig, "eu-west-2", now);
  EXPECT_EQ(region(), "eu-west-2");
}

TEST_F(ConfigFilesTest, AFileIsReadAgainUntilItsTimeIsTwoSecondsOld) {
  const FileTime changed = now;
  write(kConfig, "eu-west-1", changed);
  for (const auto age : {0ns, 1'000'000'000ns, 1'999'999'999ns}) {
    now = changed + age;
    region();
    EXPECT_EQ(reads_since(), 2);
  }
  now = changed + 2s;
  region();
  EXPECT_EQ(reads_since(), 2) << "it was read last before it had settled";
  region();
  EXPECT_EQ(reads_since(), 0);
}

// It may be a copy that kept its time, made a moment ago.
TEST_F(ConfigFilesTest, ATimeThatWasSetBackDoesNotSettleAFile) {
  write(kConfig, "eu-west-1", now);
  files[kConfig].state.modified = now - 1h;
  region();
  files[kConfig].content = "[default]\nregion = eu-west-2\n";
  EXPECT_EQ(region(), "eu-west-2");
}

TEST_F(ConfigFilesTest, ATimeInTheFutureDoesNotSettleAFile) {
  write(kConfig, "eu-west-1", now + 1h);
  region();
  region();
  EXPECT_EQ(reads_since(), 4);
}

TEST_F(ConfigFilesTest, AChangeBetweenStateAndReadingIsReadAgain) {
  write(kConfig, "eu-west-1", now - 1h);
  const FileState before = files[kConfig].state;
  write(kConfig, "eu-west-2", now - 30min);
  const FileState after = std::exchange(files[kConfig].state, before);
  EXPECT_EQ(region(), "eu-west-2");
  files[kConfig].state = after;
  files[kConfig].content = "[default]\nregion = eu-west-3\n";
  EXPECT_EQ(region(), "eu-west-3");
}

TEST_F(ConfigFilesTest, WithoutAStateFilesAreReadEachTime) {
  write(kConfig, "eu-west-1", now - 1h);
  can_stat = false;
  region();
  region();
  EXPECT_EQ(reads_since(), 4);
}

TEST_F(ConfigFilesTest, AnErrorIsNotRemembered) {
  write(kConfig, "eu-west-1", now - 1h);
  region();
  files[kConfig].content = "region = eu-west-1\n";
  files[kConfig].state.modified = now - 30min;
  EXPECT_THROW(region(), wire::SendError);
  EXPECT_THROW(region(), wire::SendError) << "the old content does not count either";
  files[kConfig].content = "[default]\nregion = eu-west-2\n";
  EXPECT_EQ(region(), "eu-west-2") << "even where the state stays";
}

TEST(ConfigFiles, SeveralThreadsReadAtOnce) {
  std::atomic<int> version = 0;
  ConfigFiles files({.read = [&](const std::string&) -> std::optional<std::string> {
                       return "[default]\nregion = r" + std::to_string(version.load()) + "\n";
                     },
                     .stat = [&](const std::string&) -> std::optional<FileState> {
                       return FileState{.exists = true, .size = version.load()};
                     },
                     .now = [] { return FileTime(1h); }});
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 200; ++j) {
        const int before = version.load();
        const auto config = files.read(support::environment_of({{"HOME", "/home/ada"}}));
        const std::string region = config->profile("default")->find("region")->second.value;
        if (std::stoi(region.substr(1)) >= before) ++right;
        ++version;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 8 * 200) << "nobody reads older content than there was";
}

struct RealFilesTest : testing::Test {
  RealFilesTest() { std::filesystem::create_directories(folder); }
  ~RealFilesTest() override { std::filesystem::remove_all(folder); }

  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("awscost_config_files_" + std::to_string(getpid()));
};

TEST_F(RealFilesTest, TheStateIsTheFiles) {
  const std::string path = folder / "config";
  EXPECT_EQ(stat_file(path), FileState{});
  EXPECT_EQ(stat_file(path + "/below"), FileState{}) << "no folder either";
  std::ofstream(path) << "[default]\n";
  const auto state = stat_file(path);
  ASSERT_TRUE(state && state->exists);
  EXPECT_EQ(state->size, 10);
  EXPECT_NE(state->inode, 0U);
  const auto now = std::chrono::system_clock::now();
  EXPECT_LE(std::chrono::abs(now - state->modified), 1min);
  EXPECT_LE(std::chrono::abs(now - state->changed), 1min);
  EXPECT_EQ(stat_file(path), state);
}

TEST_F(RealFilesTest, ALinkHasTheStateOfItsTarget) {
  std::ofstream(folder / "target") << "[default]\n";
  std::filesystem::create_symlink(folder / "target", folder / "config");
  EXPECT_EQ(stat_file(folder / "config"), stat_file(folder / "target"));
}

TEST_F(RealFilesTest, AFolderAndADeviceHaveNone) {
  EXPECT_EQ(stat_file(folder), std::nullopt);
  EXPECT_EQ(stat_file("/dev/null"), std::nullopt);
}

TEST_F(RealFilesTest, AFileThatWasReplacedOrWrittenInPlaceIsReadAgain) {
  const Environment environment = support::environment_of({{"HOME", folder}});
  std::filesystem::create_directory(folder / ".aws");
  const std::filesystem::path path = folder / ".aws" / "config";
  ConfigFiles files(process_file_access());
  const auto region = [&] { return files.read(environment)->profile("default")->find("region")->second.value; };
  std::ofstream(path) << "[default]\nregion = eu-west-1\n";
  EXPECT_EQ(region(), "eu-west-1");
  std::ofstream(path) << "[default]\nregion = eu-west-2\n";
  EXPECT_EQ(region(), "eu-west-2");
  std::ofstream(folder / "new") << "[default]\nregion = eu-west-3\n";
  std::filesystem::rename(folder / "new", path);
  EXPECT_EQ(region(), "eu-west-3");
}

}  // namespace
}  // namespace awscost::config
