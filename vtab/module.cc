#include "vtab/module.h"

#include <algorithm>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sql/answer.h"
#include "sql/cures.h"
#include "sql/error.h"
#include "sql/known_periods.h"
#include "sql/plan_text.h"
#include "sql/text/words.h"
#include "vtab/bridge.h"
#include "vtab/calls.h"
#include "vtab/database.h"
#include "vtab/foreseen.h"
#include "vtab/guard.h"
#include "vtab/interrupt.h"
#include "vtab/plan_use.h"
#include "vtab/running.h"
#include "vtab/transaction.h"

namespace awscost::vtab {
namespace {

// The client data of sqlite3_create_module_v2.
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
  bool is_writable() const { return source->writer() != nullptr; }
};

struct Cursor : sqlite3_vtab_cursor {
  explicit Cursor(Table& owner)
      : sqlite3_vtab_cursor{},
        table(owner),
        running(owner.asks_aws() ? owner.host->statements.running(owner.db)
                                 : Statements::Running{nullptr, std::make_shared<sql::Statement>()}) {}

  void advance() {
    if (running.handle != nullptr) table.host->statements.used(running.handle);
    running.statement->resume(record);
    at_end = !answer->next(stop_asked);
    if (!at_end) ++record->rows_given;
  }

  // For UPDATE, SQLite sets every colUsed bit, so the plan takes its inputs as not mentioned (sql/offer.h). Only here
  // it shows that the statement reads one, and it must not read the default unnoticed.
  void require_bound(std::size_t index) const {
    if (unnoticed_inputs.test(index)) {
      throw sql::Error(sql::cure::unbound_input(table.declaration(), index) + kInsteadOfUpdateFrom);
    }
  }

  Table& table;
  Statements::Running running;  // its statement outlives the answer
  bool writable = table.is_writable();
  std::string plan_text;  // of the last scan; SQLite scans once for each outer row of a join
  sql::Plan plan;
  std::vector<sql::ArgumentValues> values;
  PlanUse* use = nullptr;             // the statement's
  sql::ScanRecord* record = nullptr;  // likewise
  sql::ColumnSet unnoticed_inputs;    // of a writable table: neither bound nor mentioned
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

// argv: module, database, table, then the arguments of CREATE VIRTUAL TABLE. An eponymous table has its module's name
// and no arguments.
std::shared_ptr<sql::Source> source_of(const Registration& registration, int argc, const char* const* argv) {
  constexpr int kFirstArgument = 3;
  if (argc <= kFirstArgument && registration.source->table().name == argv[2]) return registration.source;
  const std::vector<std::string_view> arguments(argv + std::min(argc, kFirstArgument), argv + argc);
  struct NamedSource {
    std::shared_ptr<sql::Source> base;  // outlives `source`
    std::shared_ptr<sql::Source> source;
  };
  auto named =
      std::make_shared<NamedSource>(NamedSource{registration.source, registration.source->named(argv[2], arguments)});
  sql::Source* const source = named->source.get();
  return {std::move(named), source};
}

// Called when a statement first names an eponymous table, by CREATE VIRTUAL TABLE, and when a database file with such a
// table is opened.
int connect(sqlite3* db, void* client, int argc, const char* const* argv, sqlite3_vtab** out, char** message) noexcept {
  return guard_message(message, [&] {
    const auto& registration = *static_cast<Registration*>(client);
    auto table = std::make_unique<Table>();
    table->db = db;
    table->host = registration.host;
    table->source = source_of(registration, argc, argv);
    const std::string statement = sql::create_statement(table->declaration());
    if (sqlite3_declare_vtab(db, statement.c_str()) != SQLITE_OK) throw sql::Error(sqlite3_errmsg(db));
    // A view or trigger that a database file keeps must not copy a secret into the file. SQLite's flag is one of the
    // whole table: such a view cannot read its other columns either. Without EXPLAIN, nobody could tell a trigger that
    // writes (vtab/program.h).
    const bool guarded_by_sqlite = table->is_writable() && sqlite3_compileoption_used("OMIT_EXPLAIN") != 0;
    if (guarded_by_sqlite || sql::holds_secret(table->declaration())) {
      sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    }
    // Lets xUpdate's SQLITE_CONSTRAINT mean what OR ROLLBACK and OR FAIL say (vtab/transaction.cc).
    if (table->is_writable()) sqlite3_vtab_config(db, SQLITE_VTAB_CONSTRAINT_SUPPORT, 1);
    *out = table.release();
  });
}

int disconnect(sqlite3_vtab* table) noexcept {
  delete &table_of(table);
  return SQLITE_OK;
}

// Called several times while a statement is prepared, once for each plan that SQLite considers. No I/O, no state.
int best_index(sqlite3_vtab* base, sqlite3_index_info* info) noexcept {
  bool no_solution = false;
  const int code = guard(base, [&] {
    const Table& table = table_of(base);
    table.host->statements.end_finished(table.db);
    const sql::Table& declaration = table.declaration();
    const sql::BestIndex planned = sql::make_plan(declaration, read_offer(declaration, info), {table.host->verify()});
    no_solution = planned.no_solution;
    if (!no_solution) write_plan(declaration, planned, info);
  });
  return code == SQLITE_OK && no_solution ? SQLITE_CONSTRAINT : code;
}

int open(sqlite3_vtab* base, sqlite3_vtab_cursor** out) noexcept {
  return guard(base, [&] { *out = std::make_unique<Cursor>(table_of(base)).release(); });
}

// Closing the last cursor ends the statement.
int close(sqlite3_vtab_cursor* cursor) noexcept {
  delete &cursor_of(cursor);
  return SQLITE_OK;
}

sql::ColumnSet unnoticed_inputs(const sql::Scan& scan) {
  sql::ColumnSet unnoticed;
  const auto& columns = scan.table->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    unnoticed.set(
        i, sql::is_input(columns[i].role) && !columns[i].fixed && !scan.binds_input(i) && !scan.mentioned.test(i));
  }
  return unnoticed;
}

// A full-text table of a foreign file can read a table under a statement of its own, past SQLITE_VTAB_DIRECTONLY, and a
// trigger then copies what it read. So a statement that writes has to name a table of secrets itself.
void require_named_by_writers(const Table& table) {
  const std::string_view name = table.declaration().name;
  const std::string lower_name = text::lower(name);
  each_running(table.db, [&](sqlite3_stmt* each) {
    if (sqlite3_stmt_readonly(each) != 0) return;
    const char* text = sqlite3_sql(each);
    if (text != nullptr && holds_name(text, lower_name)) return;
    throw sql::Error(std::string(name) +
                     " holds secrets: while a statement that writes is under way, it is read only where that statement "
                     "names it. Read it in a statement of its own.");
  });
}

// A value that no row has is refused before the request is paid, and not at the first row.
void require_readable(Cursor& cursor) {
  const sql::ColumnSet refused = cursor.answer->refused_columns();
  const bool refuses_rowid = cursor.answer->refuses_rowid();
  if (cursor.running.handle == nullptr || (refused.none() && !refuses_rowid)) return;
  // Neither call needs a row: they throw. The rowid comes first, because a statement that merges scans is cured as such,
  // whatever else it reads.
  if (refuses_rowid && cursor.use->reads_rowid()) cursor.answer->rowid();
  for (std::size_t i = 0; i < refused.size(); ++i) {
    if (refused.test(i) && cursor.use->reads_column(i)) cursor.answer->value(i);
  }
}

// SQLite scans once for each outer row of a join, always with one text.
void read_plan(Cursor& cursor, const char* plan_text) {
  if (cursor.use != nullptr && cursor.plan_text == plan_text) return;
  cursor.plan = sql::from_text(cursor.table.declaration(), plan_text);
  cursor.plan_text = plan_text;
  auto& uses = cursor.running.statement->state<PlanUses>(cursor.table.host.get());
  cursor.record = &cursor.running.statement->record(cursor.table.declaration().name, cursor.plan_text);
  cursor.running.statement->set_scans_once([&uses, db = cursor.table.db, running = cursor.running.handle] {
    return uses.program(db, running).scans_once();
  });
  if (cursor.table.asks_aws() && may_end_in_error(cursor.running.handle)) {
    refuse_foreseen(cursor.table.db, uses.program(cursor.table.db, cursor.running.handle), &cursor.table,
                    cursor.table.declaration());
  }
  cursor.use = &uses.of(cursor.table.db, cursor.running.handle, &cursor.table, cursor.plan_text);
}

sql::Scan scan_of(Cursor& cursor) {
  const Table& table = cursor.table;
  sql::Scan scan = sql::make_scan(table.declaration(), cursor.plan, cursor.values, table.host->now(),
                                  [&](std::size_t argument) { return cursor.use->is_own(argument); });
  for (const std::string& text : scan.notices) cursor.running.statement->note(table.declaration().name, text);
  // The setting verify asks AWS, so that the rows can be compared.
  scan.has_known_periods = table.asks_aws() && !table.host->verify() && sql::has_known_periods(scan);
  scan.in_loop = table.asks_aws() && !table.host->verify() && cursor.use->begins_in_loop();
  return scan;
}

sql::Answer::Grouping grouping_of(const Cursor& cursor) {
  if (cursor.plan.grouped_by.empty()) return {};
  sql::Answer::Grouping grouping{.by = cursor.plan.grouped_by, .room = {.open = open_database}};
  if (const auto& join_memory = cursor.table.host->join_memory) grouping.room.most_bytes = join_memory();
  return grouping;
}

// The text of an argument that has one value; nothing where it is no text.
std::optional<std::string_view> only_text(sqlite3_value* value) {
  if (sqlite3_value_type(value) != SQLITE_TEXT) return std::nullopt;
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) throw std::bad_alloc();
  return std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

// Goes on with the answer of the outer row before, where it has the rows of this one too. Nothing is allocated for it: a
// join comes here for each outer row.
bool rebind(Cursor& cursor, const char* plan_text, std::span<sqlite3_value*> arguments) {
  if (cursor.answer == nullptr || cursor.plan_text != plan_text || cursor.writable) return false;
  if (sql::holds_secret(cursor.table.declaration())) return false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto text = only_text(arguments[i]);
    auto* const before = cursor.values[i].size() == 1 ? std::get_if<std::string>(&cursor.values[i].front()) : nullptr;
    if (!text || before == nullptr) return false;
    if (*text == *before) continue;
    if (!cursor.answer->rebind(cursor.plan, i, *before, *text)) return false;
    before->assign(*text);
  }
  return cursor.answer->begin_again();
}

// Starts one scan: SQLite calls it once for a statement, or once for each outer row of a join.
int filter(sqlite3_vtab_cursor* base, int, const char* plan_text, int argc, sqlite3_value** argv) noexcept {
  return guard(base->pVtab, [&] {
    Cursor& cursor = cursor_of(base);
    const sql::Table& declaration = cursor.table.declaration();
    cursor.at_end = true;
    if (rebind(cursor, plan_text, {argv, static_cast<std::size_t>(argc)})) {
      ++cursor.record->scans;
      return cursor.advance();
    }
    cursor.answer.reset();
    if (sql::holds_secret(declaration)) require_named_by_writers(cursor.table);
    read_plan(cursor, plan_text);
    ++cursor.record->scans;
    cursor.values = read_arguments(cursor.plan, {argv, static_cast<std::size_t>(argc)});
    sql::Scan scan = scan_of(cursor);
    if (cursor.writable) cursor.unnoticed_inputs = unnoticed_inputs(scan);
    cursor.answer = std::make_unique<sql::Answer>(
        std::move(scan), *cursor.table.source, *cursor.running.statement,
        [use = cursor.use] { return use->reads_rowid(); }, grouping_of(cursor));
    require_readable(cursor);
    cursor.advance();
  });
}

int next(sqlite3_vtab_cursor* base) noexcept {
  return guard(base->pVtab, [&] { cursor_of(base).advance(); });
}

int eof(sqlite3_vtab_cursor* base) noexcept {
  return cursor_of(base).at_end ? 1 : 0;
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number) noexcept {
  return guard(base->pVtab, [&] {
    Cursor& cursor = cursor_of(base);
    const auto index = static_cast<std::size_t>(number);
    if (cursor.writable) {
      if (sqlite3_vtab_nochange(context) != 0)
        return;  // an UPDATE does not set it; xUpdate sees sqlite3_value_nochange
      cursor.require_bound(index);
    }
    write_result(context, cursor.answer->value(index));
  });
}

int rowid(sqlite3_vtab_cursor* base, sqlite3_int64* out) noexcept {
  return guard(base->pVtab, [&] { *out = cursor_of(base).answer->rowid(); });
}

// xCreate equals xConnect, which makes the table eponymous; CREATE VIRTUAL TABLE stores no further state.
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

Writable writable_of(sqlite3_vtab* base) {
  Table& table = table_of(base);
  return {table.db, *table.source};
}

constexpr sqlite3_module writable_module() {
  sqlite3_module module = kModule;
  module.xUpdate = [](sqlite3_vtab* base, int argc, sqlite3_value** argv, sqlite3_int64* rowid) {
    return update(base, writable_of(base), {argv, static_cast<std::size_t>(argc)}, rowid);
  };
  module.xBegin = [](sqlite3_vtab* base) { return begin(base, writable_of(base)); };
  module.xSync = [](sqlite3_vtab* base) { return sync(base, writable_of(base)); };
  module.xCommit = [](sqlite3_vtab* base) { return commit(base, writable_of(base)); };
  module.xRollback = [](sqlite3_vtab* base) { return rollback(base, writable_of(base)); };
  module.xSavepoint = [](sqlite3_vtab* base, int number) { return savepoint(base, writable_of(base), number); };
  module.xRelease = [](sqlite3_vtab* base, int number) { return release(base, writable_of(base), number); };
  module.xRollbackTo = [](sqlite3_vtab* base, int number) { return rollback_to(base, writable_of(base), number); };
  return module;
}
// SQLite refuses to change a table whose module has no xUpdate: "table ... may not be modified".
constexpr sqlite3_module kWritableModule = writable_module();

}  // namespace

void register_table(sqlite3* db, std::shared_ptr<Host> host, std::shared_ptr<sql::Source> source) {
  const std::string name(source->table().name);
  const sqlite3_module& module = source->writer() == nullptr ? kModule : kWritableModule;
  auto registration = std::make_unique<Registration>(Registration{std::move(host), std::move(source)});
  // SQLite calls the deleter even when it refuses the module.
  const int code = sqlite3_create_module_v2(db, name.c_str(), &module, registration.release(),
                                            [](void* client) { delete static_cast<Registration*>(client); });
  if (code != SQLITE_OK) throw sql::Error("SQLite refused the table " + name + ": " + sqlite3_errmsg(db));
}

}  // namespace awscost::vtab
