// What all programs that share a file have spent, by day: budget_daily and budget_monthly hold for all of them together.
//
// How: before a request is sent, its price is compared with what the day and the month have left, and set aside in the
// file, by one transaction; afterwards the charge takes its place. What a program had set aside when it was killed counts
// as spent, because AWS may have charged it. Only AWS's money counts. Days and months are UTC.
//
// Where the file cannot be used, a request is refused if there is a limit to hold, and goes uncounted if there is none.
//
// Example:
//
//   bool may_ask(FileSpending& spending, const asking::Question& question) {
//     return !spending.reserve(question, asking::from_dollars(0.01)).refusal;
//   }
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/asking/kept/owner.h"
#include "connectors/asking/question/money.h"
#include "connectors/asking/question/question.h"
#include "sql/database.h"
#include "sql/text/instant.h"

namespace awscost::spend {

// Why a request may not be sent.
struct FileRefusal {
  std::string setting;   // "budget_daily"
  std::string unusable;  // what is wrong with the file; empty: the limit is reached
  std::string path;
  std::string period;  // "2026-11-21" or "2026-11"
  asking::MicroDollars limit = 0;
  asking::MicroDollars spent = 0;
  asking::MicroDollars reserved = 0;  // for requests under way
};

struct FileReservation {
  std::int64_t id = 0;  // 0: nothing was set aside
  std::optional<FileRefusal> refusal;
};

// A row of `awscost_spending`.
struct DaySpending {
  std::string day;
  std::string service;
  std::string operation;
  std::string account_id;
  std::int64_t requests = 0;
  asking::MicroDollars charge = 0;
};

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class FileSpending {
 public:
  struct Options {
    sql::OpenDatabase open;
    std::function<std::string()> path;          // of the file; empty: there is none. May throw sql::Error
    std::function<text::Seconds()> now;         // decides the day
    std::function<text::Seconds()> real_clock;  // decides who is gone
    kept::Owner owner = kept::new_owner();
  };

  explicit FileSpending(Options options) : options_(std::move(options)) {}
  ~FileSpending();

  // Sets `price` aside until settle(); the limits are the destination's.
  FileReservation reserve(const asking::Question& question, asking::MicroDollars price);

  // Replaces what was set aside by the charge. `sent`: the request left. Never fails: what cannot be written now stays set
  // aside, and counts as spent.
  void settle(const asking::Question& question, std::int64_t reservation, asking::MicroDollars reserved,
              asking::MicroDollars charged, bool sent) noexcept;

  // What is set aside by programs that are gone counts. Throws sql::Error that says what is wrong with the file.
  std::vector<DaySpending> list();

 private:
  struct Period {
    std::string setting;
    std::string name;  // the beginning of its days
    asking::MicroDollars limit;
  };

  sql::Database* file();
  sql::Database& open_file(const std::string& path);
  FileReservation reserve_in(sql::Database& file, const asking::Question& question, asking::MicroDollars price);
  std::optional<FileRefusal> exceeded(sql::Database& file, const Period& period, asking::MicroDollars price);
  void settle_in(sql::Database& file, const asking::Question& question, std::int64_t reservation,
                 asking::MicroDollars reserved, asking::MicroDollars charged, bool sent);
  void count_abandoned(sql::Database& file, bool own_too);
  void count_all_abandoned() noexcept;
  static void add(sql::Database& file, const DaySpending& spending);
  std::string today() const;

  Options options_;
  std::string path_;  // of file_
  std::unique_ptr<sql::Database> file_;
  std::int64_t opened_ = 0;  // files so far
  std::optional<text::Seconds> failed_at_;
};

}  // namespace awscost::spend
