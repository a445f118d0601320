// Which source wins, which values are valid, and the errors for the others.
#include "connectors/asking/settings/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "connectors/asking/settings/value_text.h"
#include "outside.h"
#include "sql/error.h"
#include "tests/support/without_rights.h"

namespace awscost::settings {
namespace {

using namespace std::chrono_literals;
using sql::Value;
using ::testing::HasSubstr;
using ::testing::StartsWith;

template <typename Action>
std::string refusal(Action&& action) {
  try {
    action();
  } catch (const sql::Error& error) {
    return error.what();
  }
  return "accepted";
}

class SettingsTest : public ::testing::Test {
 protected:
  void set(std::string_view name, const Value& value) { settings_.set(find_setting(name), value); }
  void set(std::string_view name, const char* value) { set(name, Value(std::string(value))); }
  InForce in_force(std::string_view name) { return settings_.in_force(find_setting(name)); }
  std::string refused(std::string_view name, const Value& value) {
    return refusal([&] { set(name, value); });
  }

  Outside outside_;
  Settings settings_{outside_.surroundings()};
};

TEST_F(SettingsTest, EveryDefaultIsRightAndDescribed) {
  for (const Setting& setting : kSettings) {
    EXPECT_TRUE(is_valid(setting, setting.fallback)) << setting.name;
    EXPECT_TRUE(setting.description.ends_with('.')) << setting.name;
    EXPECT_EQ(in_force(setting.name).source, Source::kDefault) << setting.name;
  }
  EXPECT_EQ(settings_.choice("connector"), "aws");
  EXPECT_EQ(settings_.dollars("budget"), 1'000'000);
  EXPECT_EQ(settings_.integer("max_requests"), 100);
  EXPECT_EQ(settings_.milliseconds("request_timeout"), 2min);
}

TEST_F(SettingsTest, FirstSourceWins) {
  outside_.files[kFile] = "budget = 3\n";
  EXPECT_EQ(settings_.dollars("budget"), 3'000'000);
  EXPECT_EQ(in_force("budget").source, Source::kFile);
  outside_.variables["AWSCOST_BUDGET"] = "4";
  EXPECT_EQ(settings_.dollars("budget"), 4'000'000);
  EXPECT_EQ(in_force("budget").source, Source::kEnvironment);
  set("budget", "5");
  EXPECT_EQ(settings_.dollars("budget"), 5'000'000);
  EXPECT_EQ(in_force("budget").source, Source::kCall);
}

TEST_F(SettingsTest, NullGoesBackToTheLowerSource) {
  outside_.variables["AWSCOST_MAX_REQUESTS"] = "7";
  set("max_requests", "9");
  EXPECT_EQ(settings_.integer("max_requests"), 9);
  set("max_requests", Value());
  EXPECT_EQ(settings_.integer("max_requests"), 7);
}

TEST_F(SettingsTest, AnEmptyVariableIsNotSet) {
  outside_.variables["AWSCOST_BUDGET"] = "";
  EXPECT_EQ(in_force("budget").source, Source::kDefault);
}

TEST_F(SettingsTest, FindsItsFile) {
  outside_.variables["XDG_CONFIG_HOME"] = "/etc/ann";
  outside_.files["/etc/ann/awscost/settings.ini"] = "budget = 3";
  EXPECT_EQ(in_force("budget").value, "3");
}

TEST_F(SettingsTest, IgnoresARelativeXdgConfigHome) {
  outside_.variables["XDG_CONFIG_HOME"] = "etc";
  outside_.files[kFile] = "budget = 3";
  EXPECT_EQ(in_force("budget").value, "3");
}

TEST_F(SettingsTest, LooksForNoFileWithoutAHome) {
  outside_.variables.clear();
  EXPECT_EQ(in_force("budget").source, Source::kDefault);
  EXPECT_EQ(outside_.files_read, 0);
}

TEST_F(SettingsTest, ReadsItsFileLazilyAndOnce) {
  EXPECT_EQ(outside_.files_read, 0);
  set("budget", "2");
  EXPECT_EQ(settings_.dollars("budget"), 2'000'000);
  EXPECT_EQ(outside_.files_read, 0) << "the call comes first, the file is not needed";
  for (const Setting& setting : kSettings) settings_.in_force(setting);
  EXPECT_EQ(outside_.files_read, 1);
}

TEST_F(SettingsTest, ABadValueInTheFileIsAnErrorWhereItIsRead) {
  outside_.files[kFile] = "\nbudget = lots\nmax_requests = 5\n";
  EXPECT_EQ(settings_.integer("max_requests"), 5);
  EXPECT_EQ(
      refusal([&] { settings_.dollars("budget"); }),
      std::string(kFile) + ":2: budget is 'lots'; write US dollars: digits with at most six decimals, as in 2.50.");
  set("budget", "2");
  EXPECT_EQ(settings_.dollars("budget"), 2'000'000) << "a call stands before the bad line";
}

TEST_F(SettingsTest, AnUnknownNameInTheFileEndsEveryReadOfTheFile) {
  outside_.files[kFile] = "max_requests = 5\nbudgett = 0.10\n";
  EXPECT_EQ(
      refusal([&] { settings_.dollars("budget"); }),
      std::string(kFile) +
          ":2: there is no setting 'budgett'; did you mean 'budget'? SELECT name FROM awscost_settings lists all of "
          "them.");
  outside_.files[kFile] = "max_requests = 5\nbudget = 0.10\n";
  EXPECT_EQ(settings_.dollars("budget"), 100'000) << "once the file is right, the next read succeeds";
}

TEST_F(SettingsTest, ABadVariableIsNamed) {
  outside_.variables["AWSCOST_CONNECTOR"] = "AWS";
  EXPECT_EQ(refusal([&] { settings_.choice("connector"); }),
            "AWSCOST_CONNECTOR: connector is 'AWS'; write 'aws' or 'sandbox'.");
}

TEST_F(SettingsTest, ARefusedValueChangesNothing) {
  set("budget", "2");
  EXPECT_THAT(refused("budget", std::string("-1")), StartsWith("awscost_config: budget is '-1'; write US dollars"));
  EXPECT_EQ(settings_.dollars("budget"), 2'000'000);
}

TEST_F(SettingsTest, EachChangeIsAnotherRevision) {
  const std::uint64_t first = settings_.revision();
  EXPECT_EQ(settings_.dollars("budget"), 1'000'000);
  EXPECT_EQ(settings_.revision(), first) << "reading changes nothing";
  set("budget", "5");
  const std::uint64_t second = settings_.revision();
  EXPECT_NE(second, first);
  EXPECT_THAT(refused("budget", Value(std::string("five"))), HasSubstr("five"));
  EXPECT_EQ(settings_.revision(), second) << "a refused value changes nothing";
  set("budget", Value());
  EXPECT_NE(settings_.revision(), second);
  EXPECT_NE(settings_.revision(), first) << "what was kept before the first change may differ";
}

TEST_F(SettingsTest, TakesNumbersAsTheirUserWroteThem) {
  set("budget", Value(2.5));
  EXPECT_EQ(settings_.dollars("budget"), 2'500'000);
  EXPECT_EQ(in_force("budget").value, "2.5");
  set("budget", Value(0.1));
  EXPECT_EQ(settings_.dollars("budget"), 100'000);
  set("max_requests", Value(std::int64_t{12}));
  EXPECT_EQ(settings_.integer("max_requests"), 12);
  EXPECT_THAT(refused("budget", Value(1e300)), HasSubstr("budget is 1e+300; write"));
  EXPECT_THAT(refused("budget", Value(std::numeric_limits<double>::infinity())), HasSubstr("budget is inf; write"));
  EXPECT_THAT(refused("budget", Value(-0.5)), HasSubstr("budget is -0.5; write"));
  EXPECT_THAT(refused("max_requests", Value(std::int64_t{-1})), HasSubstr("max_requests is -1; write"));
  EXPECT_THAT(refused("max_requests", Value(sql::Blob{"5"})), HasSubstr("max_requests is x'35'; write"));
}

TEST_F(SettingsTest, ProfileAndLogAreTextsOfOneLine) {
  EXPECT_EQ(settings_.text("profile"), "");
  EXPECT_EQ(settings_.output("log"), "");
  set("profile", "Büro (prod) 'eu'");
  EXPECT_EQ(settings_.text("profile"), "Büro (prod) 'eu'");
  set("profile", Value(std::int64_t{123456789012}));
  EXPECT_EQ(settings_.text("profile"), "123456789012");
  set("log", "~/awscost requests.log");
  EXPECT_EQ(settings_.output("log"), "~/awscost requests.log");
  outside_.variables["AWSCOST_LOG"] = "stderr";
  set("log", Value());
  EXPECT_EQ(settings_.output("log"), "stderr");
  for (const char* name : {"profile", "log"}) {
    set(name, std::string(1000, 'x').c_str());
    for (const std::string& value :
         {std::string(1001, 'x'), std::string("a\nb"), std::string("a\x7f"), std::string("a\0b", 3)}) {
      EXPECT_THAT(refused(name, Value(value)), HasSubstr("without control characters, or '' for none."));
    }
    set(name, "");
  }
}

TEST_F(SettingsTest, StandardOutputIsNoPlaceForALog) {
  for (const char* value : {"stdout", "STDOUT"}) {
    EXPECT_THAT(refused("log", Value(std::string(value))), HasSubstr("(standard output is for answers)"));
  }
  set("log", "./stdout");
  EXPECT_EQ(settings_.output("log"), "./stdout");
}

TEST_F(SettingsTest, WhoUsesAValueMayRefuseIt) {
  std::string asked;
  const Check check = [&](const Setting& setting, const std::string& value) {
    asked += std::string(setting.name) + "=" + value + ";";
    if (value == "/none") throw sql::Error("No such folder.");
  };
  const Setting& log = find_setting("log");
  settings_.set(log, Value(std::string("/some")), check);
  EXPECT_EQ(refusal([&] { settings_.set(log, Value(std::string("/none")), check); }),
            "awscost_config: log is '/none'. No such folder.");
  EXPECT_EQ(settings_.output("log"), "/some") << "what is refused changes nothing";
  EXPECT_NE(refusal([&] { settings_.set(log, Value(std::string("\n")), check); }), "accepted");
  settings_.set(log, Value(), check);
  EXPECT_EQ(asked, "log=/some;log=/none;") << "only what has the right form is asked about";
}

TEST_F(SettingsTest, AnUnknownNameGetsTheNearest) {
  EXPECT_EQ(refusal([] { find_setting("max_request"); }),
            "awscost_config: there is no setting 'max_request'; did you mean 'max_requests'? SELECT name FROM "
            "awscost_settings lists all of them.");
  EXPECT_THAT(refusal([] { find_setting(""); }), HasSubstr("there is no setting ''"));
  EXPECT_THAT(refusal([] { find_setting("Budget"); }), HasSubstr("did you mean 'budget'"));
}

TEST_F(SettingsTest, NowIsTheSettingElseTheClock) {
  EXPECT_EQ(settings_.now(), outside_.clock);
  EXPECT_EQ(settings_.fixed_now(), std::nullopt);
  const auto day = std::chrono::sys_days{std::chrono::year{2026} / 2 / 3};
  set("now", "2026-02-03");
  EXPECT_EQ(settings_.now(), day);
  EXPECT_EQ(settings_.fixed_now(), day);
  set("now", "2026-02-03 04:05:06");
  EXPECT_EQ(settings_.now(), day + 4h + 5min + 6s);
  set("now", "2026-02-03T04:05:06Z");
  EXPECT_EQ(settings_.now(), day + 4h + 5min + 6s);
  set("now", "");
  EXPECT_EQ(settings_.now(), outside_.clock);
}

struct Bad {
  const char* name;
  const char* value;
  const char* right_form;
};

class BadValues : public ::testing::TestWithParam<Bad> {};

TEST_P(BadValues, AreRefusedWithTheRightForm) {
  Outside outside;
  Settings settings(outside.surroundings());
  const Bad& bad = GetParam();
  EXPECT_EQ(refusal([&] { settings.set(find_setting(bad.name), Value(std::string(bad.value))); }),
            std::string("awscost_config: ") + bad.name + " is '" + bad.value + "'; write " + bad.right_form + ".");
}

constexpr const char* kDollars = "US dollars: digits with at most six decimals, as in 2.50";
constexpr const char* kTime =
    "a UTC time as YYYY-MM-DD, YYYY-MM-DD HH:MM:SS or YYYY-MM-DDTHH:MM:SSZ, or '' for the real clock";
constexpr const char* kTimeout = "a whole number of milliseconds from 1 to 3600000";

INSTANTIATE_TEST_SUITE_P(
    Every, BadValues,
    ::testing::Values(
        Bad{"connector", "", "'aws' or 'sandbox'"}, Bad{"connector", "aws ", "'aws' or 'sandbox'"},
        Bad{"connector", "aws sandbox", "'aws' or 'sandbox'"}, Bad{"budget", "", kDollars},
        Bad{"budget", "$1", kDollars}, Bad{"budget", "1.", kDollars}, Bad{"budget", ".5", kDollars},
        Bad{"budget", "1.0000001", kDollars}, Bad{"budget", "1,50", kDollars}, Bad{"budget", "1.2.3", kDollars},
        Bad{"budget", "1e3", kDollars}, Bad{"budget", "1234567890", kDollars}, Bad{"budget", "-1", kDollars},
        Bad{"max_requests", "", "a whole number of at least 0"},
        Bad{"max_requests", "10.5", "a whole number of at least 0"},
        Bad{"max_requests", "many", "a whole number of at least 0"},
        Bad{"max_requests", "99999999999999999999", "a whole number of at least 0"}, Bad{"now", "yesterday", kTime},
        Bad{"now", "2026-02-30", kTime}, Bad{"now", "2026-02", kTime}, Bad{"connect_timeout", "0", kTimeout},
        Bad{"connect_timeout", "10s", kTimeout}, Bad{"request_timeout", "3600001", kTimeout},
        Bad{"request_timeout", "+5", kTimeout},
        Bad{"profile", "a\tb", "at most 1000 bytes of text without control characters, or '' for none"},
        Bad{"log", "a\tb",
            "'stderr' (standard output is for answers), the path of a file without control characters, or '' for none"},
        Bad{"max_page_bytes", "0", "a whole number of at least 1"},
        Bad{"sandbox_seed", "-7", "a whole number of at least 0"},
        Bad{"sandbox_page_size", "0", "a whole number from 1 to 1000000"}));

TEST(ProcessSurroundings, ReadsVariablesAndFiles) {
  const Surroundings real = process_surroundings();
  EXPECT_TRUE(real.environment("PATH").has_value());
  EXPECT_FALSE(real.environment("AWSCOST_THERE_IS_NO_SUCH_VARIABLE").has_value());
  const auto folder = std::filesystem::path(::testing::TempDir()) / "awscost_settings_test";
  std::filesystem::create_directories(folder);
  const std::string path = folder / "settings.ini";
  std::ofstream(path) << "budget = 2\n";
  EXPECT_EQ(real.read_file(path.c_str()), "budget = 2\n");
  EXPECT_EQ(real.read_file((path + "/none").c_str()), std::nullopt);
  EXPECT_EQ(real.read_file((folder / "none").c_str()), std::nullopt);
  EXPECT_THAT(refusal([&] { real.read_file(folder.c_str()); }), HasSubstr("cannot be read"));
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(refusal([&] { real.read_file(pipe.c_str()); }),
              HasSubstr("(it is a pipe); make it readable or remove it"));
  EXPECT_THAT(refusal([&] { real.read_file("/dev/zero"); }), HasSubstr("it is larger than 1 MiB"));
  EXPECT_EQ(real.read_file("/dev/null"), "");
  std::filesystem::remove_all(folder);
  EXPECT_GT(real.clock(), std::chrono::sys_days{std::chrono::year{2024} / 1 / 1});
}

// A service may run with HOME=/root, and has all it needs in its environment.
TEST(ProcessSurroundings, AFileInAFolderThatCannotBeSearchedIsAbsent) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "awscost_settings_hidden";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "settings.ini") << "budget = 2\n";
  const Surroundings real = process_surroundings();
  std::filesystem::permissions(folder / "settings.ini", std::filesystem::perms::none);
  {
    const support::WithoutRights nobody;
    EXPECT_THAT(refusal([&] { real.read_file((folder / "settings.ini").c_str()); }), HasSubstr("Permission denied"));
  }
  std::filesystem::permissions(folder, std::filesystem::perms::none);
  {
    const support::WithoutRights nobody;
    EXPECT_EQ(real.read_file((folder / "settings.ini").c_str()), std::nullopt);
  }
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace awscost::settings
