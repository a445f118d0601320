#include "vtab/snapshot.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sql/error.h"
#include "sql/interrupt.h"
#include "sql/text/words.h"
#include "sql/value.h"
#include "vtab/prepared.h"
#include "vtab/views.h"

namespace awscost::vtab {
namespace {

// "AwsS": the file is a snapshot, and may be written.
constexpr std::int64_t kApplicationId = 0x41777353;

// What follows CREATE VIEW <name> AS: the query, without its semicolon.
std::string query_of(const View& view) {
  const std::string begin = "CREATE VIEW " + std::string(view.name) + " AS";
  std::string query(view.sql.substr(view.sql.find(begin) + begin.size()));
  query.erase(query.find_last_of(';'));
  return query;
}

Prepared prepared(sqlite3* db, const std::string& query) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(db, query.c_str(), -1, &raw, nullptr);
  Prepared statement(raw);
  if (code != SQLITE_OK) throw_failure(db, code, "");
  return statement;
}

// A query of ours on the user's connection. Its scans are its own, although the statement that called us has not ended.
class Reading {
 public:
  Reading(sqlite3* db, Statements& statements, const std::string& query)
      : db_(db), statement_(prepared(db, query)), only_(statements, statement_.get()) {}

  bool next() {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) throw_failure(db_, code, "");
    return code == SQLITE_ROW;
  }
  sql::Cell cell(int column) const { return cell_of(statement_.get(), column); }
  int columns() const { return sqlite3_column_count(statement_.get()); }

 private:
  sqlite3* db_;
  Prepared statement_;
  Statements::Only only_;
};

struct Column {
  std::string name;
  std::string type;
};

std::vector<Column> columns_of(sqlite3_stmt* statement) {
  std::vector<Column> columns;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const char* type = sqlite3_column_decltype(statement, i);
    columns.push_back({sqlite3_column_name(statement, i), type == nullptr ? "" : type});
  }
  return columns;
}

std::string definition(const std::vector<Column>& columns) {
  std::string text;
  for (const Column& column : columns) {
    text += (text.empty() ? "" : ", ") + quoted_name(column.name) + (column.type.empty() ? "" : " ") + column.type;
  }
  return "(" + text + ")";
}

// Months that ended so many days ago are final; the rest begins here.
std::string final_before(text::Seconds now, std::chrono::days reopen) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(now - reopen)};
  return text::date_text(std::chrono::sys_days{day.year() / day.month() / 1});
}

class Snapshot {
 public:
  Snapshot(sqlite3* db, Statements& statements, const SnapshotRequest& request)
      : db_(db), statements_(statements), request_(request), file_(request.open(request.path)) {}

  std::string write() {
    claim();
    std::size_t written = 0;
    std::string failed;
    const double before = charged();
    for (const View& view : views()) {
      const bool is_written = write_view(view);
      written += is_written ? 1 : 0;
      if (!is_written) failed += (failed.empty() ? "" : ", ") + std::string(view.name);
    }
    std::array<char, 32> dollars{};
    (void)std::snprintf(dollars.data(), dollars.size(), "%.2f", charged() - before);
    std::string told = std::to_string(written) + " tables, " + std::to_string(rows_) + " rows read, $" + dollars.data();
    if (!failed.empty()) told += "; not read: " + failed + " (the column error of _meta says why)";
    return told;
  }

 private:
  std::int64_t number(const std::string& sql) {
    std::int64_t number = 0;
    file_->run(sql, {}, [&](std::span<const sql::Cell> row) {
      if (const auto* value = std::get_if<std::int64_t>(&row[0])) number = *value;
    });
    return number;
  }

  // A file without anything in it, or a snapshot.
  void claim() {
    if (number("PRAGMA application_id") != kApplicationId) {
      if (number("SELECT count(*) FROM sqlite_schema") > 0) {
        throw sql::Error(
            "awscost_snapshot: " + request_.path +
            " is a database of another kind, which is left as it is; name a file that does not exist yet.");
      }
      file_->run("PRAGMA application_id = " + std::to_string(kApplicationId));
    }
    file_->run(
        "CREATE TABLE IF NOT EXISTS _meta(name TEXT PRIMARY KEY, read_at TIMESTAMP TEXT, read_through DATE TEXT, "
        "final_before DATE TEXT, rows BIGINT, charge_usd DOUBLE, error TEXT, columns TEXT) WITHOUT ROWID");
  }

  double charged() {
    Reading sum(db_, statements_, "SELECT coalesce(sum(charge_usd), 0.0) FROM awscost_requests");
    return sum.next() ? std::get<double>(sum.cell(0)) : 0;
  }

  // Where an earlier snapshot with the same columns left off.
  std::optional<std::string> begin_of(const View& view, const std::string& columns) {
    std::optional<std::string> from;
    const std::array<sql::Value, 2> parameters{std::string(view.name), columns};
    file_->run("SELECT final_before FROM _meta WHERE name = ?1 AND columns = ?2", parameters,
               [&](std::span<const sql::Cell> row) {
                 if (const auto* text = std::get_if<std::string_view>(&row[0])) from = std::string(*text);
               });
    return from;
  }

  bool write_view(const View& view) {
    const double before = charged();
    std::optional<std::string> error = error_of_reading(view, true);
    // The day where the earlier snapshot left off may be older than what AWS keeps.
    if (error && charged() == before) error = error_of_reading(view, false);
    if (!error) return true;
    const std::array<sql::Value, 2> parameters{std::string(view.name), *error};
    file_->run("INSERT INTO _meta(name, error) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET error = ?2", parameters);
    return false;
  }

  // Nothing where the view was read.
  std::optional<std::string> error_of_reading(const View& view, bool goes_on) {
    try {
      read(view, goes_on);
    } catch (const sql::InterruptError&) {
      throw;
    } catch (const sql::Error& refused) {
      return refused.what();
    }
    return std::nullopt;
  }

  void read(const View& view, bool goes_on) {
    const double before = charged();
    const std::string query = query_of(view);
    const std::vector<Column> all = columns_of(prepared(db_, query).get());
    const std::string columns = definition(all);
    const std::string time = quoted_name(all[0].name);
    const std::string second = quoted_name(all[1].name);
    const auto from = begin_of(view, columns);
    const std::string bound = from && goes_on ? " WHERE " + time + " >= '" + *from + "'" : "";
    const std::string table = quoted_name(view.name);
    file_->run("DROP TABLE IF EXISTS temp.incoming");
    file_->run("CREATE TEMP TABLE incoming" + columns);
    const std::int64_t rows = fetch("SELECT * FROM (" + query + ")" + bound);
    file_->run("BEGIN IMMEDIATE");
    try {
      if (!from) file_->run("DROP TABLE IF EXISTS main." + table);
      file_->run("CREATE TABLE IF NOT EXISTS main." + table + columns);
      file_->run("CREATE INDEX IF NOT EXISTS main." + quoted_name(std::string(view.name) + "_by_time") + " ON " +
                 table + "(" + time + ", " + second + ")");
      // What was read takes the place of what was there, from its first day on.
      file_->run("DELETE FROM main." + table + " WHERE " + time + " >= (SELECT min(" + time + ") FROM temp.incoming)");
      file_->run("INSERT INTO main." + table + " SELECT * FROM temp.incoming");
      note(view, columns, time, rows, charged() - before);
      file_->run("COMMIT");
    } catch (...) {
      file_->run("ROLLBACK");
      throw;
    }
    rows_ += rows;
  }

  std::int64_t fetch(const std::string& query) {
    Reading rows(db_, statements_, query);
    std::int64_t count = 0;
    std::string insert;
    std::vector<sql::Value> values(static_cast<std::size_t>(rows.columns()));
    for (std::size_t i = 0; i < values.size(); ++i) insert += (i == 0 ? "?" : ", ?") + std::to_string(i + 1);
    insert = "INSERT INTO temp.incoming VALUES(" + insert + ")";
    for (; rows.next(); ++count) {
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = sql::value_of(rows.cell(static_cast<int>(i)));
      file_->run(insert, values);
    }
    return count;
  }

  void note(const View& view, const std::string& columns, const std::string& time, std::int64_t rows, double charge) {
    const std::array<sql::Value, 6> parameters{std::string(view.name),
                                               text::time_text(request_.now),
                                               final_before(request_.now, request_.reopen),
                                               rows,
                                               charge,
                                               columns};
    file_->run("INSERT OR REPLACE INTO _meta SELECT ?1, ?2, max(" + time + "), ?3, ?4, ?5, NULL, ?6 FROM main." +
                   quoted_name(view.name),
               parameters);
  }

  sqlite3* db_;
  Statements& statements_;
  const SnapshotRequest& request_;
  std::unique_ptr<sql::Database> file_;
  std::int64_t rows_ = 0;
};

}  // namespace

std::string write_snapshot(sqlite3* db, Statements& statements, const SnapshotRequest& request) {
  try {
    return Snapshot(db, statements, request).write();
  } catch (const sql::DatabaseError& error) {
    throw sql::Error("awscost_snapshot: " + request.path + " cannot be written: " + text::with_full_stop(error.what()) +
                     " What was written before is kept.");
  }
}

}  // namespace awscost::vtab
