#include "connectors/tables/bill_scenarios/line_writer.h"

#include <utility>

#include "connectors/tables/bill_scenarios/batches.h"
#include "connectors/tables/bill_scenarios/new_line.h"
#include "connectors/tables/bill_scenarios/report.h"
#include "connectors/tables/bill_scenarios/texts.h"
#include "sql/error.h"

namespace awscost::bill_scenarios {
namespace {

// A new line has the rowid -1 - slot; nothing for the rowids of other lines.
std::optional<std::size_t> slot_of(std::int64_t rowid) {
  if (rowid >= 0) return std::nullopt;
  return static_cast<std::size_t>(-(rowid + 1));
}

std::string instead_of_setting(const Columns& columns, std::size_t column) {
  if (column == columns.quantities) {
    return "Set amounts instead, a JSON list of {startHour, amount} that replaces the quantities.";
  }
  if (column == columns.id) return "AWS assigns the id.";
  if (column == columns.key) return "A key names a line only while INSERT creates it.";
  if (column == columns.profile) return "It says which AWS profile to ask: write WHERE profile = '...'.";
  return "AWS can change nothing else of a line: DELETE it and INSERT a new one.";
}

}  // namespace

LineWriter::LineWriter(const Columns& columns, Options options) : columns_(columns), options_(std::move(options)) {}

void LineWriter::refuse(const std::string& what) const {
  throw sql::Error(std::string(columns_.table.name) + ": " + what);
}

std::int64_t LineWriter::apply(const sql::Change& change, const sql::Interrupted& interrupted) {
  if (!options_.writes_on()) {
    refuse(
        "writes are off, so that no statement changes a bill scenario by accident. "
        "SELECT awscost_config('writes','on') allows them on this connection.");
  }
  require_begun();
  if (change.kind == sql::Change::Kind::kInsert) return insert(change, interrupted);
  if (change.kind == sql::Change::Kind::kUpdate) {
    update(change);
  } else {
    remove(change);
  }
  return change.rowid;
}

void LineWriter::begin(sql::Transaction kind) {
  transaction_ = kind;
  if (kind == sql::Transaction::kExplicit) failed_commit_.reset();
}

// SQLite ends a transaction whose COMMIT fails. A host that does not notice goes on, each statement its own transaction
// now, and its ROLLBACK would come too late for what they applied.
void LineWriter::require_begun() const {
  if (!failed_commit_ || *failed_commit_ != options_.times_writes_set()) return;
  refuse(
      "the last COMMIT failed, so no transaction is open and this change would be applied at once. Write BEGIN first, "
      "or allow it: SELECT awscost_config('writes','on').");
}

std::int64_t LineWriter::insert(const sql::Change& change, const sql::Interrupted& interrupted) {
  PendingLine line = read_new_line(columns_, change.values);
  line.line.destination = destination_of(line.line.profile, interrupted);
  require_fresh_key(line);
  return -1 - static_cast<std::int64_t>(pending_.put(std::move(line)));
}

std::shared_ptr<const asking::Destination> LineWriter::destination_of(const std::string& profile,
                                                                      const sql::Interrupted& interrupted) {
  if (const std::uint64_t now = options_.resolver.revision(); now != revision_) {
    destinations_.clear();
    revision_ = now;
  }
  std::shared_ptr<const asking::Destination>& known = destinations_[profile];
  if (known) return known;
  const asking::Whom whom{.service = std::string(kService), .profile = profile};
  asking::Resolution found = options_.resolver.resolve({&whom, 1}, asking::Search::kAll, interrupted);
  if (found.first_failure) {
    const wire::Outcome& failure = *found.failures.front();
    if (wire::is_interrupt(failure)) wire::throw_failure(failure);
    refuse(wire::words_of(failure));
  }
  return known = found.destinations.front();
}

void LineWriter::require_fresh_key(const PendingLine& line) const {
  const std::string& key = line.new_line.key;
  if (key.empty()) return;
  for (const auto& other : pending_.now()->lines()) {
    if (other == nullptr || other->new_line.key != key) continue;
    if (other->line.scenario == line.line.scenario && place_of(other->line) == place_of(line.line)) {
      refuse("the key '" + key + "' is given twice among the new lines of scenario " + line.line.scenario +
             of_profile(line.line) + ". Give another key, or none.");
    }
  }
}

void LineWriter::update(const sql::Change& change) {
  if (const auto slot = slot_of(change.rowid)) {
    const PendingLine* line = pending_.new_line(*slot);
    if (line == nullptr) refuse_unknown(change.rowid);
    pending_.replace(*slot, changed(change, *line));
    return;
  }
  const Line& line = known(change.rowid);
  const PendingLine* before = pending_.now()->of(line);
  if (before != nullptr && before->action == Action::kDelete) {
    refuse(
        described(line) +
        " was deleted earlier in this transaction. To keep it, ROLLBACK, which drops all changes of this transaction.");
  }
  PendingLine after = changed(change, before != nullptr ? *before : PendingLine{.line = line});
  if (after.usage_group || after.amounts) pending_.put(std::move(after));
}

PendingLine LineWriter::changed(const sql::Change& change, PendingLine line) const {
  require_settable(change, line.line);
  const std::string whose = std::string(columns_.table.name) + ": " + described(line.line);
  const auto& group = change.values.at(columns_.usage_group);
  const auto& amounts = change.values.at(columns_.amounts);
  if (group) line.usage_group = read_text(kUsageGroup, *group, whose);
  if (amounts) line.amounts = read_amounts(*amounts, whose);
  return line;
}

void LineWriter::require_settable(const sql::Change& change, const Line& line) const {
  for (std::size_t i = 0; i < change.values.size(); ++i) {
    if (!change.values[i] || i == columns_.usage_group || i == columns_.amounts) continue;
    refuse(described(line) + ": UPDATE can set usage_group and amounts, not " +
           std::string(columns_.table.columns[i].name) + ". " + instead_of_setting(columns_, i));
  }
}

void LineWriter::remove(const sql::Change& change) {
  if (const auto slot = slot_of(change.rowid)) {
    if (pending_.new_line(*slot) == nullptr) refuse_unknown(change.rowid);
    pending_.drop(*slot);
    return;
  }
  pending_.put({.action = Action::kDelete, .line = known(change.rowid)});
}

const Line& LineWriter::known(std::int64_t rowid) const {
  const Line* line = numbered_.find(rowid);
  if (line == nullptr) refuse_unknown(rowid);
  return *line;
}

void LineWriter::refuse_unknown(std::int64_t rowid) const {
  refuse("row " + std::to_string(rowid) +
         " is not a line with an id that this transaction has read. Name the lines by bill_scenario_id and id.");
}

void LineWriter::sync(const sql::Interrupted& interrupted) {
  if (pending_.empty()) return;
  // The queue is empty even after an error: SQLite then calls rollback.
  const std::shared_ptr<const PendingState> state = pending_.now();
  pending_.clear();
  // Until it has ended well.
  if (transaction_ == sql::Transaction::kExplicit) failed_commit_ = options_.times_writes_set();
  const std::shared_ptr<asking::Statement> statement = options_.statements.begin();
  Report report(columns_.table.name, options_.log, options_.now);
  BatchSender sender(*statement, options_.limits(), interrupted);
  const Batches batches = batches_of(*state, unsettled_, options_.new_token);
  stop_what_must_not_go(sender, batches.to_send.size());
  for (const BatchResults& earlier : batches.standing) report.add(earlier.batch, earlier.results);
  if (!synced_) synced_.emplace();
  const bool before = std::exchange(synced_->all_applied, false);  // until this has ended well
  synced_->standing.insert(synced_->standing.end(), batches.standing.begin(), batches.standing.end());
  for (const Batch& batch : batches.to_send) {
    std::vector<LineResult> results = sender.send(batch);
    unsettled_.record(batch, results);
    report.add(batch, results);
    if (batch.action == Action::kCreate) synced_->creations.push_back({batch, std::move(results)});
  }
  synced_->all_applied = before && report.all_applied();
  options_.statements.forget_replies();  // replies from before the changes may be stale
  report.require_all_applied(sender);
  failed_commit_.reset();
}

// Checked before the first request, so that these reasons never leave a transaction half applied.
void LineWriter::stop_what_must_not_go(BatchSender& sender, std::size_t requests) const {
  const std::int64_t max_requests = options_.limits().max_requests;
  if (!options_.writes_on()) {
    sender.stop("Writes were switched off before the transaction ended; SELECT awscost_config('writes','on').");
  } else if (std::cmp_greater(requests, max_requests)) {
    sender.stop("The transaction needs " + std::to_string(requests) + " requests of at most " +
                std::to_string(kMostLines) + " lines each, but max_requests allows " + std::to_string(max_requests) +
                " in a statement, so none was sent. Change fewer lines, or allow more: SELECT "
                "awscost_config('max_requests', '" +
                std::to_string(requests) + "').");
  }
}

// SQLite syncs a virtual table before it writes its own file, and rolls back where that fails: another connection may
// hold the file. The lines are at AWS all the same, as after a failed sync.
void LineWriter::end(bool committed) {
  if (synced_) unsettled_.end(committed && synced_->all_applied, synced_->creations, synced_->standing);
  synced_.reset();
  pending_.clear();
  numbered_.clear();
  destinations_.clear();
}

}  // namespace awscost::bill_scenarios
