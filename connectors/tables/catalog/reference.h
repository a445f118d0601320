// The reference page, docs/reference.md: every table with its inputs, results, limits and examples, as Markdown.
//
// Made from the same declarations as the tables themselves, so that it cannot say something else; a test compares the
// page in the tree with it.
//
//   std::ofstream("docs/reference.md") << reference_page(all);
#pragma once

#include <span>
#include <string>

#include "connectors/tables/catalog/entry.h"

namespace awscost::catalog {

std::string reference_page(std::span<const Entry> entries);

}  // namespace awscost::catalog
