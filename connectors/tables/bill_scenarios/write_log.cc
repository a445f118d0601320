#include "connectors/tables/bill_scenarios/write_log.h"

#include <array>
#include <utility>
#include <vector>

#include "sql/stored_rows.h"
#include "sql/text/displayable.h"

namespace awscost::bill_scenarios {
namespace {

using sql::Type;

// AWS's ids and messages are shorter, but another server may send anything.
constexpr std::size_t kMostOfAText = 1000;

constexpr std::array kColumns = {
    sql::Column{.name = "id", .type = Type::kBigint, .doc = "1 for this connection's first line, then 2, 3 and so on."},
    sql::Column{.name = "at", .type = Type::kInstant, .doc = "When the answer came, or was given up, UTC."},
    sql::Column{.name = "action", .doc = "create, update or delete."},
    sql::Column{.name = "bill_scenario_id", .doc = "The scenario of the line."},
    sql::Column{.name = "line_id",
                .doc = "The line's id; for a creation the one that AWS assigned, NULL where the line was not created."},
    sql::Column{.name = "key", .doc = "The key that a creation was sent with, from the INSERT or made up; else NULL."},
    sql::Column{.name = "outcome",
                .doc = "applied; refused: AWS left the line as it was; unknown: no answer came, and AWS may have "
                       "applied it; not sent: an earlier failure or an interrupt prevented it."},
    sql::Column{.name = "error_code", .doc = "AWS's error code; NULL where it gave none."},
    sql::Column{.name = "error_message", .doc = "AWS's message, or why no answer came; NULL for success."},
    sql::Column{.name = "request_id", .doc = "AWS's id of the request, for its support; NULL where none is known."},
    sql::Column{.name = "connector", .hidden = true, .doc = "Where the change goes: aws or sandbox."},
    sql::Column{.name = "profile",
                .hidden = true,
                .doc = "The AWS profile that the statement or the setting profile named; NULL where none did."},
    sql::Column{.name = "endpoint", .hidden = true, .doc = "The address that the change goes to."},
    sql::Column{.name = "account_id", .hidden = true, .doc = "The AWS account that asked; NULL where it is not known."},
};

constexpr sql::Table kTable{
    .name = "awscost_writes",
    .doc =
        "Every line that a transaction of this connection was to create, update or delete, and its outcome. The newest "
        "100,000 are kept.",
    .columns = kColumns};
static_assert(sql::well_formed(kTable));

sql::Value text_or_null(const std::string& text) {
  return text.empty() ? sql::Value() : sql::Value(text::displayable(text, kMostOfAText));
}

sql::Value of(const WriteLog::Entry& entry, std::string asking::Destination::*part) {
  return entry.destination ? text_or_null((*entry.destination).*part) : sql::Value();
}

std::vector<sql::StoredRow> rows(const WriteLog& log) {
  std::vector<sql::StoredRow> out;
  out.reserve(log.entries().size());
  for (const WriteLog::Entry& entry : log.entries()) {
    out.push_back({entry.id, text::time_text(entry.at), std::string(word_of(entry.action)), entry.scenario,
                   text_or_null(entry.line_id), text_or_null(entry.key), std::string(word_of(entry.result.outcome)),
                   text_or_null(entry.result.error_code), text_or_null(entry.result.error_message),
                   text_or_null(entry.result.request_id), of(entry, &asking::Destination::connector),
                   of(entry, &asking::Destination::profile), of(entry, &asking::Destination::endpoint),
                   of(entry, &asking::Destination::account_id)});
  }
  return out;
}

}  // namespace

std::string_view word_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kApplied:
      return "applied";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kUnknown:
      return "unknown";
    case Outcome::kNotSent:
      break;
  }
  return "not sent";
}

void WriteLog::add(text::Seconds at, const Batch& batch, std::size_t place, const LineResult& result) {
  const Line& line = batch.lines[place]->line;
  const bool creation = batch.action == Action::kCreate;
  entries_.push_back({.id = ++last_id_,
                      .at = at,
                      .action = batch.action,
                      .scenario = line.scenario,
                      .line_id = creation ? result.new_id : line.id,
                      .key = creation ? batch.names[place] : std::string(),
                      .result = result,
                      .destination = line.destination});
  if (entries_.size() > most_entries_) entries_.pop_front();
}

std::unique_ptr<sql::Source> writes_table(const WriteLog& log) {
  return std::make_unique<sql::StoredSource>(kTable, [&log] { return rows(log); });
}

}  // namespace awscost::bill_scenarios
