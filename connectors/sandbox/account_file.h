// An account written by hand or by a program: a JSON file of line items.
//
// How: the file is one array of items, or one item a line (JSON lines; empty lines are skipped). Every member but the
// time is optional: `day` or `hour`; `dimensions` by the API's key; `tags`; `cost_categories`; `metrics` by the API's
// name, each amount a decimal text; `usage_unit`. What is missing is what AWS shows for none (NoRegion, an absent tag,
// zero). The payer is the first item's PAYER_ACCOUNT. Anything else in the file is an error that names the place.
//
//   {"day": "2026-11-01", "dimensions": {"SERVICE": "AWS Lambda", "LINKED_ACCOUNT": "012345678901"},
//    "tags": {"team": "search"}, "metrics": {"UnblendedCost": "1.25", "UsageQuantity": "3"}}
//   {"hour": "2026-11-01 05:00:00", "dimensions": {"RESOURCE_ID": "i-1"}, "cost_categories": {"Unit": "Data"}}
#pragma once

#include <string>
#include <string_view>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

// Throws std::invalid_argument with a sentence that begins with the path and, where it is known, the place.
Account read_account_file(const std::string& path);

// The same for a text; `name` stands for the path in sentences.
Account parse_account(std::string_view text, const std::string& name);

}  // namespace awscost::sandbox
