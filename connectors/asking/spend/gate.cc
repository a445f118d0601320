#include "connectors/asking/spend/gate.h"

#include <algorithm>
#include <string>

#include "sql/error.h"
#include "sql/text/displayable.h"
#include "sql/text/words.h"

namespace awscost::spend {
namespace {

using asking::MicroDollars;
using asking::Question;
using asking::Tally;

constexpr std::size_t kMostOfAnAccount = 40;

// "ce:GetCostAndUsage (page 3)"
std::string name_of(const Question& question) {
  const std::string name = question.call.service + ":" + question.call.operation;
  return question.page > 1 ? name + " (page " + std::to_string(question.page) + ")" : name;
}

// Rounded up to whole dollars, as a user would type it.
std::string raised_budget(MicroDollars needed) {
  return asking::dollars_text((needed + asking::kDollar - 1) / asking::kDollar * asking::kDollar);
}

// For requests under way, whose charges are not known yet.
std::string set_aside(MicroDollars reserved) {
  return reserved == 0 ? "" : " and set aside $" + asking::dollars_text(reserved) + " for requests under way";
}

sql::Error over_budget(const Question& question, MicroDollars spent, MicroDollars reserved) {
  const MicroDollars price = asking::from_dollars(question.call.price_usd);
  return sql::Error("This connection has spent $" + asking::dollars_text(spent) + " of its budget of $" +
                    asking::dollars_text(question.destination->limits.budget) + set_aside(reserved) + ", and " +
                    name_of(question) + " costs $" + asking::dollars_text(price) +
                    " more; it was not sent. To allow it: SELECT awscost_config('budget', '" +
                    raised_budget(spent + reserved + price) + "').");
}

sql::Error over_budget_together(const Question& question, const ProcessSpending::Balance& together) {
  const MicroDollars price = asking::from_dollars(question.call.price_usd);
  const std::string& account = question.destination->account_id;
  return sql::Error("All connections of this process together have spent $" + asking::dollars_text(together.spent) +
                    (account.empty() ? "" : " of account " + text::displayable(account, kMostOfAnAccount)) +
                    set_aside(together.reserved) + ", and the budget is $" +
                    asking::dollars_text(question.destination->limits.budget) + "; " + name_of(question) +
                    ", which costs $" + asking::dollars_text(price) +
                    ", was not sent. To allow it on this connection: SELECT awscost_config('budget', '" +
                    raised_budget(together.spent + together.reserved + price) + "').");
}

// "The programs that share /tmp/kept.db have spent $0.98 of budget_daily, $1.00, on 2026-11-21 (UTC), and ..."
sql::Error over_file_budget(const Question& question, const FileRefusal& refusal) {
  const MicroDollars price = asking::from_dollars(question.call.price_usd);
  const std::string costs = name_of(question) + ", which costs $" + asking::dollars_text(price) + ", was not sent. ";
  const std::string raise = "SELECT awscost_config('" + refusal.setting + "', ";
  if (!refusal.unusable.empty()) {
    return sql::Error(refusal.setting + " cannot be held, because " + text::with_full_stop(refusal.unusable) + " " +
                      costs + "To ask without that limit: " + raise + "'').");
  }
  return sql::Error("The programs that share " + refusal.path + " have spent $" + asking::dollars_text(refusal.spent) +
                    " in " + refusal.period + " (UTC)" + set_aside(refusal.reserved) + ", and " + refusal.setting +
                    " is $" + asking::dollars_text(refusal.limit) + "; " + costs + "To allow it on this connection: " +
                    raise + "'" + raised_budget(refusal.spent + refusal.reserved + price) + "').");
}

sql::Error too_many_requests(const Question& question, const Tally& tally, MicroDollars reserved) {
  constexpr std::int64_t kUsual = 100;
  return sql::Error("This statement has made " + std::to_string(tally.requests) +
                    (tally.requests == 1 ? " request for $" : " requests for $") + asking::dollars_text(tally.cost) +
                    set_aside(reserved) + ", the most that max_requests allows; " + name_of(question) +
                    ", which costs $" + asking::dollars_text(asking::from_dollars(question.call.price_usd)) +
                    ", was not sent. Ask for fewer periods, keys or values, or allow more: SELECT "
                    "awscost_config('max_requests', '" +
                    std::to_string(std::max(2 * tally.requests, kUsual)) + "').");
}

}  // namespace

Reservation Gate::reserve(const Question& question) {
  const asking::Limits& limits = question.destination->limits;
  const MicroDollars price = asking::from_dollars(question.call.price_usd);
  // Free requests are sent even where the budget was lowered below what is spent.
  if (price > 0 && spent_ + reserved_ + price > limits.budget) throw over_budget(question, spent_, reserved_);
  const Tally tally = question.tally == nullptr ? Tally() : *question.tally;
  if (tally.requests >= limits.max_requests) throw too_many_requests(question, tally, reserved_);
  Reservation reserved{.price = price};
  if (price > 0 && is_money(question)) {
    reserved.in_file = reserve_in_file(question, price);
    try {
      reserve_in_process(question, price);
    } catch (...) {
      if (file_ != nullptr) file_->settle(question, reserved.in_file, price, 0, false);
      throw;
    }
  }
  reserved_ += price;
  if (question.tally != nullptr) ++question.tally->requests;
  return reserved;
}

// What the sandbox would have cost is nobody's money.
bool Gate::is_money(const Question& question) {
  return question.destination->connector != "sandbox";
}

void Gate::reserve_in_process(const Question& question, MicroDollars price) {
  if (process_ == nullptr) return;
  if (const auto together = process_->reserve(*question.destination, price)) {
    throw over_budget_together(question, *together);
  }
}

std::int64_t Gate::reserve_in_file(const Question& question, MicroDollars price) {
  if (file_ == nullptr) return 0;
  const FileReservation reserved = file_->reserve(question, price);
  if (reserved.refusal) throw over_file_budget(question, *reserved.refusal);
  return reserved.id;
}

void Gate::settle(const Question& question, const Reservation& reserved, MicroDollars charged, bool sent) {
  if (is_money(question)) {
    if (reserved.price > 0 && process_ != nullptr) process_->settle(*question.destination, reserved.price, charged);
    if (file_ != nullptr) file_->settle(question, reserved.in_file, reserved.price, charged, sent);
  }
  reserved_ -= reserved.price;
  spent_ += charged;
  if (question.tally != nullptr) question.tally->cost += charged;
}

}  // namespace awscost::spend
