// The functions of the extension as the catalog shows them: the table `awscost_functions`, a section of the reference page.
//
//   SELECT name, kind, example, description FROM awscost_functions
//
// Example:
//
//   std::string_view first_example(const std::vector<sql::Function>& functions) {
//     return described(functions, {}).front().example;
//   }
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sql/function.h"
#include "sql/source.h"
#include "sql/table.h"

namespace awscost::catalog {

struct FunctionEntry {
  std::string name;
  std::string kind;  // "scalar", "aggregate", or "scalar, in a SELECT of its own"
  std::string example;
  std::string doc;
};

// By name; of functions that have it twice, the one with fewer arguments first.
std::vector<FunctionEntry> described(const std::vector<sql::Function>& functions,
                                     const std::vector<sql::Aggregate>& aggregates);

// The declaration of `awscost_functions`, and the table.
const sql::Table& functions_declaration();
std::unique_ptr<sql::Source> functions_table(std::vector<FunctionEntry> entries);

}  // namespace awscost::catalog
