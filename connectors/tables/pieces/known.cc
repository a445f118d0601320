#include "connectors/tables/pieces/known.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "sql/metrics.h"

namespace awscost::pieces {

std::shared_ptr<const Known> KnownAnswers::about(kept::KeptAnswers& kept, const asking::Destination& destination,
                                                 const CostsAsked& asked) {
  std::shared_ptr<const Known>& looked_up = known_[{destination.kept_under, asked.subject}];
  if (looked_up) return looked_up;
  Known known{.answers = {}, .freshness = kept.freshness(), .filled_in = std::nullopt};
  for (kept::KeptAnswer& answer : kept.about(destination, asked.subject)) {
    std::optional<CostsAsked> answered = from_text(answer.description.details, answer.description.subject);
    if (answered) known.answers.push_back({.kept = std::move(answer), .asked = *std::move(answered)});
  }
  looked_up = std::make_shared<const Known>(std::move(known));
  return looked_up;
}

sql::ColumnSet metrics_kept_beside(const sql::Scan& scan, const CostsAsked& asked, const Known& known) {
  // One that stands in for none, such as the unit of costs, has to be named beside others.
  const std::vector<const sql::Column*> requested = sql::requested_metrics(*scan.table, scan.mentioned);
  CostsAsked rows_alone = asked;
  rows_alone.metrics.clear();
  sql::ColumnSet beside;
  for (const KnownAnswer& answer : known.answers) {
    const bool lacks_metrics = answer.asked.group_by == asked.group_by &&
                               serving(asked, answer.asked) == Serving::kNone &&
                               serving(rows_alone, answer.asked) == Serving::kRows;
    const bool serves = lacks_metrics || goes_on_by_its_token(answer, asked, *scan.window, known.freshness);
    if (!serves) continue;
    for (std::size_t i = 0; i < scan.table->columns.size(); ++i) {
      const sql::Column& column = scan.table->columns[i];
      const bool has = column.role == sql::Role::kMetric &&
                       std::find(answer.asked.metrics.begin(), answer.asked.metrics.end(), column.wire) !=
                           answer.asked.metrics.end();
      if (has) beside.set(i);
    }
  }
  for (std::size_t i = 0; i < scan.table->columns.size() && beside.any(); ++i) {
    if (std::find(requested.begin(), requested.end(), &scan.table->columns[i]) != requested.end()) beside.set(i);
  }
  return beside;
}

namespace {

// The question that the answer answers, with what its pages tell.
CostsAsked answered(const sql::Scan& scan, CostsAsked asked, const page::Coverage& coverage) {
  asked.may_be_cut = asked.by_resource && coverage.most_rows_of_a_period() >= kMostResources;
  for (const text::Seconds end : coverage.page_ends()) asked.page_ends.push_back(sql::wire_text(end, scan.granularity));
  // What an answer has is what was asked for, not what the statement read of it.
  for (const sql::Column* metric : sql::requested_metrics(*scan.table, scan.mentioned)) {
    if (std::find(asked.metrics.begin(), asked.metrics.end(), metric->wire) == asked.metrics.end()) {
      asked.metrics.emplace_back(metric->wire);
    }
  }
  return asked;
}

void describe_as(kept::KeptAnswers& kept, std::int64_t id, kept::Description description, const sql::Scan& scan,
                 const CostsAsked& asked, const page::Coverage& coverage) {
  description.by_tag = asked.by_tag || asked.by_cost_category;
  if (const auto from = coverage.estimated_from()) {
    description.estimated_from = sql::wire_text(*from, scan.granularity);
  }
  description.details = to_text(asked);
  description.subject = asked.subject;
  kept.describe(id, description);
}

kept::Description description_of(const sql::Scan& scan, const page::Coverage& coverage) {
  kept::Description description{.table = std::string(scan.table->name),
                                .rows = static_cast<std::int64_t>(coverage.rows())};
  if (scan.window) {
    description.start = scan.window->start;
    description.end = scan.window->end;
  }
  return description;
}

}  // namespace

void describe(kept::KeptAnswers& kept, std::int64_t id, const Operation& operation, const sql::Scan& scan,
              const page::Coverage& coverage) {
  auto asked = has_periods(operation) ? costs_asked(operation, scan) : std::nullopt;
  if (!asked) return kept.describe(id, description_of(scan, coverage));
  describe_as(kept, id, description_of(scan, coverage), scan, answered(scan, *std::move(asked), coverage), coverage);
}

bool describe_broken_off(kept::KeptAnswers& kept, std::int64_t id, const Operation& operation, const sql::Scan& scan,
                         const page::Coverage& coverage, bool is_refused) {
  auto asked = has_periods(operation) ? costs_asked(operation, scan) : std::nullopt;
  const auto& last = coverage.last_period();
  if (!asked || !last || coverage.page_ends().empty()) return false;
  kept::Description description = description_of(scan, coverage);
  const auto start = text::parse_instant(description.start);
  if (!start || *last <= *start) return false;
  CostsAsked read = answered(scan, *std::move(asked), coverage);
  read.sent_end = std::exchange(description.end, sql::wire_text(*last, scan.granularity));
  read.is_refused = is_refused;
  description.is_complete = false;
  describe_as(kept, id, std::move(description), scan, read, coverage);
  return true;
}

}  // namespace awscost::pieces
