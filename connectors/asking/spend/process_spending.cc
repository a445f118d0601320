#include "connectors/asking/spend/process_spending.h"

namespace awscost::spend {

using asking::Destination;
using asking::MicroDollars;

ProcessSpending::AccountView ProcessSpending::account_of(const Destination& destination) {
  return {destination.endpoint, destination.account_id.empty() ? destination.key : destination.account_id};
}

std::optional<ProcessSpending::Balance> ProcessSpending::reserve(const Destination& destination, MicroDollars price) {
  const AccountView account = account_of(destination);
  const std::lock_guard lock(mutex_);
  auto found = accounts_.find(account);
  if (found == accounts_.end()) {
    found = accounts_.emplace(Account{std::string(account.endpoint), std::string(account.id)}, Balance{0, 0}).first;
  }
  Balance& balance = found->second;
  if (balance.spent + balance.reserved + price > destination.limits.budget) return balance;
  balance.reserved += price;
  return std::nullopt;
}

// Looks the account up without a copy of its name: AWS may already have charged, and memory may be out.
void ProcessSpending::settle(const Destination& destination, MicroDollars reserved, MicroDollars charged) noexcept {
  const std::lock_guard lock(mutex_);
  const auto found = accounts_.find(account_of(destination));
  if (found == accounts_.end()) return;
  found->second.reserved -= reserved;
  found->second.spent += charged;
}

}  // namespace awscost::spend
