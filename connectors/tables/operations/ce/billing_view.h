// The input of Cost Explorer's tables that says whose view of the bill is asked: the billing view.
#pragma once

#include "sql/column.h"

namespace awscost::ce {

inline constexpr sql::Column kBillingView{
    .name = "billing_view_arn",
    .role = sql::Role::kInput,
    .hidden = true,
    .wire = "/BillingViewArn",
    .example = "'arn:aws:billing::123456789012:billingview/primary'",
    .doc =
        "The billing view to ask. Not given: the account's own. AWS charges a custom view once for each of its source "
        "views, ten at most: billing:ListSourceViewsForBillingView, which is free, is asked first, and where it is "
        "refused ten are counted."};

}  // namespace awscost::ce
