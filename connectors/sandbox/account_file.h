// Reads an account from a JSON file of line items.
//
// How: the file is one array of items, or one item per line (JSON Lines; empty lines are skipped). An item has either
// `day` or `hour`; all else is optional: `dimensions` by API key, `tags`, `cost_categories`, `metrics` by API name with
// decimal texts, `usage_unit`. A missing value reads as in Cost Explorer (NoRegion, no tag, zero). The first
// PAYER_ACCOUNT in the file is the payer. An item with the member `switched_off` says what the account has not switched
// on: cost_explorer, resource_data, hourly_data. Anything else is an error that names the place.
//
//   {"day": "2026-11-01", "dimensions": {"SERVICE": "AWS Lambda", "LINKED_ACCOUNT": "012345678901"},
//    "tags": {"team": "search"}, "metrics": {"UnblendedCost": "1.25", "UsageQuantity": "3"}}
//   {"hour": "2026-11-01 05:00:00", "dimensions": {"RESOURCE_ID": "i-1"}, "cost_categories": {"Unit": "Data"}}
//   {"switched_off": ["resource_data", "hourly_data"]}
//
// Example:
//
//   Account lambda_account() {
//     return parse_account(R"([{"day": "2026-11-01", "metrics": {"UnblendedCost": "1.25"}}])", "items.json");
//   }
#pragma once

#include <string>
#include <string_view>

#include "connectors/sandbox/account.h"

namespace awscost::sandbox {

// Throws std::invalid_argument. The message begins with the path and, if known, the line or item.
Account read_account_file(const std::string& path);

// The same for a text. `name` replaces the path in messages.
Account parse_account(std::string_view text, const std::string& name);

}  // namespace awscost::sandbox
