#include "connectors/asking/statement/statement.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "connectors/asking/question/reporter.h"
#include "sql/error.h"

namespace awscost::asking {
namespace {

// The different questions of a batch, each with its places in the batch.
struct Batch {
  std::vector<Question> questions;
  std::vector<std::string> keys;
  std::vector<std::vector<std::size_t>> places;
  std::unordered_map<std::string, std::size_t> by_key;

  Question& add(std::string key, std::size_t place, const Question& question) {
    const auto [found, is_new] = by_key.try_emplace(key, questions.size());
    if (is_new) {
      questions.push_back(question);
      keys.push_back(std::move(key));
      places.emplace_back();
    }
    places[found->second].push_back(place);
    return questions[found->second];
  }
};

// Copies only for repeated questions, because a reply can be megabytes.
void report_to_all(Reporter& reporter, const std::vector<std::size_t>& places, Answer answer) {
  for (std::size_t i = 0; i + 1 < places.size(); ++i) {
    reporter.report(places[i], answer);
    answer.row = 0;
  }
  reporter.report(places.back(), std::move(answer));
}

// A temporary directory without room must not cost a join the price of its pages over and over.
sql::Error would_be_paid_again(const Question& question) {
  return sql::Error(question.call.service + ":" + question.call.operation +
                    " would be paid again: this statement has had "
                    "the same answer before and found no room to keep it. Make room in " P_tmpdir
                    " and run it again, or "
                    "read the table once: WITH c AS MATERIALIZED (SELECT ...).");
}

// Whom a dry run would ask. Credentials that were not found before are not looked for, because that may send requests;
// it is then not known which answers are kept for them.
Resolution undisturbed(std::span<const Whom> whom, Resolver& resolver) {
  Resolution all;
  for (const Whom& one : whom) {
    std::shared_ptr<const Destination> destination = resolver.found(one);
    if (!destination) {
      const std::string key = one.service + '\n' + one.profile + '\n' + one.region;
      destination = std::make_shared<Destination>(
          Destination{.whom = one, .profile = one.profile, .region = one.region, .key = key});
    }
    all.destinations.push_back(std::move(destination));
    all.failures.emplace_back();
  }
  return all;
}

}  // namespace

Statement::~Statement() {
  end_states();  // rows that a join holds describe their answer when they end, and ask this statement where it is kept
  if (options_.kept != nullptr) options_.kept->statement_ends();
  if (options_.ended) options_.ended(*this);
}

Statement& Statement::of(sql::Statement& statement) {
  if (auto* asking = dynamic_cast<Statement*>(&statement)) return *asking;
  throw std::logic_error("a table that asks AWS was opened with a statement that cannot");
}

std::shared_ptr<const Destination> Statement::known(const Whom& whom) const {
  const auto found =
      std::find_if(resolved_.begin(), resolved_.end(), [&](const KnownDestination& one) { return one.whom == whom; });
  return found == resolved_.end() ? nullptr : found->destination;
}

void Statement::forget_what_settings_changed() {
  if (const std::uint64_t now = options_.resolver.revision(); now != revision_) {
    resolved_.clear();
    revision_ = now;
  }
}

Resolution Statement::destinations(std::span<const Whom> whom, const sql::Interrupted& interrupted, Search search) {
  if (options_.dry_run != nullptr) return undisturbed(whom, options_.resolver);
  forget_what_settings_changed();
  std::vector<Whom> unknown;
  for (const Whom& one : whom) {
    if (!known(one) && std::find(unknown.begin(), unknown.end(), one) == unknown.end()) unknown.push_back(one);
  }
  Resolution found;
  if (!unknown.empty()) found = options_.resolver.resolve(unknown, search, interrupted);
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    if (found.destinations[i]) resolved_.push_back({unknown[i], found.destinations[i]});
  }
  Resolution all;
  for (std::size_t place = 0; place < whom.size(); ++place) {
    all.destinations.push_back(known(whom[place]));
    all.failures.emplace_back();
    if (all.destinations.back()) continue;
    const auto nth = static_cast<std::size_t>(std::find(unknown.begin(), unknown.end(), whom[place]) - unknown.begin());
    all.failures.back() = found.failures[nth];
    if (found.first_failure == nth && !all.first_failure) all.first_failure = place;
  }
  return all;
}

std::shared_ptr<const Destination> Statement::destination(const Whom& whom, const sql::Interrupted& interrupted) {
  const Resolution resolution = destinations({&whom, 1}, interrupted);
  if (resolution.first_failure) wire::throw_failure(*resolution.failures.front());
  return resolution.destinations.front();
}

void Statement::send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                         const Answered& answered) {
  Reporter reporter(answered, interrupted);
  if (options_.dry_run != nullptr) return write_down(questions, reporter);
  Batch batch;
  for (std::size_t place = 0; place < questions.size(); ++place) {
    std::string key = key_of(questions[place]);
    if (std::optional<Answer> known = replies_.recall(key)) {
      if (resumed() != nullptr) resumed()->from_statement = true;
      reporter.report(place, *std::move(known));
    } else if (questions[place].call.price_usd > 0 && replies_.is_lost(key)) {
      reporter.report(place, {.outcome = would_be_paid_again(questions[place])});
    } else {
      batch.add(std::move(key), place, questions[place]).tally = &tally_;
    }
  }
  reporter.end();  // throws before anything is sent
  if (batch.questions.empty()) return;
  send_new(
      batch.questions, [&reporter] { return reporter.wants_to_stop(); },
      [&](std::size_t nth, Answer answer) {
        const wire::Reply* reply = wire::reply_of(answer.outcome);
        if (reply != nullptr) {
          replies_.keep(batch.keys[nth], batch.questions[nth], *reply, answer.kept_as, [this] { return scans_once(); });
        }
        report_to_all(reporter, batch.places[nth], std::move(answer));
      });
  reporter.end();
}

// All of them are written down before one is reported: the caller gives up at the first that is not sent.
void Statement::write_down(std::span<const Question> questions, Reporter& reporter) {
  std::vector<Answer> answers;
  for (const Question& question : questions) {
    const bool is_known = kept() != nullptr && !question.destination->kept_under.empty();
    std::optional<Answer> recalled = is_known ? kept()->recall(question) : std::nullopt;
    options_.dry_run->add(question, recalled.has_value());
    answers.push_back(recalled ? *std::move(recalled) : Answer{.outcome = std::make_exception_ptr(NotSent())});
  }
  for (std::size_t place = 0; place < questions.size(); ++place) reporter.report(place, std::move(answers[place]));
  reporter.end();
}

// Shows how far the statement is while it waits, and counts for the scan that waits.
void Statement::send_new(std::span<const Question> questions, const sql::Interrupted& interrupted,
                         const Answered& answered) {
  sql::ScanRecord ours;
  sql::ScanRecord& record = resumed() == nullptr ? ours : *resumed();
  const Tally before = tally_;
  const auto begun = options_.terminal.steady ? options_.terminal.steady() : Progress::Time();
  const auto end = [&] {
    progress_.erase();
    if (options_.terminal.steady) record.wait += options_.terminal.steady() - begun;
    record.requests += tally_.requests - before.requests;
    record.charge_micros += tally_.cost - before.cost;
    record.sent_for = record.sent_for || tally_.requests > before.requests;
  };
  progress_.begin();
  try {
    options_.sender.send_all(
        questions,
        [&] {
          progress_.step(done());
          return interrupted && interrupted();
        },
        [&](std::size_t nth, Answer answer) {
          const wire::Reply* reply = wire::reply_of(answer.outcome);
          const bool was_sent = answer.attempts > 0;
          if (!was_sent) record.from_kept = true;
          if (reply != nullptr && was_sent) record.bytes += static_cast<std::int64_t>(reply->body.size());
          progress_.step(done());
          answered(nth, std::move(answer));
        });
  } catch (...) {
    end();
    throw;
  }
  end();
}

void Statement::recalled(const Question& question) {
  if (options_.recalled && options_.dry_run == nullptr) options_.recalled(question);
}

void Statement::page_read(std::size_t rows) {
  ++pages_;
  rows_ += static_cast<std::int64_t>(rows);
  if (resumed() == nullptr) return;
  ++resumed()->pages;
  resumed()->rows_fetched += static_cast<std::int64_t>(rows);
}

bool Statement::hold(const void* owner, std::size_t bytes) {
  held_[owner] = bytes;
  std::size_t all = 0;
  for (const auto& [one, held] : held_) all += held;
  return all <= (options_.join_memory ? options_.join_memory() : kJoinMemory);
}

Answer Statement::send_anew(Question question, const sql::Interrupted& interrupted) {
  if (options_.dry_run != nullptr) return {.outcome = std::make_exception_ptr(NotSent())};
  question.tally = &tally_;
  Answer answer = options_.sender.send(question, interrupted);
  if (options_.kept != nullptr) options_.kept->forget(*question.destination, question.call.service);
  return answer;
}

void Statement::note(std::string_view table, std::string_view text) {
  if (options_.notices == nullptr) return;
  if (const auto known = noted_.find(text); known != noted_.end()) return options_.notices->again(known->second);
  noted_.emplace(text, options_.notices->add(table, text, this->text()));
}

std::shared_ptr<Statement> Statements::begin() {
  open_.erase(std::remove_if(open_.begin(), open_.end(), [](const auto& statement) { return statement.expired(); }),
              open_.end());
  Statement::Options options = options_;
  if (dry_run_ != nullptr) {
    options.dry_run = dry_run_;
    options.notices = nullptr;
    options.terminal = {};
  } else {
    options.ended = [this](Statement& ended) {
      last_cost_ = ended.tally().cost;
      ended.give_records(last_records_);
    };
  }
  auto statement = std::make_shared<Statement>(std::move(options));
  open_.push_back(statement);
  return statement;
}

void Statements::forget_replies() {
  for (const std::weak_ptr<Statement>& one : open_) {
    if (const std::shared_ptr<Statement> statement = one.lock()) statement->forget_replies();
  }
}

}  // namespace awscost::asking
