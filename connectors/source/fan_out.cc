#include "connectors/source/fan_out.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "connectors/wire/error.h"
#include "sql/error.h"

namespace awscost::source {
namespace {

// As many first pages as are held at a time, and no more than may be under way at once.
constexpr std::size_t kAtOnce = 8;

// The parents' own question: all of them, asked in the same place as their lists.
sql::Scan scan_of_parents(const Operation& list, std::string_view id, const sql::Scan& scan) {
  sql::Scan parents;
  parents.table = &list.table;
  const std::size_t columns = list.table.columns.size();
  parents.selections.resize(columns);
  parents.ranges.resize(columns);
  parents.inputs.resize(columns);
  parents.mentioned.set(static_cast<std::size_t>(sql::find(list.table, id)));
  for (const sql::Role role : {sql::Role::kProfile, sql::Role::kRegion}) {
    const int column = sql::find(list.table, role);
    const auto text = scan.input(role);
    if (column >= 0 && text) parents.inputs[static_cast<std::size_t>(column)] = std::string(*text);
  }
  return parents;
}

bool is_gone(const wire::Outcome& outcome) {
  if (!outcome.reply || outcome.reply->status < 300) return false;
  const std::string code = wire::read_error(*outcome.reply).code;
  return code == "NotFoundException" || code == "ResourceNotFoundException";
}

}  // namespace

FanOut::FanOut(const Operation& operation, const sql::Scan& scan, wire::Connector& connector,
               const page::RowsDecoded& rows_decoded)
    : operation_(operation), scan_(scan), connector_(connector), rows_decoded_(rows_decoded) {
  const int column = sql::find(operation.table, sql::Role::kParent);
  const sql::Selection& selection = scan.selections[static_cast<std::size_t>(column)];
  named_ = selection.bound;
  listed_ = named_;
  parents_ = selection.values;
  // What is wrong with the question is said before anything is sent.
  if (named_ && !parents_.empty()) PageRows(operation, scan, parents_.front(), connector, rows_decoded);
}

bool FanOut::next(const sql::Interrupted& interrupted) {
  find_parents(interrupted);
  while (true) {
    if (asked_.empty()) {
      if (next_parent_ == parents_.size()) return false;
      ask(interrupted);
      continue;
    }
    if (asked_.front()->next(interrupted)) return true;
    asked_.pop_front();
  }
}

void FanOut::find_parents(const sql::Interrupted& interrupted) {
  if (listed_) return;
  const Operation& list = *operation_.parents.list;
  const int id = sql::find(list.table, operation_.parents.id);
  const sql::Scan scan = scan_of_parents(list, operation_.parents.id, scan_);
  PageRows rows(list, scan, {}, connector_, rows_decoded_);
  while (rows.next(interrupted)) {
    const sql::Cell cell = rows.cell(id);
    const auto* text = std::get_if<std::string_view>(&cell);
    if (text != nullptr) parents_.emplace_back(*text);
  }
  listed_ = true;
}

void FanOut::ask(const sql::Interrupted& interrupted) {
  const bool ahead = operation_.price_usd == 0;
  const std::size_t count = std::min(ahead ? kAtOnce : 1, parents_.size() - next_parent_);
  for (std::size_t i = 0; i < count; ++i) {
    asked_.push_back(
        std::make_unique<PageRows>(operation_, scan_, parents_[next_parent_++], connector_, rows_decoded_));
  }
  send(interrupted);
}

void FanOut::send(const sql::Interrupted& interrupted) {
  std::vector<wire::Call> calls;
  for (const auto& rows : asked_) calls.push_back(rows->pages().first_call());
  std::vector<std::optional<wire::Outcome>> outcomes(calls.size());
  connector_.send_all(calls, interrupted,
                      [&](std::size_t call, wire::Outcome outcome) { outcomes[call] = std::move(outcome); });
  std::deque<std::unique_ptr<PageRows>> alive;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (!named_ && is_gone(*outcomes[i])) continue;
    asked_[i]->pages().give_first(std::move(*outcomes[i]));
    alive.push_back(std::move(asked_[i]));
  }
  asked_ = std::move(alive);
}

}  // namespace awscost::source
