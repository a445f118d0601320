// The lists to read for one scan, as a pure function of it: one for each member and each of its parents.
//
// A *member* is the scan with one value for each input that has several (profile, region: sql::Scan::several).
// *Parents* are the objects whose lists are read, such as the usage plans of apigateway_usage.
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
#include <string_view>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "sql/scan.h"

namespace awscost::assembly {

struct List {
  std::size_t member = 0;   // sql::single(scan, member)
  std::string parent = {};  // an id; empty where the operation has no parents
};

// The ids in the statement; {""} where the operation has no parents; nothing where the parents have to be listed.
std::optional<std::vector<std::string>> named_parents(const Operation& operation, const sql::Scan& scan);

// Member by member, and parent by parent within each.
std::vector<List> lists_of(const sql::Scan& scan, const std::vector<std::string>& parents);

// The scan that lists the parents: all of them, with the profiles and regions of `scan`.
sql::Scan scan_of_parents(const Operation& operation, const sql::Scan& scan);

// The scan of another list with the profiles and regions of `scan`, whose input `column` is `text`.
sql::Scan scan_of_list(const Operation& list, const sql::Scan& scan, std::string_view column, std::string_view text);
// The same without such an input, with every column mentioned.
sql::Scan scan_of_list(const Operation& list, const sql::Scan& scan);

// How many lists have their first pages requested at once.
enum class Prefetch : std::uint8_t {
  kFree,  // several: they cost nothing
  kNone,  // one: each is paid, and a LIMIT may end the statement before the next one
  kPaid,  // several: each is paid, and all will be read
};
Prefetch prefetch_of(const Operation& operation, const sql::Scan& scan);

}  // namespace awscost::assembly
