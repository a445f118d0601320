// What a scan costs beside the least that a C++ program can do with the same answer, and beside other tools: ratios of one
// run, interleaved, medians. tests/bench/run.sh calls it with the peers that are installed.
//
//   build/release/tests/bench/scan_bench [--rounds 9] [--only TEXT] [--peer-group NAME=COMMAND] [--peer-insert NAME=COMMAND]
//     [--peer-small NAME=COMMAND] [--extension FILE] [--before FILE]
//
// How: a server in a process of its own has 56 pages of 5,000 rows (cost_pages.h). Rows over the floor (floor.h) are processor
// time in one process; the others are wall time of whole programs, which start, ask and
// print. A peer's command gets the server's address as its last word and prints the number of groups, or of rows, and the
// sum; both must be ours. --only: the rows that have this text in their name, and what they are divided by.
// --before: an older build of the extension, which runs beside this one; its rows end in "before".
#include <sqlite3.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "clean_environment.h"
#include "cost_pages.h"
#include "database.h"
#include "floor.h"
#include "measured.h"
#include "page_server.h"

namespace {

using namespace awscost::bench;
using awscost::golden::Database;

constexpr std::size_t kRows = 280'000;
constexpr std::size_t kManyRows = 1'000'000;
constexpr std::size_t kFewRows = 140;
constexpr std::chrono::milliseconds kLatency{100};

constexpr const char* kFrom =
    " FROM ce_cost_and_usage_with_resources WHERE service = 'Amazon Elastic Compute Cloud - Compute'"
    " AND start_date = '2026-11-08' AND end_date = '2026-11-22'";
constexpr const char* kGroups = "SELECT count(*), sum(usd) FROM (SELECT resource_id, sum(unblended_cost) AS usd";
constexpr const char* kByResource = " GROUP BY resource_id)";
constexpr const char* kCheck = "SELECT count(*), sum(unblended) + sum(quantity) FROM t";
constexpr const char* kCreate = "CREATE TABLE t(day, resource, unblended, amortized, quantity)";

struct Peer {
  enum class Work { kGroup, kInsert, kSmall };
  Work work;
  std::string name;
  std::vector<std::string> command;
};

struct Options {
  int rounds = 9;
  std::string only;
  std::string extension = AWSCOST_BINARY_DIR "/awscost";
  std::string before;
  std::vector<Peer> peers;
};

const std::map<std::string, std::string> kGoals = {
    {"count(*) / floor", "0.75"},
    {"sum of one metric / floor", "0.8"},
    {"sum of three metrics / floor", "1.0"},
    {"GROUP BY resource and sum / floor", "1.5"},
    {"the same, 1,000,000 rows / floor", "1.6"},
    {"INSERT INTO t SELECT 5 columns / C++ loop", "0.6"},
    {"_exact of every row / floor", "1.3"},
    {"56 pages at 100 ms / pages x latency", "1.04"},
    {"peak memory of sum(1), whole shell, MiB", "24"},
    {"peak memory at 1,000,000 rows, MiB", "24"},
    {"boto3, sum by resource / ours", "at least 20"},
    {"boto3, into a table / ours", "at least 20"},
    {"Node SDK, sum by resource / ours", "at least 9"},
    {"Node SDK, into a table / ours", "at least 9"},
    {"thin Python, sum by resource / ours", "at least 6"},
    {"thin Python, into a table / ours", "at least 6"},
    {"awscli and jq, sum by resource / ours", "at least 300"},
    {"boto3, one small page / ours", "at least 19"},
    {"awscli, one small page / ours", "at least 40"},
};

void ask(const std::string& url) {
  setenv("AWS_ENDPOINT_URL", url.c_str(), 1);
}

std::string run(Database& database, const std::string& sql) {
  const awscost::golden::Outcome outcome = database.run(sql);
  if (!outcome.error.empty()) throw std::runtime_error(sql + ": " + outcome.error);
  return outcome.rows;
}

// "20000|399199.8915879": the sums of two programs differ in the last digits by the order of addition.
void require_same(const std::string& one, const std::string& other) {
  const auto number = [](const std::string& text) { return std::atof(text.c_str() + text.find('|') + 1); };
  const bool same_count = one.substr(0, one.find('|')) == other.substr(0, other.find('|'));
  constexpr double kSame = 1e-6;
  if (!same_count || std::abs(number(one) - number(other)) > kSame * std::abs(number(one))) {
    throw std::runtime_error("results differ: " + one + " and " + other);
  }
}

class Bench {
 public:
  explicit Bench(Options options) : options_(std::move(options)), server_({kRows, kManyRows, kFewRows}) {}

  std::string table() {
    for (int round = 0; round < options_.rounds; ++round) {
      in_process();
      if (wants("1,000,000")) many_rows();
      if (wants("INSERT")) insert();
      if (wants("100 ms")) latency();
      memory("peak memory of sum(1), whole shell, MiB", kRows);
      memory("peak memory at 1,000,000 rows, MiB", kManyRows);
      peers();
      std::fprintf(stderr, "round %d of %d\n", round + 1, options_.rounds);
    }
    return rounds_.table(kGoals);
  }

 private:
  bool wants(const std::string& name) const { return name.find(options_.only) != std::string::npos; }

  // Connections and libraries are there before the time runs.
  void floor(const std::string& name, std::size_t rows) {
    rounds_.run(name, "", [&] {
      const Apart apart = measured_apart([&] { floor_sum(server_.url(kFewRows)); },
                                         [&] {
                                           const FloorResult result = floor_sum(server_.url(rows));
                                           return std::to_string(result.rows) + "|" + std::to_string(result.sum);
                                         });
      floor_ = apart.result;
      return apart.seconds;
    });
  }

  void query(const std::string& name, const std::string& basis, const std::string& sql, std::size_t rows,
             const std::string& expected = {}) {
    if (!wants(name)) return;
    if (!options_.before.empty()) query_with(options_.before, name + ", before", basis, sql, rows, expected);
    query_with(options_.extension, name, basis, sql, rows, expected);
  }

  void query_with(const std::string& extension, const std::string& name, const std::string& basis,
                  const std::string& sql, std::size_t rows, const std::string& expected) {
    std::unique_ptr<Database> database;
    rounds_.run(name, basis, [&] {
      const Apart apart =
          measured_apart([&] { database = warmed(extension, rows); }, [&] { return run(*database, sql); });
      if (!expected.empty()) require_same(expected, apart.result);
      return apart.seconds;
    });
  }

  std::unique_ptr<Database> warmed(const std::string& extension, std::size_t rows) const {
    auto database = std::make_unique<Database>(extension);
    ask(server_.url(kFewRows));
    run(*database, std::string("SELECT count(*)") + kFrom);
    ask(server_.url(rows));
    return database;
  }

  void in_process() {
    floor("floor", kRows);
    const std::string rows = std::to_string(kRows);
    const std::string sum = floor_.substr(floor_.find('|'));
    const std::string from = kFrom;
    query("count(*) / floor", "floor", "SELECT count(*), 0" + from, kRows, rows + "|0");
    query("sum of one metric / floor", "floor", "SELECT " + rows + ", sum(unblended_cost)" + from, kRows, floor_);
    query("sum of three metrics / floor", "floor",
          "SELECT " + rows + ", sum(unblended_cost), sum(amortized_cost), sum(usage_quantity)" + from, kRows);
    query("GROUP BY resource and sum / floor", "floor", kGroups + from + kByResource, kRows, "20000" + sum);
    native_group();
    query("_exact of every row / floor", "floor",
          "SELECT count(unblended_cost_exact), max(unblended_cost_exact)" + from, kRows);
    query("awscost_sum(_exact) / floor", "floor", "SELECT " + rows + ", awscost_sum(unblended_cost_exact)" + from,
          kRows, floor_);
  }

  // What of a GROUP BY is SQLite's: the same one over its own table, which has the rows already.
  void native_group() {
    const std::string name = "SQLite's own GROUP BY over a table of its own / floor";
    if (!wants(name)) return;
    std::unique_ptr<Database> database;
    rounds_.run(name, "floor", [&] {
      return measured_apart(
                 [&] {
                   database = warmed(options_.extension, kRows);
                   run(*database, std::string("CREATE TABLE t AS SELECT resource_id, unblended_cost") + kFrom);
                 },
                 [&] { return run(*database, std::string(kGroups) + " FROM t" + kByResource); })
          .seconds;
    });
  }

  void many_rows() {
    floor("floor of 1,000,000", kManyRows);
    query("the same, 1,000,000 rows / floor", "floor of 1,000,000", kGroups + std::string(kFrom) + kByResource,
          kManyRows);
  }

  void insert() {
    std::string loop;
    rounds_.run("C++ loop", "", [&] {
      std::unique_ptr<Database> database;
      const Apart apart = measured_apart(
          [&] {
            floor_sum(server_.url(kFewRows));
            database = std::make_unique<Database>(options_.extension);
            run(*database, kCreate);
          },
          [&] {
            floor_insert(server_.url(kRows), database->handle());
            return run(*database, kCheck);
          });
      loop = apart.result;
      return apart.seconds;
    });
    if (!options_.before.empty()) insert_with(options_.before, loop, ", before");
    insert_with(options_.extension, loop, "");
  }

  void insert_with(const std::string& extension, const std::string& loop, const std::string& which) {
    const std::string sql = std::string(
                                "INSERT INTO t SELECT period_start, resource_id, unblended_cost, amortized_cost, "
                                "usage_quantity") +
                            kFrom;
    rounds_.run("INSERT INTO t SELECT 5 columns / C++ loop" + which, "C++ loop", [&] {
      std::unique_ptr<Database> database;
      const Apart apart = measured_apart(
          [&] {
            database = warmed(extension, kRows);
            run(*database, kCreate);
          },
          [&] {
            run(*database, sql);
            return run(*database, kCheck);
          });
      require_same(loop, apart.result);
      return apart.seconds;
    });
  }

  void latency() {
    ask(server_.url(kRows, kLatency));
    Database database(options_.extension);
    const double pages = static_cast<double>(kRows / kRowsOfAPage);
    const double seconds = wall_of([&] { run(database, std::string("SELECT sum(unblended_cost)") + kFrom); });
    rounds_.note("56 pages at 100 ms / pages x latency",
                 seconds / (pages * std::chrono::duration<double>(kLatency).count()));
  }

  std::vector<std::string> shell(const std::string& sql) const {
    return {"sqlite3", ":memory:", ".load " + options_.extension, sql};
  }

  // Of the shell's whole process: its own, the extension's, the libraries'.
  void memory(const std::string& name, std::size_t rows) {
    if (!wants(name)) return;
    ask(server_.url(rows));
    std::vector<std::string> words = shell(std::string("SELECT sum(unblended_cost)") + kFrom);
    words.emplace_back(".shell grep VmHWM /proc/$PPID/status");
    const std::string text = output_of(words);
    constexpr double kKibibytes = 1024;
    rounds_.note(name, std::atof(text.c_str() + text.find("VmHWM:") + 6) / kKibibytes);
  }

  void peers() {
    const std::string by_resource = kGroups + std::string(kFrom) + kByResource;
    const std::string insert = std::string(
                                   "CREATE TABLE t AS SELECT period_start, resource_id, unblended_cost, "
                                   "amortized_cost, usage_quantity") +
                               kFrom + "; SELECT count(*), sum(unblended_cost) FROM t";
    contest(Peer::Work::kGroup, ", sum by resource / ours", by_resource, kRows);
    contest(Peer::Work::kInsert, ", into a table / ours", insert, kRows);
    contest(Peer::Work::kSmall, ", one small page / ours", by_resource, kFewRows);
  }

  void contest(Peer::Work work, const std::string& name, const std::string& sql, std::size_t rows) {
    std::string ours;
    ask(server_.url(rows));
    for (const Peer& peer : options_.peers) {
      if (peer.work != work || !wants(peer.name + name)) continue;
      if (ours.empty()) {
        rounds_.run("ours" + name, "", [&] { return wall_of([&] { ours = output_of(shell(sql)); }); });
      }
      std::vector<std::string> words = peer.command;
      words.push_back(server_.url(rows));
      std::string theirs;
      rounds_.run_peer(peer.name + name, "ours" + name, [&] { return wall_of([&] { theirs = output_of(words); }); });
      require_same(ours, theirs);
    }
  }

  Options options_;
  PageServer server_;
  Rounds rounds_;
  std::string floor_;  // "rows|sum"
};

void set_environment() {
  awscost::golden::clean_environment();
  setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
  setenv("AWS_SECRET_ACCESS_KEY", "secret", 1);
  setenv("AWS_REGION", "us-east-1", 1);
  setenv("AWSCOST_NOW", "2026-11-21T10:30:00Z", 1);
  setenv("AWSCOST_BUDGET", "100000", 1);
  setenv("AWSCOST_MAX_REQUESTS", "100000", 1);
  setenv("NODE_NO_WARNINGS", "1", 1);
}

Peer read_peer(Peer::Work work, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) throw std::runtime_error("a peer is written NAME=COMMAND, not " + text);
  Peer peer{work, text.substr(0, equals), {}};
  std::istringstream words(text.substr(equals + 1));
  for (std::string word; words >> word;) peer.command.push_back(word);
  return peer;
}

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--rounds")
      options.rounds = std::max(std::atoi(value.c_str()), 1);
    else if (name == "--only")
      options.only = value;
    else if (name == "--extension")
      options.extension = value;
    else if (name == "--before")
      options.before = value;
    else if (name == "--peer-group")
      options.peers.push_back(read_peer(Peer::Work::kGroup, value));
    else if (name == "--peer-insert")
      options.peers.push_back(read_peer(Peer::Work::kInsert, value));
    else if (name == "--peer-small")
      options.peers.push_back(read_peer(Peer::Work::kSmall, value));
    else
      throw std::runtime_error("scan_bench has no option " + name);
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    set_environment();
    std::printf("%s", Bench(read_options(argc, argv)).table().c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
