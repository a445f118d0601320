#include "connectors/tables/assembly/period_rows.h"

#include <stdexcept>
#include <variant>

#include "connectors/tables/page/refusal.h"
#include "connectors/tables/request/call.h"
#include "connectors/wire/outcome.h"
#include "sql/error.h"

namespace awscost::assembly {
namespace {

// Credentials and endpoint, found without asking the service.
void require_whom_to_ask(const Operation& operation, const sql::Scan& scan, asking::Statement& statement,
                         const sql::Interrupted& interrupted) {
  const asking::Whom whom = request::whom(operation, scan);
  const asking::Resolution resolution = statement.destinations({&whom, 1}, interrupted);
  if (!resolution.first_failure) return;
  const wire::Outcome& failure = *resolution.failures.front();
  if (const auto* error = std::get_if<wire::SendError>(&failure)) {
    throw sql::Error(page::unanswered(operation, *error, page::asked_of(scan)));
  }
  wire::throw_failure(failure);
}

}  // namespace

PeriodRows::PeriodRows(const Operation& operation, const sql::Scan& scan, asking::Statement& statement)
    : operation_(operation),
      scan_(scan),
      statement_(statement),
      buckets_(sql::buckets_of(*scan.window, scan.granularity)) {}

bool PeriodRows::next(const sql::Interrupted& interrupted) {
  if (next_ == 0) require_whom_to_ask(operation_, scan_, statement_, interrupted);
  if (next_ == buckets_.size()) return false;
  const sql::Bucket& bucket = buckets_[next_++];
  start_ = sql::period_text(bucket.start, scan_.granularity);
  end_ = sql::period_text(bucket.end, scan_.granularity);
  return true;
}

sql::Cell PeriodRows::cell(std::size_t column) {
  switch (scan_.table->columns[column].role) {
    case sql::Role::kPeriodStart:
      return std::string_view(start_);
    case sql::Role::kPeriodEnd:
      return std::string_view(end_);
    case sql::Role::kGroup:
      return sql::Null();
    default:
      throw std::logic_error("a row whose period alone is known was asked for more");
  }
}

}  // namespace awscost::assembly
