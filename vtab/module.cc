#include "vtab/module.h"

#include <algorithm>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/answer.h"
#include "sql/error.h"
#include "sql/plan_text.h"
#include "vtab/bridge.h"
#include "vtab/guard.h"
#include "vtab/interrupt.h"

namespace awscost::vtab {
namespace {

// What sqlite3_create_module_v2 keeps for us.
struct Registration {
  std::shared_ptr<Host> host;
  std::shared_ptr<sql::Source> source;
};

struct Table : sqlite3_vtab {
  sqlite3* db;
  std::shared_ptr<Host> host;
  std::shared_ptr<sql::Source> source;

  const sql::Table& declaration() const { return source->table(); }
  bool asks_aws() const { return !declaration().operation.empty(); }
};

// A statement lasts from the first open cursor of ours to the last close. (SQLite opens the next branch's cursor before
// it closes the one before, so a statement does not end between the branches of an OR. A trigger closes its cursors
// after every row, so each row that fires one counts as a statement.)
class OpenCursor {
 public:
  explicit OpenCursor(std::shared_ptr<Host> host) : host_(std::move(host)) {
    if (host_->open_cursors++ == 0) host_->statements->statement_began();
  }
  OpenCursor(const OpenCursor&) = delete;
  OpenCursor& operator=(const OpenCursor&) = delete;
  ~OpenCursor() {
    if (--host_->open_cursors == 0) host_->statements->statement_ended();
  }

 private:
  std::shared_ptr<Host> host_;
};

struct Cursor : sqlite3_vtab_cursor {
  explicit Cursor(Table& owner) : sqlite3_vtab_cursor{}, table(owner) {
    if (owner.asks_aws()) open.emplace(owner.host);
  }

  void advance() { at_end = !answer->next(stop_asked); }

  Table& table;
  std::optional<OpenCursor> open;
  sql::Interrupted stop_asked = [this] { return interrupted(table.db); };
  std::unique_ptr<sql::Answer> answer;
  bool at_end = true;
};

Table& table_of(sqlite3_vtab* table) {
  return *static_cast<Table*>(table);
}
Cursor& cursor_of(sqlite3_vtab_cursor* cursor) {
  return *static_cast<Cursor*>(cursor);
}

// argv: module, database, table, then what stood in the parentheses of CREATE VIRTUAL TABLE. An eponymous table is
// called like its module and has no arguments.
std::shared_ptr<sql::Source> source_of(const Registration& registration, int argc, const char* const* argv) {
  constexpr int kFirstArgument = 3;
  if (argc <= kFirstArgument && registration.source->table().name == argv[2]) return registration.source;
  const std::vector<std::string_view> arguments(argv + std::min(argc, kFirstArgument), argv + argc);
  struct Named {
    std::shared_ptr<sql::Source> base;  // what the named one leans on
    std::shared_ptr<sql::Source> source;
  };
  auto named = std::make_shared<Named>(Named{registration.source, registration.source->named(argv[2], arguments)});
  sql::Source* const source = named->source.get();
  return {std::move(named), source};
}

// The constructor of a table: called when a statement first names an eponymous one, by CREATE VIRTUAL TABLE, and when a
// database file that holds such a table is opened.
int connect(sqlite3* db, void* client, int argc, const char* const* argv, sqlite3_vtab** out, char** message) noexcept {
  return guard_message(message, [&] {
    const auto& registration = *static_cast<Registration*>(client);
    auto table = std::make_unique<Table>();
    table->db = db;
    table->host = registration.host;
    table->source = source_of(registration, argc, argv);
    const std::string statement = sql::create_statement(table->declaration());
    if (sqlite3_declare_vtab(db, statement.c_str()) != SQLITE_OK) throw sql::Error(sqlite3_errmsg(db));
    *out = table.release();
  });
}

int disconnect(sqlite3_vtab* table) noexcept {
  delete &table_of(table);
  return SQLITE_OK;
}

// Called several times while a statement is prepared, once per way SQLite thinks of running it. No I/O, no state.
int best_index(sqlite3_vtab* base, sqlite3_index_info* info) noexcept {
  bool no_solution = false;
  const int code = guard(base, [&] {
    const Table& table = table_of(base);
    const sql::Table& declaration = table.declaration();
    const sql::Planned planned = sql::make_plan(declaration, read_offer(declaration, info), {table.host->verify()});
    no_solution = planned.no_solution;
    if (!no_solution) write_plan(declaration, planned, info);
  });
  return code == SQLITE_OK && no_solution ? SQLITE_CONSTRAINT : code;
}

int open(sqlite3_vtab* base, sqlite3_vtab_cursor** out) noexcept {
  return guard(base, [&] { *out = std::make_unique<Cursor>(table_of(base)).release(); });
}

int close(sqlite3_vtab_cursor* cursor) noexcept {
  delete &cursor_of(cursor);
  return SQLITE_OK;
}

// Starts one scan: SQLite calls it once per statement, or once per outer row of a join.
int filter(sqlite3_vtab_cursor* base, int, const char* plan_text, int argc, sqlite3_value** argv) noexcept {
  return guard(base->pVtab, [&] {
    Cursor& cursor = cursor_of(base);
    const sql::Table& declaration = cursor.table.declaration();
    cursor.answer.reset();
    cursor.at_end = true;
    const sql::Plan plan = sql::from_text(declaration, plan_text);
    const auto values = read_arguments(plan, {argv, static_cast<std::size_t>(argc)});
    cursor.answer = std::make_unique<sql::Answer>(sql::make_scan(declaration, plan, values, cursor.table.host->now()),
                                                  *cursor.table.source);
    cursor.advance();
  });
}

int next(sqlite3_vtab_cursor* base) noexcept {
  return guard(base->pVtab, [&] { cursor_of(base).advance(); });
}

int eof(sqlite3_vtab_cursor* base) noexcept {
  return cursor_of(base).at_end ? 1 : 0;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) noexcept {
  return guard(base->pVtab, [&] { write_result(context, cursor_of(base).answer->value(index)); });
}

int rowid(sqlite3_vtab_cursor* base, sqlite3_int64* out) noexcept {
  return guard(base->pVtab, [&] { *out = cursor_of(base).answer->rowid(); });
}

// xCreate is xConnect: the table exists by itself, and CREATE VIRTUAL TABLE makes further ones that keep nothing.
constexpr sqlite3_module kModule = {
    .iVersion = 3,
    .xCreate = connect,
    .xConnect = connect,
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xDestroy = disconnect,
    .xOpen = open,
    .xClose = close,
    .xFilter = filter,
    .xNext = next,
    .xEof = eof,
    .xColumn = column,
    .xRowid = rowid,
};

}  // namespace

void register_table(sqlite3* db, std::shared_ptr<Host> host, std::shared_ptr<sql::Source> source) {
  const std::string name(source->table().name);
  auto registration = std::make_unique<Registration>(Registration{std::move(host), std::move(source)});
  // SQLite calls the deleter even when it refuses the module.
  const int code = sqlite3_create_module_v2(db, name.c_str(), &kModule, registration.release(),
                                            [](void* kept) { delete static_cast<Registration*>(kept); });
  if (code != SQLITE_OK) throw sql::Error("SQLite refused the table " + name + ": " + sqlite3_errmsg(db));
}

}  // namespace awscost::vtab
