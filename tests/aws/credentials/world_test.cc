// The World of this process: how it replaces a file, its clock and its random numbers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "connectors/aws/credentials/world.h"
#include "tests/aws/credentials/made_up_world.h"
#include "tests/aws/credentials/thrown.h"

namespace awscost::credentials {
namespace {

namespace fs = std::filesystem;

struct WorldTest : testing::Test {
  WorldTest() { fs::create_directories(folder); }
  ~WorldTest() override { fs::remove_all(folder); }

  std::string content(const std::string& name) const {
    std::ifstream file(folder / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const fs::path folder = fs::temp_directory_path() /
                          ("awscost_world_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "_" +
                           std::to_string(getpid()));
  MadeUpWorld made_up;
  World world = process_world(made_up, [] { return http::Limits{}; });
};

TEST_F(WorldTest, ReplacesAFileForItsUserAlone) {
  const std::string path = folder / "token.json";
  std::ofstream(path) << "a much longer content than the new one";
  fs::permissions(path, fs::perms::all);
  world.replace_file(path, "short");
  EXPECT_EQ(content("token.json"), "short");
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1) << "nothing is left beside it";
}

TEST_F(WorldTest, ReplacesTheTargetOfALink) {
  fs::create_directories(folder / "elsewhere");
  std::ofstream(folder / "elsewhere" / "kept.json") << "old";
  fs::create_symlink("elsewhere/kept.json", folder / "token.json");
  world.replace_file(folder / "token.json", "new");
  EXPECT_TRUE(fs::is_symlink(folder / "token.json"));
  EXPECT_FALSE(fs::is_symlink(folder / "elsewhere" / "kept.json"));
  EXPECT_EQ(content("elsewhere/kept.json"), "new");
}

TEST_F(WorldTest, AnErrorOfWritingNamesThePath) {
  EXPECT_THAT(
      thrown_by([&] { world.replace_file(folder / "missing" / "token.json", "wJalrXUtnFEMI"); }, {"wJalrXUtnFEMI"}),
      testing::AllOf(testing::HasSubstr("missing/token.json cannot be written"),
                     testing::HasSubstr("No such file or directory")));
}

TEST_F(WorldTest, ClockAndRandomNumbersAreReal) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  EXPECT_LE(now, world.clock());
  EXPECT_LE(world.clock() - now, std::chrono::minutes(1));
  for (int i = 0; i < 100; ++i) {
    const double number = world.random();
    EXPECT_GE(number, 0.0);
    EXPECT_LT(number, 1.0);
  }
}

}  // namespace
}  // namespace awscost::credentials
