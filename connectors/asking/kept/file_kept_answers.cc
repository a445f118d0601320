#include "connectors/asking/kept/file_kept_answers.h"

#include <algorithm>
#include <new>
#include <utility>

#include "connectors/asking/kept/freshness.h"
#include "connectors/asking/kept/kept_file.h"
#include "connectors/asking/kept/request_key.h"
#include "sql/error.h"

namespace awscost::kept {
namespace {

using asking::Answer;
using asking::Question;
using Cause = sql::DatabaseError::Cause;

constexpr std::chrono::seconds kLeftAlone{10};

bool may_be_kept(const Question& question) {
  return question.may_be_kept && !question.secret && is_kept(question.call.service);
}

Asked asked_of(const Question& question, Seconds now) {
  return {.key = request_key(question),
          .asked = whom_key(*question.destination),
          .endpoint = question.destination->endpoint,
          .account_id = question.destination->account_id,
          .service = question.call.service,
          .operation = question.call.operation,
          .request = asking::request_text(question),
          .fetched_at = now};
}

// A file in which something is wrong may be another one the next time; one that is busy or full stays the same.
bool stays_open(const std::exception& error) {
  const auto* of_sqlite = dynamic_cast<const sql::DatabaseError*>(&error);
  return of_sqlite != nullptr && (of_sqlite->cause() == Cause::kBusy || of_sqlite->cause() == Cause::kFull);
}

}  // namespace

FileKeptAnswers::FileKeptAnswers(Options options) : options_(std::move(options)) {}

FileKeptAnswers::~FileKeptAnswers() {
  for (const auto& file : files_) {
    try {
      file->claims.release_all();
      if (!file->used.empty()) file->answers.end_use();
    } catch (const std::exception&) {  // the process ends, and with it what it holds
    }
  }
}

std::optional<KeptSettings> FileKeptAnswers::settings() const {
  try {
    return options_.settings();
  } catch (const sql::Error& error) {
    tell(std::string("Answers are not kept: ") + error.what());
    return std::nullopt;
  }
}

void FileKeptAnswers::tell(const std::string& sentence) const {
  if (told_.insert(sentence).second) options_.notice(sentence);
}

bool FileKeptAnswers::is_on() const {
  const auto now = settings();
  return now && now->on;
}

Freshness FileKeptAnswers::freshness() const {
  const auto now = settings();
  return now ? now->freshness : Freshness();
}

void FileKeptAnswers::failed(const std::string& path, const std::exception& error) {
  tell(why_not(path, error) + " Answers are not kept meanwhile.");
  failed_path_ = path;
  failed_at_ = options_.clock();
  if (stays_open(error)) return;
  std::erase_if(files_, [&](const auto& file) { return file->path == path; });
}

template <class Result, class Body>
Result FileKeptAnswers::attempt(OpenFile& file, Result otherwise, const Body& body) {
  try {
    return body();
  } catch (const sql::DatabaseError& error) {
    failed(std::string(file.path), error);
  }
  return otherwise;
}

// A file that fails goes from the list.
template <class Body>
void FileKeptAnswers::each_file(const Body& body) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    OpenFile& file = *files_[i];
    attempt(file, 0, [&] {
      body(file);
      return 0;
    });
  }
}

FileKeptAnswers::OpenFile& FileKeptAnswers::open(const std::string& path) {
  auto database = open_kept_file(options_.open, path);
  files_.push_back(std::make_unique<OpenFile>(path, opened_ * kIdsOfAFile, std::move(database), options_));
  ++opened_;
  return *files_.back();
}

// Null where the file cannot be used just now.
FileKeptAnswers::OpenFile* FileKeptAnswers::file_at(const std::string& path) {
  if (failed_at_ && failed_path_ == path && options_.clock() - *failed_at_ < kLeftAlone) return nullptr;
  const auto known = std::find_if(files_.begin(), files_.end(), [&](const auto& file) { return file->path == path; });
  if (known != files_.end()) return known->get();
  try {
    close_unused(path);
    return &open(path);
  } catch (const sql::DatabaseError& error) {
    failed(path, error);
  } catch (const NotOurs& error) {
    failed(path, error);
  }
  return nullptr;
}

FileKeptAnswers::OpenFile* FileKeptAnswers::file_of(std::int64_t id) {
  const std::int64_t before_first = id / kIdsOfAFile * kIdsOfAFile;
  const auto known =
      std::find_if(files_.begin(), files_.end(), [&](const auto& file) { return file->before_first == before_first; });
  return id == 0 || known == files_.end() ? nullptr : known->get();
}

// All files but the one at `path`, unless a statement may still read from them.
void FileKeptAnswers::close_unused(const std::string& path) {
  if (statements_ > 0) return;
  std::erase_if(files_, [&](const auto& file) { return file->path != path; });
}

// False where another connection has dropped it just now.
bool FileKeptAnswers::use(OpenFile& file, std::int64_t row, Seconds now) {
  if (file.used.contains(row)) return true;
  const bool is_there = file.answers.use(row, now, statements_ > 0);
  if (is_there && statements_ > 0) file.used.insert(row);
  return is_there;
}

std::optional<Answer> FileKeptAnswers::recall(const Question& question) {
  if (!may_be_kept(question)) return std::nullopt;
  const auto now = settings();
  if (!now || !now->on) return std::nullopt;
  OpenFile* const file = question.page == 1 ? file_at(now->path) : file_of(question.kept_as);
  if (file == nullptr) return std::nullopt;
  return attempt(*file, std::optional<Answer>(), [&]() -> std::optional<Answer> {
    AnswerFile::Found found;
    if (question.page == 1) {
      const Freshness& freshness = now->freshness;
      const Between young{freshness.now - holds_for(question.call.service, freshness), freshness.now};
      auto first = file->answers.first_page(request_key(question), young);
      if (!first) return std::nullopt;
      found = *std::move(first);
    } else {
      found.id = question.kept_as - file->before_first;
      auto page = file->answers.page(found.id, question.page, request_key(question));
      if (!page) return std::nullopt;
      found.reply = *std::move(page);
    }
    if (!use(*file, found.id, now->freshness.now)) return std::nullopt;
    return Answer{.outcome = std::move(found.reply), .attempts = 0, .kept_as = found.id + file->before_first};
  });
}

std::int64_t FileKeptAnswers::keep(const Question& question, const wire::Reply& reply) {
  if (!may_be_kept(question) || !wire::is_success(reply)) return 0;
  const auto now = settings();
  if (!now || !now->on) return 0;
  OpenFile* const file = question.page == 1 ? file_at(now->path) : file_of(question.kept_as);
  if (file == nullptr || (failed_at_ && file_at(file->path) == nullptr)) return 0;
  return attempt(*file, std::int64_t{0}, [&]() -> std::int64_t {
    if (question.page > 1) {
      const std::int64_t row = question.kept_as - file->before_first;
      return file->answers.add(row, question.page, request_key(question), reply, now->most) ? question.kept_as : 0;
    }
    const Asked asked = asked_of(question, now->freshness.now);
    const std::int64_t row = file->answers.begin(asked, reply, now->most, statements_ > 0);
    if (row == 0) return 0;
    if (statements_ > 0) file->used.insert(row);
    return row + file->before_first;
  });
}

void FileKeptAnswers::describe(std::int64_t id, const Description& description) {
  OpenFile* const file = file_of(id);
  if (file == nullptr) return;
  attempt(*file, 0, [&] {
    file->answers.describe(id - file->before_first, description);
    return 0;
  });
}

std::vector<KeptAnswer> FileKeptAnswers::about(const asking::Destination& destination, const std::string& subject) {
  const auto now = settings();
  OpenFile* const file = now && now->on ? file_at(now->path) : nullptr;
  if (file == nullptr) return {};
  return attempt(*file, std::vector<KeptAnswer>(), [&] {
    auto answers = file->answers.about(whom_key(destination), subject, now->freshness.now);
    for (KeptAnswer& answer : answers) answer.id += file->before_first;
    return answers;
  });
}

std::optional<wire::Reply> FileKeptAnswers::page(std::int64_t id, int number) {
  OpenFile* const file = file_of(id);
  if (file == nullptr) return std::nullopt;
  return attempt(*file, std::optional<wire::Reply>(), [&] {
    const std::int64_t row = id - file->before_first;
    auto reply = file->answers.page(row, number);
    if (reply) use(*file, row, freshness().now);
    return reply;
  });
}

void FileKeptAnswers::drop(std::int64_t id) {
  OpenFile* const file = file_of(id);
  if (file == nullptr) return;
  const std::int64_t row = id - file->before_first;
  attempt(*file, 0, [&] {
    file->answers.forget({&row, 1});
    return 0;
  });
}

void FileKeptAnswers::forget(const asking::Destination& destination, std::string_view service) {
  if (!is_kept(service)) return;
  const auto now = settings();
  OpenFile* const file = now ? file_at(now->path) : nullptr;
  if (file == nullptr) return;
  attempt(*file, 0, [&] {
    file->answers.forget(whom_key(destination), service);
    return 0;
  });
}

void FileKeptAnswers::statement_ends() noexcept {
  if (--statements_ > 0) return;
  try {
    const auto now = settings();
    each_file([](OpenFile& file) {
      if (file.used.empty()) return;
      file.answers.end_use();
      file.used.clear();
    });
    if (now) close_unused(now->path);
  } catch (const std::exception&) {  // no memory: the next statement that ends does it
  }
}

// A reply that is not kept is not waited for either. In a private file, only this batch's own questions are equal.
std::vector<bool> FileKeptAnswers::claim(std::span<const Question> questions) {
  const auto now = settings();
  std::vector<bool> ours(questions.size(), true);
  std::vector<std::string> keys;    // of the first of equal ones
  std::vector<std::size_t> places;  // of those
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const Question& question = questions[i];
    const bool is_waited_for = now && now->on && may_be_kept(question) &&
                               holds_for(question.call.service, now->freshness) > std::chrono::seconds(0) &&
                               (question.page == 1 || question.kept_as != 0);
    if (!is_waited_for) continue;
    std::string key = request_key(question);
    ours[i] = std::find(keys.begin(), keys.end(), key) == keys.end();
    if (!ours[i]) continue;
    keys.push_back(std::move(key));
    places.push_back(i);
  }
  OpenFile* const file = keys.empty() || now->path.empty() ? nullptr : file_at(now->path);
  if (file == nullptr) return ours;
  const std::vector<bool> all(keys.size(), true);
  const std::vector<bool> claimed = attempt(*file, all, [&] { return file->claims.claim(keys, options_.clock()); });
  for (std::size_t i = 0; i < places.size(); ++i) ours[places[i]] = claimed[i];
  return ours;
}

void FileKeptAnswers::release(const Question& question) {
  const std::string key = request_key(question);
  each_file([&](OpenFile& file) {
    if (!file.path.empty()) file.claims.release(key);
  });
}

void FileKeptAnswers::release_all() {
  each_file([](OpenFile& file) { file.claims.release_all(); });
}

void FileKeptAnswers::renew() {
  each_file([&](OpenFile& file) { file.claims.renew(options_.clock()); });
}

std::vector<Listed> FileKeptAnswers::list() {
  const auto now = settings();
  const auto is_open = [&](const auto& file) { return file->path == now->path; };
  if (!now || (now->path.empty() && std::none_of(files_.begin(), files_.end(), is_open))) return {};
  OpenFile* const file = file_at(now->path);
  if (file == nullptr) return {};
  return attempt(*file, std::vector<Listed>(), [&] {
    auto listed = file->answers.list();
    for (Listed& one : listed) one.answer.id += file->before_first;
    return listed;
  });
}

void FileKeptAnswers::forget(std::span<const std::int64_t> ids) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    OpenFile& file = *files_[i];
    std::vector<std::int64_t> rows;
    for (const std::int64_t id : ids) {
      if (file_of(id) == &file) rows.push_back(id - file.before_first);
    }
    if (rows.empty()) continue;
    try {
      file.answers.forget(rows);
    } catch (const sql::DatabaseError& error) {
      throw sql::Error(why_not(file.path, error));
    }
  }
}

}  // namespace awscost::kept
