// The entry point: `.load ./awscost` ends here. Builds what one connection needs and registers its tables and
// functions.
//
// The one file that sees both SQLite and the connectors. Its objects belong to the connection: SQLite keeps them alive through the
// modules that refer to them, and drops them when it closes. Loading reads and sends nothing: the first query decides what is needed.
//
//   sqlite3 -cmd '.load ./awscost' :memory: "SELECT awscost_version()"
#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT1

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/version.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <iterator>
#include <memory>
#include <mutex>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "connectors/asking/check/in_sql.h"
#include "connectors/asking/destinations/destinations.h"
#include "connectors/asking/dispatch/dispatcher.h"
#include "connectors/asking/kept/file_kept_answers.h"
#include "connectors/asking/kept/in_sql.h"
#include "connectors/asking/kept/keeping.h"
#include "connectors/asking/retry/retrying.h"
#include "connectors/asking/settings/in_sql.h"
#include "connectors/asking/settings/settings.h"
#include "connectors/asking/spend/in_sql.h"
#include "connectors/asking/spend/meter.h"
#include "connectors/asking/spend/process_spending.h"
#include "connectors/asking/statement/dry_run.h"
#include "connectors/asking/statement/last_statement.h"
#include "connectors/asking/statement/notices.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/aws/config/config.h"
#include "connectors/aws/config/environment.h"
#include "connectors/tables/assembly/learnt.h"
#include "connectors/tables/assembly/operation_source.h"
#include "connectors/tables/bill_scenarios/bill_scenario_lines.h"
#include "connectors/tables/bill_scenarios/client_token.h"
#include "connectors/tables/bill_scenarios/write_log.h"
#include "connectors/tables/catalog/functions.h"
#include "connectors/tables/catalog/help.h"
#include "connectors/tables/catalog/in_sql.h"
#include "connectors/tables/operations/operations.h"
#include "connectors/tables/request/filter_functions.h"
#include "sql/error.h"
#include "sql/exact_sum.h"
#include "sql/pictures.h"
#include "vtab/database.h"
#include "vtab/dry_run.h"
#include "vtab/functions.h"
#include "vtab/guard.h"
#include "vtab/interrupt.h"
#include "vtab/module.h"
#include "vtab/snapshot.h"
#include "vtab/views.h"

namespace awscost {
namespace {

// SQLite 3.38.0 added sqlite3_vtab_in() and sqlite3_vtab_rhs_value(), which planning needs.
constexpr int kOldestSqlite = 3038000;

std::chrono::sys_seconds real_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// Nothing in this library writes there unless a setting asks for it.
void write_to_stderr(std::string_view text) {
  (void)std::fwrite(text.data(), 1, text.size(), stderr);  // nobody could be told of a failure
  (void)std::fflush(stderr);
}

// One for the process, also for connections that close meanwhile.
std::shared_ptr<spend::ProcessSpending> process_spending() {
  static const auto spending = std::make_shared<spend::ProcessSpending>();
  return spending;
}

std::string cache_path(const settings::Settings& settings) {
  return config::expanded(settings.path("cache_path"), config::process_environment());
}

kept::KeptSettings kept_settings(const settings::Settings& settings) {
  return {.on = settings.choice("cache") == "on",
          .path = cache_path(settings),
          .most = settings.integer("cache_size"),
          .freshness = {.now = settings.now(),
                        .ttl = std::chrono::seconds(settings.integer("cache_ttl")),
                        .reopen_days = std::chrono::days(settings.integer("reopen_days"))}};
}

// Everything that one connection owns; later members refer to earlier ones. The senders form a chain:
// Statement > Keeping > Retrying > Meter > Dispatching.
struct Connection {
  settings::Settings settings{settings::process_surroundings()};
  asking::Destinations destinations{settings};
  dispatch::Dispatching dispatching;
  spend::FileSpending file_spending{{.open = vtab::open_database,
                                     .path = [this] { return cache_path(settings); },
                                     .now = [this] { return settings.now(); },
                                     .real_clock = real_time}};
  spend::Meter meter{dispatching, spend::process_clock(), process_spending(), &file_spending};
  std::minstd_rand random{std::random_device()()};
  retry::Retrying retrying{meter,
                           {.sleep = [](std::chrono::milliseconds step) { std::this_thread::sleep_for(step); },
                            .random = [this] { return std::uniform_real_distribution<double>()(random); }}};
  asking::Notices notices{real_time, [this](const asking::Notices::Entry& entry) { tell(entry.text); }};
  kept::FileKeptAnswers kept{{.open = vtab::open_database,
                              .settings = [this] { return kept_settings(settings); },
                              .notice = [this](const std::string& sentence) { notices.add("awscost_cache", sentence); },
                              .clock = real_time}};
  kept::Keeping keeping{retrying,
                        kept,
                        kept,
                        {.sleep = [](std::chrono::milliseconds step) { std::this_thread::sleep_for(step); },
                         .recalled = [this](const asking::Question& question,
                                            const wire::Reply& reply) { return meter.recalled(question, reply); }}};
  asking::Statements statements{asking::Statement::Options{
      .sender = keeping,
      .resolver = destinations,
      .join_memory = [this] { return join_memory(); },
      .refuses_unbounded = [this] { return settings.choice("unbounded") == "refuse"; },
      .suggests = [this] { return settings.choice("suggest") == "on"; },
      .notices = &notices,
      .kept = &kept,
      .recalled = [this](const asking::Question& question) { meter.recalled(question, {.status = 200}); },
      .terminal = {.is_wanted =
                       [this] { return settings.choice("progress") == "stderr" && isatty(STDERR_FILENO) == 1; },
                   .steady = [] { return std::chrono::steady_clock::now(); },
                   .write = write_to_stderr}}};
  std::shared_ptr<assembly::ViewPrices> view_prices = std::make_shared<assembly::ViewPrices>();
  std::shared_ptr<assembly::Learnt> learnt = std::make_shared<assembly::Learnt>();
  bill_scenarios::WriteLog write_log;

  std::size_t join_memory() { return static_cast<std::size_t>(settings.integer("join_memory")); }

  // A notice is told where it is made; a wrong setting is told by the next request.
  void tell(const std::string& text) noexcept {
    destinations.log_notice(text);
    try {
      if (settings.choice("notices") == "stderr") write_to_stderr("awscost: " + text + "\n");
    } catch (const std::exception&) {
    }
  }
};

// The source refers to the connection, so the shared pointer keeps the connection alive too.
std::shared_ptr<sql::Source> kept_with(const std::shared_ptr<Connection>& connection,
                                       std::unique_ptr<sql::Source> source) {
  struct ConnectedSource {
    std::shared_ptr<Connection> connection;
    std::unique_ptr<sql::Source> source;
  };
  auto connected = std::make_shared<ConnectedSource>(ConnectedSource{connection, std::move(source)});
  sql::Source* const inside = connected->source.get();
  return {std::move(connected), inside};
}

// The same for a function.
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
          },
          .example = "awscost_version()"};
}

// What a query would send first. While it runs, no statement of the connection sends anything.
sql::Function dry_run_function(sqlite3* db, const std::shared_ptr<vtab::Host>& host, Connection& connection) {
  return {.name = "awscost_dry_run",
          .min_arguments = 1,
          .max_arguments = 1,
          .risk = sql::Risk::kDirectOnly,
          .doc =
              "The requests that a SELECT would send first, as a JSON array with table, service, operation, request, "
              "page, price_usd, estimated_pages and kept. Sends nothing.",
          .call = [db, host, &statements = connection.statements](std::span<const sql::Value> arguments) -> sql::Value {
            const std::string* query = sql::if_text(arguments[0]);
            if (query == nullptr || statements.is_dry()) {
              throw sql::Error("awscost_dry_run takes the text of a SELECT, and not inside of another dry run.");
            }
            asking::DryRun dry_run;
            const asking::Statements::Dry dry(statements, dry_run);
            vtab::run_dry(db, host->statements, *query);
            return dry_run.to_json();
          },
          .example = "awscost_dry_run('SELECT ...')"};
}

// Past the kept answers: the check is about the setup as it is now.
sql::Function check_function(sqlite3* db, Connection& connection) {
  sql::Function function =
      check::check_function({.settings = connection.settings,
                             .resolver = connection.destinations,
                             .sender = connection.retrying,
                             .spent = [&connection] { return connection.meter.spent(); },
                             .cache_path = [&connection] { return cache_path(connection.settings); },
                             .real_clock = real_time,
                             .interrupted = [db] { return vtab::interrupted(db); }});
  function.call = [&statements = connection.statements,
                   call = std::move(function.call)](std::span<const sql::Value> arguments) {
    if (statements.is_dry())
      throw sql::Error(
          "awscost_check asks STS, so it does not run in a dry run. Write SELECT awscost_check() by itself.");
    return call(arguments);
  };
  return function;
}

sql::Function snapshot_function(sqlite3* db, const std::shared_ptr<vtab::Host>& host, Connection& connection) {
  return {
      .name = "awscost_snapshot",
      .min_arguments = 1,
      .max_arguments = 1,
      .risk = sql::Risk::kDirectOnly,
      .doc =
          "Writes the views of awscost_views as ordinary tables into a file of its own, for programs that cannot load "
          "an extension; again, it reads only what may have changed. Returns what it read and what that cost.",
      .call = [db, host, &connection](std::span<const sql::Value> arguments) -> sql::Value {
        const std::string* path = sql::if_text(arguments[0]);
        if (path == nullptr || path->empty() || connection.statements.is_dry()) {
          throw sql::Error("awscost_snapshot takes the name of a file, such as 'bill.db', and not in a dry run.");
        }
        return vtab::write_snapshot(db, host->statements,
                                    {.path = *path,
                                     .open = vtab::open_database,
                                     .now = connection.settings.now(),
                                     .reopen = std::chrono::days(connection.settings.integer("reopen_days"))});
      },
      .example = "awscost_snapshot('bill.db')"};
}

std::unique_ptr<sql::Source> source_of(const Operation& operation, Connection& connection) {
  auto source = std::make_unique<assembly::OperationSource>(
      operation, [meter = &connection.meter](std::uint64_t row, std::size_t rows) { meter->rows_decoded(row, rows); },
      connection.view_prices, connection.learnt);
  if (!operation.table.writable) return source;
  return std::make_unique<bill_scenarios::BillScenarioLines>(
      std::move(source),
      bill_scenarios::Options{
          .resolver = connection.destinations,
          .statements = connection.statements,
          .writes_on = [&] { return connection.settings.choice("writes") == "on"; },
          .times_writes_set = [&] { return connection.settings.times_set(settings::find_setting("writes")); },
          .limits = [&] { return connection.destinations.limits(); },
          .now = real_time,
          .new_token = bill_scenarios::new_client_token,
          .log = connection.write_log});
}

std::shared_ptr<vtab::Host> host_of(const std::shared_ptr<Connection>& connection) {
  return std::make_shared<vtab::Host>(
      vtab::Host{.now = [connection] { return connection->settings.now(); },
                 .verify = [connection] { return connection->settings.choice("verify") == "on"; },
                 .statements = vtab::Statements([connection] { return connection->statements.begin(); }),
                 .join_memory = [connection] { return connection->join_memory(); }});
}

void register_tables(sqlite3* db, const std::shared_ptr<vtab::Host>& host,
                     const std::shared_ptr<Connection>& connection, std::vector<catalog::FunctionEntry> functions) {
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
  add_other(spend::spending_table(connection->file_spending));
  add_other(bill_scenarios::writes_table(connection->write_log));
  add_other(asking::notices_table(connection->notices));
  add_other(kept::cache_table(connection->kept));
  add_other(asking::last_statement_table([ db, host, connection = connection.get() ]() -> const auto& {
    host->statements.end_finished(db);
    return connection->statements.last_records();
  }));
  add_other(settings::settings_table(connection->settings));
  for (auto& source : catalog::tables(catalog::entries(all_operations(), others), std::move(functions))) {
    add(std::move(source));
  }
}

std::vector<sql::Function> functions_of(sqlite3* db, const std::shared_ptr<vtab::Host>& host, Connection& connection) {
  std::vector<sql::Function> all{check_function(db, connection),
                                 dry_run_function(db, host, connection),
                                 vtab::views_function(db),
                                 snapshot_function(db, host, connection),
                                 version_function(),
                                 sql::bar_function(),
                                 catalog::help_function()};
  const auto add_all = [&](std::vector<sql::Function> functions) {
    std::move(functions.begin(), functions.end(), std::back_inserter(all));
  };
  add_all(settings::functions(connection.settings, [](const settings::Setting& setting, const std::string& value) {
    if (setting.name == "log") asking::check_log_destination(value);
  }));
  add_all(spend::functions([db, host, &connection] {
    host->statements.end_finished(db);
    return connection.statements.last_cost();
  }));
  add_all(request::filter_functions());
  return all;
}

// What the catalog says of the functions is what is registered.
std::vector<catalog::FunctionEntry> register_functions(sqlite3* db, const std::shared_ptr<vtab::Host>& host,
                                                       const std::shared_ptr<Connection>& connection) {
  const std::vector<sql::Function> functions = functions_of(db, host, *connection);
  const std::vector<sql::Aggregate> aggregates{sql::exact_sum(), sql::sparkline()};
  for (const sql::Function& function : functions) vtab::register_function(db, kept_with(connection, function));
  for (const sql::Aggregate& aggregate : aggregates) vtab::register_aggregate(db, aggregate);
  return catalog::described(functions, aggregates);
}

// Loading the extension again must not add a second budget, ledger and set of settings.
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
  const std::shared_ptr<vtab::Host> host = host_of(connection);
  register_tables(db, host, connection, register_functions(db, host, connection));
}

// Threads load it into their connections while others run statements: it is written only when it changes.
void keep_api(const sqlite3_api_routines* api) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  if (sqlite3_api != api) SQLITE_EXTENSION_INIT2(api);
}

}  // namespace
}  // namespace awscost

// SQLite finds the entry point by the file's name. The library stays loaded when the connection closes, because libcurl
// and its TLS library have process-wide state that does not survive unloading.
extern "C" __attribute__((visibility("default"))) int sqlite3_awscost_init(sqlite3* db, char** message,
                                                                           const sqlite3_api_routines* api) {
  awscost::keep_api(api);
  const int code = awscost::vtab::guard_message(message, [&] { awscost::register_all(db); });
  return code == SQLITE_OK ? SQLITE_OK_LOAD_PERMANENTLY : code;
}

// The name that SQLite tries first. It finds a copy under another name, such as sqlite-awscost_1.2.so, of which it
// derives an entry point that nobody has.
extern "C" __attribute__((visibility("default"))) int sqlite3_extension_init(sqlite3* db, char** message,
                                                                             const sqlite3_api_routines* api) {
  return sqlite3_awscost_init(db, message, api);
}
