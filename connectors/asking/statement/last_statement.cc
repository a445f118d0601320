#include "connectors/asking/statement/last_statement.h"

#include <array>
#include <chrono>
#include <utility>
#include <vector>

#include "connectors/asking/question/money.h"
#include "sql/stored_rows.h"
#include "sql/table.h"

namespace awscost::asking {
namespace {

using sql::Type;

constexpr std::array kColumns = {
    sql::Column{.name = "scan", .type = Type::kInteger, .doc = "1 for the first plan that was scanned, then 2, 3 ..."},
    sql::Column{.name = "table_name", .doc = "The table that was scanned."},
    sql::Column{.name = "plan", .doc = "What went into its requests, as EXPLAIN QUERY PLAN shows it."},
    sql::Column{
        .name = "scans", .type = Type::kBigint, .doc = "How often: once, or once for each outer row of a join."},
    sql::Column{.name = "requests", .type = Type::kBigint, .doc = "Requests sent for it, repetitions included."},
    sql::Column{.name = "pages", .type = Type::kBigint, .doc = "Pages read for it, sent for or kept."},
    sql::Column{.name = "rows_fetched", .type = Type::kBigint, .doc = "Rows on those pages."},
    sql::Column{.name = "rows_given",
                .type = Type::kBigint,
                .doc = "Rows that SQLite got; it may have dropped some by conditions of its own."},
    sql::Column{
        .name = "answered_from",
        .doc = "Where its answers came from: sent, statement (it had them already), kept (the same question before), "
               "contained (in a kept answer to a wider question), several of them with commas, or none."},
    sql::Column{.name = "bytes", .type = Type::kBigint, .doc = "Size of the answers that were sent for."},
    sql::Column{.name = "wait_ms", .type = Type::kBigint, .doc = "Milliseconds of waiting for answers."},
    sql::Column{.name = "charge_usd", .type = Type::kReal, .doc = "What AWS charges for its requests, in US dollars."},
};

constexpr sql::Table kTable{
    .name = "awscost_last_statement",
    .doc =
        "What the last finished statement that asked AWS did: a row for each table and plan, in the order of their "
        "first scans.",
    .columns = kColumns};
static_assert(sql::well_formed(kTable));

std::vector<sql::StoredRow> rows(const std::deque<sql::ScanRecord>& records) {
  std::vector<sql::StoredRow> out;
  for (const sql::ScanRecord& each : records) {
    const auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(each.wait).count();
    out.push_back({static_cast<std::int64_t>(out.size() + 1), each.table, each.plan, each.scans, each.requests,
                   each.pages, each.rows_fetched, each.rows_given, answered_from(each), each.bytes,
                   static_cast<std::int64_t>(wait), to_dollars(each.charge_micros)});
  }
  return out;
}

}  // namespace

std::string answered_from(const sql::ScanRecord& record) {
  std::string from;
  const auto add = [&from](bool is_so, const char* word) {
    if (is_so) from += (from.empty() ? "" : ", ") + std::string(word);
  };
  add(record.sent_for, "sent");
  add(record.from_statement, "statement");
  add(record.from_kept, "kept");
  add(record.from_wider, "contained");
  return from.empty() ? "none" : from;
}

std::unique_ptr<sql::Source> last_statement_table(std::function<const std::deque<sql::ScanRecord>&()> records) {
  return std::make_unique<sql::StoredSource>(kTable, [records = std::move(records)] { return rows(records()); });
}

}  // namespace awscost::asking
