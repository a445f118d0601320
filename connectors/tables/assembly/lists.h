// What to ask for one question, as a pure function of it: one list for each member and each of its parents.
//
// A *member* is a scan with one value of each input that is asked together (profile, region: sql::Scan::several). Its
// *parents* are those whose lists are asked for: the usage plans of apigateway_usage.
//
// Example:
//
//   std::size_t count_requests(const Operation& operation, const sql::Scan& scan) {
//     const auto parents = named_parents(operation, scan);
//     return parents ? lists_of(scan, *parents).size() : 0;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "sql/scan.h"

namespace awscost::assembly {

struct List {
  std::size_t member = 0;   // sql::single(scan, member)
  std::string parent = {};  // its id; empty where the operation has no parents
};

// The ids that the statement names; {""} where the operation has no parents; nothing where they have to be listed.
std::optional<std::vector<std::string>> named_parents(const Operation& operation, const sql::Scan& scan);

// Member by member, in each parent by parent.
std::vector<List> lists_of(const sql::Scan& scan, const std::vector<std::string>& parents);

// The parents' own question: all of them, asked of the same members, in the same places as their lists.
sql::Scan scan_of_parents(const Operation& operation, const sql::Scan& scan);

// How many lists have their first page asked for at once.
enum class Prefetch : std::uint8_t {
  kFree,  // several: they cost nothing
  kNone,  // one: each is paid, and a LIMIT may end the statement before the next
  kPaid,  // several: each is paid, and all of them are needed
};
Prefetch prefetch_of(const Operation& operation, const sql::Scan& scan);

}  // namespace awscost::assembly
