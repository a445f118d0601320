// The entry point: `.load ./awscost` ends here. Builds what one connection needs and registers its tables and
// functions.
//
// The one file that sees both SQLite and the connectors. What is built belongs to the connection: SQLite keeps it alive
// through the modules it is registered with, and drops it when the connection closes. Nothing is asked, read or
// connected at load: the first query decides what is needed.
//
//   sqlite3 -cmd '.load ./awscost' :memory: "SELECT awscost_version()"
#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT1

#include <curl/curl.h>

#include <algorithm>
#include <boost/version.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "connectors/aws/client.h"
#include "connectors/catalog/in_sql.h"
#include "connectors/dispatch/dispatcher.h"
#include "connectors/dispatch/pace.h"
#include "connectors/http/curl_pool.h"
#include "connectors/operations/operations.h"
#include "connectors/request/filter_functions.h"
#include "connectors/sandbox/account_file.h"
#include "connectors/sandbox/sandbox.h"
#include "connectors/settings/in_sql.h"
#include "connectors/settings/settings.h"
#include "connectors/source/operation_source.h"
#include "connectors/spend/in_sql.h"
#include "connectors/spend/meter.h"
#include "connectors/spend/replies.h"
#include "connectors/writes/bill_scenario_lines.h"
#include "connectors/writes/client_token.h"
#include "connectors/writes/write_log.h"
#include "sql/decimal.h"
#include "sql/error.h"
#include "vtab/functions.h"
#include "vtab/guard.h"
#include "vtab/module.h"

namespace awscost {
namespace {

// sqlite3_vtab_in() and sqlite3_vtab_rhs_value() came with SQLite 3.38.0; without them nothing here would be right.
constexpr int kOldestSqlite = 3038000;

std::chrono::sys_seconds real_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// AWS: several calls at a time, each of them in its turn, signed, over connections that stay open. The pace is this
// connection's: other connections and other tools share the account's quota, so it stays below that.
class Aws {
 public:
  // Threads that send ask for the limits while the calling thread owns the settings: they are handed over beforehand.
  wire::Connector& with(const http::Limits& limits) {
    const std::lock_guard lock(mutex_);
    limits_ = limits;
    return dispatcher_;
  }

 private:
  http::Limits limits() {
    const std::lock_guard lock(mutex_);
    return limits_;
  }

  static http::Curl::Options curl_options(const aws::Environment& environment) {
    return {.ca_bundle = aws::non_empty(environment, "AWS_CA_BUNDLE").value_or("")};
  }

  std::mutex mutex_;
  http::Limits limits_;
  aws::Environment environment_ = aws::process_environment();
  aws::Client client_{{.environment = environment_,
                       .signing_clock = real_time,
                       .limits = [this] { return limits(); },
                       .exchange = std::make_unique<http::CurlPool>(curl_options(environment_))}};
  dispatch::Pace pace_{dispatch::kAwsRates, dispatch::process_clock()};
  dispatch::Paced paced_{client_, pace_};
  dispatch::Dispatcher dispatcher_{paced_};
};

// Who answers, by the setting `connector`, looked up at every request: AWS or the sandbox, never one for the other.
// Settings are read on the calling thread, before anything is sent. The sandbox answers one call after the other.
class ChosenConnector : public wire::Connector {
 public:
  explicit ChosenConnector(const settings::Settings& settings) : settings_(settings) {}

  wire::Reply send(const wire::Call& call, const wire::Interrupted& interrupted) override {
    return chosen().send(call, interrupted);
  }

  void send_all(std::span<const wire::Call> calls, const wire::Interrupted& interrupted,
                const wire::Answered& answered) override {
    chosen().send_all(calls, interrupted, answered);
  }

 private:
  struct SandboxKind {
    std::int64_t seed = 0;
    std::int64_t page_size = 0;
    std::string account;  // a file; empty: made up from the seed
    bool operator==(const SandboxKind&) const = default;
  };

  wire::Connector& chosen() {
    if (settings_.choice("connector") == "sandbox") return sandbox();
    if (!aws_) aws_ = std::make_unique<Aws>();
    return aws_->with(limits());
  }

  sandbox::Sandbox& sandbox() {
    const SandboxKind kind{settings_.integer("sandbox_seed"), settings_.integer("sandbox_page_size"),
                           settings_.path("sandbox_account")};
    if (!sandbox_ || kind != sandbox_kind_) {
      sandbox_ = make_sandbox(kind);
      sandbox_kind_ = kind;
    }
    return *sandbox_;
  }

  std::unique_ptr<sandbox::Sandbox> make_sandbox(const SandboxKind& kind) const {
    sandbox::Options options{.seed = static_cast<std::uint64_t>(kind.seed),
                             .page_size = static_cast<std::size_t>(kind.page_size),
                             .now = [this] { return settings_.now(); }};
    if (kind.account.empty()) return std::make_unique<sandbox::Sandbox>(std::move(options));
    return std::make_unique<sandbox::Sandbox>(sandbox::read_account_file(kind.account), std::move(options));
  }

  http::Limits limits() const {
    return {.connect_timeout = settings_.milliseconds("connect_timeout"),
            .total_timeout = settings_.milliseconds("request_timeout"),
            .max_body_bytes = static_cast<std::size_t>(settings_.integer("max_page_bytes"))};
  }

  const settings::Settings& settings_;
  std::unique_ptr<sandbox::Sandbox> sandbox_;
  SandboxKind sandbox_kind_;
  std::unique_ptr<Aws> aws_;
};

// Everything one connection owns, in the order in which the parts lean on each other.
struct Connection {
  settings::Settings settings{settings::process_surroundings()};
  ChosenConnector connector{settings};
  spend::Meter meter{connector,
                     [this] {
                       return spend::Limits{.budget = settings.dollars("budget"),
                                            .max_requests = settings.integer("max_requests")};
                     },
                     spend::process_clock()};
  spend::Replies replies{meter, &meter};
  writes::WriteLog write_log;
};

// A source that lives in, or leans on, the connection: sharing the pointer keeps the whole connection alive.
std::shared_ptr<sql::Source> kept_with(const std::shared_ptr<Connection>& connection,
                                       std::unique_ptr<sql::Source> source) {
  struct Kept {
    std::shared_ptr<Connection> connection;
    std::unique_ptr<sql::Source> source;
  };
  auto kept = std::make_shared<Kept>(Kept{connection, std::move(source)});
  sql::Source* const inside = kept->source.get();
  return {std::move(kept), inside};
}

// The same for what a function calls.
sql::Function kept_with(const std::shared_ptr<Connection>& connection, sql::Function function) {
  function.call = [connection, call = std::move(function.call)](std::span<const sql::Value> arguments) {
    return call(arguments);
  };
  return function;
}

sql::Function version_function() {
  return {.name = "awscost_version",
          .risk = sql::Risk::kInnocuous,
          .doc = "The extension's version and those of the libraries it runs with.",
          .call = [](std::span<const sql::Value>) -> sql::Value {
            const curl_version_info_data* curl = curl_version_info(CURLVERSION_NOW);
            return std::string("sqlite-awscost " AWSCOST_VERSION " (SQLite ") + sqlite3_libversion() + ", libcurl " +
                   curl->version + ", Boost " + std::to_string(BOOST_VERSION / 100000) + "." +
                   std::to_string(BOOST_VERSION / 100 % 1000) + "." + std::to_string(BOOST_VERSION % 100) + ")";
          }};
}

// A table that can be changed sends its changes past the kept replies: every one of them is new.
std::unique_ptr<sql::Source> source_of(const Operation& operation, Connection& connection) {
  auto source = std::make_unique<source::OperationSource>(
      operation, connection.replies,
      [meter = &connection.meter](std::uint64_t request, std::size_t rows) { meter->rows_decoded(request, rows); },
      [replies = &connection.replies] { return replies->statement(); });
  if (!operation.table.writable) return source;
  return std::make_unique<writes::BillScenarioLines>(
      std::move(source),
      writes::Options{
          .connector = connection.meter,
          .writes_on = [&] { return connection.settings.choice("writes") == "on"; },
          .now = real_time,
          .sleep = [](std::chrono::milliseconds step) { std::this_thread::sleep_for(step); },
          .new_token = writes::new_client_token,
          .log = connection.write_log,
          .sent = [&] { connection.replies.forget(); },
          .statements = &connection.replies,
          .max_requests = [&] { return connection.settings.integer("max_requests"); },
          .destination = [&] { return "connector = '" + std::string(connection.settings.choice("connector")) + "'"; }});
}

void register_tables(sqlite3* db, const std::shared_ptr<Connection>& connection) {
  auto host = std::make_shared<vtab::Host>();
  host->now = [connection] { return connection->settings.now(); };
  host->verify = [connection] { return connection->settings.choice("verify") == "on"; };
  host->statements = std::shared_ptr<sql::StatementWatcher>(connection, &connection->replies);
  const auto add = [&](std::unique_ptr<sql::Source> source) {
    vtab::register_table(db, host, kept_with(connection, std::move(source)));
  };
  for (const Operation* operation : all_operations()) add(source_of(*operation, *connection));
  std::vector<const sql::Table*> others;
  const auto add_other = [&](std::unique_ptr<sql::Source> source) {
    others.push_back(&source->table());
    add(std::move(source));
  };
  add_other(spend::requests_table(connection->meter.ledger()));
  add_other(writes::writes_table(connection->write_log));
  add_other(settings::settings_table(connection->settings));
  for (auto& source : catalog::tables(catalog::entries(all_operations(), others))) add(std::move(source));
}

void register_functions(sqlite3* db, const std::shared_ptr<Connection>& connection) {
  const auto add_all = [&](std::vector<sql::Function> functions) {
    for (sql::Function& function : functions) vtab::register_function(db, kept_with(connection, std::move(function)));
  };
  add_all(settings::functions(connection->settings));
  add_all(spend::functions(connection->meter));
  add_all(request::filter_functions());
  add_all({version_function()});
  vtab::register_aggregate(db, sql::exact_sum());
}

// Loading it again must not start a second budget, ledger and set of settings beside the first.
bool is_loaded(sqlite3* db) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(db, "SELECT awscost_version()", -1, &statement, nullptr);
  sqlite3_finalize(statement);
  return code == SQLITE_OK;
}

void register_all(sqlite3* db) {
  if (is_loaded(db)) return;
  if (sqlite3_libversion_number() < kOldestSqlite) {
    throw sql::Error(std::string("awscost needs SQLite 3.38.0 or newer; this program has ") + sqlite3_libversion() +
                     ". Load it into a newer sqlite3.");
  }
  const auto connection = std::make_shared<Connection>();
  register_tables(db, connection);
  register_functions(db, connection);
}

}  // namespace
}  // namespace awscost

// SQLite finds it by the file's name. The library stays loaded when the connection closes: libcurl and its TLS library
// keep state per process that does not survive being unloaded.
extern "C" __attribute__((visibility("default"))) int sqlite3_awscost_init(sqlite3* db, char** message,
                                                                           const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api);
  const int code = awscost::vtab::guard_message(message, [&] { awscost::register_all(db); });
  return code == SQLITE_OK ? SQLITE_OK_LOAD_PERMANENTLY : code;
}
