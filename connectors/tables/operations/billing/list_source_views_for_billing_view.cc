// billing:ListSourceViewsForBillingView: the ARNs of the billing views that a custom one is made of.
//
//   {"arn":"arn:aws:billing::123456789012:billingview/custom-1"}  ->  {"sourceViews":["arn:aws:billing::..."]}
#include <array>

#include "connectors/tables/operations/billing/billing.h"

namespace awscost::billing {
namespace {

using sql::Column;
using sql::Role;

constexpr std::array kColumns{
    Column{.name = "source_view", .wire = "{value}", .doc = "The ARN of a source view."},
    Column{.name = "arn",
           .role = Role::kInput,
           .hidden = true,
           .required = true,
           .wire = "/arn",
           .example = "'arn:aws:billing::123456789012:billingview/custom-1'",
           .doc = "The billing view."},
    kProfile,
};

constexpr std::array<std::string_view, 1> kExamples{"SELECT source_view FROM billing_source_views('arn:...');"};

}  // namespace

extern constexpr Operation kListSourceViewsForBillingView{
    .table = {.name = "billing_source_views",
              .doc = "The source views of a billing view.",
              .operation = "ListSourceViewsForBillingView",
              .service = "AWS Billing",
              .columns = kColumns,
              .limits = "A billing view has at most ten source views.",
              .examples = kExamples},
    .service = kBilling,
    .iam_action = "billing:ListSourceViewsForBillingView",
    .rows = {.each = "/sourceViews[]"},
    .paging = {.response_token = "/nextToken", .request_token = "/nextToken"},
};
static_assert(well_formed(kListSourceViewsForBillingView));

}  // namespace awscost::billing
