#include "vtab/views.h"

#include <string>
#include <variant>

#include "sql/error.h"
#include "sql/value.h"
#include "vtab/prepared.h"

namespace awscost::vtab {
namespace {

// Stands in the text of each view that awscost_views made.
constexpr std::string_view kMark = "made by awscost_views";

Prepared prepare(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(db, sql.c_str(), -1, &raw, nullptr);
  Prepared prepared(raw);
  if (code != SQLITE_OK) throw_failure(db, code, "awscost_views: the names of the database cannot be read: ", ".");
  return prepared;
}

void run(sqlite3* db, const std::string& sql, const std::string& what) {
  const int code = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_failure(db, code, "awscost_views: " + what + ": ", ".");
}

void require_database(sqlite3* db, const std::string& database) {
  const Prepared found = prepare(db, "SELECT 1 FROM pragma_database_list WHERE name = ?1 COLLATE NOCASE");
  sqlite3_bind_text(found.get(), 1, database.c_str(), -1, SQLITE_TRANSIENT);
  if (sqlite3_step(found.get()) == SQLITE_ROW || database == "temp") return;
  throw sql::Error("awscost_views: there is no database " + sql::literal(database) +
                   " on this connection; write 'main', 'temp', or the name of an attached one.");
}

// Nothing of the user's is replaced.
void require_own(sqlite3* db, const std::string& database, const View& view) {
  const Prepared found =
      prepare(db, "SELECT type, sql FROM " + quoted_name(database) + ".sqlite_schema WHERE name = ?1 COLLATE NOCASE");
  sqlite3_bind_text(found.get(), 1, view.name.data(), static_cast<int>(view.name.size()), SQLITE_TRANSIENT);
  if (sqlite3_step(found.get()) != SQLITE_ROW) return;
  const auto text = [&](int column) {
    const sql::Cell cell = cell_of(found.get(), column);
    const auto* held = std::get_if<std::string_view>(&cell);
    return std::string(held == nullptr ? std::string_view() : *held);
  };
  const std::string type = text(0);
  if (type == "view" && text(1).find(kMark) != std::string::npos) return;
  throw sql::Error("awscost_views: " + database + " has a " + type + " " + std::string(view.name) +
                   " of its own, so no view was made. Rename it, or write awscost_views('temp') for views of this "
                   "connection alone.");
}

// CREATE VIEW <name> AS ... as CREATE VIEW "<database>"."<name>" AS ...
std::string statement_for(const std::string& database, const View& view) {
  const std::string begin = "CREATE VIEW " + std::string(view.name);
  std::string sql(view.sql);
  sql.replace(sql.find(begin), begin.size(), "CREATE VIEW " + quoted_name(database) + "." + quoted_name(view.name));
  return sql;
}

}  // namespace

std::string create_views(sqlite3* db, const std::string& database) {
  require_database(db, database);
  for (const View& view : views()) require_own(db, database, view);
  run(db, "SAVEPOINT awscost_views", "no transaction can be begun");
  std::string names;
  try {
    for (const View& view : views()) {
      const std::string name(view.name);
      run(db, "DROP VIEW IF EXISTS " + quoted_name(database) + "." + quoted_name(name), name + " cannot be replaced");
      run(db, statement_for(database, view), name + " cannot be made");
      names += (names.empty() ? "" : ", ") + name;
    }
  } catch (...) {
    sqlite3_exec(db, "ROLLBACK TO awscost_views; RELEASE awscost_views", nullptr, nullptr, nullptr);
    throw;
  }
  run(db, "RELEASE awscost_views", "the views cannot be written");
  return names;
}

sql::Function views_function(sqlite3* db) {
  return {
      .name = "awscost_views",
      .min_arguments = 1,
      .max_arguments = 1,
      .risk = sql::Risk::kDirectOnly,
      .doc =
          "Makes views for BI tools in a database ('main', 'temp' or an attached one), replaces those it made before, "
          "and returns their names.",
      .call = [db](std::span<const sql::Value> arguments) -> sql::Value {
        const std::string* database = sql::if_text(arguments[0]);
        if (database == nullptr) throw sql::Error("awscost_views takes the name of a database, such as 'main'.");
        return create_views(db, *database);
      },
      .example = "awscost_views('main')"};
}

}  // namespace awscost::vtab
