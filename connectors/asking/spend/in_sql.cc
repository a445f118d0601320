#include "connectors/asking/spend/in_sql.h"

#include <array>
#include <utility>

#include "sql/stored_rows.h"
#include "sql/table.h"
#include "sql/text/instant.h"

namespace awscost::spend {
namespace {

using sql::Type;

constexpr std::array kColumns = {
    sql::Column{
        .name = "id", .type = Type::kBigint, .doc = "1 for this connection's first request, then 2, 3 and so on."},
    sql::Column{.name = "started_at", .type = Type::kInstant, .doc = "When it was sent, UTC."},
    sql::Column{.name = "service", .doc = "The AWS service it went to."},
    sql::Column{.name = "operation", .doc = "The operation's name in AWS's API."},
    sql::Column{.name = "request",
                .doc = "The request as JSON. Kept for the newest requests, 16 MiB in all; NULL for older ones."},
    sql::Column{
        .name = "page", .type = Type::kInteger, .doc = "1 for the first page of an answer, then 2, 3 and so on."},
    sql::Column{.name = "status", .type = Type::kInteger, .doc = "The HTTP status; NULL where no answer came."},
    sql::Column{.name = "error_code",
                .doc =
                    "AWS's error code; unknown where the answer never came although AWS may have received the request "
                    "(it counts as charged); not sent where it never left. NULL for success."},
    sql::Column{.name = "attempts", .type = Type::kInteger, .doc = "How often it was sent until the answer came."},
    sql::Column{.name = "rows", .type = Type::kBigint, .doc = "Rows in the answer; NULL where none were read."},
    sql::Column{.name = "bytes", .type = Type::kBigint, .doc = "Size of the answers, all attempts together."},
    sql::Column{.name = "duration_ms",
                .type = Type::kBigint,
                .doc = "Milliseconds until the answer was complete, without the pauses between attempts."},
    sql::Column{
        .name = "cached", .type = Type::kInteger, .doc = "1 where a kept answer was used and nothing was sent."},
    sql::Column{.name = "charge_usd",
                .type = Type::kReal,
                .doc = "What AWS charges for it, in US dollars, all attempts together."},
    sql::Column{.name = "request_id", .doc = "AWS's id of the request, for its support; NULL where it gave none."},
    sql::Column{.name = "profile",
                .hidden = true,
                .doc = "The AWS profile that the statement or the setting profile named; NULL where none did."},
    sql::Column{
        .name = "region", .hidden = true, .doc = "The Region that was asked; NULL in the sandbox where none is named."},
    sql::Column{.name = "credentials", .hidden = true, .doc = "Where the keys came from; NULL in the sandbox."},
    sql::Column{.name = "connector", .hidden = true, .doc = "Who answered: aws or sandbox."},
    sql::Column{.name = "endpoint", .hidden = true, .doc = "The address that was asked."},
    sql::Column{.name = "account_id", .hidden = true, .doc = "The AWS account that asked; NULL where it is not known."},
};

constexpr sql::Table kTable{.name = "awscost_requests",
                            .doc = "Every request of this connection, in the order answered, with what it cost.",
                            .columns = kColumns};
static_assert(sql::well_formed(kTable));

constexpr std::array kSpendingColumns = {
    sql::Column{.name = "day", .type = Type::kDay, .doc = "The day, UTC."},
    sql::Column{.name = "service", .doc = "The AWS service that was asked."},
    sql::Column{.name = "operation", .doc = "The operation's name in AWS's API."},
    sql::Column{.name = "account_id", .doc = "The AWS account that asked; NULL where it is not known."},
    sql::Column{.name = "requests", .type = Type::kBigint, .doc = "Requests that were sent, each attempt for itself."},
    sql::Column{.name = "charge_usd",
                .type = Type::kReal,
                .doc = "What AWS charges for them, in US dollars; what a program had under way when it was killed "
                       "counts."},
};

constexpr sql::Table kSpendingTable{
    .name = "awscost_spending",
    .doc = "What all programs that share cache_path have sent to AWS, and what it cost; without cache_path, nothing.",
    .columns = kSpendingColumns};
static_assert(sql::well_formed(kSpendingTable));

sql::Value text_or_null(const std::string& text) {
  return text.empty() ? sql::Value() : sql::Value(text);
}

template <typename T>
sql::Value or_null(const std::optional<T>& value) {
  return value ? sql::Value(*value) : sql::Value();
}

sql::Value integer(std::int64_t number) {
  return number;
}

sql::StoredRow row(std::uint64_t id, const Entry& entry) {
  return {integer(static_cast<std::int64_t>(id)),
          text::time_text(entry.started_at),
          entry.service,
          entry.operation,
          or_null(entry.request),
          integer(entry.page),
          entry.status ? integer(*entry.status) : sql::Value(),
          text_or_null(entry.error_code),
          integer(entry.attempts),
          or_null(entry.rows),
          integer(entry.bytes),
          integer(entry.duration.count()),
          integer(entry.cached ? 1 : 0),
          asking::to_dollars(entry.charge),
          text_or_null(entry.request_id),
          text_or_null(entry.profile),
          text_or_null(entry.region),
          text_or_null(entry.credentials),
          text_or_null(entry.connector),
          text_or_null(entry.endpoint),
          text_or_null(entry.account_id)};
}

std::vector<sql::StoredRow> rows(const Ledger& ledger) {
  std::vector<sql::StoredRow> out;
  out.reserve(ledger.size());
  for (std::uint64_t id = 1; id <= ledger.size(); ++id) out.push_back(row(id, ledger.entry(id)));
  return out;
}

}  // namespace

std::unique_ptr<sql::Source> requests_table(const Ledger& ledger) {
  return std::make_unique<sql::StoredSource>(kTable, [&ledger] { return rows(ledger); });
}

std::unique_ptr<sql::Source> spending_table(FileSpending& spending) {
  return std::make_unique<sql::StoredSource>(kSpendingTable, [&spending] {
    std::vector<sql::StoredRow> out;
    for (const DaySpending& day : spending.list()) {
      out.push_back({day.day, day.service, day.operation, text_or_null(day.account_id), integer(day.requests),
                     asking::to_dollars(day.charge)});
    }
    return out;
  });
}

std::vector<sql::Function> functions(std::function<std::optional<asking::MicroDollars>()> last_statement_cost) {
  return {{.name = "awscost_last_cost",
           .min_arguments = 0,
           .max_arguments = 0,
           .risk = sql::Risk::kReads,
           .doc = "US dollars that the last finished statement that asked AWS has cost on this connection; NULL before "
                  "the first one.",
           .call = [cost_of_last = std::move(last_statement_cost)](std::span<const sql::Value>) -> sql::Value {
             const auto cost = cost_of_last();
             return cost ? sql::Value(asking::to_dollars(*cost)) : sql::Value();
           },
           .example = "awscost_last_cost()"}};
}

}  // namespace awscost::spend
