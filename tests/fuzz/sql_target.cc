// Any SQL over a small account: the connection answers afterwards, whatever was asked.
//
// Statements run in a sandbox of 40 line items, with pages of seven groups, for at most a hundred thousand steps. What
// would leave the process or the sandbox (ATTACH, PRAGMA, settings, files) is refused by an authorizer. The extension is
// linked in, so that a fuzzer sees its branches.
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "clean_environment.h"
#include "golden_case.h"
#include "target.h"
#include "tests/support/linked/linked_extension.h"

namespace awscost::fuzz {
namespace {

class AccountFile {
 public:
  AccountFile() : path_((std::filesystem::temp_directory_path() / "awscost_fuzz_XXXXXX").string()) {
    const int file = mkstemp(path_.data());
    if (file < 0) throw Broken("no temporary file");
    close(file);
    std::ofstream out(path_);
    for (int i = 0; i < 40; ++i) {
      out << R"({"day":"2026-11-)" << (i % 20 < 9 ? "0" : "") << 1 + i % 20 << R"(","dimensions":{"SERVICE":"Service )"
          << i % 3 << R"(","REGION":"eu-west-)" << i % 2 << R"(","LINKED_ACCOUNT":"00000000000)" << i % 4
          << R"(","RESOURCE_ID":"i-)" << i % 5 << R"("},"tags":{"team":"t)" << i % 2
          << R"("},"metrics":{"UnblendedCost":")" << i << R"(.25","UsageQuantity":")" << i << "\"}}\n";
    }
  }
  ~AccountFile() { std::remove(path_.c_str()); }
  AccountFile(const AccountFile&) = delete;
  AccountFile& operator=(const AccountFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void prepare_once() {
  static const AccountFile account;
  static const bool once = [] {
    golden::ask_the_sandbox();
    setenv("AWSCOST_SANDBOX_ACCOUNT", account.path().c_str(), 1);
    setenv("AWSCOST_SANDBOX_PAGE_SIZE", "7", 1);
    setenv("AWSCOST_BUDGET", "1000000", 1);
    return true;
  }();
  static_cast<void>(once);
}

int allow(void*, int action, const char*, const char* function, const char*, const char*) {
  if (action == SQLITE_ATTACH || action == SQLITE_DETACH || action == SQLITE_PRAGMA) return SQLITE_DENY;
  if (action != SQLITE_FUNCTION || function == nullptr) return SQLITE_OK;
  for (const char* leaves : {"awscost_config", "awscost_snapshot", "load_extension", "randomblob", "zeroblob"}) {
    if (sqlite3_stricmp(function, leaves) == 0) return SQLITE_DENY;
  }
  return SQLITE_OK;
}

int stop(void* left) {
  return --*static_cast<int*>(left) < 0 ? 1 : 0;
}

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Handle connect() {
  prepare_once();
  sqlite3* db = nullptr;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK) throw Broken("no connection");
  Handle handle(db);
  test::load_linked_extension(db);
  return handle;
}

// Every statement of the text until one fails.
void step_all(sqlite3* db, std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(db, at, static_cast<int>(end - at), &statement, &at);
    if (code != SQLITE_OK) return;
    int step = SQLITE_DONE;
    while (statement != nullptr && (step = sqlite3_step(statement)) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(statement); ++i) (void)sqlite3_column_text(statement, i);
    }
    sqlite3_finalize(statement);
    if (step != SQLITE_DONE) return;
  }
}

void require_an_answer(sqlite3* db) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(db,
                                      "SELECT count(unblended_cost) FROM ce_cost_and_usage WHERE granularity = "
                                      "'MONTHLY' AND period_start = '2026-11-01'",
                                      -1, &statement, nullptr);
  const bool answers = code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW;
  const std::string error = answers ? "" : sqlite3_errmsg(db);
  sqlite3_finalize(statement);
  if (!answers) throw Broken("the connection does not answer: " + error);
}

void run(std::string_view bytes) {
  constexpr int kStepsAtATime = 1000;
  constexpr int kTimes = 100;
  constexpr int kLongestText = 1 << 20;
  const Handle db = connect();
  int left = kTimes;
  sqlite3_limit(db.get(), SQLITE_LIMIT_LENGTH, kLongestText);
  sqlite3_set_authorizer(db.get(), allow, nullptr);
  sqlite3_progress_handler(db.get(), kStepsAtATime, stop, &left);
  step_all(db.get(), bytes);
  sqlite3_progress_handler(db.get(), 0, nullptr, nullptr);
  sqlite3_exec(db.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  // A statement may have made a table of that name in front of ours, or have dropped it.
  sqlite3_exec(db.get(), "DROP VIEW IF EXISTS temp.ce_cost_and_usage", nullptr, nullptr, nullptr);
  if (sqlite3_table_column_metadata(db.get(), nullptr, "ce_cost_and_usage", "granularity", nullptr, nullptr, nullptr,
                                    nullptr, nullptr) == SQLITE_OK) {
    require_an_answer(db.get());
  }
}

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (const std::filesystem::path& file : golden::find_cases(AWSCOST_SOURCE_DIR "/tests/golden/cases")) {
    all.push_back(golden::read_case(file).sections.at("sql"));
  }
  return all;
}

}  // namespace

extern constexpr Target kSql{.name = "sql", .run = run, .seeds = seeds};

}  // namespace awscost::fuzz
