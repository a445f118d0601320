// What keeping answers costs a scan of many pages, and what a repeat costs that is answered from them, as ratios of one
// run.
//
//   build/release/tests/bench/kept_bench              five rounds of 55 pages of 5,000 rows with three metrics
//   build/release/tests/bench/kept_bench ROUNDS
//
// How: awscost-sandbox answers over HTTP from a process of its own, so its work does not count: CPU time is this
// process's. A round runs, one after the other: the scan with `cache = 'off'`; two such scans in one statement, of which
// the second reads the statement's own replies, so that the difference is decoding alone; the scan while its answer is
// kept in a private file, and in a shared one; and the repeat of both. Medians of all rounds. Peak memory is the highest
// resident set of a scan beyond what was resident before.
#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "clean_environment.h"
#include "database.h"
#include "sandbox_server.h"

namespace {

constexpr const char* kExtension = AWSCOST_BINARY_DIR "/awscost";
constexpr const char* kServer = AWSCOST_BINARY_DIR "/awscost-sandbox";
constexpr const char* kScan =
    "SELECT count(*), round(sum(unblended_cost), 4), round(sum(amortized_cost), 4), round(sum(usage_quantity), 4)"
    " FROM ce_cost_and_usage('usage_type, linked_account', '2026-03-25')";

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// In KiB; 0 where the system does not tell.
long resident(const std::string& which) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(which, 0) == 0) return std::strtol(line.c_str() + which.size(), nullptr, 10);
  }
  return 0;
}

struct Measured {
  std::string rows;
  double seconds = 0;
  double peak = 0;  // MiB
};

Measured measured(awscost::golden::Database& database, const std::string& sql) {
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
  const long before = resident("VmRSS:");
  const double begin = cpu_seconds();
  const awscost::golden::Outcome outcome = database.run(sql);
  const double seconds = cpu_seconds() - begin;
  if (!outcome.error.empty()) throw std::runtime_error(sql + ": " + outcome.error);
  return {outcome.rows, seconds, static_cast<double>(resident("VmHWM:") - before) / 1024};
}

double median(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

// The same measure of all rounds.
struct Measures {
  std::vector<double> seconds;
  std::vector<double> peaks;
  void add(const Measured& one) {
    seconds.push_back(one.seconds);
    peaks.push_back(one.peak);
  }
};

std::string requests(awscost::golden::Database& database) {
  return database.run("SELECT count(*) FROM awscost_requests WHERE NOT cached").rows;
}

void set(awscost::golden::Database& database, const std::string& name, const std::string& value) {
  const auto outcome = database.run("SELECT awscost_config('" + name + "', '" + value + "')");
  if (!outcome.error.empty()) throw std::runtime_error(outcome.error);
}

void open(awscost::golden::Database& database, const std::string& cache, const std::string& path) {
  set(database, "budget", "9999");
  set(database, "max_requests", "100000");
  set(database, "cache", cache);
  if (!path.empty()) set(database, "cache_path", path);
}

struct Round {
  Measures off, twice, kept, repeat, shared, repeat_shared;
};

void run(Round& round, const std::string& path) {
  std::filesystem::remove(path);
  const auto same = [](const std::string& one, const std::string& other) {
    if (one != other) throw std::runtime_error("rows differ: " + one + " and " + other);
  };
  awscost::golden::Database off(kExtension);
  open(off, "off", "");
  const Measured alone = measured(off, kScan);
  round.off.add(alone);
  round.twice.add(measured(off, std::string("SELECT * FROM (") + kScan + ") UNION ALL SELECT * FROM (" + kScan + ")"));
  awscost::golden::Database keeping(kExtension);
  open(keeping, "on", "");
  round.kept.add(measured(keeping, kScan));
  const std::string sent = requests(keeping);
  const Measured repeat = measured(keeping, kScan);
  same(repeat.rows, alone.rows);
  if (requests(keeping) != sent) throw std::runtime_error("the repeat has sent requests");
  round.repeat.add(repeat);
  awscost::golden::Database sharing(kExtension);
  open(sharing, "on", path);
  round.shared.add(measured(sharing, kScan));
  awscost::golden::Database other(kExtension);
  open(other, "on", path);
  const Measured shared = measured(other, kScan);
  same(shared.rows, alone.rows);
  if (requests(other) != "0") throw std::runtime_error("the other connection has sent requests");
  round.repeat_shared.add(shared);
}

void print(const Round& round) {
  const double off = median(round.off.seconds);
  const double decoding = median(round.twice.seconds) - off;
  std::printf("scan that is kept / scan that is not:    private %.2f, shared %.2f\n", median(round.kept.seconds) / off,
              median(round.shared.seconds) / off);
  std::printf("repeat / decoding alone:                 private %.2f, shared %.2f\n",
              median(round.repeat.seconds) / decoding, median(round.repeat_shared.seconds) / decoding);
  std::printf("peak memory, MiB: not kept %.0f, kept %.0f, shared %.0f, repeat %.0f, repeat shared %.0f\n",
              median(round.off.peaks), median(round.kept.peaks), median(round.shared.peaks), median(round.repeat.peaks),
              median(round.repeat_shared.peaks));
}

void measure(int rounds) {
  awscost::golden::clean_environment();
  const std::vector<std::string> arguments{
      "--now",  "2026-11-21T10:30:00Z", "--region", "us-east-1", "--access-key", "AKIDEXAMPLE", "--secret-key",
      "secret", "--stop-after-seconds", "1800"};
  const awscost::golden::SandboxServer server(kServer, arguments);
  setenv("AWS_ENDPOINT_URL", server.url().c_str(), 1);
  setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
  setenv("AWS_SECRET_ACCESS_KEY", "secret", 1);
  setenv("AWS_REGION", "us-east-1", 1);
  setenv("AWSCOST_NOW", "2026-11-21T10:30:00Z", 1);
  const std::string path =
      (std::filesystem::temp_directory_path() / ("awscost-kept-bench-" + std::to_string(getpid()))).string();
  Round round;
  for (int i = 0; i < rounds; ++i) run(round, path);
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  print(round);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kRounds = 5;
  try {
    measure(argc > 1 ? std::max(std::atoi(argv[1]), 1) : kRounds);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
