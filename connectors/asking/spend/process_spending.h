// What the connections of a process have spent together, by account: a budget holds for all of them.
//
// How: a connection's gate reserves each price here too, against its own budget. Money that was spent stays spent when its
// connection closes: a program that opens a connection for each question would otherwise have no budget at all. Only
// AWS's money counts; what the sandbox would have cost is each connection's own. docs/decisions/0011 says why.
//
// Example:
//
//   bool may_ask(ProcessSpending& spending, const asking::Destination& destination) {
//     return !spending.reserve(destination, asking::from_dollars(0.01));
//   }
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/asking/question/destination.h"
#include "connectors/asking/question/money.h"

namespace awscost::spend {

// For several threads at once.
class ProcessSpending {
 public:
  struct Balance {
    asking::MicroDollars spent;
    asking::MicroDollars reserved;  // for requests under way
  };

  // Sets `price` aside until settle(). Where that would exceed the destination's budget, nothing is set aside, and the
  // balance that stands in the way is returned.
  std::optional<Balance> reserve(const asking::Destination& destination, asking::MicroDollars price);

  // Replaces what reserve() set aside by the charge. Never fails.
  void settle(const asking::Destination& destination, asking::MicroDollars reserved,
              asking::MicroDollars charged) noexcept;

 private:
  // Whom AWS charges. Profiles, roles and Regions of an account are one account; where it is not known, each principal
  // counts for itself.
  struct Account {
    std::string endpoint;
    std::string id;
  };
  struct AccountView {
    std::string_view endpoint;
    std::string_view id;
  };
  struct Less {
    using is_transparent = void;
    static AccountView view(const AccountView& account) { return account; }
    static AccountView view(const Account& account) { return {account.endpoint, account.id}; }
    template <class One, class Other>
    bool operator()(const One& one, const Other& other) const {
      const AccountView a = view(one);
      const AccountView b = view(other);
      return a.endpoint != b.endpoint ? a.endpoint < b.endpoint : a.id < b.id;
    }
  };

  static AccountView account_of(const asking::Destination& destination);

  std::mutex mutex_;
  std::map<Account, Balance, Less> accounts_;
};

}  // namespace awscost::spend
