// Runs every golden case below cases/: through the sandbox in the process, and again through real sockets to a server
// with the same account, which checks every signature. Plan, requests, rows and errors must agree.
//
// AWSCOST_UPDATE_GOLDEN=1 writes the results into the cases. Read the difference before you commit it.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "clean_environment.h"
#include "database.h"
#include "golden_case.h"
#include "sandbox_server.h"

namespace awscost::golden {
namespace {

constexpr const char* kExtension = AWSCOST_BINARY_DIR "/awscost";
constexpr const char* kServer = AWSCOST_BINARY_DIR "/awscost-sandbox";
constexpr const char* kCases = AWSCOST_SOURCE_DIR "/tests/golden/cases";
constexpr const char* kNow = "2026-11-21T10:30:00Z";
constexpr const char* kAccessKey = "AKIDEXAMPLE";
constexpr const char* kSecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

enum class Way { kSandbox, kHttp, kVerify };

const char* name(Way way) {
  return way == Way::kSandbox ? "sandbox" : way == Way::kHttp ? "http" : "verify";
}

// Cases that change the account get a fresh server.
SandboxServer& server(bool fresh) {
  static std::unique_ptr<SandboxServer> running;
  if (fresh) running.reset();
  if (!running) {
    const std::vector<std::string> arguments{"--now",        kNow,           "--region",
                                             "us-east-1",    "--access-key", kAccessKey,
                                             "--secret-key", kSecretKey,     "--stop-after-seconds",
                                             "3600"};  // a sanitizer on a busy machine takes ten minutes
    running = std::make_unique<SandboxServer>(kServer, arguments);
  }
  return *running;
}

constexpr std::string_view kWrites = "bcm_writes";

// The profiles that cases name. All have the keys of the same account.
class Profiles {
 public:
  Profiles() {
    std::ofstream out(path_);
    for (const char* profile : {"prod", "dev", "test"}) {
      out << '[' << profile << "]\naws_access_key_id = " << kAccessKey << "\naws_secret_access_key = " << kSecretKey
          << '\n';
    }
  }
  ~Profiles() { std::filesystem::remove(path_); }
  Profiles(const Profiles&) = delete;
  Profiles& operator=(const Profiles&) = delete;

  const char* path() const { return path_.c_str(); }

 private:
  std::string path_ = testing::TempDir() + "awscost-golden-" + std::to_string(getpid()) + ".ini";
};

// Sets everything by environment, as a user would.
void set_surroundings(Way way, bool fresh_server) {
  clean_environment();
  setenv("AWSCOST_NOW", kNow, 1);
  setenv("AWSCOST_CONNECTOR", way == Way::kHttp ? "aws" : "sandbox", 1);
  setenv("AWSCOST_VERIFY", way == Way::kVerify ? "on" : "off", 1);
  setenv("AWS_REGION", "us-east-1", 1);
  setenv("AWS_ACCESS_KEY_ID", kAccessKey, 1);
  setenv("AWS_SECRET_ACCESS_KEY", kSecretKey, 1);
  static const Profiles profiles;
  setenv("AWS_SHARED_CREDENTIALS_FILE", profiles.path(), 1);
  if (way == Way::kHttp) setenv("AWS_ENDPOINT_URL", server(fresh_server).url().c_str(), 1);
}

std::string requests_made(Database& database) {
  const std::string made =
      database.run("SELECT operation || ' ' || request FROM awscost_requests WHERE NOT cached ORDER BY id").rows;
  return made.empty() ? "none" : made;
}

std::string counts_of_requests(Database& database) {
  const std::string counts = database
                                 .run(
                                     "SELECT operation || ' ' || count(*) FROM awscost_requests WHERE NOT cached GROUP "
                                     "BY operation ORDER BY operation")
                                 .rows;
  return counts.empty() ? "none" : counts;
}

// "GetCostAndUsage 1 or 2" fits both: versions of SQLite scan in different orders.
bool counts_fit(const std::string& counts, const std::string& expected) {
  std::istringstream wanted(expected);
  std::string chosen;
  for (std::string line; std::getline(wanted, line);) {
    const auto alternative = line.find(" or ");
    const std::string first = line.substr(0, alternative);
    const std::string second =
        alternative == std::string::npos ? first : line.substr(0, line.find(' ') + 1) + line.substr(alternative + 4);
    const bool is_second = ("\n" + counts + "\n").find("\n" + second + "\n") != std::string::npos;
    chosen += (chosen.empty() ? "" : "\n") + (is_second ? second : first);
  }
  return counts == chosen;
}

// Whether the library that runs is older than a version such as 3.39.
bool is_older_than(const std::string& version) {
  constexpr int kMajor = 1'000'000;
  constexpr int kMinor = 1'000;
  const auto point = version.find('.');
  return sqlite3_libversion_number() < std::stoi(version) * kMajor + std::stoi(version.substr(point + 1)) * kMinor;
}

// Request ids count from case to case. Page tokens have a meaning only for the server, which checks them.
std::string without_ids(const std::string& text) {
  static const std::regex id(R"(request id [-0-9a-fA-F]+)");
  static const std::regex token(R"re(("(NextPageToken|NextToken|nextToken)":|"position",)"[^"]*")re");
  return std::regex_replace(std::regex_replace(text, id, "request id …"), token, R"($1"…")");
}

// Sorts neighbouring requests of one operation, because lists of several parents are requested at once and their
// answers come in any order.
std::string in_order(const std::string& requests) {
  std::vector<std::string> lines;
  std::istringstream in(requests);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const auto operation = [](const std::string& line) { return line.substr(0, line.find(' ')); };
  std::string ordered;
  for (auto begin = lines.begin(); begin != lines.end();) {
    const auto end =
        std::find_if(begin, lines.end(), [&](const auto& line) { return operation(line) != operation(*begin); });
    std::sort(begin, end);
    for (; begin != end; ++begin) ordered += *begin + "\n";
  }
  return ordered;
}

// Whether the message says to write what the obeyed statement has and the failed one has not.
bool is_from_the_message(const std::string& message, const std::string& obeyed, const std::string& failed) {
  constexpr std::size_t kTelling = 7;  // characters
  for (std::size_t at = 0; at + kTelling <= message.size(); ++at) {
    const std::string part = message.substr(at, kTelling);
    if (obeyed.find(part) != std::string::npos && failed.find(part) == std::string::npos) return true;
  }
  return false;
}

class GoldenTest : public testing::Test {
 public:
  GoldenTest(std::filesystem::path file, Way way) : file_(std::move(file)), way_(way) {}

  void TestBody() override {
    Case golden = read_case(file_);
    if (golden.has("needs") && is_older_than(golden.sections["needs"])) {
      GTEST_SKIP() << "this SQLite is older than " << golden.sections["needs"];
    }
    if (way_ == Way::kHttp && golden.sections["settings"].find("sandbox_page_size") != std::string::npos) {
      GTEST_SKIP() << "the server has its own page size";
    }
    const bool fails = golden.has("error");
    const bool writes = file_.parent_path().filename() == kWrites;
    set_surroundings(way_, writes || wrote_);
    wrote_ = writes && way_ == Way::kHttp;
    Database database(kExtension);
    if (golden.has("settings")) {
      ASSERT_EQ(database.run(golden.sections["settings"]).error, "");
    }
    const Outcome plan = golden.has("plan") ? database.plan(golden.sections["sql"]) : Outcome{};
    Outcome outcome = database.run(golden.sections["sql"]);
    outcome.error = without_ids(outcome.error);
    const std::string requests = without_ids(requests_made(database));
    const std::string counts = counts_of_requests(database);
    if (std::getenv("AWSCOST_UPDATE_GOLDEN") != nullptr && way_ == Way::kSandbox) {
      return update(golden, plan, requests, counts, outcome);
    }
    if (golden.has("plan") && way_ != Way::kVerify) {
      EXPECT_EQ(plan.rows, golden.sections["plan"]);
    }
    const bool is_asked_singly = golden.has("counts") && way_ == Way::kVerify;
    if (golden.has("counts") && !is_asked_singly) {
      EXPECT_TRUE(counts_fit(counts, golden.sections["counts"])) << counts << "\ninstead of\n"
                                                                 << golden.sections["counts"];
    }
    if (golden.has("requests") && !is_asked_singly) {
      EXPECT_EQ(in_order(requests), in_order(golden.sections["requests"]));
    }
    // A question that is asked singly knows of no loop.
    if (is_asked_singly && fails) {
      EXPECT_NE(outcome.error, "");
    } else {
      EXPECT_EQ(outcome.error, fails ? golden.sections["error"] : "");
    }
    if (golden.has("rows")) {
      EXPECT_EQ(outcome.rows, golden.sections["rows"]);
    }
    EXPECT_EQ(database.run("SELECT 1").rows, "1") << "the connection stays usable";
    // Over HTTP the same statements would run again; cases that write have changed the server's account.
    if (fails && way_ != Way::kHttp) obey(golden);
  }

 private:
  // A cure that fails when it is obeyed is worse than none.
  static void obey(Case& golden) {
    ASSERT_TRUE(golden.has("obeyed")) << "an error says what to write instead: show it under == obeyed";
    const std::string& obeyed = golden.sections["obeyed"];
    constexpr std::string_view kNone = "none: ";
    if (obeyed.starts_with(kNone)) {
      EXPECT_GT(obeyed.size(), kNone.size());
      return;
    }
    Database database(kExtension);
    if (golden.has("settings")) {
      ASSERT_EQ(database.run(golden.sections["settings"]).error, "");
    }
    EXPECT_EQ(database.run(obeyed).error, "") << "obeyed: " << obeyed;
    EXPECT_TRUE(is_from_the_message(golden.sections["error"], obeyed, golden.sections["sql"]))
        << "the message does not say to write: " << obeyed;
  }

  static void update(Case& golden, const Outcome& plan, const std::string& requests, const std::string& counts,
                     const Outcome& outcome) {
    if (golden.has("plan")) golden.sections["plan"] = plan.rows;
    if (golden.has("requests")) golden.sections["requests"] = requests;
    if (golden.has("counts") && !counts_fit(counts, golden.sections["counts"])) golden.sections["counts"] = counts;
    const std::string seen = outcome.error.empty() ? "rows" : "error";
    const std::string unseen = outcome.error.empty() ? "error" : "rows";
    for (std::string& section : golden.order) section = section == unseen ? seen : section;
    golden.sections[seen] = outcome.error.empty() ? outcome.rows : outcome.error;
    write_case(golden);
  }

  static inline bool wrote_ = false;  // the server's account has been changed

  std::filesystem::path file_;
  Way way_;
};

void register_cases() {
  for (const std::filesystem::path& file : find_cases(kCases)) {
    const std::string folder = file.parent_path().filename().string();
    for (const Way way : {Way::kSandbox, Way::kHttp, Way::kVerify}) {
      testing::RegisterTest(folder.c_str(), (file.stem().string() + "_" + name(way)).c_str(), nullptr, nullptr,
                            __FILE__, __LINE__, [file, way]() -> testing::Test* { return new GoldenTest(file, way); });
    }
  }
}

}  // namespace
}  // namespace awscost::golden

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  awscost::golden::register_cases();
  return RUN_ALL_TESTS();
}
