#include "connectors/asking/spend/file_spending.h"

#include <array>
#include <exception>

#include "connectors/asking/kept/kept_file.h"
#include "sql/error.h"

namespace awscost::spend {
namespace {

using asking::MicroDollars;
using asking::Question;
using kept::if_number;
using kept::integer;
using kept::number_of;
using kept::text_of;
using kept::Transaction;
using sql::Cell;
using sql::Value;

constexpr std::chrono::hours kReservationLasts{1};  // of a program that cannot be looked for
constexpr std::chrono::seconds kLeftAlone{10};      // a file without limits that failed
constexpr std::int64_t kIdsOfAFile = std::int64_t{1} << 40;
constexpr std::size_t kMonth = 7;  // of "2026-11-21"

std::int64_t count(text::Seconds time) {
  return time.time_since_epoch().count();
}

DaySpending spending_of(const Question& question, std::string day, std::int64_t requests, MicroDollars charge) {
  return {.day = std::move(day),
          .service = question.call.service,
          .operation = question.call.operation,
          .account_id = question.destination->account_id,
          .requests = requests,
          .charge = charge};
}

}  // namespace

// What was not settled for lack of room counts as spent: nobody else knows that its owner is gone.
FileSpending::~FileSpending() {
  if (file_) count_all_abandoned();
}

void FileSpending::count_all_abandoned() noexcept {
  try {
    Transaction transaction(*file_);
    count_abandoned(*file_, true);
    transaction.commit();
  } catch (const std::exception&) {  // it is counted once the process has ended
  }
}

std::string FileSpending::today() const {
  return text::date_text(options_.now());
}

// Money is written through to the disk: a lost answer is bought again, a lost charge lifts a limit.
sql::Database& FileSpending::open_file(const std::string& path) {
  if (file_ && path_ == path) return *file_;
  if (file_) count_all_abandoned();
  auto opened = kept::open_kept_file(options_.open, path);
  opened->run("PRAGMA synchronous = FULL");
  file_ = std::move(opened);
  path_ = path;
  ++opened_;
  return *file_;
}

// Null where there is none.
sql::Database* FileSpending::file() {
  const std::string path = options_.path();
  return path.empty() ? nullptr : &open_file(path);
}

void FileSpending::add(sql::Database& file, const DaySpending& spending) {
  const std::array<Value, 6> row{spending.day,        spending.service,  spending.operation,
                                 spending.account_id, spending.requests, spending.charge};
  file.run(
      "INSERT INTO spending(day, service, operation, account_id, requests, charge) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT DO UPDATE SET requests = requests + ?5, charge = charge + ?6",
      row);
}

void FileSpending::count_abandoned(sql::Database& file, bool own_too) {
  struct Abandoned {
    std::int64_t id;
    DaySpending spending;
  };
  std::vector<Abandoned> abandoned;
  file.run("SELECT id, owner, host, pid, until, day, service, operation, account_id, amount FROM reservations", {},
           [&](std::span<const Cell> row) {
             const kept::Holding holding{.owner = {text_of(row[1]), text_of(row[2]), integer(row[3])},
                                         .until = text::Seconds(std::chrono::seconds(integer(row[4])))};
             const bool is_own = holding.owner.name == options_.owner.name;
             if (is_own ? !own_too : kept::still_held(options_.owner, holding, options_.real_clock())) return;
             abandoned.push_back({.id = integer(row[0]),
                                  .spending = {.day = text_of(row[5]),
                                               .service = text_of(row[6]),
                                               .operation = text_of(row[7]),
                                               .account_id = text_of(row[8]),
                                               .requests = 1,
                                               .charge = integer(row[9])}});
           });
  for (const Abandoned& one : abandoned) {
    add(file, one.spending);
    const std::array<Value, 1> id{one.id};
    file.run("DELETE FROM reservations WHERE id = ?1", id);
  }
}

std::optional<FileRefusal> FileSpending::exceeded(sql::Database& file, const Period& period, MicroDollars price) {
  const std::array<Value, 1> days{period.name + "%"};
  const MicroDollars spent = number_of(file, "SELECT sum(charge) FROM spending WHERE day LIKE ?1", days);
  const MicroDollars reserved = number_of(file, "SELECT sum(amount) FROM reservations WHERE day LIKE ?1", days);
  if (spent + reserved + price <= period.limit) return std::nullopt;
  return FileRefusal{.setting = period.setting,
                     .path = path_,
                     .period = period.name,
                     .limit = period.limit,
                     .spent = spent,
                     .reserved = reserved};
}

FileReservation FileSpending::reserve_in(sql::Database& file, const Question& question, MicroDollars price) {
  const asking::Limits& limits = question.destination->limits;
  const std::string day = today();
  Transaction transaction(file);
  count_abandoned(file, false);
  std::vector<Period> periods;
  if (limits.budget_daily) periods.push_back({"budget_daily", day, *limits.budget_daily});
  if (limits.budget_monthly) periods.push_back({"budget_monthly", day.substr(0, kMonth), *limits.budget_monthly});
  for (const Period& period : periods) {
    if (auto refusal = exceeded(file, period, price)) return {.refusal = std::move(refusal)};
  }
  const std::array<Value, 9> row{options_.owner.name,
                                 options_.owner.host,
                                 options_.owner.pid,
                                 count(options_.real_clock() + kReservationLasts),
                                 day,
                                 question.call.service,
                                 question.call.operation,
                                 question.destination->account_id,
                                 price};
  file.run(
      "INSERT INTO reservations(owner, host, pid, until, day, service, operation, account_id, amount) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      row);
  const std::int64_t id = file.last_rowid();
  transaction.commit();
  return {.id = opened_ * kIdsOfAFile + id, .refusal = std::nullopt};
}

FileReservation FileSpending::reserve(const Question& question, MicroDollars price) {
  const asking::Limits& limits = question.destination->limits;
  const bool is_limited = limits.budget_daily || limits.budget_monthly;
  if (!is_limited && failed_at_ && options_.real_clock() - *failed_at_ < kLeftAlone) return {};
  FileRefusal refusal{.setting = limits.budget_daily ? "budget_daily" : "budget_monthly"};
  try {
    refusal.path = options_.path();
    if (sql::Database* const shared = file()) {
      FileReservation reserved = reserve_in(*shared, question, price);
      failed_at_.reset();
      return reserved;
    }
    refusal.unusable = "there is no file to count in: cache_path is not set";
  } catch (const sql::DatabaseError& error) {
    refusal.unusable = kept::why_not(refusal.path, error);
  } catch (const kept::NotOurs& error) {
    refusal.unusable = kept::why_not(refusal.path, error);
  }
  if (is_limited) return {.refusal = std::move(refusal)};
  if (!refusal.path.empty()) failed_at_ = options_.real_clock();
  return {};
}

// A reservation that is gone was counted by another program, which took this one for dead: its charge is set right.
void FileSpending::settle_in(sql::Database& file, const Question& question, std::int64_t reservation,
                             MicroDollars reserved, MicroDollars charged, bool sent) {
  Transaction transaction(file);
  const std::array<Value, 2> own{reservation % kIdsOfAFile, options_.owner.name};
  std::string day;
  file.run("SELECT day FROM reservations WHERE id = ?1 AND owner = ?2", own,
           [&day](std::span<const Cell> row) { day = text_of(row[0]); });
  if (!day.empty()) {
    file.run("DELETE FROM reservations WHERE id = ?1 AND owner = ?2", own);
    if (sent) add(file, spending_of(question, day, 1, charged));
  } else if (reservation != 0) {
    add(file, spending_of(question, today(), sent ? 0 : -1, charged - reserved));
  } else if (sent) {
    add(file, spending_of(question, today(), 1, charged));
  }
  transaction.commit();
}

void FileSpending::settle(const Question& question, std::int64_t reservation, MicroDollars reserved,
                          MicroDollars charged, bool sent) noexcept {
  try {
    if (reservation == 0 && failed_at_ && options_.real_clock() - *failed_at_ < kLeftAlone) return;
    // What was set aside in a file that is closed by now was counted there.
    if (reservation != 0 && reservation / kIdsOfAFile != opened_) return;
    sql::Database* const shared = reservation != 0 ? file_.get() : file();
    if (shared != nullptr) settle_in(*shared, question, reservation, reserved, charged, sent);
  } catch (const std::exception&) {
    failed_at_ = options_.real_clock();
  }
}

std::vector<DaySpending> FileSpending::list() {
  std::vector<DaySpending> days;
  std::string path;
  try {
    path = options_.path();
    sql::Database* const shared = file();
    if (shared == nullptr) return days;
    Transaction transaction(*shared);
    count_abandoned(*shared, false);
    shared->run("SELECT day, service, operation, account_id, requests, charge FROM spending ORDER BY 1, 2, 3, 4", {},
                [&days](std::span<const Cell> row) {
                  days.push_back({.day = text_of(row[0]),
                                  .service = text_of(row[1]),
                                  .operation = text_of(row[2]),
                                  .account_id = text_of(row[3]),
                                  .requests = integer(row[4]),
                                  .charge = integer(row[5])});
                });
    transaction.commit();
  } catch (const sql::DatabaseError& error) {
    throw sql::Error(kept::why_not(path, error));
  } catch (const kept::NotOurs& error) {
    throw sql::Error(kept::why_not(path, error));
  }
  return days;
}

}  // namespace awscost::spend
