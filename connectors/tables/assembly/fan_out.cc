#include "connectors/tables/assembly/fan_out.h"

#include <algorithm>
#include <exception>
#include <span>
#include <utility>
#include <variant>

#include "connectors/tables/page/refusal.h"
#include "connectors/wire/error.h"
#include "sql/error.h"

namespace awscost::assembly {
namespace {

// Limits the first pages that are held at a time, and the requests under way.
constexpr std::size_t kAtOnce = 8;

bool is_success(const asking::Answer& answer) {
  const wire::Reply* reply = wire::reply_of(answer.outcome);
  return reply != nullptr && wire::is_success(*reply);
}

bool is_not_found(const asking::Answer& answer) {
  const wire::Reply* reply = wire::reply_of(answer.outcome);
  if (reply == nullptr || wire::is_success(*reply)) return false;
  const std::string code = wire::read_error(*reply).code;
  return code == "NotFoundException" || code == "ResourceNotFoundException";
}

// The budget or a wrong setting stopped it, so the other questions need not be sent.
bool was_held_back(const asking::Answer& answer) {
  return std::holds_alternative<sql::Error>(answer.outcome) ||
         std::holds_alternative<std::exception_ptr>(answer.outcome);
}

}  // namespace

FanOut::FanOut(const Asking& asking, const sql::Scan& scan)
    : asking_(asking),
      scan_(scan),
      prefetch_(prefetch_of(asking.operation, scan)),
      parents_(named_parents(asking.operation, scan)) {
  if (!parents_) return;
  lists_ = lists_of(scan, *parents_);
  // Throws what is wrong with the scan before anything is sent.
  if (!lists_->empty()) open_list(lists_->front());
}

FanOut::OpenList FanOut::open_list(const List& list) const {
  OpenList opened{.list = list, .scan = std::make_unique<sql::Scan>(sql::single(scan_, list.member)), .rows = {}};
  opened.rows = std::make_unique<PageRows>(asking_, *opened.scan, list.parent);
  return opened;
}

bool FanOut::next(const sql::Interrupted& interrupted) {
  try {
    return next_row(interrupted);
  } catch (const page::RefusedError&) {
    throw;
  } catch (const sql::Error& error) {
    throw sql::Error(error.what() + so_far());
  }
}

// What a limit that ends the query between two lists leaves unsaid. A list that was begun tells its own pages.
std::string FanOut::so_far() const {
  if (read_ == 0) return {};
  return " " + std::to_string(read_) + " of the " + std::to_string(lists_->size()) +
         " lists that the statement reads, " + "one for each profile, region and parent, " +
         (read_ == 1 ? "was" : "were") + " read to the end before.";
}

bool FanOut::next_row(const sql::Interrupted& interrupted) {
  if (!lists_) lists_ = list_parents(interrupted);
  while (true) {
    if (open_.empty()) {
      if (next_list_ == lists_->size()) return false;
      ask(interrupted);
      continue;
    }
    if (open_.front().rows->next(interrupted)) return true;
    open_.pop_front();
    ++read_;
  }
}

std::vector<List> FanOut::list_parents(const sql::Interrupted& interrupted) const {
  const Operation& parents = *asking_.operation.parents.list;
  const std::size_t id = sql::find(parents.table, asking_.operation.parents.id).value();
  const sql::Scan scan = scan_of_parents(asking_.operation, scan_);
  std::vector<List> lists;
  FanOut rows({parents, asking_.statement, asking_.rows_decoded}, scan);
  while (rows.next(interrupted)) {
    const sql::Cell cell = rows.cell(id);
    const auto* text = std::get_if<std::string_view>(&cell);
    if (text != nullptr) lists.push_back({rows.open_.front().list.member, std::string(*text)});
  }
  return lists;
}

void FanOut::check_credentials(const sql::Interrupted& interrupted) {
  if (std::exchange(credentials_checked_, true) || prefetch_ != Prefetch::kPaid || lists_->size() < 2) return;
  std::vector<OpenList> all;
  std::vector<asking::Whom> whom;
  for (const List& list : *lists_) {
    all.push_back(open_list(list));
    whom.push_back(all.back().rows->whom());
  }
  asking::Resolution found = asking_.statement.destinations(whom, interrupted, asking::Search::kUntilOneFails);
  if (!found.first_failure) return;
  const OpenList& failed = all[*found.first_failure];
  failed.rows->give({.outcome = *std::move(found.failures[*found.first_failure])});
  failed.rows->begin(interrupted);  // throws
}

std::vector<FanOut::OpenList> FanOut::next_lists() {
  const std::size_t at_once = prefetch_ == Prefetch::kNone ? 1 : kAtOnce;
  std::vector<OpenList> lists;
  while (lists.size() < at_once && next_list_ < lists_->size()) lists.push_back(open_list((*lists_)[next_list_++]));
  return lists;
}

void FanOut::ask(const sql::Interrupted& interrupted) {
  check_credentials(interrupted);
  std::vector<OpenList> lists = next_lists();
  Answers answers = first_pages(lists, interrupted);
  // Which answers came before an interrupt is chance, so it ends the query here and not at the first list without one.
  const auto stopped = std::find_if(answers.begin(), answers.end(),
                                    [](const auto& answer) { return answer && wire::is_interrupt(answer->outcome); });
  if (stopped != answers.end()) wire::throw_failure((*stopped)->outcome);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (!answers[i]) {  // all of it is kept
      open_.push_back(std::move(lists[i]));
      continue;
    }
    if (is_gone(lists[i], *answers[i])) continue;
    const bool failed = !is_success(*answers[i]);
    lists[i].rows->give(*std::move(answers[i]));
    if (failed && prefetch_ == Prefetch::kPaid) lists[i].rows->begin(interrupted);
    open_.push_back(std::move(lists[i]));
  }
}

FanOut::Answers FanOut::first_pages(const std::vector<OpenList>& lists, const sql::Interrupted& interrupted) const {
  std::vector<asking::Whom> whom;
  whom.reserve(lists.size());
  for (const OpenList& list : lists) whom.push_back(list.rows->whom());
  asking::Resolution found = asking_.statement.destinations(whom, interrupted);
  Answers answers(lists.size());
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (found.destinations[i]) {
      lists[i].rows->set_destination(std::move(found.destinations[i]));
    } else {
      answers[i] = asking::Answer{.outcome = *std::move(found.failures[i])};
    }
  }
  send(lists, answers, interrupted);
  return answers;
}

// Fills in the missing answers, but for those of lists that are kept.
void FanOut::send(const std::vector<OpenList>& lists, Answers& answers, const sql::Interrupted& interrupted) const {
  std::vector<asking::Question> questions;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (answers[i]) continue;
    std::optional<asking::Question> question = lists[i].rows->question(interrupted);
    if (!question) continue;
    questions.push_back(*std::move(question));
    places.push_back(i);
  }
  asking_.statement.send_all(questions, interrupted, [&](std::size_t nth, asking::Answer answer) {
    if (prefetch_ == Prefetch::kPaid && was_held_back(answer)) wire::throw_failure(answer.outcome);
    answers[places[nth]] = std::move(answer);
  });
}

// A parent that the statement names counts as gone only as long as another member may still have it.
bool FanOut::is_gone(const OpenList& list, const asking::Answer& answer) {
  if (list.list.parent.empty() || !is_not_found(answer)) return false;
  return !parents_ || scan_.foreign_parents || ++missing_[list.list.parent] < sql::count_single(scan_);
}

}  // namespace awscost::assembly
