// Whether many accounts take as long as their batches do one after the other: a question to 64 profiles, in eight times the
// time of the same question to eight. A pace that all accounts shared would take longer.
//
//   build/release/tests/bench/profiles_bench [ROUNDS]
//
// How: the profiles of a file of their own ask a server in a process of its own (page_server.h) for one small page each, at
// once and with 100 ms for each answer. Each question has a connection that has asked nothing, and the time is wall time.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "clean_environment.h"
#include "database.h"
#include "measured.h"
#include "page_server.h"

namespace {

using namespace awscost::bench;

constexpr std::size_t kRows = 140;
constexpr int kBatch = 8;
constexpr int kProfiles = 64;

std::string name_of(int profile) {
  return "p" + std::to_string(profile);
}

void write_profiles(const std::string& path) {
  std::ofstream file(path);
  for (int i = 0; i < kProfiles; ++i) {
    file << "[profile " << name_of(i) << "]\nregion = us-east-1\naws_access_key_id = AKIDEXAMPLE" << i
         << "\naws_secret_access_key = secret\n";
  }
}

double seconds_of(int profiles) {
  std::string names;
  for (int i = 0; i < profiles; ++i) names += (i == 0 ? "'" : ", '") + name_of(i) + "'";
  const std::string sql =
      "SELECT count(*) FROM ce_cost_and_usage_with_resources WHERE service = 'Amazon Elastic Compute Cloud - Compute'"
      " AND start_date = '2026-11-08' AND end_date = '2026-11-22' AND profile IN (" +
      names + ")";
  awscost::golden::Database database(AWSCOST_BINARY_DIR "/awscost");
  awscost::golden::Outcome outcome;
  const double seconds = wall_of([&] { outcome = database.run(sql); });
  if (!outcome.error.empty()) throw std::runtime_error(outcome.error);
  const std::string expected = std::to_string(kRows * static_cast<std::size_t>(profiles));
  if (outcome.rows.find(expected) == std::string::npos) throw std::runtime_error("rows are missing: " + outcome.rows);
  return seconds;
}

void measure(Rounds& rounds, const PageServer& server, int latency_ms) {
  const std::string at = std::to_string(latency_ms) + " ms";
  setenv("AWS_ENDPOINT_URL", server.url(kRows, std::chrono::milliseconds(latency_ms)).c_str(), 1);
  rounds.run("eight batches at " + at, "", [] { return kProfiles / kBatch * seconds_of(kBatch); });
  rounds.run("64 profiles at " + at + " / eight batches of 8", "eight batches at " + at,
             [] { return seconds_of(kProfiles); });
}

void run(int count) {
  awscost::golden::clean_environment();
  const std::string path =
      (std::filesystem::temp_directory_path() / ("awscost-profiles-" + std::to_string(getpid()))).string();
  write_profiles(path);
  setenv("AWS_CONFIG_FILE", path.c_str(), 1);
  setenv("AWSCOST_NOW", "2026-11-21T10:30:00Z", 1);
  setenv("AWSCOST_CACHE", "off", 1);
  const PageServer server({kRows});
  Rounds rounds;
  for (int i = 0; i < count; ++i) {
    for (const int latency_ms : {0, 100}) measure(rounds, server, latency_ms);
  }
  std::filesystem::remove(path);
  std::printf("%s", rounds
                        .table({{"64 profiles at 0 ms / eight batches of 8", "1.3"},
                                {"64 profiles at 100 ms / eight batches of 8", "1.3"}})
                        .c_str());
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kRounds = 9;
  try {
    run(argc > 1 ? std::max(std::atoi(argv[1]), 1) : kRounds);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
