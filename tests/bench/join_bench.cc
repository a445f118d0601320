// What a join over rows that are held costs beside the same join over a native indexed table, as ratios of one run.
//
//   build/release/tests/bench/join_bench              nine rounds, 280,000 rows and 10,000 outer rows
//   build/release/tests/bench/join_bench ROUNDS
//
// How: the sandbox answers on one page, so that its own work is that of one request. A round times, one after the other,
// CPU time of this thread: the scan alone; the join; the join of ten times the outer rows, so that the difference is what
// outer rows cost beyond the fetch; and both joins over a native table that was filled by the same scan. Medians of all rounds.
#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <string>
#include <vector>

#include "database.h"

namespace {

constexpr const char* kExtension = AWSCOST_BINARY_DIR "/awscost";
constexpr const char* kTable = "ce_cost_and_usage('usage_type, linked_account', '2026-03-25')";

constexpr const char* kSetUp =
    "SELECT awscost_config('connector', 'sandbox'), awscost_config('now', '2026-11-21 12:00:00'),"
    " awscost_config('budget', '1000'), awscost_config('max_requests', '100000'),"
    " awscost_config('sandbox_page_size', '1000000'), awscost_config('cache', 'off')";

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::string run(awscost::golden::Database& database, const std::string& sql) {
  const awscost::golden::Outcome outcome = database.run(sql);
  if (!outcome.error.empty()) throw std::runtime_error(sql + ": " + outcome.error);
  return outcome.rows;
}

struct Timed {
  std::string rows;
  double seconds = 0;
};

Timed timed(awscost::golden::Database& database, const std::string& sql) {
  const double begin = cpu_seconds();
  std::string rows = run(database, sql);
  return {std::move(rows), cpu_seconds() - begin};
}

double median(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

std::string join_with(const std::string& table, const std::string& outside = "outside") {
  return "SELECT count(*), round(sum(c.unblended_cost), 4) FROM " + outside + " AS o CROSS JOIN " + table +
         " AS c ON c.usage_type = o.usage_type AND c.period_start = o.day AND c.linked_account = o.account";
}

void measure(int rounds) {
  awscost::golden::Database database(kExtension);
  run(database, kSetUp);
  run(database,
      std::string("CREATE TABLE native AS SELECT period_start, usage_type, linked_account, unblended_cost FROM ") +
          kTable +
          "; CREATE INDEX native_key ON native(usage_type, period_start, linked_account);"
          "CREATE TABLE outside AS SELECT usage_type, period_start AS day, linked_account AS account "
          "FROM native ORDER BY random() LIMIT 10000; CREATE TABLE tenfold AS WITH RECURSIVE n(i) AS (SELECT 1 UNION "
          "ALL "
          "SELECT i + 1 FROM n LIMIT 10) SELECT o.* FROM n CROSS JOIN outside o");
  const std::string scan =
      std::string("SELECT count(*), round(sum(unblended_cost), 4), max(usage_type), max(linked_account) FROM ") +
      kTable;
  std::vector<double> ratios;
  std::vector<double> of_the_scan;
  for (int round = 0; round < rounds; ++round) {
    const Timed alone = timed(database, scan);
    const Timed tenfold = timed(database, join_with(kTable, "tenfold"));
    const Timed ours = timed(database, join_with(kTable));
    const Timed native_tenfold = timed(database, join_with("native", "tenfold"));
    const Timed native = timed(database, join_with("native"));
    if (ours.rows != native.rows) throw std::runtime_error("rows differ: " + ours.rows + " and " + native.rows);
    constexpr double kMore = 9;  // times the outer rows
    const double beyond = tenfold.seconds - ours.seconds;
    ratios.push_back(beyond / (native_tenfold.seconds - native.seconds));
    of_the_scan.push_back((ours.seconds - beyond / kMore) / alone.seconds);
  }
  std::printf("%s rows, %s outer rows\n", run(database, "SELECT count(*) FROM native").c_str(),
              run(database, "SELECT count(*) FROM outside").c_str());
  std::printf("join beyond the fetch / native indexed join: %.2f\n", median(ratios));
  std::printf("fetch, hold and index / scan alone:          %.2f\n", median(of_the_scan));
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kRounds = 9;
  try {
    measure(argc > 1 ? std::max(std::atoi(argv[1]), 1) : kRounds);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
