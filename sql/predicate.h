// A boolean over keys, in no API's syntax: what a question asks of dimensions, tags and cost categories.
//
// A leaf says "this key has one of these values"; And, Or and Not join leaves. canonical() gives equal questions equal
// forms, so that their bytes on the wire are equal and a reply can be recognised by its request (connectors/asking/statement).
//
//   WHERE region = 'eu-west-3' AND service IN ('b', 'a')   ->   And{ leaf{REGION: eu-west-3}, leaf{SERVICE: a, b} }
//
// Example:
//
//   bool is_the_same(const Predicate& a, const Predicate& b) {
//     return canonical(conjunction({a, b})) == canonical(conjunction({b, a}));
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sql/group_by.h"
#include "sql/scan.h"

namespace awscost::sql {

struct Predicate {
  // kForeign: a part that only the API understands. `key` is its name there, `values` its one JSON text.
  enum class Kind : std::uint8_t { kLeaf, kNot, kAnd, kOr, kForeign };

  Kind kind = Kind::kLeaf;
  std::vector<Predicate> operands;  // kNot: exactly one; kAnd, kOr: one or more; else none

  // Leaves only.
  KeyType key_type = KeyType::kDimension;
  std::string key;                         // the API's key, the tag's key or the cost category's name
  std::vector<std::string> values;         // any of them matches
  std::vector<std::string> match_options;  // the API's MatchOptions; empty: its default, EQUALS and CASE_SENSITIVE

  friend bool operator==(const Predicate& a, const Predicate& b);
  friend bool operator<(const Predicate& a, const Predicate& b);  // an order to sort by; it means nothing else
};

// Cost Explorer's MatchOption for a tag or cost category that is missing. Such a leaf has no values.
inline constexpr char kAbsent[] = "ABSENT";

Predicate foreign(std::string name, std::string json);
Predicate leaf(KeyType type, std::string key, std::vector<std::string> values);
Predicate absent(KeyType type, std::string key);
Predicate negation(Predicate operand);
Predicate conjunction(std::vector<Predicate> operands);  // at least one
Predicate disjunction(std::vector<Predicate> operands);  // at least one

// The same question in its canonical form: And in And and Or in Or are flattened; operands, values and match options
// are sorted and unique; And and Or of one operand are that operand.
Predicate canonical(Predicate predicate);

// The leaves of the predicate. What only the API understands counts as one.
std::size_t count_leaves(const Predicate& predicate);

// What the scan's dimensions are bound to, keys and slices alike, in canonical form; nothing where none is bound.
// Throws sql::Error where tag_value or cost_category_value is bound and group_by has no such key.
std::optional<Predicate> predicate_of(const Scan& scan);

}  // namespace awscost::sql
