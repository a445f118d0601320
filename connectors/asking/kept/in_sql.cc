#include "connectors/asking/kept/in_sql.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "connectors/asking/kept/freshness.h"
#include "sql/error.h"
#include "sql/stored_rows.h"
#include "sql/table.h"
#include "sql/text/instant.h"

namespace awscost::kept {
namespace {

using sql::Type;

constexpr std::array kColumns = {
    sql::Column{.name = "id", .type = Type::kBigint, .doc = "The answer's number in its file."},
    sql::Column{.name = "table_name",
                .doc = "The table that asked first; NULL where the answer was never read to its end."},
    sql::Column{.name = "service", .doc = "The AWS service that answered."},
    sql::Column{.name = "operation", .doc = "The operation's name in AWS's API."},
    sql::Column{.name = "account_id", .doc = "The AWS account that asked; NULL where it is not known."},
    sql::Column{.name = "endpoint", .doc = "The address that was asked; in the sandbox, which account it is."},
    sql::Column{.name = "request", .doc = "The request for the first page, as JSON."},
    sql::Column{.name = "window_start", .doc = "The first day or hour of the request; NULL where it has none."},
    sql::Column{.name = "window_end", .doc = "The exclusive end of the request; NULL where it has none."},
    sql::Column{.name = "state",
                .doc = "final: AWS no longer changes it; open: it holds until cache_ttl is over, or its first periods "
                       "hold for ever; stale: asked anew when it is needed; broken off: not read to its end."},
    sql::Column{.name = "pages", .type = Type::kBigint, .doc = "Pages that are kept of it."},
    sql::Column{.name = "rows", .type = Type::kBigint, .doc = "Rows in it; NULL where it was not read to its end."},
    sql::Column{.name = "bytes", .type = Type::kBigint, .doc = "Size of its pages."},
    sql::Column{.name = "fetched_at", .type = Type::kInstant, .doc = "When AWS answered, UTC."},
    sql::Column{.name = "used_at", .type = Type::kInstant, .doc = "When a statement last read it, UTC."},
};

constexpr sql::Table kTable{
    .name = "awscost_cache",
    .doc =
        "Answers that are kept past their statement, in the file that cache_path names or in a private one. DELETE "
        "forgets them when its transaction ends, and ROLLBACK after that does not bring them back.",
    .columns = kColumns};
static_assert(sql::well_formed(kTable));

sql::Value text_or_null(const std::string& text) {
  return text.empty() ? sql::Value() : sql::Value(text);
}

sql::StoredRow row_of(const Listed& listed, const Freshness& freshness) {
  const KeptAnswer& answer = listed.answer;
  const Description& description = answer.description;
  const Asked& asked = listed.asked;
  const std::string_view state = state_of(asked.service, answer, answer.description.is_complete, freshness);
  return {answer.id,
          text_or_null(description.table),
          asked.service,
          asked.operation,
          text_or_null(asked.account_id),
          asked.endpoint,
          asked.request,
          text_or_null(description.start),
          text_or_null(description.end),
          std::string(state),
          answer.pages,
          description.is_complete ? sql::Value(description.rows) : sql::Value(),
          answer.bytes,
          text::time_text(answer.fetched_at),
          text::time_text(listed.used_at)};
}

// The rows of one moment, each known by its answer's number.
class ListedRows : public sql::Rows {
 public:
  explicit ListedRows(std::vector<sql::StoredRow> rows) : rows_(std::move(rows)) {}

  bool next(const sql::Interrupted&) override {
    if (seen_ == rows_.size()) return false;
    ++seen_;
    return true;
  }
  sql::Cell cell(std::size_t column) override { return sql::cell_of(rows_[seen_ - 1].at(column)); }
  std::optional<std::int64_t> rowid() override { return std::get<std::int64_t>(rows_[seen_ - 1].front()); }

 private:
  std::vector<sql::StoredRow> rows_;
  std::size_t seen_ = 0;
};

// The answers that a transaction deletes.
class Forgetting : public sql::Writer {
 public:
  explicit Forgetting(FileKeptAnswers& kept) : kept_(kept) {}

  bool is_forgotten(std::int64_t id) const { return std::find(ids_.begin(), ids_.end(), id) != ids_.end(); }

  void begin(sql::Transaction) override {}

  std::int64_t apply(const sql::Change& change, const sql::Interrupted&) override {
    if (change.kind != sql::Change::Kind::kDelete) {
      throw sql::Error(
          "awscost_cache holds answers as AWS sent them: they are not written or changed by SQL, only forgotten. Write "
          "DELETE FROM awscost_cache WHERE id = ...");
    }
    ids_.push_back(change.rowid);
    return change.rowid;
  }

  void savepoint(int number) override {
    if (marks_.empty() || marks_.back().number < number) marks_.push_back({number, ids_.size()});
  }
  void release(int number) override {
    while (!marks_.empty() && marks_.back().number >= number) marks_.pop_back();
  }
  void rollback_to(int number) override {
    while (!marks_.empty() && marks_.back().number > number) marks_.pop_back();
    ids_.resize(marks_.empty() || marks_.back().number < number ? 0 : marks_.back().ids);
  }

  void sync(const sql::Interrupted&) override { kept_.forget(ids_); }
  void commit() override { rollback(); }
  void rollback() override {
    ids_.clear();
    marks_.clear();
  }

 private:
  struct Mark {
    int number;
    std::size_t ids;
  };

  FileKeptAnswers& kept_;
  std::vector<std::int64_t> ids_;
  std::vector<Mark> marks_;
};

class CacheTable : public sql::Source {
 public:
  explicit CacheTable(FileKeptAnswers& kept) : kept_(kept), forgetting_(kept) {}

  const sql::Table& table() const override { return kTable; }

  std::unique_ptr<sql::Rows> open(const sql::Scan&, sql::Statement&) override {
    std::vector<sql::StoredRow> rows;
    const Freshness freshness = kept_.freshness();
    for (const Listed& listed : kept_.list()) {
      if (!forgetting_.is_forgotten(listed.answer.id)) rows.push_back(row_of(listed, freshness));
    }
    return std::make_unique<ListedRows>(std::move(rows));
  }

  sql::Writer* writer() override { return &forgetting_; }

 private:
  FileKeptAnswers& kept_;
  Forgetting forgetting_;
};

}  // namespace

std::unique_ptr<sql::Source> cache_table(FileKeptAnswers& kept) {
  return std::make_unique<CacheTable>(kept);
}

}  // namespace awscost::kept
