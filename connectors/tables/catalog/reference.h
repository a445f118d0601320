// The reference page, docs/reference.md: every table with its inputs, results, limits and examples, as Markdown.
//
// It is made from the declarations of the tables, so it cannot contradict them; a test compares the page in the tree.
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

namespace awscost::catalog {

std::string reference_page(std::span<const Entry> entries);

}  // namespace awscost::catalog
