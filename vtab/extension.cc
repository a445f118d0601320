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

#include <boost/version.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connectors/aws/client.h"
#include "connectors/http/curl.h"
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

// Who answers, by the setting `connector`, looked up at every request: AWS or the sandbox, never one for the other.
class ChosenConnector : public wire::Connector {
 public:
  explicit ChosenConnector(const settings::Settings& settings) : settings_(settings) {}

  wire::Reply send(const wire::Call& call, const wire::Interrupted& interrupted) override {
    if (settings_.choice("connector") == "sandbox") return sandbox().send(call, interrupted);
    return aws().send(call, interrupted);
  }

 private:
  struct SandboxKind {
    std::int64_t seed = 0;
    std::int64_t page_size = 0;
    std::string account;  // a file; empty: made up from the seed
    bool operator==(const SandboxKind&) const = default;
  };

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

  aws::Client& aws() {
    if (!aws_) {
      const aws::Environment environment = aws::process_environment();
      http::Curl::Options curl{.ca_bundle = aws::non_empty(environment, "AWS_CA_BUNDLE").value_or("")};
      aws_ = std::make_unique<aws::Client>(aws::Client::Options{.environment = environment,
                                                                .signing_clock = real_time,
                                                                .limits = [this] { return limits(); },
                                                                .exchange = std::make_unique<http::Curl>(curl)});
    }
    return *aws_;
  }

  http::Limits limits() const {
    return {.connect_timeout = settings_.milliseconds("connect_timeout"),
            .total_timeout = settings_.milliseconds("request_timeout"),
            .max_body_bytes = static_cast<std::size_t>(settings_.integer("max_page_bytes"))};
  }

  const settings::Settings& settings_;
  std::unique_ptr<sandbox::Sandbox> sandbox_;
  SandboxKind sandbox_kind_;
  std::unique_ptr<aws::Client> aws_;
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

void register_tables(sqlite3* db, const std::shared_ptr<Connection>& connection) {
  auto host = std::make_shared<vtab::Host>();
  host->now = [connection] { return connection->settings.now(); };
  host->verify = [connection] { return connection->settings.choice("verify") == "on"; };
  host->statements = std::shared_ptr<sql::StatementWatcher>(connection, &connection->replies);
  const auto add = [&](std::unique_ptr<sql::Source> source) {
    vtab::register_table(db, host, kept_with(connection, std::move(source)));
  };
  for (const Operation* operation : all_operations()) {
    add(std::make_unique<source::OperationSource>(
        *operation, connection->replies,
        [meter = &connection->meter](std::uint64_t request, std::size_t rows) { meter->rows_decoded(request, rows); }));
  }
  add(spend::requests_table(connection->meter.ledger()));
  add(settings::settings_table(connection->settings));
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
