// A question about the periods of a bill in the API's terms, but for its window: what decides whether a kept answer
// serves it.
//
// A scan speaks in columns of its table, and a kept answer outlives its table. So both are told in keys as the API names
// them: by what the rows are grouped, which metrics they have, what each dimension is bound to. What has to be equal in
// any case (the operation, the input `filter`, a billing view) is the *subject*, one text.
//
//   service = 'AWS Lambda' in ce_cost_and_usage('service')
//     {"granularity":"DAILY","group_by":[["DIMENSION","SERVICE"]],"metrics":["UnblendedCost"],
//      "bound":[{"type":"DIMENSION","key":"SERVICE","values":["AWS Lambda"]}]}
//
// Example:
//
//   bool has_one_key(const Operation& operation, const sql::Scan& scan) {
//     const std::optional<CostsAsked> asked = costs_asked(operation, scan);
//     return asked && asked->group_by.size() == 1;
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "sql/scan.h"

namespace awscost::pieces {

struct Key {
  std::string type;  // "DIMENSION", "TAG", "COST_CATEGORY", or one that only AWS knows
  std::string name;  // as the API spells it
  bool operator==(const Key&) const = default;
};

// What a dimension is bound to.
struct Bound {
  Key key;
  std::vector<std::string> values;  // sorted and unique
  bool absent = false;              // the tag or cost category is missing
  bool operator==(const Bound&) const = default;
};

struct CostsAsked {
  std::string subject;
  sql::Granularity granularity = sql::Granularity::kDaily;
  std::vector<Key> group_by;         // in the order asked
  std::vector<std::string> metrics;  // empty: the rows are asked for, and no figure of them
  std::vector<Bound> bound;          // each key once
  bool adds_up = false;              // its figures are metrics, of which those of money can be added
  bool by_tag = false;               // AWS fills in the past of a tag on request
  bool by_cost_category = false;     // its rules change, and nobody is told; or a type of key that only AWS knows
  bool by_resource = false;          // the operation has data about single resources
  bool tells_of_keys = false;        // a column is read that looks up every key of the row
  bool may_be_cut = false;           // of an answer: AWS may have left rows out (kMostResources)
  std::vector<std::string>
      page_ends;  // of an answer: where the periods of each page end; empty: not in the order of time

  // Of an answer that was broken off: how far its window was to go, and whether AWS refused to go on with it.
  std::string sent_end;
  bool is_refused = false;

  const Bound* bound_to(const Key& key) const;
  bool has_key(const Key& key) const;
};

// AWS shows the 5,000 dearest resources of a service and period, and does not say where it left some out.
inline constexpr std::size_t kMostResources = 5000;

// Whether the operation's answers fall into periods, so that a part of one can be kept or asked for.
bool has_periods(const Operation& operation);

// Nothing where no other answer than that of the same request serves: the scan has several values for an input, or binds
// one key twice.
std::optional<CostsAsked> costs_asked(const Operation& operation, const sql::Scan& scan);

// The key of group_by in the API's terms.
Key api_key(const sql::Table& table, const sql::GroupKey& key);

// Everything but the subject, as text and back. Nothing where the text is no such thing.
std::string to_text(const CostsAsked& asked);
std::optional<CostsAsked> from_text(std::string_view text, std::string subject);

}  // namespace awscost::pieces
