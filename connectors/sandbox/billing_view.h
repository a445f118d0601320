// The billing views of an account: the primary one, and two that its payer made.
//
// A custom view shows some member accounts and is made of source views, by which AWS charges requests over it.
//
// Example:
//
//   bool is_primary(const Account& account, std::string_view arn) {
//     const auto view = find_billing_view(account, arn);
//     return view && view->accounts.empty();
//   }
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/operation.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

struct BillingView {
  std::vector<std::string> accounts;  // that it shows; empty: all
  std::size_t source_views = 1;

  bool shows(const Line& line, const Account& account) const;
};

// .../billingview/primary; .../billingview/custom-shop: the two shop accounts, of three source views;
// .../billingview/custom-closed: the same, whose source views nobody may list. nullopt: there is no such view.
std::optional<BillingView> find_billing_view(const Account& account, std::string_view arn);

// Of a Cost Explorer request. Throws ApiError unless BillingViewArn is absent or a view of the account.
BillingView billing_view_of(const Structure& request, const Account& account);

// billing:ListSourceViewsForBillingView.
boost::json::object list_source_views_for_billing_view(const Context& context, const boost::json::value& body);

}  // namespace awscost::sandbox
