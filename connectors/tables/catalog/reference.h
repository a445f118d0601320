// The reference page, docs/reference.md: every table with its inputs, results, limits and examples, every function and
// every setting, as Markdown.
//
// It is made from their declarations, so it cannot contradict them; a test compares the page in the tree.
//
// Example:
//
//   bool has_heading(std::span<const Entry> all) {
//     return reference_page(all).starts_with("# Reference");
//   }
#pragma once

#include <span>
#include <string>

#include "connectors/tables/catalog/entry.h"
#include "connectors/tables/catalog/functions.h"

namespace awscost::catalog {

std::string reference_page(std::span<const Entry> entries, std::span<const FunctionEntry> functions = {});

}  // namespace awscost::catalog
