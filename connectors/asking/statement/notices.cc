#include "connectors/asking/statement/notices.h"

#include <array>
#include <utility>
#include <vector>

#include "sql/stored_rows.h"
#include "sql/table.h"
#include "sql/text/displayable.h"

namespace awscost::asking {
namespace {

constexpr std::array kColumns = {
    sql::Column{
        .name = "id", .type = sql::Type::kBigint, .doc = "1 for this connection's first notice, then 2, 3 and so on."},
    sql::Column{.name = "at", .type = sql::Type::kInstant, .doc = "When it first applied, UTC."},
    sql::Column{.name = "table_name", .doc = "The table that it is about."},
    sql::Column{.name = "notice", .doc = "What the statement may not have expected, and what to write."},
    sql::Column{.name = "statement",
                .doc = "The statement's SQL, at most 1,000 bytes of it; NULL where it is not known."},
    sql::Column{.name = "count", .type = sql::Type::kBigint, .doc = "How many scans of that statement it applied to."},
};

constexpr sql::Table kTable{
    .name = "awscost_notices",
    .doc = "What statements of this connection told beside their rows. The newest 1,000 are kept.",
    .columns = kColumns};
static_assert(sql::well_formed(kTable));

constexpr std::size_t kMostOfAStatement = 1000;

std::vector<sql::StoredRow> rows(const Notices& notices) {
  std::vector<sql::StoredRow> out;
  out.reserve(notices.entries().size());
  for (const Notices::Entry& entry : notices.entries()) {
    out.push_back({entry.id, text::time_text(entry.at), entry.table, entry.text,
                   entry.statement.empty() ? sql::Value() : sql::Value(entry.statement), entry.count});
  }
  return out;
}

}  // namespace

std::int64_t Notices::add(std::string_view table, std::string_view text, std::string_view statement) {
  if (entries_.size() == kMostEntries) entries_.pop_front();
  entries_.push_back({.id = last_id_ + 1,
                      .at = now_(),
                      .table = std::string(table),
                      .text = std::string(text),
                      .statement = text::displayable(statement, kMostOfAStatement),
                      .count = 1});
  ++last_id_;
  if (told_) told_(entries_.back());
  return last_id_;
}

void Notices::again(std::int64_t id) {
  const auto back = static_cast<std::size_t>(last_id_ - id);  // entries are numbered without a gap
  if (back < entries_.size()) ++entries_[entries_.size() - 1 - back].count;
}

std::unique_ptr<sql::Source> notices_table(const Notices& notices) {
  return std::make_unique<sql::StoredSource>(kTable, [&notices] { return rows(notices); });
}

}  // namespace awscost::asking
