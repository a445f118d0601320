// The kept answers of one connection: in the file that the settings name, or in a private one.
//
// How: nothing is opened before the first answer is looked for or kept. A setting counts from the next look on; when
// cache_path changes, the file before it stays open until no statement runs, because a running one may still read from
// it. A file that cannot be used leaves one notice and is left alone for ten seconds; meanwhile nothing is kept, and
// queries ask AWS.
//
// An answer's id is its row in the file; a file that is opened later adds kIdsOfAFile to its rows.
//
// Example:
//
//   bool keeps_anything(FileKeptAnswers& kept) {
//     return !kept.list().empty();
//   }
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/asking/kept/answer_file.h"
#include "connectors/asking/kept/claims.h"
#include "connectors/asking/kept/kept_answers.h"
#include "connectors/asking/kept/owner.h"
#include "sql/database.h"

namespace awscost::kept {

inline constexpr std::int64_t kIdsOfAFile = std::int64_t{1} << 40;

// The settings, as they are now.
struct KeptSettings {
  bool on = true;         // cache
  std::string path;       // cache_path; empty: a private file
  std::int64_t most = 0;  // cache_size
  Freshness freshness;
};

class FileKeptAnswers : public KeptAnswers, public Claims {
 public:
  struct Options {
    sql::OpenDatabase open;
    std::function<KeptSettings()> settings;                   // may throw sql::Error: nothing is kept then
    std::function<void(const std::string& sentence)> notice;  // called once for each sentence
    std::function<Seconds()> clock;                           // the real one
    Owner owner = new_owner();
  };

  explicit FileKeptAnswers(Options options);
  ~FileKeptAnswers() override;

  bool is_on() const override;
  Freshness freshness() const override;
  std::optional<asking::Answer> recall(const asking::Question& question) override;
  std::int64_t keep(const asking::Question& question, const wire::Reply& reply) override;
  void describe(std::int64_t id, const Description& description) override;
  std::vector<KeptAnswer> about(const asking::Destination& destination, const std::string& subject) override;
  std::optional<wire::Reply> page(std::int64_t id, int number) override;
  void drop(std::int64_t id) override;
  void forget(const asking::Destination& destination, std::string_view service) override;
  void statement_begins() override { ++statements_; }
  void statement_ends() noexcept override;

  std::vector<bool> claim(std::span<const asking::Question> questions) override;
  void release(const asking::Question& question) override;
  void release_all() override;
  void renew() override;

  // For `awscost_cache`, whatever the setting `cache` says. A file that cannot be used has no answers.
  std::vector<Listed> list();
  // Throws sql::Error where the file cannot be written.
  void forget(std::span<const std::int64_t> ids);

 private:
  struct OpenFile {
    OpenFile(std::string name, std::int64_t first_id, std::unique_ptr<sql::Database> opened, const Options& options)
        : path(std::move(name)),
          before_first(first_id),
          database(std::move(opened)),
          answers(*database, options.owner, options.clock),
          claims(*database, options.owner) {}

    std::string path;
    std::int64_t before_first;  // what is added to a row's number
    std::unique_ptr<sql::Database> database;
    AnswerFile answers;
    ClaimTable claims;
    std::set<std::int64_t> used = {};  // rows that running statements use
  };

  std::optional<KeptSettings> settings() const;
  OpenFile* file_at(const std::string& path);
  OpenFile* file_of(std::int64_t id);
  OpenFile& open(const std::string& path);
  bool use(OpenFile& file, std::int64_t row, Seconds now);
  void failed(const std::string& path, const std::exception& error);
  void tell(const std::string& sentence) const;
  void close_unused(const std::string& path);

  // What `body` makes of the file; `otherwise` where the file fails.
  template <class Result, class Body>
  Result attempt(OpenFile& file, Result otherwise, const Body& body);
  template <class Body>
  void each_file(const Body& body);

  Options options_;
  std::vector<std::unique_ptr<OpenFile>> files_;
  std::int64_t opened_ = 0;  // files so far
  int statements_ = 0;       // running
  std::string failed_path_;
  std::optional<Seconds> failed_at_;
  mutable std::set<std::string> told_;
};

}  // namespace awscost::kept
