#include "connectors/tables/bill_scenarios/pending_rows.h"

#include <algorithm>
#include <utility>

#include "connectors/asking/statement/statement.h"
#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/tables/bill_scenarios/new_line.h"

namespace awscost::bill_scenarios {
namespace {

// The scan for the base. It may skip lines by their group only if no change is pending, because a change may set the
// group. It always reads the columns that identify a line.
sql::Scan asked_of_base(const Columns& columns, const sql::Scan& scan, const PendingState& state) {
  sql::Scan asked = scan;
  if (!state.empty() && columns.usage_group < asked.selections.size()) asked.selections[columns.usage_group] = {};
  for (const std::size_t column : {columns.bill_scenario_id, columns.id, columns.service_code, columns.usage_type}) {
    asked.mentioned.set(column);
  }
  return asked;
}

}  // namespace

PendingRows::PendingRows(const Columns& columns, sql::Source& base, const sql::Scan& scan, sql::Statement& statement,
                         std::shared_ptr<const PendingState> state, NumberedLines& numbered)
    : columns_(columns),
      state_(std::move(state)),
      numbered_(numbered),
      scan_(asked_of_base(columns, scan, *state_)),
      statement_(statement),
      base_(base.open(scan_, statement)),
      asked_(dynamic_cast<asking::AskedRows*>(base_.get())) {}

bool PendingRows::next(const sql::Interrupted& interrupted) {
  change_ = nullptr;
  quantities_.reset();
  find_places(interrupted);
  return next_of_base(interrupted) || next_of_new();
}

bool PendingRows::next_of_base(const sql::Interrupted& interrupted) {
  while (!base_ended_) {
    if (!base_->next(interrupted)) {
      base_ended_ = true;
    } else if (state_->empty()) {
      return true;
    } else {
      change_ = state_->of(line());
      if (change_ == nullptr || change_->action != Action::kDelete) return true;
    }
  }
  return false;
}

bool PendingRows::next_of_new() {
  change_ = nullptr;
  for (; next_slot_ < state_->lines().size(); ++next_slot_) {
    const PendingLine* line = state_->lines()[next_slot_].get();
    if (line == nullptr || line->action != Action::kCreate || !is_asked(*line)) continue;
    change_ = line;
    new_row_ = shown(columns_, *line);
    ++next_slot_;
    return true;
  }
  return false;
}

bool PendingRows::is_asked(const PendingLine& line) const {
  if (scan_.empty) return false;
  if (std::find(places_.begin(), places_.end(), place_of(line.line)) == places_.end()) return false;
  if (columns_.bill_scenario_id >= scan_.selections.size()) return true;
  const sql::Selection& scenarios = scan_.selections[columns_.bill_scenario_id];
  return !scenarios.bound || std::binary_search(scenarios.values.begin(), scenarios.values.end(), line.line.scenario);
}

// Resolved once, with the first row: a setting that changes later counts for the next scan.
void PendingRows::find_places(const sql::Interrupted& interrupted) {
  const bool adds_lines = std::any_of(state_->lines().begin(), state_->lines().end(), [](const auto& line) {
    return line != nullptr && line->action == Action::kCreate;
  });
  if (std::exchange(places_found_, true) || !adds_lines || scan_.empty) return;
  const auto column = columns_.profile;
  const auto several = scan_.several.find(column);
  const std::vector<std::string> profiles =
      several == scan_.several.end() ? std::vector{std::string(scan_.input(column).value_or(""))} : several->second;
  std::vector<asking::Whom> whom;
  whom.reserve(profiles.size());
  for (const std::string& profile : profiles) whom.push_back({.service = std::string(kService), .profile = profile});
  for (const auto& found : asking::Statement::of(statement_).destinations(whom, interrupted).destinations) {
    if (found) places_.push_back(found->key);
  }
}

// The profile of the base's current row.
std::string PendingRows::profile() {
  const std::size_t column = columns_.profile;
  if (scan_.several.count(column) != 0) return text(columns_.profile);
  return std::string(scan_.input(column).value_or(""));
}

Line PendingRows::line() {
  return {.scenario = text(columns_.bill_scenario_id),
          .id = text(columns_.id),
          .service_code = text(columns_.service_code),
          .usage_type = text(columns_.usage_type),
          .profile = profile(),
          .destination = asked_ == nullptr ? nullptr : asked_->destination()};
}

std::string PendingRows::text(std::size_t column) {
  const sql::Cell cell = base_->cell(column);
  const auto* view = std::get_if<std::string_view>(&cell);
  return view == nullptr ? std::string() : std::string(*view);
}

sql::Cell PendingRows::cell(std::size_t index) {
  if (base_ended_ && index == columns_.profile) return std::string_view(change_->line.profile);
  if (base_ended_) return sql::cell_of(new_row_.at(index));
  if (columns_.table.columns[index].role == sql::Role::kWriteOnly) return sql::Null();
  if (change_ != nullptr && index == columns_.usage_group && change_->usage_group) {
    return change_->usage_group->empty() ? sql::Cell() : sql::Cell(std::string_view(*change_->usage_group));
  }
  if (change_ != nullptr && index == columns_.quantities && change_->amounts) return quantities();
  return base_->cell(index);
}

sql::Cell PendingRows::quantities() {
  if (!quantities_) {
    quantities_ = quantities_json(*change_->amounts, unit_of(text(columns_.quantities)));
  }
  return std::string_view(*quantities_);
}

std::optional<std::int64_t> PendingRows::rowid() {
  if (base_ended_) return -static_cast<std::int64_t>(next_slot_);
  const Line line = this->line();
  if (!line.id.empty()) return numbered_.number(line);
  // AWS's model allows a line without an id. It can be shown but not changed, so its rowid is known nowhere else.
  constexpr std::int64_t kNameless = std::int64_t{1} << 62;
  return -kNameless - static_cast<std::int64_t>(nameless_++);
}

}  // namespace awscost::bill_scenarios
