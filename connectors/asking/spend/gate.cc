#include "connectors/asking/spend/gate.h"

#include <algorithm>
#include <utility>

#include "sql/error.h"

namespace awscost::spend {
namespace {

// "ce:GetCostAndUsage (page 3)"
std::string name_of(const wire::Call& call) {
  const std::string name = call.service + ":" + call.operation;
  return call.page > 1 ? name + " (page " + std::to_string(call.page) + ")" : name;
}

// Enough for this request, in whole dollars: what one would type.
std::string raised_budget(MicroDollars needed) {
  return dollars_text((needed + kDollar - 1) / kDollar * kDollar);
}

// Of requests that are asked together with it: nobody knows yet what they will have cost.
std::string set_aside(MicroDollars reserved) {
  return reserved == 0 ? "" : " and set aside $" + dollars_text(reserved) + " for what is asked at the same time";
}

sql::Error over_budget(const wire::Call& call, MicroDollars spent, MicroDollars reserved, MicroDollars budget) {
  const MicroDollars price = from_dollars(call.price_usd);
  return sql::Error("This connection has spent $" + dollars_text(spent) + " of its budget of $" + dollars_text(budget) +
                    set_aside(reserved) + ", and " + name_of(call) + " costs $" + dollars_text(price) +
                    " more; it was not sent. To allow it: SELECT awscost_config('budget', '" +
                    raised_budget(spent + reserved + price) + "').");
}

sql::Error too_many_requests(const wire::Call& call, MicroDollars cost, MicroDollars reserved, std::int64_t most) {
  constexpr std::int64_t kUsual = 100;
  return sql::Error("This statement has made " + std::to_string(most) + " requests for $" + dollars_text(cost) +
                    set_aside(reserved) + ", which is all that max_requests allows; " + name_of(call) +
                    ", which costs $" + dollars_text(from_dollars(call.price_usd)) +
                    ", was not sent. Ask for fewer periods, keys or values, or allow more: SELECT "
                    "awscost_config('max_requests', '" +
                    std::to_string(std::max(2 * most, kUsual)) + "').");
}

}  // namespace

Gate::Gate(std::function<Limits()> limits) : limits_(std::move(limits)) {}

MicroDollars Gate::reserve(const wire::Call& call) {
  if (statements_open_ == 0) statement_requests_ = statement_cost_ = 0;
  const Limits limits = limits_();
  const MicroDollars price = from_dollars(call.price_usd);
  // What is free may go out also where the budget was lowered below what is spent.
  if (price > 0 && spent_ + reserved_ + price > limits.budget)
    throw over_budget(call, spent_, reserved_, limits.budget);
  if (statement_requests_ >= limits.max_requests) {
    throw too_many_requests(call, statement_cost_, reserved_, statement_requests_);
  }
  reserved_ += price;
  ++statement_requests_;
  return price;
}

void Gate::settle(MicroDollars reserved, MicroDollars charged) {
  reserved_ -= reserved;
  spent_ += charged;
  statement_cost_ += charged;
  if (statements_open_ == 0) last_statement_cost_ = statement_cost_;
}

void Gate::statement_began() {
  if (statements_open_++ == 0) statement_requests_ = statement_cost_ = 0;
}

void Gate::statement_ended() {
  if (statements_open_ == 0 || --statements_open_ > 0) return;
  last_statement_cost_ = statement_cost_;
}

}  // namespace awscost::spend
