#include "connectors/tables/assembly/fan_out.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "connectors/wire/error.h"
#include "sql/error.h"

namespace awscost::assembly {
namespace {

// As many first pages as are held at a time, and no more than may be under way at once.
constexpr std::size_t kAtOnce = 8;

// The parents' own question: all of them, asked of the same members, in the same places as their lists.
sql::Scan scan_of_parents(const Operation& list, std::string_view id, const sql::Scan& scan) {
  sql::Scan parents;
  parents.table = &list.table;
  const std::size_t columns = list.table.columns.size();
  parents.selections.resize(columns);
  parents.ranges.resize(columns);
  parents.inputs.resize(columns);
  parents.mentioned.set(sql::find(list.table, id).value());
  for (const sql::Role role : {sql::Role::kProfile, sql::Role::kRegion}) {
    const auto column = sql::find(list.table, role);
    const auto own = sql::find(*scan.table, role);
    if (!column || !own) continue;
    if (const auto text = scan.input(*own)) parents.inputs[*column] = std::string(*text);
    const auto several = scan.several.find(*own);
    if (several != scan.several.end()) parents.several[*column] = several->second;
  }
  return parents;
}

bool is_answer(const wire::Outcome& outcome) {
  return outcome.reply && wire::is_success(*outcome.reply);
}

bool is_gone(const wire::Outcome& outcome) {
  if (!outcome.reply || is_answer(outcome)) return false;
  const std::string code = wire::read_error(*outcome.reply).code;
  return code == "NotFoundException" || code == "ResourceNotFoundException";
}

bool is_interrupted(const wire::Outcome& outcome) {
  if (!outcome.error) return false;
  try {
    std::rethrow_exception(outcome.error);
  } catch (const sql::InterruptError&) {
    return true;
  } catch (...) {
    return false;
  }
}

// The budget does not allow it, or a setting is wrong: it was not sent, and the others need not be any more.
void throw_unless_sent(const wire::Outcome& outcome) {
  if (!outcome.error) return;
  try {
    std::rethrow_exception(outcome.error);
  } catch (const wire::SendError&) {
  } catch (const sql::InterruptError&) {
  }
}

}  // namespace

FanOut::FanOut(const Operation& operation, const sql::Scan& scan, wire::Connector& connector,
               const page::RowsDecoded& rows_decoded)
    : operation_(operation), scan_(scan), connector_(connector), rows_decoded_(rows_decoded) {
  all_are_paid_ = operation.price_usd > 0 && !scan.several.empty() && !scan.in_turn;
  std::vector<std::string> parents{""};
  if (operation.parents.list != nullptr) {
    const sql::Selection& selection = scan.selections[sql::find(operation.table, sql::Role::kParent).value()];
    listed_ = selection.bound;
    is_named_ = listed_;
    parents = selection.values;
  }
  if (!listed_) return;
  for (std::size_t member = 0; member < sql::count_single(scan); ++member) {
    for (const std::string& parent : parents) lists_.push_back({member, parent});
  }
  // What is wrong with the question is said before anything is sent.
  if (!lists_.empty()) asked(lists_.front());
}

FanOut::Asked FanOut::asked(const List& list) const {
  Asked asked{.member = list.member, .scan = std::make_unique<sql::Scan>(sql::single(scan_, list.member)), .rows = {}};
  asked.rows = std::make_unique<PageRows>(operation_, *asked.scan, list.parent, connector_, rows_decoded_);
  return asked;
}

bool FanOut::next(const sql::Interrupted& interrupted) {
  find_lists(interrupted);
  while (true) {
    if (asked_.empty()) {
      if (next_list_ == lists_.size()) return false;
      ask(interrupted);
      continue;
    }
    if (asked_.front().rows->next(interrupted)) return true;
    asked_.pop_front();
  }
}

void FanOut::find_lists(const sql::Interrupted& interrupted) {
  if (listed_) return;
  const Operation& list = *operation_.parents.list;
  const std::size_t id = sql::find(list.table, operation_.parents.id).value();
  const sql::Scan scan = scan_of_parents(list, operation_.parents.id, scan_);
  FanOut rows(list, scan, connector_, rows_decoded_);
  while (rows.next(interrupted)) {
    const sql::Cell cell = rows.cell(id);
    const auto* text = std::get_if<std::string_view>(&cell);
    if (text != nullptr) lists_.push_back({rows.asked_.front().member, std::string(*text)});
  }
  listed_ = true;
}

void FanOut::fail(const Asked& asked, wire::Outcome& outcome, const sql::Interrupted& interrupted) {
  asked.rows->pages().give_first(std::move(outcome));
  asked.rows->begin(interrupted);  // throws
}

void FanOut::rehearse(const sql::Interrupted& interrupted) {
  if (std::exchange(rehearsed_, true) || !all_are_paid_ || lists_.size() < 2) return;
  std::vector<Asked> all;
  std::vector<wire::Call> calls;
  for (const List& list : lists_) {
    all.push_back(asked(list));
    calls.push_back(all.back().rows->pages().first_call());
    calls.back().rehearsal = true;
  }
  // One who fails is enough: the others, who may all wait for the same silent server, are not asked any more.
  std::optional<std::pair<std::size_t, wire::Outcome>> failed;
  connector_.send_all(
      calls, [&] { return failed.has_value() || interrupted(); },
      [&](std::size_t call, wire::Outcome outcome) {
        if (!failed && !is_answer(outcome)) failed.emplace(call, std::move(outcome));
      });
  if (!failed) return;
  fail(all[failed->first], failed->second, interrupted);
}

// One more member does not have that parent. True where this is an error: it is named, and now missing everywhere.
bool FanOut::note_missing(const std::string& parent) {
  return is_named_ && ++missing_[parent] == sql::count_single(scan_);
}

void FanOut::ask(const sql::Interrupted& interrupted) {
  rehearse(interrupted);
  const bool ahead = operation_.price_usd == 0 || all_are_paid_;
  const std::size_t count = std::min(ahead ? kAtOnce : 1, lists_.size() - next_list_);
  const std::size_t first_list = next_list_;
  for (std::size_t i = 0; i < count; ++i) asked_.push_back(asked(lists_[next_list_++]));
  std::vector<wire::Outcome> outcomes = send(interrupted);
  // Whose answers had come by then is chance: an interrupt ends the query here, and not at the first list without one.
  const auto stopped = std::find_if(outcomes.begin(), outcomes.end(), is_interrupted);
  if (stopped != outcomes.end()) {
    fail(asked_[static_cast<std::size_t>(stopped - outcomes.begin())], *stopped, interrupted);
  }
  std::deque<Asked> alive;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& parent = lists_[first_list + i].parent;
    if (!parent.empty() && is_gone(outcomes[i]) && !note_missing(parent)) continue;
    const bool failed = !is_answer(outcomes[i]);
    asked_[i].rows->pages().give_first(std::move(outcomes[i]));
    if (failed && all_are_paid_) asked_[i].rows->begin(interrupted);
    alive.push_back(std::move(asked_[i]));
  }
  asked_ = std::move(alive);
}

// The first pages of all that are asked now.
std::vector<wire::Outcome> FanOut::send(const sql::Interrupted& interrupted) {
  std::vector<wire::Call> calls;
  for (const Asked& asked : asked_) calls.push_back(asked.rows->pages().first_call());
  std::vector<wire::Outcome> outcomes(calls.size());
  connector_.send_all(calls, interrupted, [&](std::size_t call, wire::Outcome outcome) {
    if (all_are_paid_) throw_unless_sent(outcome);
    outcomes[call] = std::move(outcome);
  });
  return outcomes;
}

}  // namespace awscost::assembly
